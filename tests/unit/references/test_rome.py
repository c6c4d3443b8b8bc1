"""ROME archives: both versions, CSV and JSON, and the traps of the official files."""

import zipfile
from datetime import date

import pytest
from tests.unit.references.archives import appellation, as_csv, rome_tables, rome_zip

from grappe.references import (
    APPELLATIONS,
    MOBILITIES,
    OCCUPATION_SECTORS,
    OCCUPATION_SKILLS,
    OCCUPATIONS,
    SKILLS,
    Surprise,
    current,
    install,
    surprises,
)
from grappe.references.rome import read_rome
from grappe.words import Refused


def rows(reading, frame):
    return {tuple(row[name] for name in frame.key): row for row in reading.read(frame).to_pylist()}


@pytest.fixture
def reading(tmp_path):
    return read_rome(rome_zip(tmp_path / "rome.zip"))


def test_the_release_is_named_and_dated_by_its_archive(reading):
    assert (str(reading), reading.valid_from) == ("rome v461", date(2026, 1, 5))


def test_apostrophes_are_single_and_definitions_in_the_order_of_their_phrases(reading):
    occupation = rows(reading, OCCUPATIONS)[("A1101",)]
    assert occupation["definition_fr"] == "Allume l'ensemble des réverbères. Les éteint."
    assert rows(reading, APPELLATIONS)[("13", "fr")]["label"] == "Veilleur / Veilleuse de l'îlot"


def test_flags_have_three_values(reading):
    lamps, keeper = (rows(reading, OCCUPATIONS)[(code,)] for code in ("A1101", "A1102"))
    assert (lamps["green"], lamps["digital"], lamps["demographic"]) == (True, None, None)
    assert (keeper["green"], keeper["digital"], keeper["demographic"]) == (None, False, True)


def test_skills_have_their_kind_and_their_macro_skill(reading):
    found = rows(reading, SKILLS)
    assert {code: row["kind"] for (code,), row in found.items()} == {
        "21": "skill",
        "22": "macro",
        "23": "soft",
        "31": "knowledge",
    }
    assert (found[("21",)]["macro"], found[("21",)]["macro_code"]) == ("22", "1A101")


def test_links_leave_out_working_contexts_and_keep_the_weight(reading):
    found = {key: row["weight"] for key, row in rows(reading, OCCUPATION_SKILLS).items()}
    assert found == {("A1101", "21"): "main", ("A1101", "31"): None, ("A1102", "31"): "emerging"}


def test_mobilities_are_ranked_and_titles_shortened_where_it_differs(reading):
    assert rows(reading, MOBILITIES)[("A1101", "A1102")]["rank"] == 1
    assert rows(reading, APPELLATIONS)[("12", "fr")]["label_short"] == "Gardien"


def test_a_line_of_broken_bytes_is_mended_and_told(tmp_path):
    path = rome_zip(tmp_path / "whole.zip")
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace("Réverbères".encode(), "Réverbères".encode("cp1252")))
    reading = read_rome(broken)
    assert reading.remarks[0].en == "unix_arborescence_secteur_naf_v461_utf8.csv: 1 broken line(s) mended"
    assert reading.read(OCCUPATION_SECTORS).to_pylist() == [{"occupation": "A1101", "naf": "01"}]


def test_json_and_csv_give_the_same_digest(tmp_path, home):
    first = install(home, "rome", origin=rome_zip(tmp_path / "csv.zip"))
    second = install(home, "rome", origin=rome_zip(tmp_path / "json.zip", kind="json"))
    assert first.digest == second.digest


def test_a_folder_is_read_as_its_archive(tmp_path, reading):
    folder = tmp_path / "folder"
    with zipfile.ZipFile(tmp_path / "rome.zip") as archive:
        archive.extractall(folder)
    assert read_rome(folder).tables == reading.tables


def test_rome_3_is_read_with_what_its_list_forgot(tmp_path):
    tables = rome_tables()
    path = rome_zip(tmp_path / "rome3.zip", three(tables), version="347")
    reading = read_rome(path)
    found = rows(reading, OCCUPATIONS)
    assert (found[("B1101",)]["label_fr"], found[("B1101",)]["domain"]) == ("B1101", "B")
    assert [remark.en for remark in reading.remarks] == ["B1101: title missing from the archive"]
    assert rows(reading, MOBILITIES)[("A1101", "A1102")]["kind"] == "near"
    assert (reading.name, reading.valid_from) == ("v347", date(2021, 1, 1))


def three(tables):
    """The same as a ROME 3, with a title of an occupation that is not listed and a mobility told twice."""
    tables["referentiel_appellation"].append(appellation("14", "B1101", "Oublié / Oubliée"))
    tables["rubrique_mobilite"] = [
        {"code_rome": "A1101", "code_rome_cible": "A1102", "libelle_type_mobilite": kind}
        for kind in ("Evolution", "Proche")
    ]
    return tables


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.pop("texte"), "texte"),
        (lambda t: t["referentiel_code_rome"][0].pop("libelle_rome"), "libelle_rome"),
    ],
)
def test_an_archive_without_a_table_or_a_column_is_refused(tmp_path, change, said):
    tables = rome_tables()
    change(tables)
    if said == "libelle_rome":
        tables["referentiel_code_rome"] = tables["referentiel_code_rome"][:1]
    with pytest.raises(Refused) as refusal:
        read_rome(rome_zip(tmp_path / "rome.zip", tables))
    assert said in refusal.value.said("fr")


def test_what_is_no_rome_archive_is_refused(tmp_path):
    (tmp_path / "other.csv").write_bytes(as_csv([{"a": "1"}]))
    with pytest.raises(Refused, match="ROME"):
        read_rome(tmp_path / "other.csv")


def test_the_real_archives_hold_what_is_known_of_them(data, home):
    for version in ("460", "347"):
        release = install(home, "rome", origin=data / "reference" / f"rome_v{version}_csv.zip")
        assert surprises(release) == ()
    table = current(home, "rome").read(OCCUPATIONS)
    assert not any("''" in (text or "") for text in table["definition_fr"].to_pylist())


def test_an_edition_that_differs_is_told(tmp_path, home):
    release = install(home, "rome", origin=rome_zip(tmp_path / "rome.zip", version="460"))
    found = {surprise.what.en: surprise for surprise in surprises(release)}
    families = found["families: the codes of the ROME 3"]
    assert families == Surprise(families.what, 532, 1)
