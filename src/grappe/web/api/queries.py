"""Reads behind the public API: clusters that chose to publish, and of their figures the published rows only."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from grappe.analysis import CUTS, FIGURES, PUBLISHED
from grappe.references import MOBILITIES, OCCUPATION_SKILLS, OCCUPATIONS, SKILLS
from grappe.tables import query
from grappe.web.clusters.models import Cluster
from grappe.web.occupations.queries import coverage
from grappe.web.stores import release, store_of

Row = dict[str, Any]

KEYS = ("occupation", "territory", "month", "contract")
CUT_NAMES = tuple(",".join(cut) or "total" for cut in CUTS)
SEPARATOR = "~"
FIRST = ""  #: before every key
_FIGURES = """
SELECT *, concat_ws($separator, occupation, territory, month, contract) AS key FROM figures
WHERE cut = $cut AND disclosure = $published
  AND concat_ws($separator, occupation, territory, month, contract) > $after
ORDER BY key LIMIT $limit
"""
_SKILLS = """
SELECT s.code, s.label_fr, s.label_en, s.kind, l.weight
FROM occupation_skills l JOIN skills s ON s.code = l.skill WHERE l.occupation = $code ORDER BY s.code
"""


def clusters(after: str, limit: int) -> list[Cluster]:
    """The clusters that publish, by key, those after ``after``."""
    return list(Cluster.objects.filter(published=True, key__gt=after).order_by("key")[:limit])


def cluster(key: str) -> Cluster:
    """A cluster that publishes. Raises ``Cluster.DoesNotExist`` also for one that does not."""
    return Cluster.objects.get(published=True, key=key)


def figures(found: Cluster, *, cut: str, after: str, limit: int) -> list[Row]:
    """Published rows of a cut in the order of their key, those after ``after``."""
    parameters = {"cut": cut, "published": PUBLISHED, "after": after, "limit": limit, "separator": SEPARATOR}
    rows: list[Row] = store_of(found).query(_FIGURES, frames=(FIGURES,), parameters=parameters).to_pylist()
    return rows


def coverage_of(found: Cluster) -> Row:
    """What the figures of a cluster rest on.

    Raises ``ObjectDoesNotExist`` before they were computed, and where the total itself is withheld.
    """
    held = coverage(found)
    if held is None or not figures(found, cut="total", after=FIRST, limit=1):
        raise ObjectDoesNotExist
    return dict(held)


def occupation(code: str) -> Row:
    """An occupation of the release in use with its skills and mobilities. Raises ``ObjectDoesNotExist``."""
    rome = release("rome")
    held = rome.read(OCCUPATIONS)
    found = query(
        "SELECT * FROM occupations WHERE code = $code", tables={"occupations": held}, parameters={"code": code}
    )
    if not found.num_rows:
        raise ObjectDoesNotExist
    tables = {"occupation_skills": rome.read(OCCUPATION_SKILLS), "skills": rome.read(SKILLS)}
    skills = query(_SKILLS, tables=tables, parameters={"code": code})
    near = query(
        "SELECT DISTINCT target FROM mobilities WHERE occupation = $code ORDER BY target",
        tables={"mobilities": rome.read(MOBILITIES)},
        parameters={"code": code},
    )
    mobilities = near["target"].to_pylist()
    return {**found.to_pylist()[0], "release": str(rome), "skills": skills.to_pylist(), "mobilities": mobilities}
