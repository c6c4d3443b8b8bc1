"""Reads behind the pages of attractiveness: official effects of the labour release, figures of the cluster's store."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.core.exceptions import ObjectDoesNotExist

from grappe.analysis import EMERGENCE, FIGURES, OfficialEffects, official_effects
from grappe.references import FAP_ROME, OCCUPATIONS, OUTLINES, Release
from grappe.tables import query
from grappe.web.clusters.models import Cluster
from grappe.web.stores import release, release_or_none, store_of

Row = Mapping[str, Any]
_RISING = "SELECT * FROM emergence WHERE occupation = '' ORDER BY log_odds DESC, skill"
_CARTOGRAPHY = """
SELECT left(occupation, 1) AS domain, territory, CAST(sum(needs) AS BIGINT) AS needs, count(*) AS occupations
FROM figures WHERE cut = 'occupation,territory' AND disclosure = 'published'
GROUP BY left(occupation, 1), territory ORDER BY domain, territory
"""
_ASKED = """
SELECT f.*, coalesce(o.label_short, o.label_fr, f.occupation) AS label_fr,
  coalesce(o.label_en, o.label_fr, f.occupation) AS label_en
FROM figures f LEFT JOIN occupations o ON o.code = f.occupation
WHERE f.cut = 'occupation,territory' AND f.territory = $code AND f.disclosure = 'published'
ORDER BY f.needs DESC, f.occupation LIMIT 30
"""


@lru_cache(maxsize=2)
def effects_of(labour: Release) -> OfficialEffects:
    """The decomposition of a release: the same release gives the same one."""
    return official_effects(labour)


def effects() -> OfficialEffects:
    """The official decomposition. Raises ``Refused`` (missing) where no labour release has départements."""
    return effects_of(release("labour"))


@lru_cache(maxsize=2)
def families(labour: Release, rome: Release) -> Mapping[str, str]:
    """What each professional family is made of: the first occupations of the ROME in it."""
    sql = (
        "SELECT f.fap, string_agg(o.label_fr, ', ' ORDER BY f.rome) AS named FROM"
        " (SELECT *, row_number() OVER (PARTITION BY fap ORDER BY rome) AS place FROM links) f"
        " JOIN occupations o ON o.code = f.rome WHERE f.place <= 2 GROUP BY f.fap"
    )
    tables = {"links": labour.read(FAP_ROME), "occupations": rome.read(OCCUPATIONS)}
    return {row["fap"]: row["named"] for row in query(sql, tables=tables).to_pylist()}


def family_names() -> Mapping[str, str]:
    """The names of the families of the releases in use."""
    labour, rome = release_or_none("labour"), release_or_none("rome")
    return families(labour, rome) if labour and rome and labour.has(FAP_ROME) else {}


def departements() -> Mapping[str, str]:
    """The names of the départements."""
    places = release_or_none("places")
    rows = places.read(OUTLINES).to_pylist() if places and places.has(OUTLINES) else []
    return {row["code"]: row["name"] for row in rows if row["level"] == "departement"}


def ranked(found: OfficialEffects, effect: str) -> Sequence[Row]:
    """The effects of the families or of the départements, highest first."""
    table = found.found.effects.filter(pc.equal(found.found.effects["effect"], effect))
    rows: Sequence[Row] = table.sort_by([("value", "descending"), ("key", "ascending")]).to_pylist()
    return rows


def pairs_of(found: OfficialEffects, territory: str) -> Sequence[Row]:
    """The families of a département, highest tension first."""
    table = found.found.pairs.filter(pc.equal(found.found.pairs["territory"], territory))
    rows: Sequence[Row] = table.sort_by([("observed", "descending"), ("occupation", "ascending")]).to_pylist()
    return rows


def territory(cluster: Cluster, code: str) -> tuple[Row | None, Sequence[Row]]:
    """The cluster's figures of a département, and of the occupations asked for there; published ones only."""
    store = store_of(cluster)
    if not store.has(FIGURES):
        return None, ()
    figures = store.read(FIGURES)
    here = pc.and_(pc.equal(figures["cut"], "territory"), pc.equal(figures["territory"], code))
    whole = figures.filter(here).to_pylist()
    tables = {"occupations": release("rome").read(OCCUPATIONS)}
    asked = store.query(_ASKED, frames=(FIGURES,), tables=tables, parameters={"code": code}).to_pylist()
    return (whole[0] if whole else None), asked


def cartography(cluster: Cluster) -> Sequence[Row]:
    """Published needs by ROME domain (first letter of the code) and département: at least what is published."""
    store = store_of(cluster)
    return store.query(_CARTOGRAPHY, frames=(FIGURES,)).to_pylist() if store.has(FIGURES) else []


def known_departement(code: str) -> str:
    """The name of a département. Raises ``ObjectDoesNotExist`` for a code that is none."""
    names = departements()
    if code not in names:
        raise ObjectDoesNotExist
    return names[code]


def rising(cluster: Cluster) -> pa.Table:
    """The skills of the cluster's advertisements by state, strongest rise first; empty before they were looked for."""
    store = store_of(cluster)
    return store.query(_RISING, frames=(EMERGENCE,)) if store.has(EMERGENCE) else EMERGENCE.empty()
