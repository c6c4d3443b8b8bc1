"""The barometer: what it holds, its pages, its sheets."""

import io
from datetime import date
from itertools import count

import openpyxl
import pikepdf
import pytest
from tests.oracles.invented_needs import need, stored

from grappe.analysis import barometer, barometer_pdf, barometer_xlsx
from grappe.analysis.barometer_pdf import OCCUPATIONS_SHOWN, TENSIONS_SHOWN
from grappe.references import OCCUPATIONS, install
from grappe.tables import open_store

TOWNS = [("18033", "18"), ("45234", "45"), ("28085", "28"), (None, None)]


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    """The starter releases."""
    home = tmp_path_factory.mktemp("home")
    return {name: install(home, name, download=False) for name in ("rome", "places", "labour")}


@pytest.fixture(scope="module")
def store(tmp_path_factory, starter):
    """Needs of every occupation of the starter release: enough rows for tables that break across pages."""
    codes = sorted(starter["rome"].read(OCCUPATIONS)["code"].to_pylist())[:30]
    numbers = count()
    needs = [
        need(
            next(numbers),
            code=code,
            employer=f"employeur {rank}",
            contract=["cdi", "cdd", None][rank % 3],
            insee=TOWNS[rank % 4][0],
            departement=TOWNS[rank % 4][1],
            published=date(2026, 1 + rank % 3, 5),
            pay_min=2_000.0,
            pay_unit="month",
            difficult=[True, False, None][rank % 3],
        )
        for place, code in enumerate(codes)
        for rank in range(5 + place)
    ]
    needs += [need(next(numbers), code="H2913", decision="review"), need(next(numbers), code="H2901", employer="=1+1")]
    folder = tmp_path_factory.mktemp("store") / "store"
    stored(folder, needs)
    return open_store(folder)


@pytest.fixture
def item(store, starter, rules, day):
    return barometer(store, cluster="Grappe d'essai", **starter, rules=rules, day=day)


def test_totals_that_are_withheld_stand_on_no_page(tmp_path, starter, rules, day):
    """Two clusters whose every figure is withheld have the same barometer, whatever their needs are."""
    said = []
    for more in (0, 5):
        needs = [need(n, code="H2913", employer=f"e{n % 2}", positions=4 + more) for n in range(11 + more)]
        needs += [need(n, code="H2913", decision="review", employer="e1") for n in range(50, 63 + more)]
        lonely = stored(tmp_path / str(more), needs)
        item = barometer(lonely, cluster="Seule", **starter, rules=rules, day=day)
        book = openpyxl.load_workbook(io.BytesIO(barometer_xlsx(item)))
        cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        said.append((barometer_pdf(item), cells))
    assert said[0] == said[1]


def structure(pdf: bytes) -> list[tuple[str, str]]:
    """Tag and alternative text of every element of the tagged structure."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(_elements(opened.Root.StructTreeRoot))


def _elements(element):
    if "/S" in element:
        yield str(element.S), str(element.get("/Alt", ""))
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _elements(kid)


def test_the_barometer_counts_what_waits_and_what_is_withheld(item):
    assert item.totals.needs == item.totals.coded + item.totals.waiting
    assert item.totals.waiting == 1
    assert item.suppressed > 0
    assert item.occupations["needs"][0].as_py() == max(filter(None, item.occupations["needs"].to_pylist()))


def test_without_official_statistics_there_is_no_table_of_tension(store, starter, rules, day):
    item = barometer(store, cluster="x", **starter | {"labour": None}, rules=rules, day=day)
    assert item.tension.num_columns == 0
    assert barometer_pdf(item).startswith(b"%PDF")
    assert "Tension" not in openpyxl.load_workbook(io.BytesIO(barometer_xlsx(item))).sheetnames


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pdf_says_its_title_language_and_standards(item, language):
    with pikepdf.open(io.BytesIO(barometer_pdf(item, language=language))) as opened:
        metadata = opened.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert str(opened.Root.Lang) == language
        assert "Grappe d'essai" in metadata["dc:title"]
        assert opened.Root.MarkInfo.Marked


def test_every_row_of_the_tables_is_on_the_pages(item):
    rows = sum(1 for tag, _ in structure(barometer_pdf(item)) if tag == "/TR")
    tables = (item.occupations, item.departements, item.months, item.contracts)
    published = [table["disclosure"].to_pylist().count("published") for table in tables]
    said = [row for row in item.tension.to_pylist() if row["official_level"] or row["survey_n"]]
    headers = 5
    assert published[0] > OCCUPATIONS_SHOWN
    assert rows == headers + OCCUPATIONS_SHOWN + sum(published[1:]) + min(len(said), TENSIONS_SHOWN)


def test_every_chart_has_its_words(item):
    figures = [alt for tag, alt in structure(barometer_pdf(item)) if tag == "/Figure"]
    assert len(figures) == 4
    assert all("Loiret" in alt or "CDI" in alt or "janvier" in alt or "/" in alt for alt in figures)


def test_the_same_figures_give_the_same_bytes(item):
    assert barometer_pdf(item) == barometer_pdf(item)


def test_an_empty_store_has_a_barometer_that_says_so(tmp_path, starter, rules, day):
    item = barometer(stored(tmp_path / "s", []), cluster="Vide", **starter, rules=rules, day=day)
    assert item.totals.needs == 0
    assert barometer_pdf(item).startswith(b"%PDF")
    assert openpyxl.load_workbook(io.BytesIO(barometer_xlsx(item))).sheetnames[0] == "Lire d'abord"


def test_names_that_look_like_markup_or_formulas_stay_text(store, starter, rules, day):
    item = barometer(store, cluster='=cmd #panic("x") $x$ @a <b> \\', **starter, rules=rules, day=day)
    with pikepdf.open(io.BytesIO(barometer_pdf(item))) as opened:
        assert '=cmd #panic("x") $x$' in opened.open_metadata()["dc:title"]
    book = openpyxl.load_workbook(io.BytesIO(barometer_xlsx(item)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_workbook_has_every_row_with_its_n_and_the_method(item):
    book = openpyxl.load_workbook(io.BytesIO(barometer_xlsx(item, language="en")))
    sheet = book["Occupations"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.max_row == item.occupations.num_rows + 1
    assert {"needs", "share_low", "share_high", "permanent_n", "pay_n", "disclosure"} <= set(header)
    said = " ".join(str(row[1].value) for row in book["Read first"].iter_rows())
    assert "Wilson" in said
    assert "rome test" in said


def test_a_withheld_figure_is_an_empty_cell_of_the_workbook(item):
    sheet = openpyxl.load_workbook(io.BytesIO(barometer_xlsx(item)))["Métiers × départements"]
    header = [cell.value for cell in sheet[1]]
    rows = [dict(zip(header, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=2)]
    withheld = [row for row in rows if row["disclosure"] != "published"]
    assert withheld
    assert all(row["needs"] is None and row["employers"] is None and row["share"] is None for row in withheld)


def test_a_barometer_without_disclosure_control_says_so(store, starter, rules, day):
    item = barometer(store, cluster="x", **starter, rules=rules, day=day, disclosure=False)
    said = [str(cell.value) for cell in openpyxl.load_workbook(io.BytesIO(barometer_xlsx(item))).worksheets[0]["B"]]
    assert any("WITHOUT disclosure control" in line for line in said)
