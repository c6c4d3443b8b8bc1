"""Labour market, places, outlines, NAF: the layouts of their publishers, with invented rows."""

import json
from datetime import date
from itertools import pairwise

import pytest
import xlsxwriter

from grappe.references import (
    BASIN_TENSIONS,
    BASINS,
    BMO,
    BMO_BASINS,
    COMMUNES,
    FAP_ROME,
    MAP_BOX,
    NAF,
    OUTLINES,
    TENSIONS,
    current,
    great_circle_km,
    hierarchy,
    install,
    lambert93,
    on_map,
    surprises,
)
from grappe.references.activities import read_naf
from grappe.references.labour import read_labour
from grappe.references.outlines import douglas_peucker, simplify
from grappe.references.places import read_places
from grappe.references.projection import CONSTANT, EXPONENT
from grappe.words import Refused

DARES = (
    "fap,Emploi moyen,Tension ,Catégorie Tension,Intensité d'embauches,Lien formation-emploi,"
    "Manque de main-d'œuvre disponible,Non-durabilité de l'emploi,Conditions de travail contraignantes,"
    "Inadéquation géographique,Année,niveau_geo,niveau_fap,reg,dep\n"
    "X1,100,0.5,3.0,5.0,3.0,2.0,5.0,4.0,5.0,2019,nat,fap 225,,\n"
    "X1,,,,,,,,,,2019,reg ,fap 87,1.0,\n"
    "X1,10,-1,1.0,1.0,1.0,1.0,1.0,1.0,1.0,2019,dep,fap 225,,2A\n"
)
BASIN = (
    "annee;ROME;cbassin;oee;defm_abc;ind_tension_d;ind_int_emb_d;ind_main_oeuvre_d;ind_dur_empl_d;"
    "ind_cond_travail_d;ind_mismatch_geo_d;ind_specif_form_empl_d\n2021;A1101;0203;16,5;28,25;5;4;3;2;1;5;4\n"
)
NATIONAL = (
    "code_rome,title,projets_recrutement,projets_difficiles,taux_difficulte,taux_saisonnier,nb_offres,salary\n"
    "A1101,Allumeur,100,60,60.0,5.5,12,24000\nA1102,Gardien,*,*,,,0,\n"
)
BASE = ("annee", "Code métier BMO", "Nom métier BMO", "Famille_met", "Lbl_fam_met", "REG", "NOM_REG", "Dept")
BASE += ("NomDept", "BE26", "NOMBE26", "met", "xmet", "smet")
MASKED = (2026, "X1Z", "Allumeurs", "X", "Lumière", 1, "Guadeloupe", 1, "Ain", 101, "ÎLOT", "*", 10, 0)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "whatever.csv").write_text(DARES, "utf-8")
    (tmp_path / "basin.csv").write_text(BASIN, "utf-8")
    (tmp_path / "bmo_2024.csv").write_text(NATIONAL, "utf-8")
    (tmp_path / "fap.csv").write_bytes("Fap;Rome;intitule_rome\nX1;A1101;Été\nX2;NA;NA\n;;\n".encode("cp1252"))
    (tmp_path / "notes.txt").write_text("rien\n")
    with xlsxwriter.Workbook(tmp_path / "Base_BMO.xlsx") as book:
        book.add_worksheet("Lisez-moi").write_row(0, 0, ["Variables"])
        sheet = book.add_worksheet("BMO")
        sheet.write_row(0, 0, BASE)
        sheet.write_row(1, 0, MASKED)
    return tmp_path


@pytest.fixture
def labour(folder):
    return read_labour(folder)


def test_tables_are_recognised_by_their_columns_and_named_by_the_newest_year(labour):
    assert set(labour.tables) == {"tensions", "basin_tensions", "bmo", "fap_rome", "bmo_basins"}
    assert (labour.name, labour.valid_from) == ("2026", date(2026, 1, 1))


def test_dares_levels_are_null_where_not_published(labour):
    country, region, corsica = labour.read(TENSIONS).to_pylist()
    assert (country["territory"], country["level"], country["fap_level"]) == (None, 3, "fap225")
    assert (region["territory"], region["level"], region["tension"], region["employment"]) == ("01", None, None, None)
    assert (corsica["territory_level"], corsica["territory"], corsica["tension"]) == ("departement", "2A", -1.0)


def test_decimal_commas_and_complementary_levels_of_a_basin(labour):
    (row,) = labour.read(BASIN_TENSIONS).to_pylist()
    assert (row["basin"], row["offers"], row["jobseekers"]) == ("0203", 16.5, 28.25)
    levels = ("level", "hiring_intensity", "labour_shortage", "non_durable", "working_conditions")
    assert [row[name] for name in levels] == [5, 4, 3, 2, 1]
    assert (row["geographic_mismatch"], row["training_link"]) == (5, 4)


def test_a_masked_project_is_unknown_and_a_share_lies_between_0_and_1(labour):
    lamps, keeper = labour.read(BMO).to_pylist()
    assert (lamps["year"], lamps["difficult_share"], lamps["seasonal_share"]) == (2024, 0.6, 0.055)
    assert (keeper["projects"], keeper["difficult"], keeper["offers"], keeper["pay_year"]) == (None, None, 0.0, None)


def test_the_base_file_of_the_survey_is_read_from_its_workbook_whatever_the_year(labour):
    (row,) = labour.read(BMO_BASINS).to_pylist()
    assert (row["basin"], row["basin_name"], row["departement"], row["region"]) == ("0101", "ÎLOT", "01", "01")
    assert (row["year"], row["projects"], row["difficult"], row["seasonal"]) == (2026, None, 10.0, 0.0)


def test_families_without_occupation_are_left_out(labour):
    assert labour.read(FAP_ROME).to_pylist() == [{"fap": "X1", "rome": "A1101"}]


def test_a_folder_without_any_table_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    with pytest.raises(Refused, match="aucune table"):
        read_labour(tmp_path)


def wavy(lon: float) -> list[list[float]]:
    """A border of many points between 46° and 47°."""
    return [[lon + 0.003 * (rank % 3), 46 + rank / 50] for rank in range(51)]


def geojson() -> str:
    """Two départements side by side that share a wavy border."""
    west = [[4.0, 46.0], *wavy(5.0), [4.0, 47.0], [4.0, 46.0]]
    east = [[6.0, 46.0], [6.0, 47.0], *reversed(wavy(5.0)), [6.0, 46.0]]
    shapes = (("01", "Ouest", west), ("02", "Est", east))
    return json.dumps({"type": "FeatureCollection", "features": [feature(*shape) for shape in shapes]})


def feature(code: str, name: str, ring: list[list[float]]) -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "nom": name}, "geometry": geometry}


def test_communes_basins_and_outlines_of_a_folder(tmp_path):
    (tmp_path / "communes.csv").write_text(
        "insee,nom,dep,reg,epci,pop,lon,lat\n01001,Îlot,01,84,200069193,776,4.9,46.1\n2A004,Cap,2A,94,,\\N,,\n", "utf-8"
    )
    (tmp_path / "lexique.csv").write_text(
        "CODE_COMMUNE_INSEE,BE24,NOMBE24\n01001,8401,BOURG\n01002,8401,BOURG\n01003,8401,Bourg\n", "utf-8"
    )
    (tmp_path / "departements-2018.geojson").write_text(geojson(), "utf-8")
    reading = read_places(tmp_path)
    corsican = reading.read(COMMUNES).to_pylist()[1]
    assert (corsican["insee"], corsican["population"], corsican["epci"], corsican["lon"]) == ("2A004", None, None, None)
    assert set(reading.read(BASINS)["basin_name"].to_pylist()) == {"BOURG"}
    assert reading.read(OUTLINES)["code"].to_pylist() == ["01", "02"]
    assert all(path.startswith("M") and path.endswith("z") for path in reading.read(OUTLINES)["path"].to_pylist())


def test_places_without_communes_and_broken_outlines_are_refused(tmp_path):
    (tmp_path / "a.csv").write_text("x\n1\n")
    with pytest.raises(Refused, match="communes"):
        read_places(tmp_path)
    (tmp_path / "communes.csv").write_text("insee,nom,dep,reg\n01001,A,01,84\n")
    (tmp_path / "regions.geojson").write_text('{"features": [{"properties": {}}]}')
    with pytest.raises(Refused, match="GeoJSON"):
        read_places(tmp_path)


def test_neighbours_keep_the_same_border():
    shared = [(lon, lat) for lon, lat in wavy(5.0)]
    west = [(4.0, 46.0), *shared, (4.0, 47.0)]
    east = [(6.0, 46.0), (6.0, 47.0), *reversed(shared)]
    (thin_west,), (thin_east,) = simplify([[west], [east]], 0.004)
    common = set(thin_west) & set(thin_east)
    assert set(thin_west) - common == {(4.0, 46.0), (4.0, 47.0)}
    assert set(thin_east) - common == {(6.0, 46.0), (6.0, 47.0)}
    assert 2 <= len(common) < len(shared)


def test_no_point_left_out_is_farther_than_the_tolerance():
    line = [(float(x), (x * x) % 7 / 10) for x in range(40)]
    thin = douglas_peucker(line, 0.3)
    assert len(thin) < len(line)
    for point in line:
        assert min(_distance(point, a, b) for a, b in pairwise(thin)) <= 0.3 + 1e-9


def _distance(point, a, b):
    """The slow way: many points of the segment."""
    steps = [(a[0] + (b[0] - a[0]) * t / 500, a[1] + (b[1] - a[1]) * t / 500) for t in range(501)]
    return min(((point[0] - x) ** 2 + (point[1] - y) ** 2) ** 0.5 for x, y in steps) - 0.05


def test_an_island_too_small_to_draw_goes_unless_it_is_all_there_is():
    tiny = [(0.0, 0.0), (0.001, 0.0), (0.0, 0.001)]
    large = [(5.0, 5.0), (9.0, 5.0), (9.0, 9.0), (5.0, 9.0)]
    both, alone = simplify([[large, tiny], [[(x + 50, y) for x, y in tiny]]], 0.5)
    assert (len(both), len(alone)) == (1, 1)


def test_the_projection_has_the_constants_of_its_publisher():
    assert (round(EXPONENT, 9), round(CONSTANT, 3)) == (0.725607765, 11_754_255.426)
    assert [round(value, 3) for value in lambert93(3.0, 46.5)] == [700_000.0, 6_600_000.0]


def test_real_outlines_are_light_and_lie_in_the_box(data, home):
    release = install(home, "places", data=data)
    assert surprises(release) == ()
    paths = release.read(OUTLINES).to_pylist()
    assert sum(len(row["path"].encode()) for row in paths if row["level"] == "departement") <= 60_000
    assert {row["level"]: sum(r["level"] == row["level"] for r in paths) for row in paths} == {
        "departement": 96,
        "region": 13,
    }
    left, top, width, height = MAP_BOX
    for lon, lat in ((-4.8, 48.4), (9.5, 42.5), (2.5, 51.05), (7.6, 48.9)):
        x, y = on_map(lon, lat)
        assert left < x < left + width
        assert top < y < top + height


def test_real_labour_market_is_as_known(data, home):
    assert surprises(install(home, "labour", data=data)) == ()


def naf_file(tmp_path):
    codes = ["01", "01.1", "01.11", "01.11Z", "01.12", "01.12A", "01.12B"]
    (tmp_path / "naf.json").write_text(json.dumps([{"id": code, "label": f"L {code}"} for code in codes]))
    (tmp_path / "nace.csv").write_text('"code";"name"\n"01.11";"Lamps"\n"01.12";"Wicks"\n')
    return read_naf(tmp_path / "naf.json", english=tmp_path / "nace.csv")


def test_naf_levels_parents_and_english(tmp_path):
    rows = {row["code"]: row for row in naf_file(tmp_path).read(NAF).to_pylist()}
    assert [(row["level"], row["parent"]) for row in rows.values()][:4] == [
        ("division", None),
        ("group", "01"),
        ("class", "01.1"),
        ("subclass", "01.11"),
    ]
    assert (rows["01.11Z"]["label_en"], rows["01.12A"]["label_en"]) == ("Lamps", None)


def test_what_is_no_naf_is_refused(tmp_path):
    for content in ('[{"id": "XX", "label": "a"}]', "[]", "{", '[{"code": 1}]'):
        (tmp_path / "naf.json").write_text(content)
        with pytest.raises(Refused, match="NAF"):
            read_naf(tmp_path / "naf.json")


def test_real_naf_is_as_known_and_its_tree_holds(data, home):
    install(home, "naf", data=data)
    release = current(home, "naf")
    assert surprises(release) == ()
    tree = hierarchy(release)
    assert tree.ancestors("62.01Z") == ("62.01", "62.0", "62")
    assert (tree.nearest_common("62.01Z", "62.02A"), tree.distance("62.01Z", "62.02A")) == ("62.0", 4)


def test_great_circle_distances():
    paris, lyon = (2.3522, 48.8566), (4.8357, 45.7640)
    assert great_circle_km(paris, lyon) == pytest.approx(391.5, abs=0.5)
    assert great_circle_km((0.0, 0.0), (180.0, 0.0)) == pytest.approx(20_015.1, abs=0.1)
    assert great_circle_km(paris, paris) == 0.0
