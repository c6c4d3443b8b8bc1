"""The demonstration over the starter releases, drawn once for the tests that only look at it."""

from datetime import date
from pathlib import Path

import pytest

from grappe.demonstration import Demonstration, demonstrate
from grappe.references import Release, install

DAY = date(2026, 3, 2)


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Release]:
    """The starter releases of occupations and places."""
    home: Path = tmp_path_factory.mktemp("home")
    return install(home, "rome", download=False), install(home, "places", download=False)


@pytest.fixture(scope="session")
def demo(starter: tuple[Release, Release]) -> Demonstration:
    """The fictional cluster of seed 2026."""
    rome, places = starter
    return demonstrate(2026, day=DAY, rome=rome, places=places)
