"""Raw records of every container, and files that must be refused gracefully."""

import gzip
import json
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from grappe.needs import records
from grappe.words import Refused


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def cells(path: Path) -> list[dict[str, str]]:
    return [record.cells for record in records(path)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_csv_whatever_the_delimiter(tmp_path, delimiter):
    rows = [["titre", "lieu"], ["Soudeur, TIG; inox", "Lille"], ["Fraiseur", "Lyon"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    found = cells(written(tmp_path, "f.csv", quoted))
    assert found == [{"titre": "Soudeur, TIG; inox", "lieu": "Lille"}, {"titre": "Fraiseur", "lieu": "Lyon"}]


def test_commas_inside_texts_do_not_hide_the_semicolons(tmp_path):
    text = "titre;missions;lieu\nSoudeur;plans, cuves, inox, contrôle;Lille\nFraiseur;usinage, réglage;Lyon\n"
    assert [set(row) for row in cells(written(tmp_path, "f.csv", text))] == [{"titre", "missions", "lieu"}] * 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_whatever_the_encoding(tmp_path, encoding):
    path = written(tmp_path, "f.csv", "titre;lieu\nChargé d'études – œnologie;Mâcon\n".encode(encoding))
    found = records(path)
    assert [record.cells for record in found] == [{"titre": "Chargé d'études – œnologie", "lieu": "Mâcon"}]
    assert bool(found.notes) == (encoding == "cp1252")


def test_mixed_line_ends_and_quoted_line_breaks(tmp_path):
    path = written(tmp_path, "f.csv", 'titre;texte\r\nA;"un\ndeux"\rB;x\nC;y\r\n')
    assert [row["titre"] for row in cells(path)] == ["A", "B", "C"]
    assert cells(path)[0]["texte"] == "un\ndeux"


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    path = written(tmp_path, "f.csv", "Besoins 2026\n\ntitre;lieu\nA;x\n;\nB;y\n")
    assert [(record.row, record.cells["titre"]) for record in records(path)] == [(4, "A"), (6, "B")]


def test_columns_without_a_name_or_with_the_same_name(tmp_path):
    assert cells(written(tmp_path, "f.csv", "a;;a\n1;2;3\n4;5;6\n"))[0] == {"a": "1", "#2": "2", "a (2)": "3"}


def test_a_row_with_more_cells_than_columns_is_at_fault(tmp_path):
    good, bad = records(written(tmp_path, "f.csv", "a;b\n1;2\n1;2;3\n"))
    assert good.fault is None
    assert bad.fault.en == "3 cells for 2 columns"
    assert bad.cells["#3"] == "3"


def test_a_quote_never_closed_is_told_and_the_rows_before_are_kept(tmp_path):
    found = records(written(tmp_path, "f.csv", 'a;b\n1;2\n3;"4\n5;6\n7;8\n'))
    rows = list(found)
    assert [bool(record.fault) for record in rows] == [False, True]
    assert found.incomplete


def test_inches_are_not_a_quote_never_closed(tmp_path):
    found = records(written(tmp_path, "f.csv", 'a;b\nécran 24";x\nB;y\n'))
    assert [record.fault for record in found] == [None, None]
    assert not found.incomplete


def test_nul_bytes_are_removed_and_told(tmp_path):
    found = records(written(tmp_path, "f.csv", "a;b\nx\0y;2\n"))
    assert [record.cells["a"] for record in found] == ["xy"]
    assert "NUL" in found.notes[0].sentence.en


def test_a_cell_of_a_million_characters_is_read(tmp_path):
    path = written(tmp_path, "f.csv", f'a;b\n"{"x" * 1_000_000}";2\n')
    assert len(cells(path)[0]["a"]) == 1_000_000


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("e.csv", "", "empty file"),
        ("blank.csv", " \n\n", "empty file"),
        ("h.csv", "titre;lieu\n", "no row under the header"),
        ("h.json", "[]", "no row under the header"),
        ("x.pdf", b"%PDF-1.7 ...", "this kind of file"),
        ("x.zip", b"PK\x05\x06" + b"\0" * 18, "this kind of file"),
        ("x.xlsx", b"PK\x03\x04 not a zip at all", "unreadable file"),
        ("x.xls", b"\xd0\xcf\x11\xe0 not a workbook", "unreadable workbook"),
        ("x.parquet", b"PAR1 not parquet", "unreadable Parquet"),
        ("x.csv.gz", b"\x1f\x8b\x08\x00" + b"\xff" * 40, "unreadable file"),
        ("x.xml", "<<<>>>", "XML"),
    ],
)
def test_files_refused_as_a_whole(tmp_path, name, content, sentence):
    with pytest.raises(Refused) as caught:
        list(records(written(tmp_path, name, content)))
    assert sentence in caught.value.sentence.en
    assert caught.value.where.file == name


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Refused, match="introuvable"):
        records(tmp_path / "absent.csv")


def test_a_gzip_bomb_is_refused_before_it_fills_anything(tmp_path):
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as stream:
        stream.write(b"a;b\n")
        for _ in range(48):
            stream.write(b"1;2\n" * (1 << 18))
    with pytest.raises(Refused, match="démesuré"):
        list(records(path))


def test_a_workbook_bomb_is_refused_without_opening_it(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    with pytest.raises(Refused, match="démesuré"):
        records(path)


def test_an_ordinary_gzip_that_compresses_well_is_read(tmp_path):
    path = tmp_path / "f.csv.gz"
    path.write_bytes(gzip.compress(b"a;b\n" + b"soudeur;Lille\n" * 50_000))
    assert sum(1 for _ in records(path)) == 50_000


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "f.xlsx"
    book.save(path)
    return path


def test_workbook_cells_are_what_their_author_meant(tmp_path):
    path = workbook(
        tmp_path,
        Besoins=[["siret", "dep", "jour", "h", "ok"], [55208673700085, "01", date(2026, 3, 2), 35.5, True]],
    )
    assert cells(path) == [{"siret": "55208673700085", "dep": "01", "jour": "2026-03-02", "h": "35.5", "ok": "true"}]


def test_every_sheet_is_read_but_help_and_examples(tmp_path):
    rows = [["titre", "lieu"], ["A", "x"]]
    path = workbook(tmp_path, Lille=rows, Lyon=rows, Aide=rows, Exemple=rows)
    assert [(record.sheet, record.row) for record in records(path)] == [("Lille", 2), ("Lyon", 2)]


def test_a_header_below_titles_and_empty_rows(tmp_path):
    path = workbook(tmp_path, F=[["Recensement 2026"], [], ["titre", "lieu", "nb"], ["A", "x", 2], [], ["B", "y", 1]])
    assert [(record.row, record.cells["titre"]) for record in records(path)] == [(4, "A"), (6, "B")]


def test_parquet(tmp_path):
    path = tmp_path / "f.parquet"
    pq.write_table(pa.table({"titre": ["A", None], "lieu": ["x", "y"], "skills": [["a", "b"], None]}), path)
    assert cells(path) == [{"titre": "A", "lieu": "x", "skills[0]": "a", "skills[1]": "b"}, {"lieu": "y"}]


def test_json_wherever_the_list_is(tmp_path):
    ads = [{"titre": "A", "lieu": {"cp": "01000"}, "n": 1.50, "tags": ["x"]}, {"titre": "B", "ok": False, "rien": None}]
    expected = [{"titre": "A", "lieu.cp": "01000", "n": "1.5", "tags[0]": "x"}, {"titre": "B", "ok": "false"}]
    for document in (ads, {"meta": {"count": 2}, "ads": ads}, {"a": {"b": {"ads": ads}}, "z": [1, 2]}):
        assert cells(written(tmp_path, "f.json", json.dumps(document))) == expected


def test_json_numbers_keep_their_digits(tmp_path):
    assert cells(written(tmp_path, "f.json", '[{"siret": 55208673700085, "n": 45000.00, "big": 1e3}]')) == [
        {"siret": "55208673700085", "n": "45000.00", "big": "1e3"}
    ]


def test_json_lists_inside_lists(tmp_path):
    document = {
        "pages": [{"no": 1, "ads": [{"t": str(i), "l": "x"} for i in range(9)]}, {"no": 2, "ads": [{"t": "9"}]}]
    }
    found = records(written(tmp_path, "f.json", json.dumps(document)))
    assert [record.cells["t"] for record in found] == [str(i) for i in range(10)]
    assert found.record_path == "pages.ads"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_json_cut_in_the_middle_gives_what_stands_before_the_cut(tmp_path, share):
    whole = json.dumps({"ads": [{"titre": f"Poste {i}", "texte": "x" * 50} for i in range(100)]})
    cut = whole[: int(len(whole) * share)]
    found = records(written(tmp_path, "f.json", cut))
    count = sum(1 for _ in found)
    assert count == cut.count("}")
    assert found.incomplete
    assert found.notes[-1].row == count


def test_json_cut_before_anything_is_refused(tmp_path):
    with pytest.raises(Refused, match="coupé avant"):
        list(records(written(tmp_path, "f.json", '{"ads": [{"titre": "Sou')))


def test_json_larger_than_the_window(tmp_path):
    ads = [{"i": i, "texte": "é" * 2000} for i in range(3000)]
    found = list(records(written(tmp_path, "f.json", json.dumps(ads, ensure_ascii=False))))
    assert [record.cells["i"] for record in found] == [str(i) for i in range(3000)]


def test_jsonl_with_a_bad_line_and_a_cut_end(tmp_path):
    found = records(written(tmp_path, "f.jsonl", '{"a": 1}\n\n{"a": \n[1]\n{"a": 2}\n{"a": "3'))
    rows = list(found)
    assert [(record.row, bool(record.fault)) for record in rows] == [(1, False), (3, True), (4, True), (5, False)]
    assert found.incomplete


def test_jsonl_gzipped_and_cut(tmp_path):
    lines = "".join(json.dumps({"a": i, "t": str(i * 7919 % 1009)}) + "\n" for i in range(5000))
    path = tmp_path / "f.jsonl.gz"
    whole = gzip.compress(lines.encode())
    path.write_bytes(whole[: len(whole) // 2])
    found = records(path)
    assert 0 < sum(1 for _ in found) < 5000
    assert found.incomplete


def test_csv_gzipped_and_cut(tmp_path):
    path = tmp_path / "f.csv.gz"
    whole = gzip.compress("".join(f"{i};{i * 7919 % 1009}\n" for i in range(50_000)).encode())
    path.write_bytes(whole[: len(whole) // 2])
    found = records(path)
    *good, last = found
    assert found.incomplete
    assert last.fault
    assert not any(record.fault for record in good)


FEED = """<?xml version="1.0" encoding="UTF-8"?>
<jobs xmlns:dc="http://purl.org/dc/elements/1.1/"><title>Flux</title>
<job id="7"><title>Soudeur</title><lieu><ville>Lille</ville><cp>59000</cp></lieu><dc:date>2026-01-02</dc:date>
<skill>TIG</skill><skill>MAG</skill><texte><p>Vos <b>missions</b></p></texte><vide/></job>
<job id="8"><title>Fraiseur</title><lieu><ville>Lyon</ville></lieu><texte>a &amp; b</texte></job>
</jobs>"""


def test_xml_paths(tmp_path):
    found = records(written(tmp_path, "f.xml", FEED))
    first, second = found
    assert found.record_path == "jobs.job"
    assert first.cells == {
        "@id": "7",
        "title": "Soudeur",
        "lieu.ville": "Lille",
        "lieu.cp": "59000",
        "dc:date": "2026-01-02",
        "skill": "TIG",
        "skill[1]": "MAG",
        "texte": "<p>Vos <b>missions</b></p>",
    }
    assert second.cells["texte"] == "a & b"


@pytest.mark.parametrize("end", ["<job><title>Rab", "<job id='9'><title>Raboteur</title>", "<job><title><![CDATA[Rab"])
def test_xml_cut_in_the_middle_gives_what_stands_before_the_cut(tmp_path, end):
    found = records(written(tmp_path, "f.xml", FEED.replace("</jobs>", end)))
    assert [record.cells["title"] for record in found] == ["Soudeur", "Fraiseur"]
    assert found.incomplete


def test_xml_small_damage_is_repaired_and_told(tmp_path):
    found = records(written(tmp_path, "f.xml", FEED.replace("a &amp; b", "recherche & conseil&nbsp;!")))
    assert [record.cells["title"] for record in found] == ["Soudeur", "Fraiseur"]
    assert not found.incomplete
    assert "repaired" in found.notes[0].sentence.en


def jobs_with(entity: str, declared: str) -> str:
    jobs = f"<job><title>A{entity}</title><b>1</b><c>2</c></job><job><title>B</title><b>1</b></job>"
    return f"<!DOCTYPE jobs [{declared}]><jobs>{jobs}</jobs>"


def test_xml_never_opens_another_file(tmp_path):
    secret = written(tmp_path, "secret.txt", "SECRET")
    found = cells(written(tmp_path, "f.xml", jobs_with("&x;", f'<!ENTITY x SYSTEM "file://{secret}">')))
    assert [row["title"] for row in found] == ["A&x;", "B"]


def test_xml_entities_that_multiply_are_refused(tmp_path):
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    with pytest.raises(Refused, match="démesuré"):
        cells(written(tmp_path, "f.xml", jobs_with("&l9;", '<!ENTITY l0 "lol">' + levels)))


def test_rss_with_one_item(tmp_path):
    item = "<item><title>A</title><link>u</link><guid>1</guid></item>"
    text = f"<rss><channel><title>t</title><link>l</link>{item}</channel></rss>"
    found = records(written(tmp_path, "f.rss", text))
    assert [record.cells["title"] for record in found] == ["A"]
    assert found.record_path == "rss.channel.item"


def test_atom(tmp_path):
    text = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
    <entry><title>A</title><link href="http://x/1"/><id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
    <p>texte</p></div></content></entry><entry><title>B</title><link href="http://x/2"/><id>2</id></entry></feed>"""
    first, _ = records(written(tmp_path, "f.atom", text))
    assert (first.cells["title"], first.cells["link@href"]) == ("A", "http://x/1")
    assert "<p>texte</p>" in first.cells["content"]


def test_job_postings_of_a_page(tmp_path):
    page = """<!doctype html><html><head><script type="application/ld+json">
    {"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "X"},
    {"@type": "JobPosting", "title": "Soudeur", "datePosted": "2026-01-02"}]}</script>
    <script type="application/ld+json">{oops</script></head></html>"""
    found = records(written(tmp_path, "p.html", page))
    assert [record.cells["title"] for record in found] == ["Soudeur"]
    assert len(found.notes) == 1


def test_reading_stops_early_without_reading_the_rest(tmp_path):
    path = tmp_path / "f.csv"
    with open(path, "w", encoding="utf-8") as stream:
        stream.write("a;b\n")
        stream.writelines(f"{i};x\n" for i in range(200_000))
    assert next(iter(records(path))).cells == {"a": "0", "b": "x"}


def test_a_json_document_that_is_one_offer(tmp_path):
    offer = {
        "id": "1",
        "intitule": "Soudeur",
        "description": "d",
        "competences": [{"code": i, "x": 1} for i in range(9)],
    }
    found = records(written(tmp_path, "f.json", json.dumps(offer, indent=1)))
    assert [record.cells["intitule"] for record in found] == ["Soudeur"]


def test_json_documents_one_after_the_other(tmp_path):
    text = "\n".join(json.dumps({"titre": f"t{i}", "texte": "x"}, indent=1) for i in range(3))
    assert [row["titre"] for row in cells(written(tmp_path, "f.json", text))] == ["t0", "t1", "t2"]


def test_ods(tmp_path):
    path = tmp_path / "f.ods"

    def cell(text: str, kind: str = 'office:value-type="string"') -> str:
        return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"

    header = cell("titre") + cell("nombre")
    row = cell("Soudeur") + cell("2", 'office:value-type="float" office:value="2"')
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in (header, row))
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{prefix}="{urn}:{prefix}:1.0"' for prefix in ("office", "table", "text"))
    table = f'<table:table table:name="F">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml", f'<?xml version="1.0"?><office:document-content {names}>{body}</office:document-content>'
        )
    assert cells(path) == [{"titre": "Soudeur", "nombre": "2"}]


def test_json_escapes_that_no_file_can_hold_are_mended(tmp_path):
    path = written(
        tmp_path, "f.json", r'[{"a": "x\ud800y", "b": "n\u0000ul", "c": "\u0000", "d\ud83d": "\ud83d\ude00"}]'
    )
    assert cells(path) == [{"a": "x?y", "b": "nul", "d?": "😀"}]
