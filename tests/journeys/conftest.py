"""Journeys: the whole program with its demonstration cluster, started once, and a real browser to walk through it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

START_SECONDS = 240


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys share one server: they run in one process, one after the other."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """The running program: its address and the home it works in."""

    address: str
    home: Path
    output: Path


@pytest.fixture(scope="session")
def site(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """``grappe serve --demo`` in an empty home, stopped with its whole process tree at the end."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    output = home / "serve.log"
    environment = {**os.environ, "GRAPPE_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment.pop("GRAPPE_DATA", None)  # the starter release: what a fresh machine shows
    command = [str(Path(sys.executable).parent / "grappe"), "serve", "--demo", "--no-browser", "--port", str(port)]
    with output.open("w") as log:
        program = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", program, output)
        yield Site(f"http://127.0.0.1:{port}", home, output)
    finally:
        os.killpg(program.pid, signal.SIGTERM)
        program.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, program: subprocess.Popen[bytes], output: Path) -> None:
    """Until the site answers; fails with what it printed when it ends or takes too long."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if program.poll() is not None:
            pytest.fail(f"grappe serve ended with {program.returncode}:\n{output.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"grappe serve did not answer in {START_SECONDS} s:\n{output.read_text()[-4000:]}")


@pytest.fixture
def visit(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """``visit("officer", width=320, dark=True)``: a page logged in with a demonstration account.

    The test fails when the page breaks the content security policy or a script of ours raises.
    """
    opened, faults = [], []

    def log_in(role: str | None = "officer", *, width: int = 1280, dark: bool = False, language: str = "fr") -> Page:
        context = chromium.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale="fr-FR",
        )
        opened.append(context)
        context.add_cookies([{"name": "grappe_language", "value": language, "url": site.address}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        if role:
            email, password = accounts(site)[role]
            page.goto("/compte/login/")
            page.fill("input[name=login]", email)
            page.fill("input[name=password]", password)
            page.click("main form button[type=submit], main form button:not([type])")
            page.wait_for_url(f"{site.address}/")
        return page

    yield log_in
    for context in opened:
        context.close()
    assert faults == []


def accounts(site: Site) -> dict[str, tuple[str, str]]:
    """Role → address and password, as ``grappe serve --demo`` prints them, soon after the site answers."""
    end = time.monotonic() + 20
    while "Ctrl-C" not in site.output.read_text() and time.monotonic() < end:
        time.sleep(0.1)
    found = re.findall(r"(officer|member|school|network|auditor|reviewer)\s+(\S+@\S+)\s+(\S+)", site.output.read_text())
    known = {role: (email, password) for role, email, password in found}
    email, password = known["reviewer"]
    return known | {"second reviewer": (email.replace("reviewer@", "relecteur@"), password)}
