"""Reads of job ads from the cluster's store: one page of a list, one ad."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from django.core.exceptions import ObjectDoesNotExist

from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.web.clusters.models import Cluster
from grappe.web.stores import store_of

#: Columns that the list sorts by; the store's own names, never what a person typed.
SORTS = ("title", "employer", "place", "positions", "published")
FROM = (
    "FROM needs n LEFT JOIN coded c ON c.need_id = n.need_id AND c.nomenclature = 'rome' AND c.rank = 1"
    " WHERE n.kind = 'ad'"
)
CONDITIONS = {
    "q": " AND contains(strip_accents(lower(concat_ws(' ', n.title, n.employer, n.place))), strip_accents(lower($q)))",
    "contract": " AND n.contract = $contract",
    "decision": " AND coalesce(c.decision, 'waiting') = $decision",
    "source": " AND n.source = $source",
    "occupation": " AND c.code = $occupation AND c.decision = 'auto'",
    "departement": " AND coalesce(n.departement, CASE WHEN n.insee LIKE '97%' THEN left(n.insee, 3)"
    " ELSE left(n.insee, 2) END) = $departement",
    "month": " AND strftime(n.published, '%Y-%m') = $month",
}
SHOWN = (
    "n.need_id, n.title, n.employer, n.place, n.contract, n.positions, n.published, n.source,"
    " c.code, c.label, c.decision"
)


def page(
    cluster: Cluster, filters: Mapping[str, str], *, ordering: list[str], offset: int, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """A page of ads and the number of all that pass the filters."""
    where, parameters = _conditions(filters)
    store, frames = store_of(cluster), [NEEDS, CODED]
    total = store.query(f"SELECT count(*) AS n {FROM}{where}", frames=frames, parameters=parameters)["n"][0].as_py()
    sql = f"SELECT {SHOWN} {FROM}{where} ORDER BY {_order(ordering)} LIMIT {int(limit)} OFFSET {int(offset)}"
    return store.query(sql, frames=frames, parameters=parameters).to_pylist(), total


def table(cluster: Cluster, filters: Mapping[str, str]) -> pa.Table:
    """Every ad that passes the filters, for a download."""
    where, parameters = _conditions(filters)
    coding = "c.code AS occupation, c.label AS occupation_label, c.decision, c.release"
    sql = f"SELECT n.*, {coding} {FROM}{where} ORDER BY n.need_id"
    return store_of(cluster).query(sql, frames=[NEEDS, CODED], parameters=parameters)


def ad(cluster: Cluster, need_id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """One ad and its coding, best proposal first. Raises ``ObjectDoesNotExist``."""
    store, parameters = store_of(cluster), {"need_id": need_id}
    found = store.query("SELECT * FROM needs WHERE need_id = $need_id", frames=[NEEDS], parameters=parameters)
    if not found.num_rows:
        raise ObjectDoesNotExist
    sql = "SELECT * FROM coded WHERE need_id = $need_id AND nomenclature = 'rome' ORDER BY rank"
    return found.to_pylist()[0], store.query(sql, frames=[CODED], parameters=parameters).to_pylist()


def proposals(cluster: Cluster, need_id: str) -> list[dict[str, Any]]:
    """The coding of a need, best proposal first; empty before it was coded."""
    sql = "SELECT * FROM coded WHERE need_id = $need_id AND nomenclature = 'rome' ORDER BY rank"
    return store_of(cluster).query(sql, frames=[CODED], parameters={"need_id": need_id}).to_pylist()


def _conditions(filters: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    chosen = {name: value for name, value in filters.items() if name in CONDITIONS and value}
    return "".join(CONDITIONS[name] for name in chosen), chosen


def _order(ordering: list[str]) -> str:
    parts = [
        f"n.{name.lstrip('-')} {'DESC' if name.startswith('-') else 'ASC'} NULLS LAST"
        for name in ordering
        if name.lstrip("-") in SORTS
    ]
    return ", ".join([*parts, "n.need_id"])
