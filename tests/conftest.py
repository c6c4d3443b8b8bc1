"""What every test can ask for: real data where the machine has it, a fresh home, a fixed day."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the machine; the test is skipped where there is none."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--disable-background-networking"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
