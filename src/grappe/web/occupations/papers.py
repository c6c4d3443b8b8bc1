"""What leaves the cluster on paper: letter, sheets, recommendations, open data, from the figures computed last."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist

from grappe.analysis import (
    Survey,
    analyse_survey,
    needs_letter,
    open_data,
    recommendations,
    recommendations_paper,
    sheet_paper,
)
from grappe.papers import Paper, paper_docx, paper_pdf
from grappe.web.attractiveness.queries import rising
from grappe.web.clusters.models import Cluster
from grappe.web.occupations.barometers import PDF, of_cluster
from grappe.web.occupations.queries import coverage, sheet
from grappe.web.stores import release, store_of
from grappe.web.surveys.queries import last_closed, sheets
from grappe.words import standard_rules

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LAYOUTS = {"docx": (DOCX, paper_docx), "pdf": (PDF, paper_pdf)}


def letter(cluster: Cluster, *, to: str, language: str) -> Paper:
    """The letter of needs. Raises ``ObjectDoesNotExist`` before the figures were computed."""
    return needs_letter(of_cluster(cluster), to=to, rising=rising(cluster), language=language)


def recommended(cluster: Cluster, *, language: str) -> Paper:
    """The recommendation sheets, from the figures and the last closed survey."""
    item = of_cluster(cluster)
    return recommendations_paper(item, recommendations(item, _survey(cluster, item.day)), language=language)


def _survey(cluster: Cluster, day: date) -> Survey | None:
    wave = last_closed(cluster)
    return analyse_survey(sheets(wave), population=None, rules=standard_rules(), day=day) if wave else None


def of_occupation(cluster: Cluster, code: str, *, language: str) -> Paper:
    """The sheet of an occupation. Raises ``ObjectDoesNotExist`` for a code that is unknown."""
    day = _day(cluster)
    found = sheet(cluster, code)
    return sheet_paper(found, cluster=cluster.name, day=day, release=str(release("rome")), language=language)


def laid_out(paper: Paper, extension: str) -> tuple[bytes, str]:
    """The file and its type."""
    kind, layout = LAYOUTS[extension]
    return layout(paper), kind


def archive(cluster: Cluster) -> bytes:
    """The open data. Raises ``ObjectDoesNotExist`` before the figures were computed."""
    return open_data(store_of(cluster), cluster=cluster.name, day=_day(cluster))


def _day(cluster: Cluster) -> date:
    held = coverage(cluster)
    if held is None:
        raise ObjectDoesNotExist
    day: date = held["day"]
    return day
