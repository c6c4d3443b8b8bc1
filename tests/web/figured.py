"""A small store with figures of every kind: published, suppressed, suppressed so that others stay hidden."""

import functools
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from grappe.analysis import analyse_store
from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.references import install
from grappe.tables import open_store
from grappe.web.clusters.models import Cluster
from grappe.web.stores import folder_of, release, release_or_none
from grappe.words import standard_rules

DAY = date(2026, 11, 2)
#: Occupation → employers that ask for it; under five, the figure is withheld.
EMPLOYERS = {"H2913": 9, "H2902": 7, "H1206": 6, "I1304": 2}
LONELY, PEOPLE = "I1304", 4321  #: the suppressed occupation and the positions that must never show


def references(home) -> None:
    """The starter releases, where they are not installed."""
    for name in ("rome", "places", "labour"):
        if release_or_none(name) is None:
            install(home, name, download=False)


def fill(cluster: Cluster, employers: Mapping[str, int] | None = None) -> None:
    """Needs and codes of a cluster, analysed; ``employers`` as in ``EMPLOYERS``."""
    made = _made(tuple((employers or EMPLOYERS).items()))
    shutil.copytree(made, folder_of(cluster) / "store", dirs_exist_ok=True)


@functools.lru_cache
def _made(asked: tuple[tuple[str, int], ...]) -> Path:
    """The folder of a store, made once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="grappe-figured-")) / "store"
    store = open_store(folder, create=True)
    rows = [row for code, employers in asked for row in _asked(code, employers)]
    store.write(NEEDS, NEEDS.from_rows(need for need, _coded in rows), source="ads", commit="1")
    store.write(CODED, CODED.from_rows(coded for _need, coded in rows), source="coding", commit="1")
    given = {name: release(name) for name in ("rome", "places", "labour")}
    analyse_store(store, rules=standard_rules(), day=DAY, **given)
    return folder


def _asked(code: str, employers: int) -> list[tuple[dict, dict]]:
    return [_row(code, employer, number) for employer in range(employers) for number in range(3)]


def _row(code: str, employer: int, number: int) -> tuple[dict, dict]:
    key = f"{code}-{employer}-{number}"
    need = dict.fromkeys(NEEDS.names) | {"need_id": f"ads:{key}", "source": "ads", "source_key": key, "kind": "ad"}
    need |= {"title": f"Poste {code}", "employer": f"Secrète {code} {employer}", "contract": "cdi" if number else "cdd"}
    need |= {"insee": "59350", "published": date(2026, 1 + number, 5), "pay_min": 2500.0, "pay_unit": "month"}
    need |= {"positions": PEOPLE if code == LONELY else 1}
    if employer < 8 and number == 0:
        need |= {"kind": "survey", "difficult": True, "member": f"adherent-{employer}"}
    coded = dict.fromkeys(CODED.names) | {"need_id": need["need_id"], "nomenclature": "rome", "rank": 1, "code": code}
    coded |= {"label": code, "score": 0.9, "probability": 0.9, "decision": "auto", "by": "model", "matched": []}
    return need, coded | {"ignored": [], "reason_fr": "r", "reason_en": "r", "release": "rome test", "title": "x"}
