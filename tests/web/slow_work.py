"""A site of its own for tests that kill: ``python slow_work.py start|worker|sweep|resume|show`` under a GRAPPE_HOME.

The work counts to ten, one line of ``done.txt`` per step, and goes on where it stopped.
"""

import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "grappe.web.settings"
django.setup()

from django.core.management import call_command  # noqa: E402

from grappe.web.clusters.actions import appoint, create_cluster  # noqa: E402
from grappe.web.jobs import sweeping  # noqa: E402
from grappe.web.jobs.actions import cancel_job, resume_job, start_job  # noqa: E402
from grappe.web.jobs.kinds import Outcome, work  # noqa: E402
from grappe.web.jobs.models import Job  # noqa: E402
from grappe.words import Progress, Sentence  # noqa: E402

STEPS = 10
DONE = Path(os.environ["GRAPPE_HOME"]) / "done.txt"


@work("test.slow", Sentence("Travail lent", "Slow work"))
def slow(job: Job, progress: Progress) -> Outcome:
    """Ten steps of a fifth of a second."""
    for step in range(len(DONE.read_text().split()) if DONE.exists() else 0, STEPS):
        progress(step, STEPS, Sentence(f"étape {step}", f"step {step}"))
        time.sleep(0.2)
        with DONE.open("a") as file:
            file.write(f"{step}\n")
    return Outcome(Sentence("compté", "counted"), link="/", result={"steps": STEPS})


def main(verb: str) -> None:
    """One verb."""
    if verb == "start":
        officer = appoint(cluster=create_cluster(key="t", name="T"), email="o@t.example", name="O", role="officer")
        start_job(by=officer, kind="test.slow", arguments={})
    elif verb == "worker":
        call_command("worker", batch="--batch" in sys.argv, interval=0.1)
    elif verb == "sweep":
        sweeping.sweep(timedelta(seconds=0.5))
    elif verb in ("resume", "cancel"):
        job = Job.objects.select_related("cluster").get()
        by = job.cluster.memberships.select_related("user", "cluster").get()
        (resume_job if verb == "resume" else cancel_job)(by=by, job=job)
    job = Job.objects.select_related("started_by").get()
    print(json.dumps({"state": job.state, "attempt": job.attempt, "done": job.done, "message": job.message_en}))


if __name__ == "__main__":
    main(sys.argv[1])
