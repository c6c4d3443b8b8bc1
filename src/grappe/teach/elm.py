"""European Learning Model: a programme as a learning opportunity in JSON-LD, as Europass and LOQ readers take it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from grappe.teach.things import Course, Programme, Semester, Unit

ELM = "http://data.europa.eu/snb/model/elm/"
_CONTEXT = {
    "@vocab": ELM,
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "title": {"@id": "dcterms:title", "@container": "@language"},
    "description": {"@id": "dcterms:description", "@container": "@language"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "hasPart": {"@id": "dcterms:hasPart", "@container": "@set"},
    "identifier": "http://www.w3.org/ns/adms#identifier",
    "notation": "skos:notation",
    "volumeOfLearning": {"@id": "elm:volumeOfLearning", "@type": "xsd:duration"},
    "elm": ELM,
    "relatedESCOSkill": {"@id": "elm:relatedESCOSkill", "@type": "@id", "@container": "@set"},
}
_STUDENT, _APPRENTICE = (
    "http://data.europa.eu/snb/learning-schedule/full-time",
    "http://data.europa.eu/snb/learning-schedule/work-based",
)


def learning_opportunity(
    programme: Programme, base: str, links: Sequence[Mapping[str, Any]] = (), *, language: str = "fr"
) -> dict[str, Any]:
    """The JSON-LD of a programme. ``base`` begins every identifier; ``links`` (rows of ``COURSE_SKILLS``) the outcomes.

    Only links that a person confirmed or that are clear by themselves are said; an ESCO skill is named by its URI.
    """
    base = base.rstrip("/")
    kept = [link for link in links if link["decision"] in ("confirmed", "auto")]
    return {
        "@context": _CONTEXT,
        "id": base,
        "type": "LearningOpportunity",
        "title": {language: programme.title},
        "providedBy": {
            "id": f"{base}#provider",
            "type": "Organisation",
            "prefLabel": {language: programme.school or "?"},
        },
        "learningSchedule": {"id": _APPRENTICE if programme.status == "apprentice" else _STUDENT},
        "learningAchievementSpecification": {
            "id": f"{base}#specification",
            "type": "Qualification",
            "title": {language: programme.title},
            "creditPoint": _credits(programme.ects),
            "volumeOfLearning": _duration(programme.hours),
        }
        | _identified(programme),
        "hasPart": [_semester(one, base, kept, language) for one in programme.semesters],
    }


def _identified(programme: Programme) -> dict[str, Any]:
    return {"identifier": {"type": "Identifier", "notation": programme.rncp}} if programme.rncp else {}


def _semester(semester: Semester, base: str, links: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any]:
    here = f"{base}/S{semester.number}"
    return {
        "id": here,
        "type": "LearningOpportunity",
        "title": {language: f"Semestre {semester.number}" if language == "fr" else f"Semester {semester.number}"},
        "hasPart": [_unit(unit, here, links, language) for unit in semester.units],
    }


def _unit(unit: Unit, base: str, links: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any]:
    here = f"{base}/{quote(unit.code, safe='')}"
    said = {"id": here, "type": "LearningOpportunity", "title": {language: unit.title}}
    specification = {
        "id": f"{here}#specification",
        "type": "LearningAchievementSpecification",
        "title": {language: unit.title},
    }
    if unit.ects is not None:
        specification["creditPoint"] = _credits(unit.ects)
    parts = [_course(course, here, links, language) for course in unit.courses]
    return said | {"learningAchievementSpecification": specification, "hasPart": parts}


def _course(course: Course, base: str, links: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any]:
    here = f"{base}/{quote(course.code, safe='')}"
    own = [link for link in links if link["course"] == course.code]
    specification: dict[str, Any] = {
        "id": f"{here}#specification",
        "type": "LearningAchievementSpecification",
        "title": {language: course.title},
        "learningOutcome": [_outcome(link, here, rank, language) for rank, link in enumerate(own, 1)],
    }
    if course.hours is not None:
        specification["volumeOfLearning"] = _duration(course.hours)
    if course.ects is not None:
        specification["creditPoint"] = _credits(course.ects)
    said: dict[str, Any] = {
        "id": here,
        "type": "LearningOpportunity",
        "title": {course.language or language: course.title},
    }
    if course.text:
        said["description"] = {course.language or language: course.text}
    return said | {"learningAchievementSpecification": specification}


def _outcome(link: Mapping[str, Any], base: str, rank: int, language: str) -> dict[str, Any]:
    said = {"id": f"{base}#outcome-{rank}", "type": "LearningOutcome", "title": {language: link["label"]}}
    return said | (
        {"relatedESCOSkill": [link["skill"]]} if str(link["skill"]).startswith("http") else {"notation": link["skill"]}
    )


def _credits(points: float) -> dict[str, Any]:
    return {
        "type": "CreditPoint",
        "framework": {"id": "http://data.europa.eu/snb/education-credit/6fcec5c5af"},
        "point": f"{points:g}",
    }


def _duration(hours: float) -> str:
    """ISO 8601: 7.5 hours are ``PT7H30M``."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"PT{whole}H" + (f"{minutes}M" if minutes else "")
