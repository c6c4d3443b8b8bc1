"""What is missing before the next audit: expected facts, documents, validations, answers to recommendations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from grappe.evidence.editions import Edition, by_heading, place
from grappe.evidence.indicators import Indicator
from grappe.evidence.kinds import fact_kinds
from grappe.evidence.lockers import DocumentState, years
from grappe.evidence.things import Fact, Locker, Recommendation
from grappe.words import Sentence


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing. ``subject`` is a heading, a fact, a recommendation or an indicator.

    ``code``: expected | year | document | absent | replaced | unsigned | validation | criterion | renamed |
    recommendation | overdue | indicator.
    """

    code: str
    subject: str
    sentence: Sentence
    facts: tuple[str, ...] = ()


def missing(
    locker: Locker,
    edition: Edition,
    *,
    day: date,
    documents: Iterable[DocumentState] = (),
    figures: Iterable[Indicator] = (),
) -> tuple[Gap, ...]:
    """Everything that is missing, the headings of the edition first. A gap about many facts stands once, with them."""
    inside = in_period(locker)
    return (
        *_expected(locker, inside, edition),
        *_documents(inside, documents),
        *_validations(inside),
        *_criteria(inside, edition),
        *(gap for each in locker.recommendations for gap in _recommended(each, locker, day)),
        *(_unfounded(indicator) for indicator in figures if not indicator.n),
    )


def in_period(locker: Locker) -> tuple[Fact, ...]:
    """The facts of the school years of the profile."""
    periods = [year.period for year in years(locker.profile)]
    return tuple(fact for fact in locker.facts if periods[0].start <= fact.day < periods[-1].end)


def _expected(locker: Locker, inside: tuple[Fact, ...], edition: Edition) -> Iterator[Gap]:
    placed = by_heading(inside, edition)
    for heading in edition.headings:
        for name in heading.expected:
            label = fact_kinds()[name].label if name in fact_kinds() else Sentence(name, name)
            found = [fact for fact in placed[heading.number] if fact.kind == name]
            empty = [year for year in years(locker.profile) if not any(fact.day in year.period for fact in found)]
            if not found:
                said = Sentence(f"{label.fr} : aucun fait sur la période", f"{label.en}: no fact in the period")
                yield Gap("expected", heading.number, said)
            elif empty and name != "agreement":
                listed = ", ".join(str(year) for year in empty)
                said = Sentence(f"{label.fr} : rien pour {listed}", f"{label.en}: nothing for {listed}")
                yield Gap("year", heading.number, said)


def _documents(inside: tuple[Fact, ...], documents: Iterable[DocumentState]) -> Iterator[Gap]:
    bare = tuple(fact.fact for fact in inside if fact.document is None)
    if bare:
        yield _counted("document", bare, "faits sans document", "facts without document")
    states = list(documents)
    for state, fr, en in (
        ("replaced", "documents remplacés depuis la validation", "documents replaced after validation"),
        ("absent", "documents nommés mais absents", "documents named but absent"),
        ("unsigned", "documents sans empreinte", "documents without digest"),
    ):
        found = tuple(each.fact for each in states if each.state == state)
        if found:
            yield _counted(state, found, fr, en)


def _validations(inside: tuple[Fact, ...]) -> Iterator[Gap]:
    found = tuple(fact.fact for fact in inside if fact.validator is None)
    if found:
        yield _counted("validation", found, "faits que personne n'a validés", "facts that nobody validated")


def _criteria(inside: tuple[Fact, ...], edition: Edition) -> Iterator[Gap]:
    unknown: dict[str, list[str]] = {}
    renamed: dict[tuple[str, str], list[str]] = {}
    for fact in inside:
        placed = place(fact, edition)
        for criterion in placed.unknown:
            unknown.setdefault(criterion, []).append(fact.fact)
        for pair in placed.renamed:
            renamed.setdefault(pair, []).append(fact.fact)
    for criterion, facts in unknown.items():
        said = Sentence(
            f"critère inconnu de {edition.name} : le reclasser", f"criterion unknown to {edition.name}: place it anew"
        )
        yield Gap("criterion", criterion, said, tuple(facts))
    for (old, new), facts in renamed.items():
        said = Sentence(f"critère renommé : classé sous {new}", f"criterion renamed: placed under {new}")
        yield Gap("renamed", old, said, tuple(facts))


def _recommended(each: Recommendation, locker: Locker, day: date) -> Iterator[Gap]:
    lost = [name for name in each.facts if locker.fact(name) is None]
    if each.state in ("open", "started") and each.due and each.due < day:
        yield Gap("overdue", each.number, Sentence("recommandation en retard", "recommendation overdue"), each.facts)
    if not each.facts and each.state != "dropped":
        yield Gap("recommendation", each.number, Sentence("recommandation sans preuve", "recommendation unproven"))
    elif lost:
        listed = ", ".join(lost)
        said = Sentence(f"faits cités mais inconnus : {listed}", f"facts cited but unknown: {listed}")
        yield Gap("recommendation", each.number, said)


def _unfounded(indicator: Indicator) -> Gap:
    said = Sentence(f"{indicator.label.fr} : aucun fait", f"{indicator.label.en}: no fact")
    return Gap("indicator", str(indicator.number), said)


def _counted(code: str, facts: tuple[str, ...], fr: str, en: str) -> Gap:
    return Gap(code, str(len(facts)), Sentence(fr, en), facts)
