"""A small frame, and a fresh store for each test."""

from pathlib import Path

import pytest

from grappe.tables import Store, open_store
from grappe.words import Column, Frame

COLUMNS = (
    Column("id", "text", "which one"),
    Column("title", "text", "what it says", null="unknown"),
    Column("pay", "number", "how much", null="unknown", unit="euros per year"),
    Column("skills", "texts", "what it asks", null="unknown"),
)


@pytest.fixture
def ads() -> Frame:
    return Frame("ads", "one row per ad", ("id",), COLUMNS)


@pytest.fixture
def later_ads() -> Frame:
    """The same frame some releases later, with a nullable column more."""
    return Frame("ads", "one row per ad", ("id",), (*COLUMNS, Column("day", "day", "when", null="unknown")))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store", create=True)
