"""What a person should look at in a programme, whatever file it came from."""

from collections.abc import Iterator

from grappe.teach.things import ECTS_OF_A_SEMESTER, Programme, Remark, Semester
from grappe.words import Sentence, Where

_CLOSE = 0.51


def remarks_on(programme: Programme) -> list[Remark]:
    """Credits that are not 30 a semester, totals missing or not met, courses without text or hours."""
    remarks = [remark for semester in programme.semesters for remark in _on_semester(semester)]
    return remarks + list(_on_courses(programme))


def _on_semester(semester: Semester) -> Iterator[Remark]:
    where = Where(value=f"S{semester.number}")
    if abs(semester.ects - ECTS_OF_A_SEMESTER) > 0.01:
        yield Remark("ects", Sentence(
            f"les crédits font {semester.ects:g} ECTS, pas {ECTS_OF_A_SEMESTER}",
            f"credits make {semester.ects:g} ECTS, not {ECTS_OF_A_SEMESTER}",
        ), where)  # fmt: skip
    if semester.printed_hours is None and semester.printed_ects is None:
        said = Sentence("aucun total imprimé : rien à vérifier", "no printed total: nothing to check against")
        yield Remark("total_missing", said, where)
    elif semester.printed_hours is not None and abs(semester.printed_hours - semester.hours) > _CLOSE:
        yield Remark("semester_hours", Sentence(
            f"le total imprimé est de {semester.printed_hours:g} h, les lignes font {semester.hours:g} h",
            f"the printed total is {semester.printed_hours:g} h, the rows make {semester.hours:g} h",
        ), where)  # fmt: skip
    if semester.printed_ects is not None and abs(semester.printed_ects - semester.ects) > 0.01:
        yield Remark("semester_ects", Sentence(
            f"le total imprimé est de {semester.printed_ects:g} ECTS, les lignes font {semester.ects:g}",
            f"the printed total is {semester.printed_ects:g} ECTS, the rows make {semester.ects:g}",
        ), where)  # fmt: skip


def _on_courses(programme: Programme) -> Iterator[Remark]:
    for course in programme.courses():
        where = Where(column=course.code, value=course.title)
        if not course.text.strip():
            said = Sentence(
                "cours sans texte : aucune compétence n'y sera lue", "course without text: no skill read in it"
            )
            yield Remark("no_text", said, where)
        if course.hours is None:
            written = f" (« {course.hours_said} »)" if course.hours_said else ""
            yield Remark(
                "no_hours", Sentence(f"heures non chiffrées{written}", f"hours not in figures{written}"), where
            )
