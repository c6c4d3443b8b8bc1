"""Reads of a change of release: what keeps an older code, and what accepting the new one would change."""

from dataclasses import dataclass

import pyarrow as pa
from django.conf import settings

from grappe.coding import TOUCHED, Coder, changes_of, find_model, older
from grappe.references import Difference, Release, diff, find
from grappe.web.clusters.models import Cluster
from grappe.web.stores import indexes, release, store_of
from grappe.words import Refused


@dataclass(frozen=True, slots=True)
class Change:
    """Needs that keep a code of another release than the one in use, and the titles that would change."""

    release: str
    older: int
    touched: pa.Table


def kept(cluster: Cluster) -> int:
    """How many needs keep a code of another release than the one in use; 0 where none is installed."""
    try:
        return older(store_of(cluster), str(release("rome")))
    except Refused:
        return 0


def change(cluster: Cluster) -> Change:
    """What accepting the release in use would change. Raises ``Refused`` where none is installed."""
    rome, store = release("rome"), store_of(cluster)
    held = older(store, str(rome))
    if not held:
        return Change(str(rome), 0, TOUCHED.empty())
    coder = Coder.of_occupations(rome, model=find_model(settings.HOME, rome), kept=indexes())
    first = changes_of(store, coder)
    names = set(first["old_release"].to_pylist())
    known = _difference(names.pop(), rome) if len(names) == 1 else None
    return Change(str(rome), held, changes_of(store, coder, difference=known) if known else first)


def _difference(name: str, rome: Release) -> Difference | None:
    """What changed since a release, where that one is still installed."""
    try:
        return diff(find(settings.HOME, name), rome)
    except Refused:
        return None
