"""The starter release: whole, bilingual, with real public codes, and never mistaken for an official release."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from grappe.references import (
    APPELLATIONS,
    BASIN_TENSIONS,
    BASINS,
    BMO,
    COMMUNES,
    FAP_ROME,
    MAP_BOX,
    MOBILITIES,
    NAF,
    OCCUPATION_SKILLS,
    OCCUPATIONS,
    OUTLINES,
    SKILLS,
    TENSIONS,
    install,
)
from grappe.references.installing import SUPPLIES
from grappe.references.rome import read_rome
from grappe.references.starter import read_starter
from grappe.words import DepartementCode, Frame, InseeCode, NafCode, OgrCode, RomeCode

FRAMES = {
    "rome": (OCCUPATIONS, APPELLATIONS, SKILLS, OCCUPATION_SKILLS, MOBILITIES),
    "places": (COMMUNES, BASINS, OUTLINES),
    "labour": (TENSIONS, BASIN_TENSIONS, BMO, FAP_ROME),
    "naf": (NAF,),
}
DEPARTEMENTS = {f"{number:02d}" for number in range(1, 96) if number != 20} | {"2A", "2B"}
PREFECTURES_OF_OLD_REGIONS = {"59350", "67482", "69123", "13055", "31555", "33063", "44109", "35238", "45234", "2A004"}


def table(nomenclature: str, frame: Frame) -> pa.Table:
    return read_starter(nomenclature).tables[frame.name]


def column(nomenclature: str, frame: Frame, name: str) -> list[str]:
    values: list[str] = table(nomenclature, frame).column(name).to_pylist()
    return values


@pytest.mark.parametrize("nomenclature", FRAMES)
def test_it_holds_its_frames_and_no_other_file(nomenclature: str) -> None:
    reading = read_starter(nomenclature)
    assert set(reading.tables) == {frame.name for frame in FRAMES[nomenclature]}
    assert reading.valid_from == date(2000, 1, 1)
    assert reading.name == "starter-2026"
    for frame in FRAMES[nomenclature]:
        frame.check(reading.tables[frame.name])


def test_it_is_large_enough_for_a_demonstration() -> None:
    assert len(column("rome", OCCUPATIONS, "code")) >= 150
    assert len(column("rome", SKILLS, "code")) >= 350
    assert len(column("places", COMMUNES, "insee")) >= 155
    assert len(column("naf", NAF, "code")) >= 80


def test_each_occupation_has_titles_skills_and_ways_out() -> None:
    codes = column("rome", OCCUPATIONS, "code")
    titles = Counter((row["occupation"], row["language"]) for row in table("rome", APPELLATIONS).to_pylist())
    skills = Counter(column("rome", OCCUPATION_SKILLS, "occupation"))
    ways = Counter(column("rome", MOBILITIES, "occupation"))
    assert [code for code in codes if titles[code, "fr"] < 5 or titles[code, "en"] < 2] == []
    assert [code for code in codes if skills[code] < 6] == []
    assert [code for code in codes if ways[code] < 2] == []


def test_the_occupation_itself_is_a_title_in_both_languages() -> None:
    titles = {
        (row["occupation"], row["language"], row["label"])
        for row in table("rome", APPELLATIONS).to_pylist()
        if row["main"]
    }
    for row in table("rome", OCCUPATIONS).to_pylist():
        assert (row["code"], "fr", row["label_fr"]) in titles
        assert (row["code"], "en", row["label_en"]) in titles


def test_keys_resolve() -> None:
    codes, skills = set(column("rome", OCCUPATIONS, "code")), set(column("rome", SKILLS, "code"))
    assert set(column("rome", APPELLATIONS, "occupation")) == codes
    assert set(column("rome", OCCUPATION_SKILLS, "occupation")) == codes
    assert set(column("rome", OCCUPATION_SKILLS, "skill")) == skills
    assert set(column("rome", MOBILITIES, "target")) <= codes
    assert set(column("rome", OCCUPATIONS, "parent")) <= codes
    assert all(row["occupation"] != row["target"] for row in table("rome", MOBILITIES).to_pylist())
    assert set(column("labour", FAP_ROME, "rome")) == set(column("rome", OCCUPATIONS, "parent"))
    assert set(column("labour", BMO, "rome")) == codes
    assert set(column("labour", TENSIONS, "fap")) == set(column("labour", FAP_ROME, "fap"))
    assert set(column("labour", BASIN_TENSIONS, "basin")) == set(column("places", BASINS, "basin"))
    assert set(column("places", BASINS, "insee")) <= set(column("places", COMMUNES, "insee"))


def test_codes_are_codes_and_numbers_keep_to_the_reserved_ranges() -> None:
    for code, domain in zip(column("rome", OCCUPATIONS, "code"), column("rome", OCCUPATIONS, "domain"), strict=True):
        assert RomeCode(code).domain == domain
    assert all(900_000 < int(OgrCode(code)) < 950_000 for code in column("rome", APPELLATIONS, "code"))
    assert all(950_000 < int(OgrCode(code)) < 1_000_000 for code in column("rome", SKILLS, "code"))
    for row in table("places", COMMUNES).to_pylist():
        assert InseeCode(row["insee"]).departement == DepartementCode(row["departement"])
        assert 41 < row["lat"] < 51.2
        assert -5 < row["lon"] < 9.6
        assert row["population"] % 100 == 0
    activities = table("naf", NAF).to_pylist()
    divisions = {row["code"] for row in activities if row["level"] == "division"}
    assert all(NafCode(row["code"]) and row["parent"] in divisions for row in activities if row["level"] == "subclass")


@pytest.mark.parametrize(
    ("frame", "names"),
    [
        (OCCUPATIONS, ("label_fr", "label_en", "definition_fr", "definition_en")),
        (SKILLS, ("label_fr", "label_en")),
    ],
)
def test_texts_are_in_both_languages_and_said_once(frame: Frame, names: tuple[str, ...]) -> None:
    for name in names:
        texts = column("rome", frame, name)
        assert all(text and text == text.strip() and "  " not in text for text in texts)
        assert [text for text, times in Counter(texts).items() if times > 1] == []
    french, english = column("rome", frame, names[0]), column("rome", frame, names[1])
    same = sum(fr == en for fr, en in zip(french, english, strict=True))
    assert same / len(french) < 0.05


def test_no_title_names_two_occupations() -> None:
    titles = Counter((row["language"], row["label"].lower()) for row in table("rome", APPELLATIONS).to_pylist())
    assert [title for title, times in titles.items() if times > 1] == []


def test_most_french_titles_have_both_genders() -> None:
    labels = [row["label"] for row in table("rome", APPELLATIONS).to_pylist() if row["language"] == "fr"]
    assert sum(" / " in label for label in labels) / len(labels) > 0.7


def test_definitions_are_sentences() -> None:
    for name in ("definition_fr", "definition_en"):
        assert all(re.match(r"[A-ZÉ].{30,250}\.$", text) for text in column("rome", OCCUPATIONS, name))


def test_every_prefecture_and_one_tile_for_each_departement() -> None:
    communes = table("places", COMMUNES).to_pylist()
    assert {row["departement"] for row in communes} == DEPARTEMENTS
    assert {row["insee"] for row in communes} >= PREFECTURES_OF_OLD_REGIONS
    outlines = table("places", OUTLINES).to_pylist()
    tiles = [row for row in outlines if row["level"] == "departement"]
    assert {row["code"] for row in tiles} == DEPARTEMENTS
    assert len({row["path"] for row in tiles}) == 96
    assert {row["code"] for row in outlines if row["level"] == "region"} == {row["region"] for row in communes}


def test_tiles_lie_in_the_box_of_the_map() -> None:
    left, top, width, height = MAP_BOX
    for path in column("places", OUTLINES, "path"):
        for x, y, side in re.findall(r"M(-?\d+),(-?\d+)h(\d+)", path):
            assert left <= int(x) <= left + width - int(side)
            assert top <= int(y) <= top + height - int(side)


def test_regions_are_the_sum_of_their_departements() -> None:
    outlines = table("places", OUTLINES).to_pylist()
    squares = sum(row["path"].count("M") for row in outlines if row["level"] == "region")
    assert squares == len(DEPARTEMENTS)


def test_invented_figures_say_so() -> None:
    from grappe.references.starter import _entries, starter_folder

    entries = _entries(starter_folder())
    assert set(entries) == set(FRAMES)
    assert "Valeurs inventées pour la démonstration" in entries["labour"]["notice_fr"]
    assert all(entry["notice_fr"] and entry["notice_en"] for entry in entries.values())
    assert all(re.fullmatch(r"D1\d{3}", fap) for fap in column("labour", TENSIONS, "fap"))


@pytest.mark.parametrize("nomenclature", FRAMES)
def test_a_machine_without_network_or_data_installs_it(home: Path, nomenclature: str) -> None:
    release = install(home, nomenclature, data=None, download=False)
    assert release.origin == "starter"
    assert all(release.read(frame).num_rows for frame in FRAMES[nomenclature])


def test_its_occupation_codes_and_families_are_public(data: Path) -> None:
    official = {
        row["code"]: row["parent"]
        for row in read_rome(data / "reference/rome_v460_csv.zip").tables[OCCUPATIONS.name].to_pylist()
    }
    for row in table("rome", OCCUPATIONS).to_pylist():
        assert official[row["code"]] == row["parent"]


def test_its_communes_are_where_they_are(data: Path) -> None:
    known = SUPPLIES["places"].read_data(data / "geo").tables[COMMUNES.name].to_pylist()
    official = {row["insee"]: row for row in known}
    for row in table("places", COMMUNES).to_pylist():
        true = official[row["insee"]]
        assert (row["name"].removeprefix("La ").removeprefix("Le "), row["region"]) == (true["name"], true["region"])
        assert abs(row["lat"] - true["lat"]) < 0.03
        assert abs(row["lon"] - true["lon"]) < 0.05
        assert abs(row["population"] / true["population"] - 1) < 0.1


def test_its_activities_are_public(data: Path) -> None:
    official = (data / "reference/naf_732_socialgouv.json").read_text("utf-8")
    assert [code for code in column("naf", NAF, "code") if f'"{code}"' not in official and len(code) > 2] == []
