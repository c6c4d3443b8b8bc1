"""Programmes read from what schools send: Word tables of every layout, workbooks, catalogues, CDM-fr, registers."""

import json
import zipfile
from datetime import date

import docx
import pytest

from grappe.demonstration import SyllabusStyle, invented_syllabus
from grappe.teach import (
    Programme,
    cdm_xml,
    learning_opportunity,
    programme_workbook,
    programmes_as_json,
    programmes_from_json,
    read_certifications,
    read_file_of_programmes,
)
from grappe.teach.attaching import titles_alike
from grappe.teach.unit_tables import number, semesters_said
from grappe.words import Refused

STYLES = [
    SyllabusStyle(first, totals, merged)
    for first in (False, True)
    for totals in (False, True)
    for merged in (False, True)
]


@pytest.fixture
def syllabus(tmp_path):
    def write(content, name="syllabus.docx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def table_of(*rows):
    """The bytes of a document with one table of these rows."""
    document = docx.Document()
    document.add_paragraph("Semestre 5")
    table = document.add_table(len(rows), len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    return document


def read_table(tmp_path, *rows):
    path = tmp_path / "table.docx"
    table_of(*rows).save(path)
    return read_file_of_programmes(path)


@pytest.mark.parametrize("style", STYLES)
def test_every_course_is_found_whatever_the_layout(syllabus, style):
    read = read_file_of_programmes(syllabus(invented_syllabus(style=style)))
    (programme,) = read.programmes
    assert [semester.number for semester in programme.semesters] == [5, 6]
    assert [semester.hours for semester in programme.semesters] == [220, 136]
    assert (len(list(programme.units())), len(list(programme.courses()))) == (7, 13)
    assert (read.sheets, read.sheets_attached) == (12, 12)
    robotics = next(course for course in programme.courses() if course.title == "Robotique")
    assert (robotics.hours, robotics.hours_by_kind) == (34, {"cm": 8, "td": 8, "tp": 16, "assessment": 2})
    assert "Programmer une trajectoire de robot" in robotics.text
    assert "contrôle continu" not in robotics.text


@pytest.mark.parametrize("style", [style for style in STYLES if style.totals or style.merged_credits])
def test_credits_are_those_of_the_units_and_a_choice_counts_once(syllabus, style):
    (programme,) = read_file_of_programmes(syllabus(invented_syllabus(style=style))).programmes
    assert [semester.ects for semester in programme.semesters] == [30, 30]
    assert {unit.code: unit.choice for unit in programme.units() if unit.choice} == {"OP2a": "OP2", "OP2b": "OP2"}


def test_missing_totals_and_credits_are_remarked_on(syllabus):
    read = read_file_of_programmes(syllabus(invented_syllabus(style=SyllabusStyle(totals=False))))
    kinds = [remark.kind for remark in read.remarks]
    assert kinds.count("total_missing") == 2
    assert kinds.count("ects") == 2
    assert kinds.count("no_text") == 1


def test_the_head_of_the_document_names_school_speciality_and_status(syllabus):
    (programme,) = read_file_of_programmes(syllabus(invented_syllabus("Photonique", "apprenti"))).programmes
    assert (programme.speciality, programme.status) == ("Photonique", "apprentice")
    assert programme.school == "École fictive des industries du Val"


def test_printed_totals_that_the_rows_do_not_give_are_remarked_on(tmp_path):
    read = read_table(
        tmp_path,
        ("UE", "ECUE", "CM", "TD", "Total", "ECTS"),
        ("M1 : Métaux", "Soudage", "10", "10", "20", ""),
        ("M1 : Métaux", "Total M1", "10", "10", "30", "28"),
        ("TOTAL", "TOTAL", "", "", "30", "30"),
    )
    assert {"unit_hours", "semester_hours", "semester_ects", "ects"} <= {remark.kind for remark in read.remarks}


def test_a_refresher_course_is_beside_the_total(tmp_path):
    read = read_table(
        tmp_path,
        ("UE", "ECUE", "CM", "TD", "Total", "ECTS"),
        ("M1 : Métaux", "Soudage", "10", "10", "20", ""),
        ("M1 : Métaux", "Harmonisation des connaissances", "", "40", "40", ""),
        ("M1 : Métaux", "Total M1", "10", "10", "20", "30"),
    )
    (programme,) = read.programmes
    assert [course.counted for course in programme.courses()] == [True, False]
    assert programme.hours == 20


def test_a_table_may_hold_its_semesters_as_rows_and_its_units_as_rows(tmp_path):
    read = read_table(
        tmp_path,
        ("Code", "Intitulé", "CM", "TD", "TP", "ECTS"),
        ("Semestre 7",) * 6,
        ("UE71", "UE 7.1 Procédés", "", "", "", "30"),
        ("EC711", "Fonderie", "10", "8", "", ""),
        ("EC712", "Usinage", "6", "", "12", ""),
        ("Semestre 8",) * 6,
        ("UE81", "UE 8.1 Projet", "", "", "", "30"),
        ("EC811", "Projet industriel", "", "20", "", ""),
    )
    (programme,) = read.programmes
    assert [(one.number, one.hours, one.ects) for one in programme.semesters] == [(7, 36, 30), (8, 20, 30)]
    assert [course.code for course in programme.courses()] == ["EC711", "EC712", "EC811"]


def test_two_courses_with_one_code_are_told_apart_and_remarked_on(tmp_path):
    read = read_table(
        tmp_path,
        ("UE", "Code", "ECUE", "CM", "ECTS"),
        ("M1 : Métaux", "X1", "Soudage", "10", "15"),
        ("M1 : Métaux", "X1", "Fonderie", "10", "15"),
    )
    assert [course.code for course in read.programmes[0].courses()] == ["X1", "X1-2"]
    assert "code_twice" in {remark.kind for remark in read.remarks}


def test_hours_that_are_no_number_are_said_as_they_are(tmp_path):
    read = read_table(
        tmp_path,
        ("UE", "ECUE", "CM", "Total", "ECTS"),
        ("B : Bonus", "Sport", "", "½ j/s.", ""),
        ("M1 : Métaux", "Soudage", "18H30", "18H30", "30"),
    )
    sport, welding = read.programmes[0].courses()
    assert (sport.hours, sport.hours_said, welding.hours) == (None, "½ j/s.", 18.5)
    assert "no_hours" in {remark.kind for remark in read.remarks}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n1 0 obj << /Type /XObject /Subtype /Image >>", "scanned"),
        (b"%PDF-1.7\n1 0 obj << /Type /Font >>", "does not keep its tables"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old format"),
        (b"   \n", "empty file"),
        (b"just words", "tells no programme"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"{ not json", "cannot be read"),
        (b"[]", "neither programme nor courses"),
        (b"<a><b></a>", "cannot be read"),
        (b"<a/>", "not CDM-fr"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(syllabus, content, said):
    with pytest.raises(Refused) as refusal:
        read_file_of_programmes(syllabus(content))
    assert said in refusal.value.said("en")


def test_a_document_without_tables_of_units_is_refused(tmp_path):
    document = docx.Document()
    document.add_paragraph("Semestre 5")
    document.add_table(2, 2).cell(0, 0).text = "Nom"
    document.save(tmp_path / "letter.docx")
    with pytest.raises(Refused) as refusal:
        read_file_of_programmes(tmp_path / "letter.docx")
    assert "no table of units" in refusal.value.said("en")


def test_a_document_that_swells_is_refused(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (64 * 2**20))
    with pytest.raises(Refused) as refusal:
        read_file_of_programmes(path)
    assert "swells" in refusal.value.said("en")


def programme_of(syllabus) -> Programme:
    return read_file_of_programmes(syllabus(invented_syllabus())).programmes[0]


def figures(programme):
    return [
        (semester.number, unit.code, unit.ects, unit.choice, course.code, course.title, course.hours, course.text)
        for semester in programme.semesters
        for unit in semester.units
        for course in unit.courses
    ]


def test_a_programme_comes_back_from_each_format_as_it_was(syllabus):
    programme = programme_of(syllabus)
    again = {
        "json": programmes_from_json(json.loads(json.dumps(programmes_as_json([programme]))), "p.json")[0],
        "xlsx": read_file_of_programmes(syllabus(programme_workbook(programme, date(2026, 3, 2)), "p.xlsx")).programmes[
            0
        ],
        "xml": read_file_of_programmes(syllabus(cdm_xml(programme), "p.xml")).programmes[0],
    }
    assert {name: figures(one) for name, one in again.items()} == dict.fromkeys(again, figures(programme))
    assert again["json"] == programme


def test_several_programmes_share_one_file_and_come_apart_again(syllabus):
    one, two = programme_of(syllabus), programme_of(syllabus).recoded("B")
    said = programmes_as_json([one, two])
    assert [len(semester["units"]) for semester in said["semesters"]] == [6, 8]
    assert programmes_from_json(said, "p.json") == (one, two)


def test_the_template_is_the_same_on_the_same_day():
    assert programme_workbook(None, date(2026, 3, 2)) == programme_workbook(None, date(2026, 3, 2))


def test_a_workbook_without_its_sheet_is_refused(tmp_path, syllabus):
    import xlsxwriter

    path = tmp_path / "other.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Feuille").write_string(0, 0, "Nom")
    with pytest.raises(Refused) as refusal:
        read_file_of_programmes(path)
    assert "no sheet" in refusal.value.said("en")


def test_a_catalogue_of_pages_gives_a_programme_for_each_first_part_of_the_codes(syllabus):
    def page(code, title, year, half):
        head = {"title": title, "internal_name": code, "niveau": year, "semestre": half, "credits": "2.00 ECTS credits",
                "hours": "20.00 hours", "department": "Metals", "langue": "Language : Anglais"}  # fmt: skip
        hours = ["Lectures :", "12.0 h", "Laboratory :", "8.0 h"]
        return {"course": head, "details": {"HOURS": hours, "AIMS": ["Weld."], "CONTACT": ["M. NOBODY"]}}

    pages = [page("AA-4-X", "Welding", "ING4", "Semester : 2"), page("BB-3-X", "Casting", "ING3", "Semester : 1")]
    pages.append(page("AA-4-X", "Cutting", "ING4", "Semester : 2"))
    read = read_file_of_programmes(syllabus(json.dumps(pages).encode(), "catalogue.json"))
    assert [(one.title, one.semesters[0].number) for one in read.programmes] == [("AA", 8), ("BB", 5)]
    welding, cutting = read.programmes[0].courses()
    assert (welding.hours, welding.hours_by_kind, welding.text) == (20, {"cm": 12, "tp": 8}, "Weld.")
    assert cutting.code == "AA-4-X-2"
    assert [remark.kind for remark in read.remarks if remark.kind == "code_twice"] == ["code_twice"]


def test_flat_records_are_read_by_the_names_of_their_fields(syllabus):
    records = [{"intitule": "Soudage", "heures": 20, "ects": 3, "description": "Souder.", "semestre": "S6"}]
    (programme,) = read_file_of_programmes(syllabus(json.dumps(records).encode(), "flat.json")).programmes
    (course,) = programme.courses()
    assert (course.title, course.hours, course.ects, programme.semesters[0].number) == ("Soudage", 20, 3, 6)


def test_registered_titles_are_one_for_each_diploma(tmp_path):
    path = tmp_path / "certif.csv"
    path.write_text(
        "Code_Diplome;Libelle_Diplome;Libelle_Type_Diplome;Code_RNCP;Code_Rome_1;Code_Rome_2;accessibilite_ca\n"
        "1;Ingénieur soudeur;Diplôme d'ingénieur;123;H2903;;1\n1;Ingénieur soudeur;Diplôme d'ingénieur;123;H1206;;1\n"
        "2;CAP;CAP;;H2913;;0\n",
        "utf-8",
    )
    (title,) = read_certifications(path)
    assert (title.rncp, title.rome, title.apprenticeship) == ("RNCP123", ("H2903", "H1206"), True)
    assert read_file_of_programmes(path).programmes[0].rome == ("H2903", "H1206")


def test_a_learning_opportunity_names_hours_credits_and_outcomes(syllabus):
    programme = programme_of(syllabus)
    code = next(course.code for course in programme.courses())
    link = {
        "course": code,
        "skill": "http://data.europa.eu/esco/skill/1",
        "label": "statistiques",
        "decision": "confirmed",
    }
    said = learning_opportunity(programme, "urn:x", [link, link | {"decision": "review", "label": "autre"}])
    course = said["hasPart"][0]["hasPart"][0]["hasPart"][0]
    assert said["learningAchievementSpecification"]["creditPoint"]["point"] == "60"
    assert course["learningAchievementSpecification"]["volumeOfLearning"] == "PT34H"
    (outcome,) = course["learningAchievementSpecification"]["learningOutcome"]
    assert outcome["relatedESCOSkill"] == ["http://data.europa.eu/esco/skill/1"]


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("Technique de communication", "Techniques de communication", True),
        ("IA de confiance", "Intelligence Artificielle de Confiance", True),
        ("Qualité – Hygiène – Sécurité - Environnement", "Qualité, Hygiène, Sécurité, Environnement", True),
        ("Ingénierie mathématique 1 (théorie du signal)", "Ingénierie mathématique 1", True),
        ("Ingénierie mathématique 1", "Ingénierie mathématique 2", False),
        ("Droit du travail", "Droit de l'entreprise", False),
    ],
)
def test_titles_are_alike_when_a_person_would_say_so(one, two, alike):
    assert (titles_alike(one, two) >= 0.7) is alike


def test_numbers_and_semesters_as_syllabi_write_them():
    assert [number(text) for text in ("20", "7,5", "20H00", "1 607 h", "½", "", "S5")] == [
        20,
        7.5,
        20,
        1607,
        None,
        None,
        None,
    ]
    assert semesters_said("Le semestre S5 de 18 semaines, le semestre S6") == [5, 6]


#: What the four real syllabi print: courses, hours, credits and course sheets (and those without a course).
REAL = {
    "Génie-Indutriel_2024-2025_(FISE)": (93, 2740, 65, 0),
    "Génie-Indutriel_2024-2025_(FISEA)": (87, 2690, 59, 0),
    "Informatique_2024-2025_(FISE)": (95, 2740, 67, 0),
    "Informatique_2024-2025_(FISEA)": (89, 2690, 62, 1),
}


@pytest.mark.parametrize("name", REAL)
def test_real_syllabi_agree_with_the_totals_that_they_print(data, name):
    read = read_file_of_programmes(data / "education" / "syllabi" / f"Syllabus_EIL_{name}.docx")
    (programme,) = read.programmes
    courses, hours, sheets, alone = REAL[name]
    assert (len(list(programme.courses())), programme.hours, programme.ects) == (courses, hours, 180)
    assert (read.sheets, read.sheets - read.sheets_attached) == (sheets, alone)
    assert [semester.ects for semester in programme.semesters] == [30] * 6
    unmet = {remark.kind for remark in read.remarks} & {"semester_hours"}
    assert unmet == (set() if name.endswith("(FISE)") else {"semester_hours"})


def test_the_real_catalogue_is_read_whole(data):
    read = read_file_of_programmes(data / "education" / "insa_lyon_courses.json.gz")
    codes = [course.code for programme in read.programmes for course in programme.courses()]
    assert (len(codes), len(set(codes))) == (1479, 1479)
