"""Handing a job to the worker."""

from grappe.web.jobs.models import Job
from grappe.web.jobs.running import run
from grappe.web.tasks_api import task


@task()
def run_job(uuid: str) -> None:
    """What the worker runs for every job."""
    run(uuid)


def enqueue(job: Job) -> None:
    """Queues the job; in tests it runs at once."""
    run_job.enqueue(str(job.uuid))
