"""The barometer of a cluster as a file, from the day and the needs of its figures."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from grappe.analysis import Barometer, barometer, barometer_pdf, barometer_xlsx
from grappe.web.clusters.models import Cluster
from grappe.web.occupations.queries import coverage
from grappe.web.stores import release, release_or_none, store_of
from grappe.words import standard_rules

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAYOUTS: dict[str, tuple[str, Callable[..., bytes]]] = {"pdf": (PDF, barometer_pdf), "xlsx": (XLSX, barometer_xlsx)}


def laid_out(cluster: Cluster, extension: str, *, language: str) -> tuple[bytes, str]:
    """The file and its type. Raises ``ObjectDoesNotExist`` before the figures were computed."""
    kind, layout = LAYOUTS[extension]
    return layout(of_cluster(cluster), language=language), kind


def of_cluster(cluster: Cluster) -> Barometer:
    """The barometer of a cluster. Raises ``ObjectDoesNotExist`` before the figures were computed."""
    held: Any = coverage(cluster)
    if held is None:
        raise ObjectDoesNotExist
    return barometer(
        store_of(cluster),
        cluster=cluster.name,
        rome=release("rome"),
        places=release("places"),
        labour=release_or_none("labour"),
        rules=standard_rules(),
        day=held["day"],
    )
