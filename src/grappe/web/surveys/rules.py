"""Who may run a survey, answer it and see its results, and what the stage of a wave allows."""

from grappe.web.clusters.models import Membership, Role
from grappe.web.policy import NotAllowed, may, twin
from grappe.web.surveys.models import Invitation, Stage, Wave
from grappe.words import Kind, Refused, Sentence

check_see_surveys = may(
    "surveys.see",
    Role.OFFICER,
    Role.AUDITOR,
    said=Sentence(
        "Les enquêtes sont suivies par le chargé de mission et l'auditeur.",
        "Surveys are followed by the officer and the auditor.",
    ),
)
can_see_surveys = twin(check_see_surveys)

check_run_surveys = may(
    "surveys.run",
    Role.OFFICER,
    said=Sentence("Seul le chargé de mission mène les enquêtes.", "Only the officer runs surveys."),
)
can_run_surveys = twin(check_run_surveys)

check_see_results = may(
    "results.see",
    Role.OFFICER,
    Role.MEMBER,
    Role.SCHOOL,
    Role.AUDITOR,
    said=Sentence(
        "Les résultats d'enquête sont réservés aux membres de la grappe.", "Results of surveys are for members only."
    ),
)
can_see_results = twin(check_see_results)


def check_stage(wave: Wave, *stages: Stage) -> None:
    """The wave must stand at one of these stages."""
    if wave.stage not in stages:
        raise Refused(
            Sentence(
                f"Cette enquête est {wave.get_stage_display()}.", f"This survey does not allow it ({wave.stage})."
            ),
            kind=Kind.CALL,
        )


def check_closed_or_run(membership: Membership | None, wave: Wave) -> None:
    """Results are for everyone once the wave is closed, for the officer and the auditor before."""
    check_see_results(membership)
    if wave.stage != Stage.CLOSED:
        check_see_surveys(membership)


def check_answer(membership: Membership | None, invitation: Invitation) -> None:
    """An organisation's own people answer for it; the officer may type in what was said on the telephone."""
    own = membership is not None and membership.organisation_id == invitation.organisation_id
    officer = can_run_surveys(membership)
    if membership is None or not (officer or (own and membership.organisation_id)):
        raise NotAllowed(
            Sentence("Ce questionnaire est adressé à quelqu'un d'autre.", "This questionnaire is for somebody else.")
        )
    check_stage(invitation.wave, Stage.OPEN)


can_answer = twin(check_answer)


def check_own_workbook(invitation: Invitation, respondent: str) -> None:
    """A workbook is that of the invitation it was made for: one firm's answers never enter as another's."""
    if respondent != str(invitation.uuid):
        raise Refused(
            Sentence("Ce classeur est celui d'une autre invitation.", "This workbook belongs to another invitation."),
            hint=Sentence("Téléchargez le vôtre sur cette page.", "Download yours on this page."),
        )
