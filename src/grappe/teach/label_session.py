"""The committee's sitting: quorum to the end, conflicts apart, votes in time, a decision with its reasons."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from grappe.teach.label_review import needed
from grappe.teach.label_scoring import case_score
from grappe.teach.label_things import OUTCOMES, VOTES, Decision, Event, LabelCase, Session
from grappe.teach.label_wording import check_claims
from grappe.words import Kind, Refused, Sentence, Where

OUTCOME_NAMES: Mapping[str, Sentence] = {
    "label": Sentence("label attribué", "label awarded"),
    "conditions": Sentence("label attribué sous conditions", "label awarded under conditions"),
    "adjourn": Sentence("décision ajournée", "decision adjourned"),
    "refuse": Sentence("label refusé", "label refused"),
}


def quorum(case: LabelCase) -> int:
    """How many voting members must be there: a share of the committee without its members in conflict."""
    free = [person for person in case.committee if not person.tied_to(case.school)]
    return max(1, math.ceil(case.scheme.rules.quorum * len(free)))


def open_session(case: LabelCase, event: Event) -> LabelCase:
    """The sitting opens. Raises ``Refused`` for a committee too small, someone foreign to it, or no quorum."""
    names = {person.name for person in case.committee}
    if len(names) < case.scheme.rules.committee_min:
        least = case.scheme.rules.committee_min
        raise _refused("committee", str(len(names)), f"le comité compte au moins {least} membres", f"{least} members")
    present = tuple(dict.fromkeys(str(each) for each in event.data.get("present", ())))
    stranger = next((name for name in present if name not in names), None)
    if stranger:
        raise _refused("present", stranger, "cette personne n'est pas du comité", "not a member of the committee")
    closes = event.data.get("closes")
    if not isinstance(closes, datetime) or closes <= event.at:
        raise _refused(
            "closes", str(closes), "il faut la fin du vote, après l'ouverture", "the end of the vote is needed"
        )
    chair = needed(event, "chair")
    tied = {person.name for person in case.committee if person.tied_to(case.school)}
    if chair not in present or chair in tied:
        raise _refused("chair", chair, "la présidence est présente et sans conflit", "the chair is there, unconflicted")
    session = Session(event.at, closes, chair, present, tuple(name for name in present if name in tied))
    opened = replace(case, state="deliberating", session=session)
    check_quorum(opened)
    return opened


def check_quorum(case: LabelCase) -> None:
    """Raises ``Refused`` where too few voting members are there, at the opening or later."""
    session = sitting(case)
    asked, there = quorum(case), len(session.voting)
    if there < asked:
        raise Refused(
            Sentence(
                f"le quorum n'est pas atteint : {there} votants présents pour {asked}",
                f"there is no quorum: {there} voting members of {asked}",
            ),
            hint=Sentence("remettre la séance (adjourn_session)", "adjourn the sitting (adjourn_session)"),
            kind=Kind.CALL,
            where=Where(column="quorum", value=str(there)),
        )


def leave(case: LabelCase, event: Event) -> LabelCase:
    """A member leaves; a vote already cast stays, and the quorum is counted without them from now on."""
    session = sitting(case)
    member = needed(event, "member")
    if member not in session.present or member in session.left:
        raise _refused("member", member, "cette personne n'est pas en séance", "this person is not there")
    return replace(case, session=replace(session, left=(*session.left, member)))


def vote(case: LabelCase, event: Event) -> LabelCase:
    """A member votes, once.

    Raises ``Refused`` after the end of the vote, without quorum, for someone absent or in conflict, or a second vote.
    """
    session, choice = sitting(case), needed(event, "vote")
    if choice not in VOTES:
        raise _refused("vote", choice, f"attendu : {', '.join(VOTES)}", f"one of: {', '.join(VOTES)}")
    if event.at > session.closes:
        raise _refused("at", str(event.at), "vote arrivé après la clôture", "vote after the deadline")
    if event.by in session.apart:
        raise _refused(
            "by", event.by, "conflit d'intérêts : ne prend pas part au vote", "conflict of interest: no vote"
        )
    if event.by not in session.voting:
        raise _refused("by", event.by, "n'est pas en séance", "is not there")
    check_quorum(case)
    if event.by in session.votes:
        raise _refused("by", event.by, "a déjà voté", "has voted already")
    return replace(case, session=replace(session, votes={**session.votes, event.by: choice}))


def result(session: Session) -> str | None:
    """What the votes say: most voices, the chair's in a tie; ``None`` where nobody chose."""
    counts = Counter(choice for choice in session.votes.values() if choice != "abstain")
    if not counts:
        return None
    most = max(counts.values())
    first = [choice for choice in OUTCOMES if counts.get(choice) == most]
    chair = session.votes.get(session.chair)
    return chair if chair in first else first[0] if len(first) == 1 else None


def decide(case: LabelCase, event: Event) -> LabelCase:
    """The decision: what was voted, with reasons.

    Raises ``Refused`` without quorum, without reasons, against the votes, without the conditions it speaks of, or for
    a label that a knock-out rules out.
    """
    session = sitting(case)
    check_quorum(case)
    reasons = check_claims(str(event.data.get("reasons") or "").strip(), "reasons")
    if not reasons:
        raise _refused("reasons", "", "une décision est motivée", "a decision has reasons")
    outcome, voted = needed(event, "outcome"), result(session)
    if voted is None:
        raise _refused("outcome", outcome, "aucun vote ne l'emporte", "no vote prevails")
    if outcome != voted:
        raise _refused("outcome", outcome, f"le vote dit : {OUTCOME_NAMES[voted].fr}", f"the vote says: {voted}")
    conditions = tuple(str(each) for each in event.data.get("conditions", ()))
    if (outcome == "conditions") != bool(conditions):
        raise _refused("conditions", outcome, "conditions à dire, et seulement alors", "conditions are to be said")
    score = case_score(case)
    if outcome in ("label", "conditions") and score and score.knock_outs:
        raise _refused("knock_out", ", ".join(score.knock_outs), "critère éliminatoire non atteint", "knocked out")
    decision = Decision(outcome, event.at, reasons, conditions)
    if outcome in ("adjourn", "refuse"):
        return replace(case, decision=decision, state="adjourned" if outcome == "adjourn" else "refused")
    start = event.at.date()
    end = years_after(start, case.scheme.rules.years)
    return replace(case, decision=decision, state="valid", valid_from=start, valid_until=end)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; the last day of the month where that year has no such day (29 February)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def sitting(case: LabelCase) -> Session:
    """The open sitting of a case that deliberates."""
    assert case.session is not None
    return case.session


def _refused(column: str, value: str, fr: str, en: str) -> Refused:
    return Refused(Sentence(fr, en), kind=Kind.CALL, where=Where(column=column, value=value or None))
