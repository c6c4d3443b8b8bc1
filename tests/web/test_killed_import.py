"""A worker killed in the middle of an import: the job is lost, resumes, and leaves nothing twice and nothing out."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SITE = Path(__file__).with_name("import_site.py")
ROWS = 1200


class Site:
    """The site of ``import_site.py`` in a home of its own."""

    def __init__(self, home: Path) -> None:
        names = ("GRAPPE_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_CURRENT_TEST")
        self.environment = {name: value for name, value in os.environ.items() if name not in names}
        self.environment["GRAPPE_HOME"] = str(home)
        subprocess.run([sys.executable, "-m", "grappe.web", "prepare"], env=self.environment, check=True)

    def __call__(self, *verb: str) -> list[dict]:
        command = [sys.executable, str(SITE), *verb]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    def killed_at(self, step: str, reached: Path) -> None:
        """Starts a worker and kills it at once when it reaches a step of the import."""
        environment = self.environment | {"STOP_AT": step}
        worker = subprocess.Popen([sys.executable, str(SITE), "worker"], env=environment)
        for _wait in range(600):
            if reached.exists():
                break
            time.sleep(0.05)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert reached.exists(), "the worker never came so far"


@pytest.mark.sqlite
@pytest.mark.parametrize(("step", "ads"), [("reading", 0), ("written", ROWS // 2), ("recorded", ROWS // 2)])
def test_a_worker_killed_mid_import_loses_nothing_and_writes_nothing_twice(home, step, ads):
    site = Site(home)
    site("send")
    site.killed_at(step, home / "reached")
    killed, swept, resumed = site("recover")
    assert (killed["job"], killed["upload"], killed["ads"], killed["needs"]) == ("running", "reading", ads, 0)
    assert (swept["job"], resumed["job"]) == ("lost", "waiting")
    (told,) = site("worker", "--batch")
    assert (told["job"], told["attempt"], told["upload"]) == ("done", 2, "done")
    assert (told["ads"], told["needs"]) == (ROWS // 2, ROWS // 2)
    assert (told["rows"], told["accepted"], told["refused"], told["unchanged"]) == (ROWS, ROWS, 0, 0)
    assert told["refreshes"] == 1
    assert not any((home / "clusters").glob("*/staging/*"))
