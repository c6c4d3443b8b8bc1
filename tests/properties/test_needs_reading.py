"""Whatever is written is read back; wherever a file is cut, what stands before the cut is read."""

import csv
import io
import json
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grappe.needs import Records, read, records
from grappe.needs.days import day_of
from grappe.needs.markup import text_of, title_of
from grappe.needs.pay import pay_of
from grappe.words import Refused

LETTERS = "abcXYZ019 éèàçôîù.-'"
CELL = st.text(LETTERS + ';,|\t"\n', max_size=12).map(str.strip)
WORD = st.text(LETTERS, min_size=1, max_size=12).filter(str.strip)
TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width).filter(any), min_size=1, max_size=8)
)


def names(width: int) -> list[str]:
    return [f"colonne {chr(97 + rank)}" for rank in range(width)]


def filled(rows: list[list[str]]) -> list[dict[str, str]]:
    """Rows as records hold them: empty cells left out, line ends as they were."""
    return [{name: cell for name, cell in zip(names(len(row)), row, strict=True) if cell} for row in rows]


def found(folder: Path, name: str, content: bytes) -> tuple[list[dict[str, str]], Records | None]:
    path = folder / name
    path.write_bytes(content)
    try:
        reading = records(path)
        return [record.cells for record in reading if not record.fault], reading
    except Refused:
        return [], None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


@settings(deadline=None, max_examples=150)
@given(
    rows=TABLE,
    delimiter=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_any_csv_is_read_back(folder, rows, delimiter, encoding, end):
    stream = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL  # csv.writer leaves a line feed bare with "\r"
    csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([names(len(rows[0])), *rows])
    assert found(folder, "f.csv", stream.getvalue().encode(encoding))[0] == filled(rows)


VALUE = st.recursive(
    st.one_of(WORD, st.integers(-999, 999), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORD.map(str.strip), inner, max_size=3)),
    max_leaves=6,
)
ADS = st.lists(
    st.builds(
        lambda i, more: {"id": f"n{i}", "titre": f"t{i}", "texte": "x" * 9, **more},
        st.integers(0, 99),
        st.dictionaries(st.sampled_from(["lieu", "tags", "n"]), VALUE),
    ),
    min_size=2,
    max_size=6,
)


def flat(value: object, path: str = "") -> dict[str, str]:
    """The obvious flattening, to judge ours."""
    if isinstance(value, dict):
        parts = [flat(member, f"{path}.{name}" if path else name) for name, member in value.items()]
        return {name: text for part in parts for name, text in part.items()}
    if isinstance(value, list):
        parts = [flat(member, f"{path}[{rank}]") for rank, member in enumerate(value)]
        return {name: text for part in parts for name, text in part.items()}
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value).strip()
    return {path: text} if text else {}


@settings(deadline=None, max_examples=100)
@given(ads=ADS, inside=st.booleans(), indent=st.sampled_from([None, 1]))
def test_any_json_is_read_back(folder, ads, inside, indent):
    document = {"total": len(ads), "resultats": ads} if inside else ads
    content = json.dumps(document, indent=indent, ensure_ascii=False).encode()
    assert found(folder, "f.json", content)[0] == [flat(ad) for ad in ads]


def xml(count: int) -> str:
    items = "".join(f"<job><id>{i}</id><title>Poste {i}</title><text>a &amp; é</text></job>" for i in range(count))
    return f'<?xml version="1.0" encoding="utf-8"?>\n<jobs>{items}</jobs>'


def jsonl(count: int) -> str:
    return "".join(json.dumps({"id": str(i), "title": f"Poste {i}"}) + "\n" for i in range(count))


@settings(deadline=None, max_examples=120)
@given(share=st.floats(0, 1), kind=st.sampled_from(["json", "xml", "jsonl"]))
def test_wherever_it_is_cut_what_stands_before_is_read(folder, share, kind):
    texts = {
        "json": json.dumps({"ads": [{"id": str(i), "title": f"Poste {i}", "n": i} for i in range(9)]}),
        "xml": xml(9),
        "jsonl": jsonl(9),
    }
    whole = texts[kind].encode()
    cut = whole[: int(len(whole) * share)]
    all_of_it, _ = found(folder, f"whole.{kind}", whole)
    before, reading = found(folder, f"cut.{kind}", cut)
    ends = {"json": b"}", "xml": b"</job>", "jsonl": b"}"}[kind]
    assert before == all_of_it[: len(before)]
    assert len(before) == min(9, cut.count(ends))
    if reading and len(before) < 9:
        assert reading.incomplete or cut.endswith((b"\n", b"}"))


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", ""]),
        st.sampled_from(["Soudeur", "Fraiseur", "", "<b></b>"]),
        st.sampled_from(["1", "3", "x", "0", "99999", ""]),
        st.sampled_from(["Lille", ""]),
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=80)
@given(rows=ROWS)
def test_every_row_is_accounted_for(folder, rows):
    listed = [row for row in rows if any(row)]
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(
        [("Référence", "Intitulé", "Nombre de postes", "Commune"), *listed, ("9", "Tourneur", "1", "Lyon")]
    )
    (folder / "rows.csv").write_text(stream.getvalue(), "utf-8")
    report = read([folder / "rows.csv"], into=None, day=date(2026, 3, 2))
    bad = [row for row in listed if row[1] in ("", "<b></b>") or row[2] in ("x", "0", "99999")]
    assert report.rows == len(listed) + 1 == report.accepted + report.refused + report.unchanged
    assert report.refused >= len(bad)
    assert len(report.refused_rows) == report.refused
    assert report.warned <= report.accepted


@given(day=st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_day_however_it_is_written(day):
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    writings = [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d/%m/%Y %H:%M:%S}",
        f"{day:%Y%m%d}",
        f"{day:%d.%m.%Y}",
        noon.isoformat(),
        format_datetime(noon),
    ]
    assert [day_of(text) for text in writings] == [day] * len(writings)


@given(low=st.integers(15_000, 90_000), more=st.integers(0, 20_000))
def test_a_pay_however_it_is_written(low, more):
    high = low + more
    spaced = [f"{amount:,}".replace(",", space) for space in (" ", "\u202f") for amount in (low, high)]
    writings = [
        f"Annuel de {low},00 Euros à {high},00 Euros sur 12 mois",
        f"Annuel de {low}.0 Euros à {high}.0 Euros sur 12.0 mois",
        f"de {spaced[0]} € à {spaced[1]} € par an",
        f"{spaced[2]} – {spaced[3]} € brut annuel",
        f"€{low:,} - €{high:,} per year",
    ]
    assert [pay_of(text) for text in writings] == [(low, high, "year")] * len(writings)


@given(text=st.text(max_size=200))
def test_no_script_comes_through(text):
    for cleaned in (text_of, title_of):
        kept = cleaned(f"<p>{text}<script>evil()</script></p><img src=x onerror='evil()'>")
        assert "<script" not in kept.lower()
        assert "onerror=" not in kept or "onerror=" in text


@given(text=st.text(LETTERS + "\n<>&;/", max_size=80))
def test_cleaning_twice_changes_nothing(text):
    once = text_of(text)
    assert text_of(once) == once or "<" in once or "&" in once


BEGINNINGS = (
    *(
        b"",
        b"a;b\n",
        b"titre;lieu;nb\n",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"%PDF",
        b"PAR1",
        b"PK\x03\x04",
        b"\x1f\x8b\x08\x00",
    ),
    *(b'{"ads": [', b'[{"titre": ', b'{"a": 1}\n{', b"<?xml version='1.0'?><jobs><job>", b"<rss><channel><item>"),
    *(b"<html><script", b"\xd0\xcf\x11\xe0"),
)


@settings(deadline=None, max_examples=200)
@given(
    beginning=st.sampled_from(BEGINNINGS), rest=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode))
)
def test_any_bytes_are_read_or_refused(folder, beginning, rest):
    path = folder / "any"
    path.write_bytes(beginning + rest)
    try:
        report = read([path], into=None, day=date(2026, 3, 2))
    except Refused as refusal:
        told = refusal.said("fr")
        assert told.startswith("any: ")
    else:
        assert report.rows == report.accepted + report.refused + report.unchanged
