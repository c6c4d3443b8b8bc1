"""Questionnaires that come back as workbooks: answers into the store, planned hires among the needs, the rest told."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from grappe.needs.answering import Answered, check_answers
from grappe.needs.frames import NEEDS, SURVEY_ANSWERS
from grappe.needs.issues import RowIssue
from grappe.needs.survey_needs import needs_of_hires
from grappe.needs.survey_workbook import Returned, read_survey_workbook
from grappe.tables import Store
from grappe.words import Refused, Where


@dataclass(frozen=True, slots=True)
class FormReport:
    """One workbook: whose it is, how many questions are answered, how many hires are planned, what is wrong."""

    file: str
    wave: str
    respondent: str
    college: str
    answers: int
    hires: int
    issues: tuple[RowIssue, ...]


@dataclass(slots=True)
class SurveyReport:
    """What was read: the forms, and the files that are none."""

    forms: list[FormReport] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def answered(self) -> int:
        """Forms with at least one answer that stands; an empty form changes nothing."""
        return sum(1 for form in self.forms if form.answers)

    def as_json(self, language: str) -> dict[str, Any]:
        """The answer of ``grappe needs survey read``."""
        return {
            "forms": [
                {name: getattr(form, name) for name in ("file", "wave", "respondent", "college", "answers", "hires")}
                | {"issues": [issue.said(language) for issue in form.issues]}
                for form in self.forms
            ],
            "answered": self.answered,
            "refused": [refusal.said(language) for refusal in self.refused],
        }


def read_survey(paths: Sequence[Path], *, into: Store, day: date) -> SurveyReport:
    """Reads filled-in forms. A respondent who answers again replaces the first answer; good answers enter alone."""
    report = SurveyReport()
    for path in paths:
        try:
            back = read_survey_workbook(path)
        except Refused as refusal:
            report.refused.append(refusal)
            continue
        done = check_answers(back.asked, back.written)
        if done.answers:
            _keep(into, back, done.answers, day)
        report.forms.append(_form(path, back, done))
    return report


def _form(path: Path, back: Returned, done: Answered) -> FormReport:
    issues = tuple(
        RowIssue(
            "warning" if told.kept else "refusal",
            back.rows.get((told.question, told.item)) or Where(path.name, column=told.question),
            told.sentence,
            told.hint,
        )
        for told in done.objections
    )
    counts = len(done.answers), len(done.answers.get("hires", ()))
    return FormReport(path.name, back.wave, back.respondent, back.asked.college, *counts, issues)


def _keep(into: Store, back: Returned, answers: Mapping[str, Any], day: date) -> None:
    """The answers as a row, and the planned hires in place of those that the respondent planned before."""
    row = _row(back, answers, day)
    digest = hashlib.blake2b(repr(sorted(row.items())).encode(), digest_size=12).hexdigest()
    into.write(SURVEY_ANSWERS, SURVEY_ANSWERS.from_rows([row]), source="survey", commit=f"survey:{digest}")
    source = survey_source(back.wave)
    employer = {"member": back.respondent, "employer": back.respondent} if back.asked.college == "companies" else {}
    needs = needs_of_hires(
        answers.get("hires", ()), source=source, respondent=back.respondent, day=day, employer=employer
    )
    into.replace(NEEDS, needs, source=f"{source}:{back.respondent}", commit=f"hires:{digest}")


def survey_source(wave: str) -> str:
    """The source under which the planned hires of a wave are kept."""
    return f"enquete-{wave}"


def _row(back: Returned, answers: Mapping[str, Any], day: date) -> dict[str, Any]:
    return {
        "wave": back.wave,
        "respondent": back.respondent,
        "college": back.asked.college,
        "version": back.asked.version,
        "answered": day,
        "answers": json.dumps(answers, ensure_ascii=False, sort_keys=True),
    }
