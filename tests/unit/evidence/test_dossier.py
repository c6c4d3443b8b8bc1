"""The dossier: every number in it is made of facts, in Word and in PDF alike."""

import io
import re
from datetime import date
from pathlib import Path
from random import Random

import docx
import pikepdf
import pytest
from tests.oracles.anchoring import anchoring

from grappe.evidence import (
    Locker,
    Profile,
    document_states,
    dossier,
    fact_kinds,
    figures_of,
    in_period,
    read_edition,
    read_locker,
    write_example,
)
from grappe.papers import Paper, paper_docx, paper_pdf
from grappe.words import Refused

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("locker")
    write_example(made, Random(5), day=DAY, facts=150)
    return made


@pytest.fixture(scope="module")
def locker(folder: Path) -> Locker:
    return read_locker(folder, DAY).locker


@pytest.fixture(scope="module")
def made(locker: Locker, folder: Path) -> Paper:
    states = document_states(locker.facts, folder / "documents")
    return dossier(locker, read_edition("cti-2025"), day=DAY, states=states)


def wanted(name: str, locker: Locker, facts: tuple[str, ...]) -> float | None:
    """The value of a figure by its name, computed again."""
    inside = in_period(locker)
    mine = [fact for fact in inside if fact.fact in facts]
    head, _, rest = name.partition("@")
    if rest and not head.startswith("n:"):
        return anchoring(locker.facts, int(rest), locker.profile.territories).get(head)
    kind, _, detail = name.partition(":")
    if kind == "fact":
        return next(fact.quantity for fact in inside if fact.fact == detail)
    if kind == "sum":
        quantities = [fact.quantity for fact in mine if fact.kind == detail.split(":")[1] and fact.quantity is not None]
        share = fact_kinds()[detail.split(":")[1]].unit == "share"
        return sum(quantities) if quantities and not share else None
    counted = {
        "facts": len(inside),
        "validated": len([fact for fact in inside if fact.validator]),
        "documented": len([fact for fact in inside if fact.document]),
        "hidden": len([fact for fact in inside if fact.confidentiality == "secret"]),
        "letters": len([fact for fact in inside if fact.kind == "need_letter"]),
        "firms": len({fact.partner for fact in inside if fact.kind == "need_letter"}),
        "positions": sum(fact.quantity or 0 for fact in inside if fact.kind == "need_letter"),
    }
    if name in counted:
        return counted[name]
    if kind == "count":
        number, of = detail.split(":")
        heading = read_edition("cti-2025").heading(number)
        assert heading is not None
        own = {"agreement": "1.1"}
        return len([fact for fact in inside if fact.kind == of and (of in heading.kinds or own.get(of) == number)])
    return len(facts)


def test_every_figure_of_the_dossier_is_recomputed_from_facts(made: Paper, locker: Locker) -> None:
    figures = figures_of(made)
    assert len(figures) > 300
    known = {fact.fact for fact in locker.facts}
    for figure in figures:
        assert set(figure.facts) <= known, figure.name
        if not figure.name.startswith("n:"):
            value = wanted(figure.name, locker, figure.facts)
            assert figure.value == (value if value is None else pytest.approx(value)), figure.name


def test_no_number_stands_in_a_table_that_is_not_traced(made: Paper, locker: Locker) -> None:
    """Cells that are plain text hold days, names of facts and of headings, digests, years: nothing that is counted."""
    texts = {fact.title for fact in locker.facts} | {fact.document for fact in locker.facts}
    plain = re.compile(r"\d")
    for block in made.blocks:
        for row in getattr(block, "rows", ()):
            for cell in row:
                if isinstance(cell, str) and plain.search(cell) and not any(text and text in cell for text in texts):
                    assert (
                        re.fullmatch(
                            r"\d{2}/\d{2}/\d{4}|A\d+|[0-9a-f]{12}|\d+\. .*|[\d.]+"
                            r"|cti-\d+:.*|F\d+(, F\d+)*|.*28 semaines.*",
                            cell,
                        )
                        or "classé sous" in cell
                        or "rien pour" in cell
                    ), cell


def test_word_holds_every_figure_and_opens(made: Paper) -> None:
    document = docx.Document(io.BytesIO(paper_docx(made)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    figures = figures_of(made)
    assert len([cell for cell in cells if cell in {str(figure) for figure in figures}]) >= len(figures)
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 2"]
    assert headings[0].startswith("1.1 ")
    assert headings == sorted(headings)


def test_the_pdf_is_tagged_titled_and_whole(made: Paper) -> None:
    data = paper_pdf(made)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo["/Title"]).startswith("Dossier")
    assert data == paper_pdf(made)


def test_a_secret_fact_counts_and_is_not_told(locker: Locker) -> None:
    told = dossier(locker, read_edition("cti-2025"), day=DAY, audience="public")
    text = str(told.blocks)
    secret = next(fact for fact in in_period(locker) if fact.confidentiality == "secret")
    shown = next(fact for fact in in_period(locker) if fact.confidentiality == "public")
    assert f"{secret.title} (" not in text
    assert f"{shown.title} (" in text


def test_a_dossier_without_facts_is_refused() -> None:
    with pytest.raises(Refused):
        dossier(Locker(Profile("École", "Formation", 2020, 2021), ()), read_edition("cti-2025"), day=DAY)


def test_a_dossier_speaks_english(locker: Locker) -> None:
    told = dossier(locker, read_edition("cti-2016"), day=DAY, language="en")
    assert told.title.startswith("Industrial and territorial anchoring")
    assert "to check against the official text" in str(told.blocks)
