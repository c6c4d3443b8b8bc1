"""What every test can ask for: real data where the machine has it, a fresh home, a fixed day."""

import os
from datetime import date
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data named by ``GRAPPE_DATA``; the test is skipped where it is unset."""
    folder = os.environ.get("GRAPPE_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("GRAPPE_DATA names no folder of real data on this machine")
    return Path(folder)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A fresh, empty home for references, models and stores."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def day() -> date:
    """The day on which tests happen."""
    return date(2026, 3, 2)
