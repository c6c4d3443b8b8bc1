"""The anchoring dossier: data sheet, headings of the edition in order, then what follows them."""

from collections.abc import Iterable, Iterator
from datetime import date

from grappe.evidence.appendices import (
    annexes_section,
    letters_section,
    method_section,
    missing_section,
    recommendations_section,
)
from grappe.evidence.dossier_work import AUDIENCES, Work
from grappe.evidence.editions import ELSEWHERE, TO_CHECK, Edition, Heading, by_heading
from grappe.evidence.indicators import Indicator, indicators
from grappe.evidence.kinds import fact_kinds
from grappe.evidence.lockers import DocumentState
from grappe.evidence.missing import in_period
from grappe.evidence.said import day_said
from grappe.evidence.things import Fact, Judgement, Locker
from grappe.evidence.tracing import Cell, traced
from grappe.papers import Block, Paper, Table, Text, Title
from grappe.words import Refused, Sentence, Where


def dossier(
    locker: Locker,
    edition: Edition,
    *,
    day: date,
    states: Iterable[DocumentState] = (),
    audience: str = "auditor",
    language: str = "fr",
) -> Paper:
    """The dossier of a locker, by the headings of an edition. Raises ``Refused`` where no fact lies in the period.

    A fact whose confidentiality the audience does not reach counts in the figures and is not told.
    """
    facts = in_period(locker)
    if not facts:
        raise Refused(
            Sentence("aucun fait dans la période du dossier", "no fact in the period of the dossier"),
            hint=Sentence("revoir first_year et last_year", "look at first_year and last_year"),
            where=Where(value=f"{locker.profile.first_year}–{locker.profile.last_year}"),
        )
    shown = AUDIENCES[audience]
    documented = [fact for fact in facts if fact.document and fact.confidentiality in shown]
    annexes = {fact.fact: number for number, fact in enumerate(documented, 1)}
    work = Work(locker, edition, day, language, shown, tuple(states), facts, indicators(locker), annexes)
    profile = locker.profile
    return Paper(
        title=f"{work.word('title')} – {profile.programme}",
        subtitle=f"{profile.school} · {edition.name} · {profile.first_year}–{profile.last_year + 1}",
        author=profile.school,
        language=language,
        day=day,
        blocks=(
            *_opening(work),
            *_sheet(work),
            *_headings(work),
            *recommendations_section(work),
            *letters_section(work),
            *missing_section(work),
            *annexes_section(work),
            *method_section(work),
        ),
        contents=True,
    )


def _opening(work: Work) -> Iterator[Block]:
    validated = [fact for fact in work.facts if fact.validator]
    documented = [fact for fact in work.facts if fact.document]
    hidden = [fact for fact in work.facts if not work.open(fact)]
    rows = (
        (work.word("facts"), work.count(work.facts, "facts")),
        (work.word("validated"), work.count(validated, "validated")),
        (work.word("documented"), work.count(documented, "documented")),
        (work.word("hidden"), work.count(hidden, "hidden")),
    )
    yield Title(1, work.word("opening"))
    yield Text(
        work.word("about").format(cluster=work.locker.profile.cluster or "–", day=day_said(work.day, work.language))
    )
    yield Table(work.word("opening"), (work.word("what"), work.word("number")), rows, (8, 2), frozenset({1}))


def _sheet(work: Work) -> Iterator[Block]:
    yield Title(1, work.word("sheet"))
    years = [str(figure.year) for figure in work.figures[0].parts[0].figures]
    rows = [(f"{each.number}. {work.said(each.label)}", *_values(each, 0, work)) for each in work.figures]
    yield _yearly(work.word("sheet"), years, rows, work)


def _yearly(caption: str, years: list[str], rows: list[tuple[Cell, ...]], work: Work) -> Table:
    right = frozenset(range(1, len(years) + 1))
    return Table(
        caption, (work.word("indicator"), *years), tuple(rows), (max(3, len(years)), *(1 for _ in years)), right
    )


def _values(indicator: Indicator, part: int, work: Work) -> list[Cell]:
    line = indicator.parts[part]
    return [
        traced(each.value, line.unit, each.facts, name=f"{line.key}@{each.year.first}", language=work.language)
        for each in line.figures
    ]


def _headings(work: Work) -> Iterator[Block]:
    placed = by_heading(work.facts, work.edition)
    for heading in work.edition.headings:
        yield from _heading(heading, placed[heading.number], work)
    if placed.get(ELSEWHERE):
        yield Title(1, work.word("elsewhere"))
        yield _listing(placed[ELSEWHERE], work)


def _heading(heading: Heading, facts: list[Fact], work: Work) -> Iterator[Block]:
    yield Title(2 if "." in heading.number else 1, f"{heading.number} {work.said(heading.title)}")
    if not heading.verified:
        yield Text(work.said(TO_CHECK), work.word("wording"))
    judged = work.locker.profile.judgements.get(heading.number, Judgement())
    for name, text in (("strengths", judged.strengths), ("weaknesses", judged.weaknesses)):
        if text:
            yield Text(text, work.word(name))
    for indicator in work.figures:
        if indicator.key in heading.indicators:
            yield _indicator(indicator, work)
    if facts:
        yield _by_kind(heading, facts, work)
        yield _listing(facts, work)


def _indicator(indicator: Indicator, work: Work) -> Table:
    years = [str(figure.year) for figure in indicator.parts[0].figures]
    rows: list[tuple[Cell, ...]] = [
        (work.said(part.label), *_values(indicator, rank, work)) for rank, part in enumerate(indicator.parts)
    ]
    counts = [
        traced(each.n, "count", each.facts, name=f"n:{indicator.key}@{each.year.first}", language=work.language)
        for each in indicator.parts[0].figures
    ]
    rows.append(("n", *counts))
    return _yearly(f"{indicator.number}. {work.said(indicator.label)}", years, rows, work)


def _by_kind(heading: Heading, facts: list[Fact], work: Work) -> Table:
    rows = []
    for name, kind in fact_kinds().items():
        some = [fact for fact in facts if fact.kind == name]
        told = [fact for fact in some if fact.quantity is not None]
        if some:
            total = traced(
                sum(fact.quantity or 0 for fact in told) if told and kind.unit != "share" else None,
                kind.unit,
                tuple(fact.fact for fact in told),
                name=f"sum:{heading.number}:{name}",
                language=work.language,
            )
            rows.append((work.said(kind.label), work.count(some, f"count:{heading.number}:{name}"), total))
    columns = (work.word("kind"), work.word("number"), work.word("quantity"))
    return Table(work.word("by_kind"), columns, tuple(rows), (6, 2, 3), frozenset({1, 2}))


def _listing(facts: list[Fact], work: Work) -> Table:
    columns = ("date", "fact", "kind", "partner", "quantity", "annex")
    ordered = sorted(facts, key=lambda fact: (fact.day, fact.fact))
    rows = tuple(_line(fact, work) for fact in ordered if work.open(fact))
    return Table(
        work.word("listing"), tuple(work.word(name) for name in columns), rows, (2, 6, 3, 4, 2, 1), frozenset({4})
    )


def _line(fact: Fact, work: Work) -> tuple[Cell, ...]:
    kind = fact_kinds()[fact.kind]
    quantity = traced(fact.quantity, kind.unit, (fact.fact,), name=f"fact:{fact.fact}", language=work.language)
    return (
        day_said(fact.day, work.language),
        f"{fact.title} ({fact.fact})",
        work.said(kind.label),
        fact.partner or "–",
        quantity,
        work.annex(fact),
    )
