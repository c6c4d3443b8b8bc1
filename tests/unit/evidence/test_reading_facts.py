"""Facts out of files: every row that cannot be right is refused with its place, the others go on."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from grappe.evidence import FACTS, RECOMMENDATIONS, document_states, read_facts, read_locker, write_empty, write_example
from grappe.tables import write_file
from grappe.words import Refused

DAY = date(2028, 3, 1)
HEAD = "fact,date,kind,title,quantity,details,sha256,document,member,confidentiality\n"


def refused(tmp_path: Path, row: str) -> tuple[int | None, str | None, str]:
    path = tmp_path / "facts.csv"
    path.write_text(HEAD + row + "\n", "utf-8")
    read = read_facts(path, DAY)
    assert read.facts == ()
    (refusal,) = read.refused
    return refusal.where.row, refusal.where.column, refusal.sentence.en


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (",2027-01-01,visit,Visite,,,,,,", "fact", "this cell is empty"),
        ("A,,visit,Visite,,,,,,", "date", "the day of the fact is missing"),
        ("A,soon,visit,Visite,,,,,,", "date", "this is no day"),
        ("A,2027-02-29,visit,Visite,,,,,,", "date", "2027 is no leap year"),
        ("A,31/04/2027,visit,Visite,,,,,,", "date", "there is no such day"),
        ("A,2028-03-02,visit,Visite,,,,,,", "date", "a fact to come proves nothing"),
        ("A,2027-01-01,party,Fête,,,,,,", "kind", "unknown value"),
        ("A,2027-01-01,visit,,,,,,,", "title", "this cell is empty"),
        ("A,2027-01-01,intervention,Cours,,,,,,", "quantity", "quantity missing (h)"),
        ("A,2027-01-01,intervention,Cours,-3,,,,,", "quantity", "a number of 0 or more is needed"),
        ("A,2027-01-01,intervention,Cours,nan,,,,,", "quantity", "a number of 0 or more is needed"),
        ("A,2027-01-01,gap_measure,Écart,71,,,,,", "quantity", "a share goes from 0 to 1"),
        ("A,2027-01-01,council,Conseil,,members=12,,,,", "external", "Advisory board: “external” is missing"),
        ("A,2027-01-01,council,Conseil,,six,,,,", "details", "a detail is written name=value"),
        ("A,2027-01-01,teaching,Cours,3,employer=moon,,,,", "employer", "unknown value"),
        ("A,2027-01-01,visit,Visite,,,abc,,,", "sha256", "this is no SHA-256 digest"),
        ("A,2027-01-01,visit,Visite,,,,../../etc/passwd,,", "document", "a file name is needed"),
        ("A,2027-01-01,visit,Visite,,,,,perhaps,", "member", "yes or no is needed"),
        ("A,2027-01-01,visit,Visite,,,,,,me", "confidentiality", "unknown value"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused(tmp_path: Path, row: str, column: str, said: str) -> None:
    assert refused(tmp_path, row) == (2, column, said)


def test_a_leap_day_is_a_day_and_commas_are_points(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(HEAD + '"A",29/02/2028,intervention,Cours,"4,5",,,,oui,public\n', "utf-8")
    (fact,) = read_facts(path, DAY).facts
    assert (fact.day, fact.quantity, fact.member, fact.confidentiality) == (date(2028, 2, 29), 4.5, True, "public")


def test_an_identifier_comes_once(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(HEAD + "A,2027-01-01,visit,Une,,,,,,\nA,2027-01-02,visit,Deux,,,,,,\n", "utf-8")
    read = read_facts(path, DAY)
    assert [fact.title for fact in read.facts] == ["Une"]
    assert (read.refused[0].where.row, read.refused[0].where.value) == (3, "A")


def test_a_detail_may_have_a_column_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("fact,date,kind,title,quantity,employer\nA,2027-01-01,teaching,Cours,3,academic\n", "utf-8")
    (fact,) = read_facts(path, DAY).facts
    assert fact.details == {"employer": "academic"}


def test_a_file_without_a_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("fact,kind,title\nA,visit,Visite\n", "utf-8")
    with pytest.raises(Refused) as refusal:
        read_facts(path, DAY)
    assert refusal.value.where.column == "date"


def test_a_workbook_gives_the_same_facts_as_a_csv(tmp_path: Path) -> None:
    write_example(tmp_path, Random(1), day=DAY, facts=60)
    csv = read_facts(tmp_path / "facts.csv", DAY)
    from grappe.tables import read_file

    rows = read_file(tmp_path / "facts.csv")
    write_file(rows, tmp_path / "copy.xlsx")
    assert read_facts(tmp_path / "copy.xlsx", DAY).facts == csv.facts
    assert csv.refused == ()


def test_a_document_replaced_after_validation_is_found_by_its_digest(tmp_path: Path) -> None:
    write_example(tmp_path, Random(1), day=DAY, facts=60)
    read = read_locker(tmp_path, DAY)
    assert {each.state for each in document_states(read.locker.facts, read.documents)} == {"same"}
    (tmp_path / "documents" / "F0003.txt").write_text("autre chose", "utf-8")
    (tmp_path / "documents" / "F0004.txt").unlink()
    states = {each.fact: each.state for each in document_states(read.locker.facts, read.documents)}
    assert (states["F0003"], states["F0004"], states["F0005"]) == ("replaced", "absent", "same")


def test_an_empty_locker_has_the_published_columns(tmp_path: Path) -> None:
    write_empty(tmp_path, day=DAY)
    for frame, name in ((FACTS, "facts.csv"), (RECOMMENDATIONS, "recommendations.csv")):
        assert (tmp_path / name).read_text("utf-8").splitlines()[0].split(",") == [f"{c}" for c in frame.names]
    with pytest.raises(Refused):
        write_empty(tmp_path, day=DAY)


@pytest.mark.parametrize(
    ("text", "column"),
    [("school = 'E'", "programme"), ("school = 'E'\nprogramme = 'P'", "first_year"), ("school = ", None),
     ("school = 'E'\nprogramme = 'P'\nfirst_year = 2000\nlast_year = 2100", "last_year")],
)  # fmt: skip
def test_a_profile_that_lacks_something_is_refused(tmp_path: Path, text: str, column: str | None) -> None:
    write_empty(tmp_path, day=DAY)
    (tmp_path / "dossier.toml").write_text(text, "utf-8")
    with pytest.raises(Refused) as refusal:
        read_locker(tmp_path, DAY)
    assert refusal.value.where.column == column
