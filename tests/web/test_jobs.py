"""Long work: progress, cancellation, refusals and bugs as its end, and a worker killed at once."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grappe.web.jobs import sweeping
from grappe.web.jobs.actions import cancel_job, resume_job, start_job
from grappe.web.jobs.kinds import KINDS, Outcome, work
from grappe.web.jobs.models import Job, State
from grappe.web.jobs.running import Reporter, run
from grappe.words import Interrupted, Refused, Sentence

SLOW = Path(__file__).with_name("slow_work.py")
MESSAGE = Sentence("lecture", "reading")


@pytest.fixture
def kind():
    """Declares a kind of job for the length of a test."""
    declared = []

    def declare(function: Callable[..., Outcome]) -> str:
        work("test.kind", Sentence("Essai", "Trial"))(function)
        declared.append("test.kind")
        return "test.kind"

    yield declare
    for name in declared:
        del KINDS[name]


def started(officer, kind: str, capture) -> Job:
    with capture(execute=True):
        job = start_job(by=officer, kind=kind, arguments={"n": 3})
    job.refresh_from_db()
    return job


def test_a_job_reports_its_way_and_its_end(officer, kind, django_capture_on_commit_callbacks):
    seen = []

    def count(job, progress):
        for step in range(job.arguments["n"] + 1):
            progress(step, 3, Sentence(f"étape {step}", f"step {step}"))
            seen.append(Job.objects.get(pk=job.pk).state)
        return Outcome(Sentence("3 comptés", "3 counted"), link="/besoins/", result={"n": 3})

    job = started(officer, kind(count), django_capture_on_commit_callbacks)
    assert (job.state, job.done, job.total) == (State.DONE, 3, 3)
    assert (job.message_fr, job.link, job.result) == ("3 comptés", "/besoins/", {"n": 3})
    assert set(seen) == {State.RUNNING}
    assert job.finished_at >= job.heartbeat_at >= job.started_at


def test_nothing_runs_before_the_transaction_is_kept(officer, kind, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        job = start_job(by=officer, kind=kind(lambda job, progress: Outcome(MESSAGE)), arguments={})
    assert len(waiting) == 1
    assert Job.objects.get(pk=job.pk).state == State.WAITING


def test_a_refusal_ends_the_job_with_its_sentence(officer, kind, django_capture_on_commit_callbacks):
    def refuse(job, progress):
        raise Refused(Sentence("fichier vide", "empty file"), hint=Sentence("en envoyer un autre", "send another"))

    job = started(officer, kind(refuse), django_capture_on_commit_callbacks)
    assert job.state == State.FAILED
    assert job.message_en == "empty file: send another"


def test_a_bug_ends_the_job_and_leaves_its_trace_in_the_log(officer, kind, django_capture_on_commit_callbacks, caplog):
    def break_down(job, progress):
        raise ZeroDivisionError("one more")

    with caplog.at_level(logging.ERROR, "grappe.web.jobs.running"):
        job = started(officer, kind(break_down), django_capture_on_commit_callbacks)
    assert job.state == State.FAILED
    assert "bug" in job.message_en
    assert "one more" in caplog.text
    assert "one more" not in job.message_en


def test_a_cancelled_job_stops_at_its_next_step_and_can_be_resumed(officer, kind, django_capture_on_commit_callbacks):
    steps = []

    def cancelled_once(job, progress):
        for step in range(4):
            progress(step, step, MESSAGE)
            steps.append(step)
            if job.attempt == 1:
                cancel_job(by=officer, job=Job.objects.get(pk=job.pk))
        return Outcome(MESSAGE)

    job = started(officer, kind(cancelled_once), django_capture_on_commit_callbacks)
    assert (job.state, steps) == (State.CANCELLED, [0])
    with django_capture_on_commit_callbacks(execute=True):
        resume_job(by=officer, job=job)
    job.refresh_from_db()
    assert (job.state, job.attempt, steps) == (State.DONE, 2, [0, 0, 1, 2, 3])


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(officer, kind):
    job = start_job(by=officer, kind=kind(lambda job, progress: Outcome(MESSAGE)), arguments={})
    cancel_job(by=officer, job=job)
    run(str(job.uuid))
    job.refresh_from_db()
    assert (job.state, job.started_at) == (State.CANCELLED, None)


def test_work_that_was_given_to_another_attempt_stops_and_leaves_no_end(officer):
    job = Job.objects.create(cluster=officer.cluster, kind="test.kind", state=State.RUNNING)
    report = Reporter(job)
    Job.objects.filter(pk=job.pk).update(attempt=2)
    with pytest.raises(Interrupted):
        report(1, 1, MESSAGE)


def test_the_heart_of_a_long_step_beats_with_the_worker(officer, kind, django_capture_on_commit_callbacks):
    def long_step(job, progress):
        Job.objects.filter(pk=job.pk).update(heartbeat_at=None, started_at=None)
        sweeping.beat("w")
        assert Job.objects.get(pk=job.pk).heartbeat_at is not None
        return Outcome(MESSAGE)

    assert started(officer, kind(long_step), django_capture_on_commit_callbacks).state == State.DONE


def test_the_page_asks_again_while_the_job_lives_and_offers_what_is_possible(officer, browse):
    client = browse(officer)
    job = Job.objects.create(cluster=officer.cluster, kind="x", title_fr="Essai", title_en="Trial", state="running")
    page = client.get(f"/travaux/{job.uuid}/").content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "Annuler" in page
    Job.objects.filter(pk=job.pk).update(state="lost")
    part = client.get(f"/travaux/{job.uuid}/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "Reprendre" in part
    assert "hx-get" not in part


class Site:
    """The site of ``slow_work.py`` in a home of its own."""

    def __init__(self, home: Path) -> None:
        names = ("GRAPPE_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_CURRENT_TEST")
        self.environment = {name: value for name, value in os.environ.items() if name not in names}
        self.environment["GRAPPE_HOME"] = str(home)
        subprocess.run([sys.executable, "-m", "grappe.web", "prepare"], env=self.environment, check=True)

    def __call__(self, *verb: str) -> dict:
        command = [sys.executable, str(SLOW), *verb]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1])

    def worker(self) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, str(SLOW), "worker"], env=self.environment)


@pytest.mark.sqlite
def test_a_worker_killed_at_once_leaves_a_lost_job_that_resumes_where_it_stopped(home):
    site = Site(home)
    site("start")
    worker = site.worker()
    done = home / "done.txt"
    for _wait in range(200):
        if done.exists() and len(done.read_text().split()) >= 2:
            break
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    kept = len(done.read_text().split())
    assert 2 <= kept < 10
    assert site("show")["state"] == "running"
    time.sleep(0.6)
    assert site("sweep")["state"] == "lost"
    assert site("resume")["state"] == "waiting"
    after = site("worker", "--batch")
    assert (after["state"], after["attempt"], after["message"]) == ("done", 2, "counted")
    assert done.read_text().split() == [str(step) for step in range(10)]
