"""ESCO in both layouts, the bridge, and the trees."""

from datetime import date

import pytest
from tests.unit.references.archives import as_csv, rome_zip

from grappe.references import (
    CROSSWALK,
    ESCO_OCCUPATION_SKILLS,
    ESCO_OCCUPATIONS,
    ESCO_SKILLS,
    Hierarchy,
    hierarchy,
    install,
    surprises,
)
from grappe.references.esco import read_crosswalk, read_esco
from grappe.words import Kind, Refused

URI = "http://data.europa.eu/esco/{}/0000".format
HEAD = [("Mapping project name", "ESCO - ROME"), ("Mapping project version", "V2.0")]
HEAD += [("Mapping project version date", "07/06/2027")]


def portal(folder, *, languages=("fr", "en")):
    """The portal's files: one a table and language, alternative labels one a line."""
    for language in languages:
        occupation = {"conceptUri": URI("occupation"), "iscoGroup": "2512", "code": "2512.4"}
        occupation |= {"preferredLabel": f"allumeur {language}", "altLabels": f"a {language}\nb {language}"}
        skill = {"conceptUri": URI("skill"), "skillType": "knowledge", "reuseLevel": "cross-sector"}
        skill |= {"preferredLabel": f"optique {language}", "altLabels": "", "description": f"savoir {language}"}
        (folder / f"occupations_{language}.csv").write_bytes(as_csv([occupation | {"description": "Il allume."}]))
        (folder / f"skills_{language}.csv").write_bytes(as_csv([skill]))
        relation = {"occupationUri": URI("occupation"), "relationType": "essential", "skillUri": URI("skill")}
        (folder / f"occupationSkillRelations_{language}.csv").write_bytes(as_csv([relation]))
        broader = {"conceptUri": URI("skill"), "broaderUri": URI("isced-f")}
        (folder / f"broaderRelationsSkillPillar_{language}.csv").write_bytes(as_csv([broader]))
    return folder


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "ESCO dataset - v1.2 - classification"
    path.mkdir()
    return path


def test_the_portal_s_languages_are_joined(folder):
    reading = read_esco(portal(folder))
    (occupation,) = reading.read(ESCO_OCCUPATIONS).to_pylist()
    assert (occupation["label_fr"], occupation["label_en"]) == ("allumeur fr", "allumeur en")
    assert (occupation["alt_fr"], occupation["isco"]) == (["a fr", "b fr"], "2512")
    (skill,) = reading.read(ESCO_SKILLS).to_pylist()
    assert (skill["kind"], skill["alt_en"], skill["definition_en"]) == ("knowledge", [], "savoir en")
    assert skill["broader"] == [URI("isced-f")]
    assert reading.read(ESCO_OCCUPATION_SKILLS).num_rows == 1
    assert (reading.name, reading.valid_from) == ("v1.2", date(2024, 5, 1))


def test_one_language_is_enough(folder):
    (occupation,) = read_esco(portal(folder, languages=("fr",))).read(ESCO_OCCUPATIONS).to_pylist()
    assert (occupation["label_en"], occupation["definition_en"]) == ("allumeur fr", None)


def test_what_is_not_esco_is_refused(tmp_path):
    with pytest.raises(Refused, match="ESCO"):
        read_esco(rome_zip(tmp_path / "rome.zip"))


def test_real_esco_is_as_known(data, home):
    release = install(home, "esco", data=data)
    assert surprises(release) == ()
    uri, isco = (release.read(ESCO_OCCUPATIONS)[name][0].as_py() for name in ("uri", "isco"))
    assert hierarchy(release).ancestors(uri) == (isco, isco[:3], isco[:2], isco[:1])


def bridge(path, relation="skos:closeMatch"):
    lines = [*(",".join(pair) for pair in HEAD), "", "classification 1 ID,label,classification 2 ID,label,relation"]
    path.write_text("\n".join([*lines, f"{URI('occupation')},allumeur,15244,Allumeur,{relation}"]), "utf-8")
    return path


def test_the_bridge_is_named_by_its_header(tmp_path):
    reading = read_crosswalk(bridge(tmp_path / "bridge.csv"))
    assert (str(reading), reading.valid_from) == ("crosswalk v2.0", date(2027, 6, 7))
    expected = {"appellation": "15244", "esco": URI("occupation"), "relation": "close"}
    assert reading.read(CROSSWALK).to_pylist() == [expected]


def test_a_relation_that_is_none_is_refused_with_its_row(tmp_path):
    with pytest.raises(Refused) as refusal:
        read_crosswalk(bridge(tmp_path / "bridge.csv", relation="like"))
    assert refusal.value.where.row == 6
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match="passerelle"):
        read_crosswalk(tmp_path / "other.csv")


def test_the_real_bridge_is_as_known(data, home):
    assert surprises(install(home, "crosswalk", data=data)) == ()


def test_nomenclatures_without_a_starter_say_what_to_do(home):
    with pytest.raises(Refused) as refusal:
        install(home, "esco", download=False)
    assert refusal.value.kind is Kind.MISSING
    assert "--from" in refusal.value.said("fr")


def test_the_tree_of_the_rome(tmp_path, home):
    tree = hierarchy(install(home, "rome", origin=rome_zip(tmp_path / "rome.zip")))
    assert tree.ancestors("A1102") == ("A1101*", "A11", "A")
    assert (tree.nearest_common("A1101", "A1102"), tree.distance("A1101", "A1102")) == ("A1101*", 2)
    assert (tree.distance("A1101", "A1101"), tree.distance("A1101", "A")) == (0, 3)


def test_trees_that_do_not_meet_turn_round_or_lack_a_code():
    assert Hierarchy({"A": None, "B": None}).distance("A", "B") is None
    for broken, code in ((Hierarchy({"A": "B", "B": "A"}), "A"), (Hierarchy({"A": None}), "Z")):
        with pytest.raises(Refused):
            broken.ancestors(code)


def test_places_have_no_tree(home):
    with pytest.raises(Refused) as refusal:
        hierarchy(install(home, "places", download=False))
    assert refusal.value.kind is Kind.CALL
