"""The register of personal fields: what each record keeps of people, why, on what ground, until when.

Every record with text in it is named here, those that keep nothing of a person with an empty tuple; a test fails for a
record that is not, so that nobody adds a column about people without saying why.
"""

from dataclasses import dataclass

from grappe.words import Sentence

NONE = Sentence("", "")
WORK = Sentence("Intérêt légitime (RGPD, art. 6 § 1 f)", "Legitimate interest (GDPR, art. 6(1)(f))")
CONTRACT = Sentence("Exécution du contrat (RGPD, art. 6 § 1 b)", "Performance of a contract (GDPR, art. 6(1)(b))")
DUTY = Sentence("Obligation de sécurité (RGPD, art. 32)", "Duty of security (GDPR, art. 32)")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a record keeps of people. ``model``: its class; ``personal``: its fields about a person, often none."""

    model: str
    personal: tuple[str, ...] = ()
    things: Sentence = NONE
    purpose: Sentence = NONE
    basis: Sentence = NONE
    until: Sentence = NONE


REGISTER: tuple[Kept, ...] = (
    Kept(
        "User",
        ("email", "name", "language", "last_login"),
        Sentence("Nom, adresse électronique, langue, dernière connexion", "Name, e-mail, language, last log-in"),
        Sentence("Ouvrir une session et savoir qui agit", "Log in, and know who acts"),
        CONTRACT,
        Sentence(
            "Effacement demandé, ou deux ans sans connexion (signalé)",
            "Erasure asked for, or two years without logging in (pointed out)",
        ),
    ),
    Kept(
        "Membership",
        ("user", "role"),
        Sentence("Rôle dans une grappe", "Role in a cluster"),
        Sentence("Décider de ce que chacun peut voir et faire", "Decide what each may see and do"),
        CONTRACT,
        Sentence("Accès retiré", "Access withdrawn"),
    ),
    Kept(
        "AuditEvent",
        ("actor", "action", "at"),
        Sentence("Qui a fait quoi et quand, sans les valeurs", "Who did what and when, without values"),
        Sentence("Répondre de ce qui a été fait", "Answer for what was done"),
        DUTY,
        Sentence(
            "Vie de la grappe ; sans nom une fois le compte effacé", "Life of the cluster; nameless after erasure"
        ),
    ),
    Kept(
        "Upload",
        ("sent_by", "name", "issues"),
        Sentence("Fichiers envoyés, lignes refusées", "Sent files, refused rows"),
        Sentence("Vérifier et corriger ce qui est entré", "Check and correct what came in"),
        WORK,
        Sentence("Délais ci-dessous", "Periods below"),
    ),
    Kept("SharedNeed"),
    Kept("SharingPlan"),
    Kept("SharingDecision"),
    Kept("SharingProfile"),
    Kept(
        "Need",
        ("employer", "description"),
        Sentence("Texte d'un besoin, où un contact peut être cité", "Text of a need, in which a contact may be cited"),
        Sentence("Analyser les métiers et les besoins", "Analyse occupations and needs"),
        WORK,
        Sentence("Besoin retiré par l'adhérent ou le chargé de mission", "Need removed by the member or the officer"),
    ),
    Kept(
        "Confirmation",
        ("decided_by",),
        Sentence("Qui a choisi un code", "Who chose a code"),
        Sentence("Savoir d'où vient une décision", "Know where a decision comes from"),
        WORK,
        Sentence("Choix repris ; sans nom une fois le compte effacé", "Choice taken back; nameless after erasure"),
    ),
    Kept(
        "ReviewDeed",
        ("done_by", "before"),
        Sentence("Qui a choisi un code", "Who chose a code"),
        Sentence("Savoir d'où vient une décision", "Know where a decision comes from"),
        WORK,
        Sentence("Choix repris ; sans nom une fois le compte effacé", "Choice taken back; nameless after erasure"),
    ),
    Kept(
        "SecondOpinion",
        ("decided_by",),
        Sentence("Qui a choisi un code", "Who chose a code"),
        Sentence("Savoir d'où vient une décision", "Know where a decision comes from"),
        WORK,
        Sentence("Choix repris ; sans nom une fois le compte effacé", "Choice taken back; nameless after erasure"),
    ),
    Kept(
        "Invitation",
        ("name", "email", "written", "answers", "answered_by"),
        Sentence("Personnes interrogées, leurs réponses", "People asked, their answers"),
        Sentence("Mener une enquête et relancer", "Run a survey and remind"),
        WORK,
        Sentence(
            "Vie de l'enquête ; rien de nominatif n'est publié", "Life of the survey; nothing personal is published"
        ),
    ),
    Kept(
        "SchoolProgramme",
        ("content", "remarks"),
        Sentence(
            "Programme d'une école, où un enseignant peut être cité", "A school's programme, which may name a teacher"
        ),
        Sentence("Comparer ce qui s'enseigne aux besoins", "Compare what is taught with the needs"),
        WORK,
        Sentence("Programme retiré par l'école", "Programme removed by the school"),
    ),
    Kept(
        "SkillWord",
        ("decided_by",),
        Sentence("Qui a confirmé ou rejeté un lien", "Who confirmed or rejected a link"),
        Sentence("Savoir d'où vient une décision", "Know where a decision comes from"),
        WORK,
        Sentence("Programme retiré ; sans nom une fois le compte effacé", "Programme removed; nameless after erasure"),
    ),
    Kept(
        "SchoolIntervention",
        ("expert", "title", "terms"),
        Sentence("Intervenants des adhérents dans les écoles", "Speakers of members in schools"),
        Sentence("Convenir d'une intervention et la prouver", "Agree on an intervention and prove it"),
        WORK,
        Sentence("Vie du partenariat entre école et adhérent", "Life of the partnership of school and member"),
    ),
    Kept(
        "EvidenceFact",
        ("title", "role", "validated_by", "document"),
        Sentence(
            "Faits datés d'une école, où un intervenant peut être cité", "A school's facts, which may name a speaker"
        ),
        Sentence("Prouver l'ancrage d'une formation lors d'un audit", "Prove a programme's anchoring in an audit"),
        WORK,
        Sentence("Fait retiré par l'école", "Fact removed by the school"),
    ),
    Kept(
        "LabelCall",
        ("committee",),
        Sentence("Membres du comité et leurs employeurs", "Members of the committee and their employers"),
        Sentence("Décider sans conflit d'intérêts", "Decide without conflict of interest"),
        WORK,
        Sentence("Vie du label, puis recours", "Life of the label, then appeals"),
    ),
    Kept(
        "LabelEvent",
        ("by", "actor", "data"),
        Sentence("Qui a relu, siégé, voté", "Who reviewed, sat, voted"),
        Sentence("Motiver une décision et en répondre", "Give reasons for a decision and answer for it"),
        WORK,
        Sentence("Vie du label, puis recours", "Life of the label, then appeals"),
    ),
    Kept(
        "LabelReviewer",
        ("membership", "employer"),
        Sentence("Relecteurs et leurs employeurs", "Reviewers and their employers"),
        Sentence("Écarter les conflits d'intérêts", "Rule out conflicts of interest"),
        WORK,
        Sentence("Vie du label, puis recours", "Life of the label, then appeals"),
    ),
    Kept("EvidenceProfile"),
    Kept("PastRecommendation"),
    Kept("LabelApplication"),
    Kept("Wave"),
    Kept("Cluster"),
    Kept("Organisation"),
    Kept("Site"),
    Kept("SourceMapping"),
    Kept("Job"),
    Kept("Worker"),
    Kept("ChainHead"),
)
