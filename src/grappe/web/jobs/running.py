"""Running one job: progress and heartbeat into its row, cancellation out of it, its end said in any case."""

import logging
import time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from grappe.web.jobs.kinds import named
from grappe.web.jobs.models import Job, State
from grappe.web.tracing import current_request
from grappe.words import Interrupted, Refused, Sentence

log = logging.getLogger(__name__)
EVERY_SECONDS = 0.5
STOPPED = Sentence("Annulé ; ce qui est fait est gardé.", "Cancelled; what is done is kept.")
#: Primary keys of the jobs that this process works on: their heart beats with the worker's, however long a step takes.
WORKING_ON: set[int] = set()
BROKEN = Sentence("Défaut de Grappe : le détail est dans le journal du serveur.", "A bug: details are in the log.")


def run(uuid: str) -> None:
    """Takes a waiting job and works on it to its end; a job that somebody else took or cancelled is left alone."""
    taken = Job.objects.filter(uuid=uuid, state=State.WAITING)
    now = timezone.now()
    if not taken.update(state=State.RUNNING, started_at=now, heartbeat_at=now):
        return
    job = Job.objects.select_related("cluster", "started_by").get(uuid=uuid)
    token = current_request.set(f"job-{job.uuid.hex[:8]}")
    WORKING_ON.add(job.pk)
    try:
        outcome = named(job.kind).run(job, Reporter(job))
        end(job, State.DONE, outcome.message, link=outcome.link, result=dict(outcome.result))
    except Interrupted:
        end(job, State.CANCELLED, STOPPED)
    except Refused as refusal:
        end(job, State.FAILED, Sentence(refusal.said("fr"), refusal.said("en")))
    except Exception:
        log.exception("job %s (%s) failed", job.uuid, job.kind)
        end(job, State.FAILED, BROKEN)
    finally:
        WORKING_ON.discard(job.pk)
        current_request.reset(token)


def end(job: Job, state: State, message: Sentence, **fields: Any) -> None:
    """Writes how a job ended, unless it was given to another attempt meanwhile."""
    said = {"message_fr": message.fr[:400], "message_en": message.en[:400]}
    if state == State.DONE:
        fields["done"] = F("total") if job.total is not None else F("done")
    running = Job.objects.filter(pk=job.pk, attempt=job.attempt, state__in=(State.RUNNING, State.LOST))
    with transaction.atomic():
        running.update(state=state, finished_at=timezone.now(), **said, **fields)


class Reporter:
    """``words.Progress`` into the job's row, at most twice a second. Raises ``Interrupted`` when asked to stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.written = 0.0

    def __call__(self, done: int, total: int | None, message: Sentence) -> None:
        """Writes where the work is; the row's cancel flag stops it."""
        if time.monotonic() - self.written < EVERY_SECONDS and done != total:
            return
        self.written = time.monotonic()
        self.job.total = total
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt)
        mine.update(
            done=done,
            total=total,
            message_fr=message.fr[:400],
            message_en=message.en[:400],
            heartbeat_at=timezone.now(),
        )
        if not mine.filter(cancel_asked=False, state=State.RUNNING).exists():
            raise Interrupted
