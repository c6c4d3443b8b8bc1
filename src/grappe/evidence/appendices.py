"""The closing sections of a dossier: recommendations, apprenticeship needs, what is missing, annexes, method."""

from collections.abc import Iterator

from grappe.evidence.dossier_work import Work
from grappe.evidence.missing import missing
from grappe.evidence.said import day_said
from grappe.evidence.tracing import Cell, traced
from grappe.papers import Block, Table, Text, Title


def recommendations_section(work: Work) -> Iterator[Block]:
    """What past audits asked for, and what was done."""
    yield Title(1, work.word("recommendations"))
    if not work.locker.recommendations:
        yield Text(work.word("no_recommendation"))
        return
    columns = ("recommendation", "action", "proof", "state", "due")
    rows = tuple(
        (
            f"{each.number}. {each.text} ({day_said(each.audit, work.language)})",
            each.action or "–",
            ", ".join(each.facts) or "–",
            work.word(f"state_{each.state}"),
            day_said(each.due, work.language),
        )
        for each in work.locker.recommendations
    )
    yield Table(work.word("recommendations"), tuple(work.word(name) for name in columns), rows, (6, 5, 3, 2, 2))


def letters_section(work: Work) -> Iterator[Block]:
    """What the apprenticeship part of a file asks for: needs of companies, quantity and profile, firms interested."""
    letters = [fact for fact in work.facts if fact.kind == "need_letter"]
    yield Title(1, work.word("letters"))
    if not letters:
        yield Text(work.word("no_letter"))
        return
    firms = {fact.partner: fact for fact in letters if fact.partner}
    names = tuple(fact.fact for fact in letters)
    wanted = sum(fact.quantity or 0 for fact in letters)
    summary = (
        (work.word("letters_count"), work.count(letters, "letters")),
        (work.word("firms"), traced(len(firms), "count", names, name="firms", language=work.language)),
        (work.word("positions"), traced(wanted, "positions", names, name="positions", language=work.language)),
    )
    yield Table(work.word("letters"), (work.word("what"), work.word("number")), summary, (8, 2), frozenset({1}))
    columns = tuple(work.word(name) for name in ("date", "partner", "profile", "positions", "annex"))
    rows = tuple(
        (
            day_said(fact.day, work.language),
            fact.partner or "–",
            fact.details.get("profile") or fact.title,
            traced(fact.quantity, "positions", (fact.fact,), name=f"fact:{fact.fact}", language=work.language),
            work.annex(fact),
        )
        for fact in letters
        if work.open(fact)
    )
    yield Table(work.word("interested"), columns, rows, (2, 4, 6, 2, 1), frozenset({3}))


def missing_section(work: Work) -> Iterator[Block]:
    """What is missing before the next audit."""
    gaps = missing(work.locker, work.edition, day=work.day, documents=work.states, figures=work.figures)
    yield Title(1, work.word("missing"))
    rows: list[tuple[Cell, ...]] = []
    for gap in gaps:
        subject: Cell = gap.subject
        if gap.facts and gap.subject == str(len(gap.facts)):
            subject = traced(len(gap.facts), "count", gap.facts, name=f"missing:{gap.code}", language=work.language)
        rows.append((subject, work.said(gap.sentence)))
    if not rows:
        yield Text(work.word("nothing_missing"))
        return
    yield Table(work.word("missing"), (work.word("subject"), work.word("what")), tuple(rows), (2, 9))


def annexes_section(work: Work) -> Iterator[Block]:
    """The documents that are joined, with what became of them since validation."""
    states = {each.fact: each.state for each in work.states}
    documented = [fact for fact in work.facts if fact.fact in work.annexes]
    yield Title(1, work.word("annexes"))
    columns = tuple(work.word(name) for name in ("annex", "document", "fact", "digest", "state"))
    rows = tuple(
        (
            work.annex(fact),
            fact.document or "",
            fact.title,
            (fact.sha256 or "–")[:12],
            work.word(f"document_{states.get(fact.fact, 'unseen')}"),
        )
        for fact in documented
    )
    yield Table(work.word("annexes"), columns, rows, (1, 5, 5, 3, 3))


def method_section(work: Work) -> Iterator[Block]:
    """How the figures are made."""
    yield Title(1, work.word("method"))
    for name in ("method_trace", "method_years", "method_dash", "method_internship", "method_share", "method_wording"):
        yield Text(work.word(name))
