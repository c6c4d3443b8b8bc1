"""Files into a store: every row accounted for, nothing twice, bad rows refused with a place, a sentence, a hint."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from grappe.needs import NEEDS, REFUSALS, RowsRefused, read, read_rows
from grappe.words import Interrupted, Kind, Refused

HEADER = ["Référence", "Intitulé", "Nombre de postes", "Contrat", "Commune", "Code postal", "Entreprise", "Date"]


def survey(folder: Path, *rows: list[str], name: str = "besoins.csv", header: list[str] = HEADER) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([header, *rows])
    return path


def row(key: str = "1", title: str = "Soudeur", positions: str = "1", **other: str) -> list[str]:
    fixed = {"contract": "CDI", "place": "Lille", "postcode": "59000", "employer": "Lumen", "day": "01/02/2026"} | other
    return [key, title, positions, *fixed.values()]


def ads(folder: Path, *found: dict[str, object], name: str = "page.json") -> Path:
    blank = {"intitule": "Soudeur", "romeCode": "H2913", "typeContrat": "CDI", "lieuTravail": {"libelle": "59 - LILLE"}}
    path = folder / name
    path.write_text(json.dumps({"resultats": [{"id": str(i), **blank, **ad} for i, ad in enumerate(found)]}))
    return path


def test_a_survey_becomes_needs(reading, store, tmp_path):
    report = read([survey(tmp_path, row(positions="3", contract="Apprentissage"))], into=store, **reading.given)
    (need,) = store.read(NEEDS).to_pylist()
    assert report.as_json()["rows"] == report.accepted == 1
    assert (need["need_id"], need["kind"], need["positions"]) == ("recueil:lumen/1", "survey", 3)
    assert (need["contract"], need["insee"], need["published"]) == ("apprenticeship", "59350", date(2026, 2, 1))
    assert need["language"] == "fr"


def test_an_api_page_becomes_needs(reading, store, tmp_path):
    ad = {
        "description": "<p>Souder.</p>",
        "entreprise": {"nom": "Lumen"},
        "dureeTravailLibelle": "35H Travail en journée",
        "salaire": {"libelle": "Horaire de 13.5 Euros sur 12 mois"},
        "competences": [{"libelle": "Souder"}, {"libelle": "Lire un plan"}],
        "dateCreation": "2026-01-05T08:00:00.000Z",
        "nombrePostes": 2,
        "lieuTravail": {
            "libelle": "59 - LILLE",
            "commune": "59350",
            "codePostal": "59000",
            "latitude": 50.6,
            "longitude": 3.0,
        },
    }
    report = read([ads(tmp_path, ad)], into=store, **reading.given)
    (need,) = store.read(NEEDS).to_pylist()
    assert (report.files[0].format, need["need_id"], need["kind"]) == ("france-travail-v2", "france-travail:0", "ad")
    assert (need["pay_min"], need["pay_unit"], need["hours_per_week"], need["positions"]) == (13.5, "hour", 35.0, 2)
    assert (need["skills"], need["lat"], need["rome_given"]) == (["Souder", "Lire un plan"], 50.6, "H2913")
    assert need["description"] == "Souder."


@pytest.mark.parametrize(
    ("bad", "column", "sentence"),
    [
        (row(title=""), "Intitulé", "the job title is missing"),
        (row(title="<b></b><script>x</script>"), "Intitulé", "the job title is missing"),
        (row(positions="trois"), "Nombre de postes", "not a whole number"),
        (row(positions="0"), "Nombre de postes", "not a whole number"),
        (row(positions="-2"), "Nombre de postes", "not a whole number"),
        (row(positions="1,5"), "Nombre de postes", "not a whole number"),
        (row(positions="10000"), "Nombre de postes", "more than 9,999"),
        ([*row(), "surplus"], None, "9 cells for 8 columns"),
    ],
)
def test_rows_refused(reading, store, tmp_path, bad, column, sentence):
    path = survey(tmp_path, row("0", "Fraiseur"), bad)
    report = read([path], into=store, **reading.given)
    assert (report.rows, report.accepted, report.refused, report.warned) == (2, 1, 1, 0)
    (issue,) = report.issues
    assert issue.level == "refusal"
    assert (issue.where.file, issue.where.row, issue.where.column) == ("besoins.csv", 3, column)
    assert sentence in issue.sentence.en
    assert issue.hint
    assert store.count(NEEDS) == 1
    assert REFUSALS.check(report.refusals()).num_rows == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"romeCode": "H9999"}, "ROME code unknown"),
        ({"romeCode": "12"}, "not a ROME code"),
        ({"dateCreation": "2026-03-20"}, "in the future"),
        ({"dateCreation": "bientôt"}, "day not understood"),
        ({"entreprise": {"siret": "73282932000075"}}, "wrong SIRET"),
        ({"codeNAF": "12"}, "not a NAF code"),
        ({"nombrePostes": 1001}, "more than 1,000 positions"),
        ({"lieuTravail": {}, "typeContrat": "CDI"}, "unknown place of work"),
        ({"lieuTravail": {"libelle": "Atlantide"}}, "commune not recognised"),
        ({"description": "x" * 100_000}, "very long text"),
        ({"salaire": {"libelle": "Annuel de 12 Euros"}}, "pay not understood"),
    ],
)
def test_rows_accepted_with_a_warning(reading, store, tmp_path, change, sentence):
    report = read([ads(tmp_path, {}, change)], into=store, **reading.given)
    assert (report.rows, report.accepted, report.warned, report.refused) == (2, 2, 1, 0)
    (issue,) = report.issues
    assert issue.level == "warning"
    assert sentence in issue.sentence.en
    assert issue.where.row == 2


def test_a_million_characters_are_cut_with_a_warning(reading, store, tmp_path):
    path = survey(
        tmp_path, ["1", "Soudeur", "1", "x " * 500_000], header=["Référence", "Intitulé", "Postes", "Missions"]
    )
    report = read([path], into=store, **reading.given)
    (need,) = store.read(NEEDS).to_pylist()
    assert (report.accepted, report.warned) == (1, 1)
    assert len(need["description"]) <= 60_000


def test_the_same_file_twice_changes_nothing(reading, store, tmp_path):
    path = ads(tmp_path, {}, {"romeCode": "H9999"}, {"intitule": ""})
    first = read([path], into=store, **reading.given)
    second = read([path], into=store, **reading.given)
    assert (first.accepted, first.warned, first.refused) == (2, 1, 1)
    assert (second.accepted, second.warned, second.refused, second.unchanged) == (0, 0, 1, 2)
    assert store.count(NEEDS) == 2


def test_a_corrected_row_is_accepted_and_the_others_are_unchanged(reading, store, tmp_path):
    read([survey(tmp_path, row("1"), row("2", "Fraiseur"), row("3", "Tourneur"))], into=store, **reading.given)
    report = read(
        [survey(tmp_path, row("1"), row("2", "Fraiseuse"), row("3", "Tourneur"))], into=store, **reading.given
    )
    assert (report.accepted, report.unchanged) == (1, 2)
    assert sorted(store.read(NEEDS)["title"].to_pylist()) == ["Fraiseuse", "Soudeur", "Tourneur"]


def test_an_identifier_twice_in_a_file(reading, store, tmp_path):
    path = survey(tmp_path, row("1"), row("1"), row("1", "Fraiseur"))
    report = read([path], into=store, **reading.given)
    assert (report.accepted, report.unchanged, report.refused) == (1, 1, 1)
    assert report.issues[0].where.row == 4
    assert "same identifier" in report.issues[0].sentence.en


def test_needs_without_identifier_that_look_alike_are_kept_apart(reading, store, tmp_path):
    header = ["Intitulé", "Commune", "Nombre de postes", "Missions"]
    path = survey(tmp_path, ["Soudeur", "Lille", "1", "a"], ["Soudeur", "Lille", "1", "b"], header=header)
    assert read([path], into=store, **reading.given).accepted == 2
    again = read([path], into=store, **reading.given)
    assert (again.accepted, again.unchanged, store.count(NEEDS)) == (0, 2, 2)


def test_two_members_with_the_same_reference(reading, store, tmp_path):
    read([survey(tmp_path, row("1", employer="Lumen"))], into=store, **reading.given)
    read([survey(tmp_path, row("1", employer="Val"))], into=store, **reading.given)
    read([survey(tmp_path, row("1", employer="Val"))], into=store, member="m-7", **reading.given)
    assert store.count(NEEDS) == 3


def test_strict_writes_nothing(reading, store, tmp_path):
    paths = [ads(tmp_path, {}), survey(tmp_path, row(title=""))]
    with pytest.raises(RowsRefused) as caught:
        read(paths, into=store, strict=True, **reading.given)
    assert caught.value.kind is Kind.ROWS
    assert caught.value.report.refused == 1
    assert not store.has(NEEDS)


def test_strict_writes_when_all_is_well(reading, store, tmp_path):
    assert read([ads(tmp_path, {})], into=store, strict=True, **reading.given).accepted == 1
    assert store.count(NEEDS) == 1


def test_one_file_refused_as_a_whole_and_nothing_is_written(reading, store, tmp_path):
    empty = tmp_path / "vide.csv"
    empty.write_text("")
    with pytest.raises(Refused, match="vide"):
        read([ads(tmp_path, {}), empty], into=store, **reading.given)
    assert not store.has(NEEDS)


def test_a_wrong_delimiter_is_named(reading, store, tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("Intitulé:Commune:Nombre\nSoudeur:Lille:1\nFraiseur:Lyon:2\n", "utf-8")
    with pytest.raises(Refused) as caught:
        read([path], into=store, **reading.given)
    assert "a single column" in caught.value.sentence.en
    assert "f.csv" in caught.value.said("en")


def test_a_file_cut_in_the_middle_is_told(reading, store, tmp_path):
    path = ads(tmp_path, {}, {}, {})
    path.write_text(path.read_text()[:-60])
    report = read([path], into=store, **reading.given)
    assert (report.accepted, report.files[0].incomplete) == (2, True)
    assert "cut after record 2" in report.issues[-1].sentence.en


def test_sheets_without_titles_are_left_aside_and_told(reading, store, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(row())
    other = book.create_sheet("Chiffres")
    other.append(["mois", "total"])
    other.append(["janvier", 3])
    book.save(tmp_path / "f.xlsx")
    report = read([tmp_path / "f.xlsx"], into=store, **reading.given)
    assert report.accepted == 1
    assert "left aside (1 rows)" in report.issues[0].sentence.en


def test_markup_never_reaches_the_store(reading, store, tmp_path):
    ad = {"intitule": "<b>Soudeur</b><script>alert(1)</script>", "description": "<img src=x onerror=alert(1)>Souder"}
    read([ads(tmp_path, ad)], into=store, **reading.given)
    (need,) = store.read(NEEDS).to_pylist()
    assert (need["title"], need["description"]) == ("Soudeur", "Souder")


def test_addresses_that_run_code_are_dropped(reading, store, tmp_path):
    read([ads(tmp_path, {"origineOffre": {"urlOrigine": "javascript:alert(1)"}})], into=store, **reading.given)
    assert store.read(NEEDS)["url"].to_pylist() == [None]


def test_an_interruption_writes_nothing_of_the_file(reading, store, tmp_path):
    path = survey(tmp_path, *[row(str(i)) for i in range(3000)])

    def stop(done, total, message):
        raise Interrupted

    with pytest.raises(Interrupted):
        read([path], into=store, progress=stop, **reading.given)
    assert not store.has(NEEDS)
    assert read([path], into=store, **reading.given).accepted == 3000


def test_a_preview_writes_nothing(reading, tmp_path):
    outcomes = list(read_rows(survey(tmp_path, row(), row("2", "")), **reading.given))
    assert [outcome.need is None for outcome in outcomes] == [False, True]


def test_without_a_store_rows_are_counted(reading, tmp_path):
    report = read([survey(tmp_path, row(), row("2", ""))], into=None, **reading.given)
    assert (report.rows, report.accepted, report.refused) == (2, 1, 1)


def test_without_references(store, tmp_path, day):
    report = read([ads(tmp_path, {"romeCode": "H9999"})], into=store, day=day)
    assert (report.accepted, report.warned) == (1, 0)
    (need,) = store.read(NEEDS).to_pylist()
    assert (need["insee"], need["departement"], need["rome_given"]) == (None, "59", "H9999")


def test_the_totals_hold(reading, store, tmp_path):
    paths = [survey(tmp_path, row(), row("2", ""), row()), ads(tmp_path, {}, {"romeCode": "H9999"}, {"intitule": ""})]
    for _ in range(2):
        report = read(paths, into=store, **reading.given)
        for counted in (report, *report.files):
            assert counted.rows == counted.accepted + counted.refused + counted.unchanged
            assert counted.warned <= counted.accepted


def test_job_postings(reading, store, tmp_path):
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Welder",
        "description": "<p>You will join the team and weld with us.</p>",
        "identifier": {"@type": "PropertyValue", "value": "W-1"},
        "datePosted": "2026-02-03",
        "employmentType": ["FULL_TIME", "TEMPORARY"],
        "hiringOrganization": {"@type": "Organization", "name": "Lumen"},
        "jobLocation": [{"@type": "Place", "address": {"addressLocality": "Lille", "postalCode": "59000"}}],
        "baseSalary": {"@type": "MonetaryAmount", "value": {"minValue": 2000, "maxValue": 2400, "unitText": "MONTH"}},
    }
    page = tmp_path / "page.html"
    page.write_text(f'<html><script type="application/ld+json">{json.dumps(posting)}</script></html>')
    report = read([page], into=store, **reading.given)
    (need,) = store.read(NEEDS).to_pylist()
    assert report.files[0].format == "jobposting"
    assert (need["need_id"], need["contract"], need["insee"], need["language"]) == (
        "jobposting:W-1",
        "cdd",
        "59350",
        "en",
    )
    assert (need["pay_min"], need["pay_max"], need["pay_unit"], need["employer"]) == (2000.0, 2400.0, "month", "Lumen")
    lone = tmp_path / "posting.json"
    lone.write_text(json.dumps(posting))
    assert read([lone], into=store, **reading.given).unchanged == 1
