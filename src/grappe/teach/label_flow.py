"""The life of a label as a table: from which states a gesture may be made, and what it does.

A case is what its events made of it: ``replay`` gives the same case from the same events, on the command line and on
the screens.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from grappe.teach.label_review import adjudicate, admit, assign, close_reviews, hear, review, submit
from grappe.teach.label_session import decide, leave, open_session, vote
from grappe.teach.label_standing import answer, appeal, contest, keep, lapse, note, withdraw
from grappe.teach.label_things import Event, LabelCase
from grappe.words import Kind, Refused, Sentence, Where

Gesture = Callable[[LabelCase, Event], LabelCase]
#: Gesture → states it may be made in, what it does.
TRANSITIONS: Mapping[str, tuple[frozenset[str], Gesture]] = {
    "submit": (frozenset({"draft", "adjourned"}), submit),
    "send_back": (frozenset({"submitted"}), lambda case, _event: replace(case, state="draft")),
    "admit": (frozenset({"submitted"}), admit),
    "assign": (frozenset({"admissible"}), assign),
    "review": (frozenset({"admissible"}), review),
    "adjudicate": (frozenset({"admissible"}), adjudicate),
    "close_reviews": (frozenset({"admissible"}), close_reviews),
    "hear": (frozenset({"assessed"}), hear),
    "open_session": (frozenset({"heard"}), open_session),
    "leave": (frozenset({"deliberating"}), leave),
    "vote": (frozenset({"deliberating"}), vote),
    "adjourn_session": (frozenset({"deliberating"}), lambda case, _event: replace(case, state="heard", session=None)),
    "decide": (frozenset({"deliberating"}), decide),
    "appeal": (frozenset({"refused"}), appeal),
    "note": (frozenset({"valid"}), note),
    "lapse": (frozenset({"valid", "contested"}), lapse),
    "contest": (frozenset({"valid"}), contest),
    "answer": (frozenset({"contested"}), answer),
    "withdraw": (frozenset({"contested"}), withdraw),
    "keep": (frozenset({"contested"}), keep),
}
STATE_NAMES: Mapping[str, Sentence] = {
    "draft": Sentence("brouillon", "draft"),
    "submitted": Sentence("déposée", "submitted"),
    "admissible": Sentence("recevable, en évaluation", "admissible, under review"),
    "assessed": Sentence("évaluée", "assessed"),
    "heard": Sentence("auditionnée", "heard"),
    "deliberating": Sentence("en délibération", "deliberating"),
    "adjourned": Sentence("ajournée", "adjourned"),
    "refused": Sentence("refusée", "refused"),
    "valid": Sentence("label en cours", "label in force"),
    "contested": Sentence("retrait en discussion", "withdrawal under discussion"),
    "lapsed": Sentence("label échu", "label lapsed"),
    "withdrawn": Sentence("label retiré", "label withdrawn"),
}


def step(case: LabelCase, event: Event) -> LabelCase:
    """The case after an event. Raises ``Refused`` for one that its state does not allow, or that is older."""
    if event.do not in TRANSITIONS:
        listed = ", ".join(TRANSITIONS)
        raise Refused(
            Sentence("geste inconnu", "unknown gesture"),
            hint=Sentence(f"connus : {listed}", f"known: {listed}"),
            kind=Kind.CALL,
            where=Where(column="do", value=event.do),
        )
    states, gesture = TRANSITIONS[event.do]
    if case.state not in states:
        state = STATE_NAMES[case.state]
        raise Refused(
            Sentence(f"pas dans cet état du dossier : {state.fr}", f"not in this state of the case: {state.en}"),
            kind=Kind.CALL,
            where=Where(column="do", value=event.do),
        )
    if case.events and event.at < case.events[-1].at:
        raise Refused(
            Sentence("ce fait est antérieur au précédent", "this comes before the last event"),
            where=Where(column="at", value=str(event.at)),
        )
    return replace(gesture(case, event), events=(*case.events, event))


def replay(case: LabelCase, events: Iterable[Event]) -> LabelCase:
    """The case after events in order. Raises ``Refused`` with the rank of the event that cannot be."""
    for rank, event in enumerate(events, 1):
        try:
            case = step(case, event)
        except Refused as refusal:
            where = Where(row=rank, column=refusal.where.column or event.do, value=refusal.where.value)
            raise Refused(refusal.sentence, hint=refusal.hint, kind=refusal.kind, where=where) from refusal
    return case


def possible(case: LabelCase) -> tuple[str, ...]:
    """The gestures that the state of a case allows."""
    return tuple(name for name, (states, _gesture) in TRANSITIONS.items() if case.state in states)
