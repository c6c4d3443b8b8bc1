"""Files by name: what is written is read again, what a person really has is read, the rest is refused."""

import csv
import gzip
from datetime import UTC, date, datetime

import openpyxl
import pyarrow as pa
import pytest

from grappe.tables import read_file, write_file
from grappe.words import Kind, Refused

TABLE = pa.table(
    {
        "title": ["Soudeur, H/F", None, 'says "œ"\non two lines'],
        "pay": [1.5, float("nan"), None],
        "positions": [1, None, 3],
        "day": [date(2026, 1, 2), None, None],
        "skills": [["a", "b"], [], None],
        "open": [True, None, False],
    }
)
AS_TEXT = [
    {"title": "Soudeur, H/F", "pay": "1.5", "positions": "1", "day": "2026-01-02", "skills": "a; b", "open": "true"},
    dict.fromkeys(TABLE.column_names),
    {"title": 'says "œ"\non two lines', "pay": None, "positions": "3", "day": None, "skills": None, "open": "false"},
]


@pytest.mark.parametrize("name", ["t.csv", "t.csv.gz", "t.tsv", "T.CSV", "t.tsv.gz"])
def test_delimited_files_are_text_and_empty_is_null(tmp_path, name):
    write_file(TABLE, tmp_path / name)
    found = read_file(tmp_path / name)
    assert found.to_pylist() == AS_TEXT
    assert set(found.schema.types) == {pa.string()}


def test_csv_is_rfc_4180_and_the_same_table_gives_the_same_bytes(tmp_path):
    for name in ("a.csv", "b.csv", "a.csv.gz", "b.csv.gz"):
        write_file(pa.table({"a": ["x,y", 'q"q'], "b": ["é", None]}), tmp_path / name)
    assert (tmp_path / "a.csv").read_bytes() == 'a,b\r\n"x,y",é\r\n"q""q",\r\n'.encode()
    assert (tmp_path / "a.csv.gz").read_bytes() == (tmp_path / "b.csv.gz").read_bytes()


def test_parquet_keeps_everything(tmp_path):
    write_file(TABLE, tmp_path / "t.parquet")
    assert read_file(tmp_path / "t.parquet").schema == TABLE.schema
    assert read_file(tmp_path / "t.parquet", columns=["skills"]).equals(TABLE.select(["skills"]))


@pytest.mark.parametrize("name", ["t.jsonl", "t.jsonl.gz"])
def test_json_lines_keep_types_but_days_and_what_json_cannot_say(tmp_path, name):
    write_file(TABLE, tmp_path / name)
    found = read_file(tmp_path / name).to_pylist()
    assert found[0] == {**TABLE.to_pylist()[0], "day": "2026-01-02"}
    assert found[1]["pay"] is None


def test_json_lines_of_different_shapes_make_one_table(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": 1}\n\n{"b": "x", "a": "two"}\n{"a": {"c": 1}}\n', "utf-8")
    assert read_file(path).to_pylist() == [{"a": "1", "b": None}, {"a": "two", "b": "x"}, {"a": '{"c": 1}', "b": None}]


def test_a_workbook_keeps_numbers_days_and_texts(tmp_path):
    write_file(TABLE, tmp_path / "t.xlsx")
    found = read_file(tmp_path / "t.xlsx")
    assert found.schema.types == [pa.string(), pa.float64(), pa.int64(), pa.date32(), pa.string(), pa.bool_()]
    assert found["positions"].to_pylist() == [1, 3]
    assert found["day"].to_pylist() == [date(2026, 1, 2), None]


def test_a_workbook_shows_instants_in_utc(tmp_path):
    instant = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    write_file(pa.table({"i": pa.array([instant], pa.timestamp("us", tz="UTC"))}), tmp_path / "t.xlsx")
    assert read_file(tmp_path / "t.xlsx")["i"].to_pylist() == [datetime(2026, 3, 1, 12, 30)]  # noqa: DTZ001


def test_a_column_of_mixed_cells_is_text(tmp_path):
    book = openpyxl.Workbook()
    for row in (["code", "code postal", None, "n"], ["A1", "01000", "outside", 1], [12, 59000, None, 2.5], [None] * 4):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert read_file(tmp_path / "t.xlsx").to_pylist() == [
        {"code": "A1", "code postal": "01000", "n": 1.0},
        {"code": "12", "code postal": "59000", "n": 2.5},
    ]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.xlsx"])
def test_no_text_is_run_as_a_formula(tmp_path, name):
    write_file(pa.table({"=head": FORMULAS, "list": [[text] for text in FORMULAS]}), tmp_path / name)
    found = read_file(tmp_path / name)
    assert found.column_names == ["'=head", "list"]
    assert found["list"].to_pylist() == [f"'{text}" for text in FORMULAS]
    assert all(text.startswith("'") for text in found["'=head"].to_pylist())


def test_numbers_are_not_guarded(tmp_path):
    write_file(pa.table({"n": [-1.5]}), tmp_path / "t.csv")
    assert read_file(tmp_path / "t.csv")["n"].to_pylist() == ["-1.5"]


def test_a_text_longer_than_a_cell_is_cut_in_a_workbook_and_whole_elsewhere(tmp_path):
    table = pa.table({"t": ["x" * 1_000_000]})
    for name in ("t.xlsx", "t.csv", "t.jsonl"):
        write_file(table, tmp_path / name)
    assert len(read_file(tmp_path / "t.xlsx")["t"][0].as_py()) == 32_767
    assert read_file(tmp_path / "t.xlsx")["t"][0].as_py().endswith("…")
    for name in ("t.csv", "t.jsonl"):
        assert read_file(tmp_path / name).equals(table)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a;b\n1,5;x\n", {"a": "1,5", "b": "x"}),
        ("\ufeffa,b\r\n1,\r\n".encode(), {"a": "1", "b": None}),
        ("é;œuvre\nà;€\n".encode("cp1252"), {"é": "à", "œuvre": "€"}),
        ("a\tb\n1\té\n".encode("utf-16"), {"a": "1", "b": "é"}),
        (b'a,b\n"x\r\ny",2', {"a": "x\r\ny", "b": "2"}),
        (b"a|b\n0123|NULL\n", {"a": "0123", "b": "NULL"}),
    ],
)
def test_what_people_really_have_is_read(tmp_path, content, expected):
    (tmp_path / "t.csv").write_bytes(content)
    assert read_file(tmp_path / "t.csv").to_pylist() == [expected]


def test_a_header_alone_is_an_empty_table(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n")
    found = read_file(tmp_path / "t.csv")
    assert (found.num_rows, found.column_names) == (0, ["a", "b"])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", b"", "empty file"),
        ("t.csv", b"a,a\n1,2\n", "row 1: a: two columns have this name"),
        ("t.csv", b"a,b\n1,2\n3\n", "row 3: « 3 »: 1 cells instead of 2"),
        ("t.csv.gz", b"not packed", "unreadable file"),
        ("t.csv.gz", gzip.compress(b"a,b\n1,2\n" * 1000)[:-20], "unreadable file"),
        ("t.xlsx", b"not a workbook", "not a readable workbook"),
        ("t.ods", b"not a workbook", "not a readable workbook"),
        ("t.parquet", b"PAR1", "unreadable file"),
        ("t.jsonl", b'{"a": 1}\n[1]\n', "row 2: « [1] »: this line is not a JSON object"),
        ("t.jsonl", b'{"a": 1', 'row 1: « {"a": 1 »: this line is not a JSON object'),
        ("t.jsonl", b"\xff\xfe", "unreadable file"),
        ("t.docx", b"", "expected: .csv, .csv.gz"),
    ],
)
def test_the_rest_is_refused_with_its_place(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused) as refusal:
        read_file(tmp_path / name)
    assert said in refusal.value.said("en")
    assert refusal.value.where.file == str(tmp_path / name)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused) as refusal:
        read_file(tmp_path / "t.csv")
    assert "file not found" in refusal.value.said("en")


def test_an_absent_column_is_refused_with_those_there(tmp_path):
    write_file(TABLE, tmp_path / "t.csv")
    assert read_file(tmp_path / "t.csv", columns=["title"]).column_names == ["title"]
    with pytest.raises(Refused) as refusal:
        read_file(tmp_path / "t.csv", columns=["titel"])
    assert "columns of the file: title, pay" in refusal.value.said("en")


def test_an_unwritable_place_or_format_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.csv").mkdir()
    for path in (tmp_path / "t.ods", tmp_path / "file" / "t.csv", tmp_path / "folder.csv"):
        with pytest.raises(Refused) as refusal:
            write_file(TABLE, path)
        assert refusal.value.kind is Kind.CALL


def test_a_sheet_holds_a_million_rows_and_no_more(tmp_path):
    with pytest.raises(Refused) as refusal:
        write_file(pa.table({"n": pa.nulls(1_048_576, pa.int64())}), tmp_path / "t.xlsx")
    assert ".parquet" in refusal.value.said("en")
    assert list(tmp_path.iterdir()) == []


def test_missing_folders_are_made(tmp_path):
    write_file(TABLE, tmp_path / "a" / "b" / "t.csv")
    with (tmp_path / "a" / "b" / "t.csv").open(newline="", encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == 4
