"""Editions of the criteria: data that a school can edit; a renamed criterion is followed, an unknown one is told."""

from datetime import date
from pathlib import Path

import pytest

from grappe.evidence import (
    EDITIONS,
    MEASURED,
    Fact,
    Locker,
    Profile,
    Recommendation,
    by_heading,
    fact_kinds,
    in_period,
    missing,
    place,
    read_edition,
)
from grappe.words import Refused

DAY = date(2026, 11, 24)


def fact(**values: object) -> Fact:
    return Fact(**({"fact": "A", "day": date(2026, 1, 1), "kind": "visit", "title": "Visite"} | values))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_speaks_of_kinds_and_indicators_that_exist(name: str) -> None:
    edition = read_edition(name)
    older = {f"{key}:{heading.number}" for key in EDITIONS for heading in read_edition(key).headings}
    for heading in edition.headings:
        assert set(heading.kinds) | set(heading.expected) <= set(fact_kinds())
        assert set(heading.was) <= older
    shown = [each for heading in edition.headings for each in heading.indicators]
    assert sorted(shown) == sorted(MEASURED)


def test_what_was_not_read_in_the_official_text_is_marked() -> None:
    verified = {heading.number for heading in read_edition("cti-2016").headings if heading.verified}
    assert verified == {"B", "C", "C.1", "C.4.1"}
    assert not any(heading.verified for heading in read_edition("cti-2025").headings)


def test_a_criterion_renamed_between_editions_is_followed() -> None:
    placed = place(fact(criteria=("cti-2016:B.1",)), read_edition("cti-2025"))
    assert (placed.headings, placed.renamed) == (("1.1",), (("cti-2016:B.1", "1.1"),))
    assert place(fact(criteria=("B.1",)), read_edition("cti-2016")).headings == ("B.1",)
    assert place(fact(criteria=("B.4",)), read_edition("cti-2024")).headings == ("1.2",)


def test_an_unknown_criterion_is_told_and_the_kind_decides() -> None:
    placed = place(fact(criteria=("cti-1998:Z",)), read_edition("cti-2025"))
    assert (placed.headings, placed.unknown) == (("1.1",), ("cti-1998:Z",))
    assert place(fact(kind="tax", criteria=()), read_edition("cti-2016")).headings == ("B.1",)


def test_a_fact_of_two_criteria_stands_twice() -> None:
    edition = read_edition("cti-2025")
    placed = by_heading([fact(criteria=("1.1", "6"))], edition)
    assert [number for number, facts in placed.items() if facts] == ["1.1", "6"]


@pytest.mark.parametrize(
    "text",
    [
        "name = 'X'",
        "valid_from = 2026-01-01\n[[heading]]\nid = '1'",
        "valid_from = 2026-01-01\n[[heading]]\nid = '1'\nfr = 'a'\n[[heading]]\nid = '1'\nfr = 'b'",
        "[[heading]]\nid = '1'\nfr = 'a'",
        "[[heading",
    ],
)
def test_an_edition_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Refused):
        read_edition(path)


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(Refused):
        read_edition("cti-1998")


def locker(*facts: Fact, past: tuple[Recommendation, ...] = ()) -> Locker:
    return Locker(Profile("École", "Formation", 2024, 2025), facts, past)


def test_what_is_missing_is_told_once_with_its_facts() -> None:
    edition = read_edition("cti-2025")
    council = fact(kind="council", details={"external": "6", "members": "12"}, document="a.pdf", validator="x")
    gaps = {(gap.code, gap.subject): gap for gap in missing(locker(council, fact(fact="B")), edition, day=DAY)}
    assert ("expected", "1.1") in gaps
    assert "2024–2025" in gaps["year", "1.1"].sentence.en
    assert gaps["document", "1"].facts == ("B",)
    assert gaps["validation", "1"].facts == ("B",)


def test_recommendations_without_proof_or_in_delay_are_told() -> None:
    late = Recommendation("1", date(2022, 1, 1), "Associer", "", "open", (), date(2026, 1, 1))
    lost = Recommendation("2", date(2022, 1, 1), "Associer", "", "done", ("Z",))
    dropped = Recommendation("3", date(2022, 1, 1), "Associer", "", "dropped")
    gaps = missing(locker(fact(), past=(late, lost, dropped)), read_edition("cti-2025"), day=DAY)
    told = [
        (gap.code, gap.subject) for gap in gaps if gap.subject in "123" and "recommend" in gap.sentence.en + gap.code
    ]
    assert told == [("overdue", "1"), ("recommendation", "1"), ("recommendation", "2")]


def test_the_period_is_that_of_school_years() -> None:
    inside = in_period(
        locker(
            *(
                fact(fact=str(d), day=d)
                for d in (date(2024, 8, 31), date(2024, 9, 1), date(2026, 8, 31), date(2026, 9, 1))
            )
        )
    )
    assert [each.fact for each in inside] == ["2024-09-01", "2026-08-31"]
