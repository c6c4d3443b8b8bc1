"""The template, the workbook of refused rows, the export: out, changed by a person, and in again."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from grappe.needs import NEEDS, export, read, refused_workbook, template
from grappe.needs.columns import SURVEY_COLUMNS
from grappe.words import Refused


def filled(folder, day, *rows):
    """The template with rows of {header: value} typed in."""
    book = openpyxl.load_workbook(io.BytesIO(template(day)))
    sheet = book["Besoins"]
    headers = [str(cell.value) for cell in sheet[1]]
    for row in rows:
        sheet.append([row.get(header.removesuffix(" *")) for header in headers])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    path = folder / "recueil.xlsx"
    book.save(path)
    return path


def test_the_template_has_lists_notes_help_and_a_protected_header(day):
    book = openpyxl.load_workbook(io.BytesIO(template(day)))
    sheet = book["Besoins"]
    assert book.sheetnames == ["Besoins", "Aide - Help", "Exemple - Example"]
    assert len([check for check in sheet.data_validations.dataValidation if check.type == "list"]) == 4
    assert all(cell.comment and "\n" in cell.comment.text for cell in sheet[1])
    assert sheet.protection.sheet
    assert sheet["A1"].protection.locked
    assert not sheet.column_dimensions["B"].protection.locked
    assert template(day) == template(day)


def test_an_empty_template_is_refused_kindly(reading, store, tmp_path, day):
    with pytest.raises(Refused, match="aucune ligne"):
        read([filled(tmp_path, day)], into=store, **reading.given)


def test_the_example_rows_are_good_rows(reading, store, tmp_path, day):
    rows = [{column.header: column.examples[rank] for column in SURVEY_COLUMNS} for rank in range(3)]
    report = read([filled(tmp_path, day, *rows)], into=store, **reading.given)
    assert (report.accepted, report.refused, report.files[0].format) == (3, 0, "besoins")
    first = store.read(NEEDS).to_pylist()[0]
    assert (first["pay_min"], first["pay_max"], first["pay_unit"]) == (13.5, 16.0, "hour")
    assert (first["difficult"], first["seasonal"], first["skills"]) == (True, False, ["soudage TIG", "lecture de plan"])


def test_numbers_typed_in_a_workbook(reading, store, tmp_path, day):
    typed = {"Intitulé du poste": "Soudeur", "Code postal": 1100, "Nombre de postes": 2.0, "SIRET": 73282932000074}
    path = filled(tmp_path, day, typed | {"Commune": "Oyonnax", "Date de début souhaitée": date(2026, 9, 1)})
    read([path], into=store, **reading.given)
    (need,) = store.read(NEEDS).to_pylist()
    assert (need["postcode"], need["insee"], need["positions"], need["siret"]) == (
        "01100",
        "01283",
        2,
        "73282932000074",
    )
    assert need["starts"] == date(2026, 9, 1)


def test_three_bad_rows_corrected_and_sent_again(reading, store, tmp_path, day):
    place = {"Commune": "Lille", "Code postal": "59000", "Entreprise": "Lumen"}
    rows = [
        {"Référence": "1", "Intitulé du poste": "Soudeur", **place},
        {"Référence": "2", "Intitulé du poste": "", "Nombre de postes": 2, **place},
        {"Référence": "3", "Intitulé du poste": "Fraiseur", "Nombre de postes": "deux", **place},
        {"Référence": "4", "Intitulé du poste": "Tourneur", "Nombre de postes": 10_000, **place},
    ]
    report = read([filled(tmp_path, day, *rows)], into=store, **reading.given)
    assert (report.accepted, report.refused) == (1, 3)
    book = openpyxl.load_workbook(io.BytesIO(refused_workbook(report)))
    sheet = book.active
    header = {cell.value: cell.column for cell in sheet[1]}
    assert [*header][-2:] == ["Erreur", "Que faire"]
    assert [sheet.cell(row, header["Référence"]).value for row in (2, 3, 4)] == ["2", "3", "4"]
    assert "intitulé" in sheet.cell(2, header["Erreur"]).value
    sheet.cell(2, header["Intitulé du poste *"]).value = "Ajusteur"
    sheet.cell(3, header["Nombre de postes"]).value = 2
    sheet.cell(4, header["Nombre de postes"]).value = "10"
    book.save(tmp_path / "corrigé.xlsx")
    again = read([tmp_path / "corrigé.xlsx"], into=store, **reading.given)
    assert (again.rows, again.accepted, again.refused) == (3, 3, 0)
    assert sorted(store.read(NEEDS)["need_id"].to_pylist()) == [f"recueil:lumen/{i}" for i in (1, 2, 3, 4)]


def test_refused_ads_can_be_corrected_in_the_workbook_too(reading, store, tmp_path):
    path = tmp_path / "ads.jsonl"
    path.write_text(
        '{"id": "A", "intitule": "", "romeCode": "H2913", "typeContrat": "CDI", "lieuTravail": {"libelle": "LILLE"}}\n'
        '{"id": "B", "intitule": "=cmd()", "romeCode": "H2913", "typeContrat": "CDI", "nombrePostes": 99999}\n'
    )
    report = read([path], into=store, **reading.given)
    book = openpyxl.load_workbook(io.BytesIO(refused_workbook(report, language="en")))
    sheet = book["To correct"]
    header = {cell.value: cell.column for cell in sheet[1]}
    dangerous = sheet.cell(3, header["intitule"])
    assert (dangerous.value, dangerous.data_type) == ("=cmd()", "s")
    sheet.cell(2, header["intitule"]).value = "Soudeur"
    sheet.cell(3, header["nombrePostes"]).value = 9
    book.save(tmp_path / "ads.xlsx")
    again = read([tmp_path / "ads.xlsx"], into=store, **reading.given)
    assert (again.files[0].format, again.accepted) == ("france-travail-v2", 2)
    assert sorted(store.read(NEEDS)["need_id"].to_pylist()) == ["france-travail:A", "france-travail:B"]


def test_a_reading_without_refusals_gives_an_empty_workbook(reading, tmp_path, day):
    report = read(
        [filled(tmp_path, day, {"Intitulé du poste": "Soudeur", "Commune": "Lille"})], into=None, **reading.given
    )
    assert openpyxl.load_workbook(io.BytesIO(refused_workbook(report))).active.max_row == 1


@pytest.mark.parametrize("name", ["needs.csv", "needs.csv.gz", "needs.xlsx", "needs.parquet", "needs.jsonl"])
def test_what_is_exported_reads_back_unchanged(reading, store, tmp_path, day, name):
    rows = [
        {"Référence": "1", "Intitulé du poste": "=HYPERLINK(1)", "Missions": "- souder\n- régler", "Commune": "Lille"},
        {"Référence": "2", "Intitulé du poste": "Fraiseur", "Compétences": "a ; b", "Salaire minimum": 2000},
    ]
    read([filled(tmp_path, day, *rows)], into=store, **reading.given)
    assert export(store, tmp_path / name) == 2
    report = read([tmp_path / name], into=store, **reading.given)
    assert (report.files[0].format, report.unchanged) == ("grappe", 2)


def test_the_export_has_the_documented_columns_and_no_formula(reading, store, tmp_path, day):
    read([filled(tmp_path, day, {"Intitulé du poste": "=1+1", "Commune": "Lille"})], into=store, **reading.given)
    export(store, tmp_path / "needs.csv")
    with (tmp_path / "needs.csv").open(encoding="utf-8", newline="") as stream:
        (line,) = csv.DictReader(stream)
    documented = (
        "need_id, source, source_key, kind, title, description, employer, siret, naf, rome_given, contract, "
        "hours_per_week, positions, pay_min, pay_max, pay_unit, insee, postcode, lat, lon, published, language, url"
    )
    assert list(line)[:23] == documented.split(", ")
    assert line["title"] == "'=1+1"
    assert line["siret"] == ""
