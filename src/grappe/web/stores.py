"""Where a cluster's large data and files live, and which releases of nomenclatures this installation works with."""

from pathlib import Path

from django.conf import settings

from grappe.references import Release, current
from grappe.tables import Store, open_store
from grappe.web.clusters.models import Cluster
from grappe.words import Refused


def folder_of(cluster: Cluster) -> Path:
    """The cluster's own folder in the home; made if absent, readable by its owner only."""
    folder = Path(settings.HOME) / "clusters" / str(cluster.uuid)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def store_of(cluster: Cluster) -> Store:
    """The cluster's store of ads, coded needs and figures; made if absent."""
    return open_store(folder_of(cluster) / "store", create=True)


def indexes() -> Path:
    """Where what coding works out of a release is kept for the next start."""
    return Path(settings.HOME) / "indexes"


def release(nomenclature: str) -> Release:
    """The release in use. Raises ``Refused`` (missing) with the command that installs one."""
    return current(Path(settings.HOME), nomenclature)


def release_or_none(nomenclature: str) -> Release | None:
    """The release in use, or ``None`` where none is installed."""
    try:
        return release(nomenclature)
    except Refused:
        return None
