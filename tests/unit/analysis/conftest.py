"""Small invented releases and the rules that come with Grappe."""

from pathlib import Path

import pytest
from tests.oracles.invented_needs import labour_release, place_release, rome_release

from grappe.references import Release
from grappe.words import Rules, standard_rules


@pytest.fixture
def places(home: Path) -> Release:
    return place_release(home)


@pytest.fixture
def rome(home: Path) -> Release:
    return rome_release(home)


@pytest.fixture
def labour(home: Path) -> Release:
    return labour_release(home)


@pytest.fixture
def rules() -> Rules:
    return standard_rules()
