"""Who may see and confirm a file, and what its step allows."""

from grappe.web.clusters.models import Membership, Role
from grappe.web.needs.rules import check_see_needs, check_send_needs
from grappe.web.policy import NotAllowed, twin
from grappe.web.sending.models import Step, Upload
from grappe.words import Kind, Refused, Sentence


def check_see_upload(membership: Membership | None, upload: Upload) -> None:
    """The officer and the auditor see every file, a member those sent for its organisation."""
    check_see_needs(membership)
    assert membership is not None
    if membership.role == Role.MEMBER and upload.organisation_id != membership.organisation_id:
        raise NotAllowed(Sentence("Ce fichier est celui d'un autre adhérent.", "This file is another member's."))


can_see_upload = twin(check_see_upload)


def check_confirm_upload(membership: Membership | None, upload: Upload) -> None:
    """Who may send may confirm its file, once, and only what waits for it."""
    check_send_needs(membership)
    check_see_upload(membership, upload)
    if upload.state not in (Step.PREVIEW, Step.MAPPING):
        raise Refused(
            Sentence("Ce fichier a déjà été traité.", "This file has been dealt with already."),
            hint=Sentence("Envoyez-le de nouveau pour le relire.", "Send it again to have it read again."),
            kind=Kind.CALL,
        )


can_confirm_upload = twin(check_confirm_upload)


def check_drop_upload(membership: Membership | None, upload: Upload) -> None:
    """Like confirming; also once the reading of the file stopped before its end."""
    stopped = upload.state == Step.READING and (upload.job is None or upload.job.over)
    if not stopped:
        check_confirm_upload(membership, upload)
    check_send_needs(membership)
    check_see_upload(membership, upload)


can_drop_upload = twin(check_drop_upload)


def sends_for_itself(membership: Membership) -> bool:
    """Whether what is sent is one organisation's own."""
    return membership.role == Role.MEMBER
