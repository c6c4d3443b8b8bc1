"""A label in force: yearly notes, lapse, appeal, and a withdrawal that hears the school first."""

from dataclasses import replace
from datetime import date, timedelta

from grappe.teach.label_review import needed
from grappe.teach.label_things import Event, LabelCase, Withdrawal
from grappe.teach.label_wording import check_claims
from grappe.words import Kind, Refused, Sentence, Where


def note(case: LabelCase, event: Event) -> LabelCase:
    """The school's yearly note."""
    return replace(case, notes=(*case.notes, (event.at.date(), needed(event, "text"))))


def lapse(case: LabelCase, event: Event) -> LabelCase:
    """The label reached its end. Raises ``Refused`` before."""
    assert case.valid_until is not None
    if event.at.date() < case.valid_until:
        raise _early("valid_until", case.valid_until)
    return replace(case, state="lapsed")


def appeal(case: LabelCase, event: Event) -> LabelCase:
    """The school appeals against a refusal: it is heard again. Raises ``Refused`` after the days of the scheme."""
    assert case.decision is not None
    last = case.decision.at + timedelta(days=case.scheme.rules.appeal_days)
    if event.at > last:
        raise Refused(
            Sentence("le délai de recours est passé", "the time for an appeal is over"),
            kind=Kind.CALL,
            where=Where(column="at", value=str(event.at.date())),
        )
    return replace(case, state="assessed", hearing="", application=f"{case.application}\n\n{needed(event, 'text')}")


def contest(case: LabelCase, event: Event) -> LabelCase:
    """A withdrawal is proposed, with its grounds: the school is asked to answer."""
    return replace(case, state="contested", withdrawal=Withdrawal(event.at, needed(event, "grounds")))


def answer(case: LabelCase, event: Event) -> LabelCase:
    """The school answers."""
    assert case.withdrawal is not None
    return replace(case, withdrawal=replace(case.withdrawal, answer=needed(event, "text")))


def withdraw(case: LabelCase, event: Event) -> LabelCase:
    """The label is withdrawn, with reasons. Raises ``Refused`` before the school answered or its days are over."""
    assert case.withdrawal is not None
    last = (case.withdrawal.proposed + timedelta(days=case.scheme.rules.answer_days)).date()
    if case.withdrawal.answer is None and event.at.date() < last:
        raise _early("answer", last)
    reasons = check_claims(needed(event, "reasons"), "reasons")
    assert case.decision is not None
    return replace(
        case,
        state="withdrawn",
        valid_until=event.at.date(),
        decision=replace(case.decision, reasons=f"{case.decision.reasons}\n\n{reasons}"),
    )


def keep(case: LabelCase, event: Event) -> LabelCase:
    """The label stays, with reasons."""
    needed(event, "reasons")
    return replace(case, state="valid", withdrawal=None)


def due(case: LabelCase, day: date) -> tuple[str, ...]:
    """What a label in force waits for on a day: ``note``, ``midcheck``, ``renewal``, ``lapse``."""
    if case.state != "valid" or case.valid_from is None or case.valid_until is None:
        return ()
    if day >= case.valid_until:
        return ("lapse",)
    rules = case.scheme.rules
    found = []
    last = max([case.valid_from, *(when for when, _text in case.notes)])
    if _months(last, day) >= rules.note_months:
        found.append("note")
    if _months(case.valid_from, day) >= rules.midcheck_months and not any(
        _months(case.valid_from, when) >= rules.midcheck_months for when, _text in case.notes
    ):
        found.append("midcheck")
    if _months(day, case.valid_until) < rules.renewal_months:
        found.append("renewal")
    return tuple(found)


def _months(start: date, end: date) -> int:
    """Whole months between two days."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _early(column: str, day: date) -> Refused:
    return Refused(
        Sentence(f"pas avant le {day:%d/%m/%Y}", f"not before {day.isoformat()}"),
        kind=Kind.CALL,
        where=Where(column=column, value=str(day)),
    )
