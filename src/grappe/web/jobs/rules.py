"""Who may watch, cancel and resume jobs."""

from grappe.web.clusters.models import Membership, Role
from grappe.web.jobs.models import Job, State
from grappe.web.policy import NotAllowed, may, twin
from grappe.words import Kind, Refused, Sentence

check_see_jobs = may(
    "jobs.see",
    Role.OFFICER,
    Role.AUDITOR,
    said=Sentence("Les travaux en cours sont suivis par le chargé de mission.", "Jobs are followed by the officer."),
)
can_see_jobs = twin(check_see_jobs)


def check_see_job(membership: Membership | None, job: Job) -> None:
    """The officer and the auditor see every job of the cluster, others what they started."""
    own = membership is not None and membership.user_id == job.started_by_id
    if not own:
        check_see_jobs(membership)


def check_cancel_job(membership: Membership | None, job: Job) -> None:
    """Who started it, or the officer, while it waits or runs."""
    _check_own_or_officer(membership, job)
    if job.state not in (State.WAITING, State.RUNNING):
        raise Refused(Sentence("Ce travail est déjà fini.", "This job has already ended."), kind=Kind.CALL)


def check_resume_job(membership: Membership | None, job: Job) -> None:
    """Who started it, or the officer, once it was lost, cancelled or failed."""
    _check_own_or_officer(membership, job)
    if job.state not in (State.LOST, State.CANCELLED, State.FAILED):
        raise Refused(Sentence("Ce travail n'est pas à reprendre.", "This job need not be resumed."), kind=Kind.CALL)


def _check_own_or_officer(membership: Membership | None, job: Job) -> None:
    own = membership is not None and membership.user_id == job.started_by_id
    officer = membership is not None and membership.role == Role.OFFICER and membership.cluster_id == job.cluster_id
    if not (own or officer):
        raise NotAllowed(
            Sentence(
                "Seuls le chargé de mission et la personne qui l'a lancé agissent sur ce travail.",
                "Only the officer and the person who started this job act on it.",
            )
        )


can_see_job = twin(check_see_job)
can_cancel_job = twin(check_cancel_job)
can_resume_job = twin(check_resume_job)
