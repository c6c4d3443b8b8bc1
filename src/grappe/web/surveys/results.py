"""The results of a wave as a page shows them: per question a picture and its table, colleges side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from grappe.analysis import Survey, analyse_survey, response_rates
from grappe.needs import COLLEGES, STANCES, Question, questionnaire
from grappe.web import charts
from grappe.web.surveys import queries
from grappe.web.surveys.models import College, Stage, Wave
from grappe.words import Refused, Sentence, standard_rules

_CHOICES = {**STANCES, "high": Sentence("note 4 ou 5", "mark 4 or 5")}
_TOP = {"share": 1.0, "mean": 5.0}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: its label, its bar where there is one, the row of the frame."""

    label: str
    row: dict[str, Any]
    drawn: SafeString | None


@dataclass(frozen=True, slots=True)
class Told:
    """A question and what one college says of it."""

    text: str
    n: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A wave's results: per college its questions; gaps; response rates; what the weights are worth."""

    survey: Survey
    colleges: tuple[tuple[str, tuple[Told, ...]], ...]
    gaps: tuple[dict[str, Any], ...]
    weighted: bool


def results(wave: Wave, *, day: date, language: str) -> Results:
    """The figures of a wave. They are weighted once it is closed, against the firms that were asked."""
    survey = _analysed(wave, day)
    rows = survey.figures.to_pylist()
    told = tuple((_college(name), tuple(_told(name, rows, language))) for name in COLLEGES if survey.answered.get(name))
    gaps = tuple(_gap(row, language) for row in survey.gaps.to_pylist())
    return Results(survey, told, gaps, survey.weights is not None)


def _analysed(wave: Wave, day: date) -> Survey:
    sheets, rules = queries.sheets(wave), standard_rules()
    population = queries.frame_of(wave) if wave.stage == Stage.CLOSED else None
    try:
        return analyse_survey(sheets, population=population, rules=rules, day=day)
    except Refused:  # a frame that does not hold its own answers weighs nothing
        return analyse_survey(sheets, population=None, rules=rules, day=day)


def _college(name: str) -> str:
    return str(College(name).label)


def _told(college: str, rows: Sequence[dict[str, Any]], language: str) -> list[Told]:
    own = [row for row in rows if row["college"] == college]
    found = []
    for key, question in questionnaire(college).questions.items():
        lines = [_line(question, row, language) for row in own if row["question"] == key]
        if lines:
            found.append(Told(question.text.said(language), max(line.row["n"] for line in lines), tuple(lines)))
    return found


def _line(question: Question, row: dict[str, Any], language: str) -> Line:
    kind = next((name for name in _TOP if row[name] is not None), "")
    drawn = None
    if kind:
        item = charts.Bar("", row[kind], "", low=row[f"{kind}_low"], high=row[f"{kind}_high"])
        drawn = charts.bar(item, _TOP[kind])
    return Line(_label(question, row, language), row, drawn)


def _label(question: Question, row: dict[str, Any], language: str) -> str:
    item = question.label(row["item"]).said(language) if row["item"] else ""
    choice = row["choice"]
    if choice and question.kind in ("one", "many"):
        choice = question.label(choice).said(language)
    elif choice:
        choice = _CHOICES[choice].said(language)
    return " · ".join(part for part in (item, choice) if part)


def _gap(row: dict[str, Any], language: str) -> dict[str, Any]:
    question = questionnaire(row["college"]).questions[row["question"]]
    labels = {
        "text": question.text.said(language),
        "label": question.label(row["item"]).said(language),
        "one": _college(row["college"]),
        "two": _college(row["other"]),
    }
    return row | labels


def rates(wave: Wave) -> list[tuple[str, Any, int, int]]:
    """Response rates by college, and by size for firms: name, share, low and high in percent."""
    asked = queries.rates(wave)
    by_college = response_rates([(college, answered) for college, _size, answered in asked])
    by_size = response_rates([(size or "?", answered) for college, size, answered in asked if college == "companies"])
    named = [(_college(name), share) for name, share in by_college.items()]
    named += [(f"{_college('companies')} · {size}", share) for size, share in by_size.items()]
    bounds = [[round(100 * bound) for bound in share.interval] for _name, share in named]
    return [(name, share, low, high) for (name, share), (low, high) in zip(named, bounds, strict=True)]
