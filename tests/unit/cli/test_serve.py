"""``grappe serve`` as a person meets it: one address, one Ctrl-C, nothing left behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from grappe.cli.serve import check_free, greeting
from grappe.words import Kind, Refused

pytestmark = pytest.mark.xdist_group("serve")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running ``grappe serve``."""

    def __init__(self, home: Path) -> None:
        left_out = ("GRAPPE_DATA", "GRAPPE_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "GRAPPE_HOSTS")
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grappe.cli", "serve", "--json", "--port", str(self.port)],
            env={**kept, "GRAPPE_HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read() if self.process.stderr else ""
        self.answer = json.loads(line)

    def family(self) -> list[int]:
        """The process ids of everything it started."""
        found, waiting = [], [self.process.pid]
        while waiting:
            listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(waiting.pop())], capture_output=True, text=True)
            children = [int(pid) for pid in listed.stdout.split()]
            found += children
            waiting += children
        return found

    def end(self, number: int) -> tuple[int, str]:
        self.process.send_signal(number)
        _out, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().split(")")[1][:3]
    except (OSError, IndexError):
        return False


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    running = Served(home)
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGTERM)
    for stream in (running.process.stdout, running.process.stderr):
        if stream:
            stream.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything(served: Served, number: int) -> None:
    with urllib.request.urlopen(f"{served.answer['address']}healthz", timeout=5) as answer:
        assert json.load(answer)["ok"] is True
    family = served.family()
    assert len(family) >= 3  # the worker, gunicorn and its workers
    status, errors = served.end(number)
    assert status == 0
    assert "Traceback" not in errors
    assert not [pid for pid in family if alive(pid)]


def test_a_dead_child_ends_all_and_the_same_call_starts_again(served: Served, home: Path) -> None:
    family = served.family()
    os.kill(family[0], signal.SIGKILL)
    _out, errors = served.process.communicate(timeout=30)
    assert served.process.returncode == 1
    assert "»" in errors or "ended" in errors
    assert not [pid for pid in family if alive(pid)]
    again = Served(home)
    assert again.answer["home"] == str(home)
    assert again.end(signal.SIGTERM)[0] == 0


def test_a_port_in_use_is_refused_with_another_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused) as refusal:
            check_free("127.0.0.1", port)
    assert refusal.value.kind is Kind.CALL
    assert f"grappe serve --port {port + 1}" in refusal.value.said("fr")


def test_the_greeting_names_every_account() -> None:
    account = {"role": "officer", "email": "officer@demo.example", "password": "a long phrase"}
    said = greeting("http://127.0.0.1:8000/", [account], "en")
    assert "http://127.0.0.1:8000/" in said
    assert all(value in said for value in account.values())
    assert "accounts" not in greeting("http://127.0.0.1:8000/", [], "en")
