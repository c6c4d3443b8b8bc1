"""Interventions: what a member does in a school; its life, its agreement, its place in a calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from grappe.papers import Paper, Table, Text
from grappe.words import Kind, Refused, Sentence

#: Kind of intervention → its name and the kind of fact that it leaves when it is done.
INTERVENTION_KINDS: Mapping[str, tuple[Sentence, str]] = {
    "course": (Sentence("Cours", "Course"), "intervention"),
    "jury": (Sentence("Jury", "Jury"), "jury"),
    "project": (Sentence("Projet, défi", "Project, challenge"), "project"),
    "visit": (Sentence("Visite d'entreprise", "Company visit"), "visit"),
    "equipment": (Sentence("Prêt ou don d'équipement", "Equipment lent or given"), "equipment"),
    "chair": (Sentence("Chaire, contrat de recherche", "Chair, research contract"), "research"),
    "board": (Sentence("Siège au conseil de perfectionnement", "Seat on the advisory board"), "working_group"),
    "internship": (Sentence("Stage", "Internship"), "internship"),
    "apprenticeship": (Sentence("Contrat d'apprentissage", "Apprenticeship contract"), "apprenticeship"),
}
STATES: Mapping[str, Sentence] = {
    "proposed": Sentence("proposée par un adhérent", "proposed by a member"),
    "asked": Sentence("demandée par une école", "asked for by a school"),
    "agreed": Sentence("convenue", "agreed"),
    "done": Sentence("faite", "done"),
    "declined": Sentence("refusée", "declined"),
    "cancelled": Sentence("annulée", "cancelled"),
}
#: State → gesture → next state. *The other side* agrees: the school to a proposal, the member to a request.
INTERVENTION_STEPS: Mapping[str, Mapping[str, str]] = {
    "proposed": {"agree": "agreed", "decline": "declined", "cancel": "cancelled"},
    "asked": {"agree": "agreed", "decline": "declined", "cancel": "cancelled"},
    "agreed": {"do": "done", "cancel": "cancelled"},
    "done": {},
    "declined": {},
    "cancelled": {},
}


@dataclass(frozen=True, slots=True)
class Intervention:
    """One intervention. ``hours`` is with students; ``terms`` are those of the agreement, in the parties' own words."""

    uid: str
    kind: str
    title: str
    school: str
    member: str
    start: date
    end: date
    hours: float
    course: str = ""
    expert: str = ""
    terms: str = ""
    state: str = "proposed"


def next_state(state: str, gesture: str, *, start: date, day: date) -> str:
    """The state after a gesture. Raises ``Refused`` for one that the state does not allow, or done before it begins."""
    allowed = INTERVENTION_STEPS.get(state, {})
    if gesture not in allowed:
        said = STATES[state]
        raise Refused(
            Sentence(f"cette intervention est {said.fr}", f"this intervention is {said.en}"),
            hint=Sentence("recharger la page", "load the page again"),
            kind=Kind.CALL,
        )
    if gesture == "do" and start > day:
        said = Sentence("cette intervention n'a pas commencé", "this intervention has not begun")
        raise Refused(said, kind=Kind.CALL)
    return allowed[gesture]


def agreement_paper(one: Intervention, day: date, *, language: str = "fr") -> Paper:
    """The agreement between school and member, to be read and signed by both: no legal advice is given."""
    kind = INTERVENTION_KINDS[one.kind][0].said(language)
    said = {
        "title": Sentence("Convention d'intervention", "Agreement on an intervention"),
        "what": Sentence("Objet", "Object"),
        "terms": Sentence("Conditions", "Terms"),
        "note": Sentence(
            "Modèle à faire relire par les parties avant signature ; il ne vaut pas conseil juridique.",
            "A model to be read by the parties before they sign; it is no legal advice.",
        ),
    }
    names = (
        (Sentence("École", "School"), one.school),
        (Sentence("Adhérent", "Member"), one.member),
        (Sentence("Intervenant", "Speaker"), one.expert or "—"),
        (Sentence("Nature", "Kind"), kind),
        (Sentence("Cours concerné", "Course concerned"), one.course or "—"),
        (Sentence("Dates", "Dates"), f"{one.start.isoformat()} – {one.end.isoformat()}"),
        (Sentence("Heures avec les élèves", "Hours with students"), f"{one.hours:g}"),
        (Sentence("Signature de l'école", "Signature of the school"), ""),
        (Sentence("Signature de l'adhérent", "Signature of the member"), ""),
    )
    rows = tuple((label.said(language), value) for label, value in names)
    blocks = (
        Text(one.title, said["what"].said(language)),
        Table(said["title"].said(language), ("", ""), rows, (3, 7)),
        Text(one.terms or "—", said["terms"].said(language)),
        Text(said["note"].said(language)),
    )
    return Paper(said["title"].said(language), one.title, one.school, language, day, blocks)


def calendar(interventions: list[Intervention], stamp: datetime, *, language: str = "fr") -> bytes:
    """The interventions as iCalendar: whole days, the last one included; a cancelled one is sent as cancelled."""
    book = icalendar.Calendar()
    book.add("prodid", "-//Grappe//interventions//")
    book.add("version", "2.0")
    for one in interventions:
        event = icalendar.Event()
        event.add("uid", f"{one.uid}@grappe")
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("dtstart", one.start)
        event.add("dtend", one.end + timedelta(days=1))
        event.add("summary", f"{INTERVENTION_KINDS[one.kind][0].said(language)} : {one.title}")
        event.add("location", one.school)
        event.add("description", f"{one.member} – {one.hours:g} h")
        event.add(
            "status", {"agreed": "CONFIRMED", "done": "CONFIRMED", "cancelled": "CANCELLED"}.get(one.state, "TENTATIVE")
        )
        book.add_component(event)
    return bytes(book.to_ical())


def noon(day: date) -> datetime:
    """Twelve o'clock of a day in universal time: the stamp of what is dated by its day alone."""
    return datetime.combine(day, time(12), UTC)
