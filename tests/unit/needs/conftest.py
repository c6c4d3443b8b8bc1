"""Small invented references and a fresh store for the tests of this room."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from grappe.references import COMMUNES, OCCUPATIONS, OUTLINES
from grappe.tables import Store, open_store

_COMMUNES = (
    ("59350", "Lille", "59", "32", 236000),
    ("69123", "Lyon", "69", "84", 522000),
    ("75056", "Paris", "75", "11", 2100000),
    ("93066", "Saint-Denis", "93", "11", 113000),
    ("97411", "Saint-Denis", "974", "04", 153000),
    ("72181", "Mans", "72", "52", 145000),
    ("01283", "Oyonnax", "01", "84", 22000),
    ("2A004", "Ajaccio", "2A", "94", 71000),
    ("53130", "Laval", "53", "52", 49000),
    ("38206", "Laval", "38", "84", 900),
)
_DEPARTEMENTS = (("59", "Nord"), ("92", "Hauts-de-Seine"), ("01", "Ain"), ("2A", "Corse-du-Sud"))


class StandIn:
    """Tables under the names of frames, as a release gives them."""

    def __init__(self, **tables: pa.Table) -> None:
        self._tables = tables

    def has(self, frame) -> bool:
        return frame.name in self._tables

    def read(self, frame) -> pa.Table:
        return self._tables[frame.name]


@pytest.fixture(scope="session")
def places() -> StandIn:
    names = ("insee", "name", "departement", "region", "population")
    communes = COMMUNES.from_rows(dict(zip(names, row, strict=True)) for row in _COMMUNES)
    outlines = OUTLINES.from_rows(
        {"level": "departement", "code": code, "name": name, "path": "M0 0Z"} for code, name in _DEPARTEMENTS
    )
    return StandIn(communes=communes, outlines=outlines)


@pytest.fixture(scope="session")
def rome() -> StandIn:
    codes = ("H2913", "M1805", "H1208")
    rows = [{"code": code, "label_fr": code, "domain": code[0]} for code in codes]
    return StandIn(occupations=OCCUPATIONS.from_rows(rows))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store", create=True)


@pytest.fixture
def reading(day: date, places: StandIn, rome: StandIn) -> SimpleNamespace:
    """What every reading of these tests is given."""
    return SimpleNamespace(given={"day": day, "places": places, "rome": rome})
