"""CDM-fr, the XML of French higher education for its programmes: read whatever the edition, written in the 2011 one."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from grappe.teach.headers import plain
from grappe.teach.things import HOUR_KINDS, Course, HourKind, Programme, Semester, Unit
from grappe.teach.unit_tables import number, semesters_said
from grappe.words import Refused, Sentence, Where

NAMESPACE = "http://cdm-fr.fr/2011/CDM"
_TEXTS = (
    "courseDescription",
    "learningObjectives",
    "syllabus",
    "courseContents",
    "learningOutcomes",
    "programDescription",
)
_KIND_NAMES: dict[HourKind, str] = {
    "cm": "CM", "td": "TD", "tp": "TP", "project": "Projet", "assessment": "Évaluation", "other": "Autre"
}  # fmt: skip
_DEEPEST = 12
_CHOICE, _BESIDE = (
    "grappe.choice",
    "grappe.beside",
)  #: user defined blocks: one unit of several; hours beside the totals


def read_cdm(path: Path) -> tuple[Programme, ...]:
    """The programmes of a CDM-fr file. Raises ``Refused`` where there is none."""
    root = _root(path)
    by_id = {
        element.get("id", ""): element
        for element in root.iter()
        if _name(element) in ("course", "program", "subProgram") and element.get("id")
    }
    inside = {ref.get("ref") for ref in root.iter() if _name(ref) in ("refProgram",)}
    tops = [one for one in root if _name(one) == "program" and one.get("id") not in inside]
    if not tops:
        raise Refused(
            Sentence("aucun élément « program » : ce n'est pas du CDM-fr", "no “program” element: this is not CDM-fr"),
            where=Where(file=path.name),
        )
    school = next((_said(one, "orgUnitName") for one in root if _name(one) == "orgUnit"), "")
    return tuple(_programme(top, by_id, school) for top in tops)


def _root(path: Path) -> etree._Element:
    try:
        return etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise Refused(
            Sentence("ce XML ne se lit pas", "this XML cannot be read"), where=Where(file=path.name)
        ) from error


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _child(element: etree._Element, *names: str) -> etree._Element | None:
    return next((one for one in element if _name(one) in names), None)


def _said(element: etree._Element, *names: str) -> str:
    """The text of a child; of several languages, French first."""
    found = _child(element, *names)
    if found is None:
        return ""
    texts = [one for one in found if _name(one) == "text"]
    french = next((one for one in texts if (one.get("language") or "").startswith("fr")), texts[0] if texts else found)
    return " ".join("".join(french.itertext()).split())


def _programme(top: etree._Element, by_id: dict[str, etree._Element], school: str) -> Programme:
    leaves = list(_leaves(top, by_id, (), 0))
    numbers = sorted({semester for semester, _unit, _course in leaves})
    semesters = [Semester(one, tuple(_units([leaf for leaf in leaves if leaf[0] == one], one))) for one in numbers]
    code = _said(top, "programCode")
    return Programme(
        _said(top, "programName") or "Programme", tuple(semesters), "student", school,
        rncp=code if re.fullmatch(r"RNCP\d+", code) else "",
    )  # fmt: skip


_Leaf = tuple[int, etree._Element | None, etree._Element]


def _leaves(
    element: etree._Element, by_id: dict[str, etree._Element], above: tuple[etree._Element, ...], depth: int
) -> Iterator[_Leaf]:
    """The courses without courses below, each with its semester and the element just above it."""
    inside = list(_inside(element, by_id, (element, *above)))
    if _name(element) == "course" and not inside:
        semester = next((said[0] for one in (element, *above) if (said := semesters_said(_title(one)))), 1)
        unit = above[0] if above and not semesters_said(_title(above[0])) and _name(above[0]) != "program" else None
        yield semester, unit, element
    elif depth < _DEEPEST:
        for one in inside:
            yield from _leaves(one, by_id, (element, *above), depth + 1)


def _inside(
    element: etree._Element, by_id: dict[str, etree._Element], chain: Sequence[etree._Element]
) -> Iterator[etree._Element]:
    """Parts of a programme or course, written in place or referred to; what would turn in a circle is left out."""
    for one in element:
        name = _name(one)
        if name in ("refCourse", "refProgram", "refSubProgram"):
            target = by_id.get(one.get("ref", ""))
            if target is not None and not any(target is link for link in chain):
                yield target
        elif name in ("subProgram", "course"):
            yield one
        elif name in ("programStructure", "courseStructure", "courseContents", "subBlock", "list", "item"):
            yield from _inside(one, by_id, chain)


def _title(element: etree._Element) -> str:
    return _said(element, "courseName", "subProgramName", "programName")


def _units(leaves: Sequence[_Leaf], semester: int) -> Iterator[Unit]:
    groups: dict[int, list[_Leaf]] = {}
    for leaf in leaves:
        groups.setdefault(id(leaf[1]) if leaf[1] is not None else -1, []).append(leaf)
    for rank, group in enumerate(groups.values(), 1):
        head = group[0][1]
        courses = tuple(_course(leaf[2], f"S{semester}.{rank}.{place}") for place, leaf in enumerate(group, 1))
        code = (
            _said(head, "courseCode", "subProgramCode", "courseID") if head is not None else ""
        ) or f"S{semester}-{rank}"
        own = [course.ects for course in courses if course.ects is not None]
        ects = _ects(head) if head is not None else None
        choice = _block(head, _CHOICE) if head is not None else None
        yield Unit(
            code,
            _title(head) if head is not None else "Cours",
            courses,
            ects if ects is not None else sum(own) if own else None,
            choice,
        )


def _block(element: etree._Element, name: str) -> str | None:
    """The text of a block that users define."""
    found = next((one for one in element if _name(one) == "subBlock" and one.get("userDefined") == name), None)
    return None if found is None else "".join(found.itertext()).strip() or None


def _course(element: etree._Element, spare: str) -> Course:
    credits_ = _child(element, "credits")
    load = credits_.get("totalWorkLoad", "") if credits_ is not None else ""
    by_kind = _by_kind(
        " ".join(" ".join(one.itertext()) for one in element if _name(one) in ("teachingActivity", "extension"))
    )
    hours = number(load) if load else sum(by_kind.values()) if by_kind else None
    texts = [
        "\n".join("".join(one.itertext()).strip().splitlines())
        for one in element
        if _name(one) in _TEXTS and not list(_refs(one))
    ]
    code = _said(element, "courseCode", "courseID") or element.get("id") or spare
    text = "\n".join(text for text in texts if text)
    counted = _block(element, _BESIDE) is None
    return Course(code, _title(element) or code, hours, by_kind, _ects(element), text, counted=counted)


def _refs(element: etree._Element) -> Iterator[etree._Element]:
    return (one for one in element.iter() if _name(one) == "refCourse")


def _ects(element: etree._Element) -> float | None:
    credits_ = _child(element, "credits")
    return None if credits_ is None else number(credits_.get("ECTScredits") or "".join(map(str, credits_.itertext())))


def _by_kind(said: str) -> dict[HourKind, float]:
    names: dict[str, HourKind] = {plain(name): kind for kind, name in _KIND_NAMES.items()} | {"cours": "cm"}
    pattern = rf"\b({'|'.join(names)})\s*:?\s*(\d+(?:[.,]\d+)?)"
    found = {names[name]: float(value.replace(",", ".")) for name, value in re.findall(pattern, plain(said))}
    return {kind: value for kind, value in found.items() if value}


def cdm_xml(programme: Programme) -> bytes:
    """A programme as CDM-fr. Hours by kind are said in ``teachingActivity``; nothing is said that is not known."""
    root = etree.Element(f"{{{NAMESPACE}}}CDM", nsmap={None: NAMESPACE})
    root.set("language", "fr-FR")
    if programme.school:
        unit = _add(root, "orgUnit", id="org")
        _named(unit, "orgUnitName", programme.school)
    top = _add(root, "program", id="program")
    _named(top, "programName", programme.title)
    if programme.rncp:
        _add(top, "programCode", programme.rncp, codeSet="rncp")
    _add(top, "credits", ECTScredits=f"{programme.ects:g}")
    structure = _add(top, "programStructure")
    for semester in programme.semesters:
        part = _add(structure, "subProgram", id=f"S{semester.number}")
        _named(part, "subProgramName", f"Semestre {semester.number}")
        inside = _add(part, "programStructure")
        for unit_ in semester.units:
            _add(inside, "refCourse", ref=_key(semester, unit_.code))
            _unit_course(root, semester, unit_)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _unit_course(root: etree._Element, semester: Semester, unit: Unit) -> None:
    own = _add(root, "course", id=_key(semester, unit.code))
    _named(own, "courseName", unit.title)
    _add(own, "courseCode", unit.code)
    if unit.ects is not None:
        _add(own, "credits", ECTScredits=f"{unit.ects:g}")
    if unit.choice:
        _add(own, "subBlock", unit.choice, userDefined=_CHOICE)
    structure = _add(own, "courseStructure")
    for course in unit.courses:
        _add(structure, "refCourse", ref=_key(semester, course.code, "C"))
        _one_course(root, semester, course)


def _one_course(root: etree._Element, semester: Semester, course: Course) -> None:
    own = _add(root, "course", id=_key(semester, course.code, "C"))
    _named(own, "courseName", course.title)
    _add(own, "courseCode", course.code)
    figures = {"ECTScredits": course.ects, "totalWorkLoad": course.hours}
    _add(own, "credits", **{name: f"{value:g}" for name, value in figures.items() if value is not None})
    kinds = [
        f"{_KIND_NAMES[kind]} : {course.hours_by_kind[kind]:g} h" for kind in HOUR_KINDS if kind in course.hours_by_kind
    ]
    if kinds:
        _add(own, "teachingActivity", " ; ".join(kinds))
    if not course.counted:
        _add(own, "subBlock", "1", userDefined=_BESIDE)
    if course.text:
        _add(own, "syllabus", _allowed(course.text))


def _key(semester: Semester, code: str, kind: str = "U") -> str:
    return f"{kind}-S{semester.number}-" + re.sub(r"[^\w.-]", "_", code)


def _named(parent: etree._Element, name: str, text: str) -> None:
    _add(_add(parent, name), "text", text, language="fr-FR")


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    element.text = None if text is None else _allowed(text)
    return element


def _allowed(text: str) -> str:
    """Without the control characters that XML cannot carry."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
