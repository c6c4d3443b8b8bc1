"""Gaps of perception: the same questions put to several colleges, and how far apart their marks are."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import pyarrow as pa
from scipy import stats

from grappe.analysis.survey_results import Marks, Respondent
from grappe.needs import COLLEGES, questionnaire
from grappe.words import Column, Frame

GAPS = Frame(
    name="perception_gaps",
    grain="one row per question, item and pair of colleges that both gave enough marks",
    key=("question", "item", "college", "other"),
    columns=(
        Column("question", "text", "key of a question with marks from 1 to 5"),
        Column("item", "text", "item that was marked"),
        Column("college", "text", "college whose mean is compared"),
        Column("other", "text", "college it is compared with"),
        Column("n", "whole", "marks of the first"),
        Column("n_other", "whole", "marks of the second"),
        Column("gap", "number", "mean of the first less mean of the second, −4 to 4"),
        Column("low", "number", "Welch's 95 % interval of the gap"),
        Column("high", "number", "Welch's 95 % interval of the gap"),
        Column("verdict", "text", "what the interval allows to say", values=("higher", "lower", "unclear")),
    ),
)


def perception_gaps(respondents: Sequence[Respondent], *, minimum: int) -> pa.Table:
    """Every gap between two colleges that each gave at least ``minimum`` marks, as ``GAPS``; widest first.

    A gap whose interval holds 0 is *unclear*, however wide: with seven answers one mark moves a mean by up to 0.6.
    Source of the interval: B. L. Welch, Biometrika 34 (1947), with effective numbers of answers.
    """
    rows = [row for key, item in _marked() for row in _gaps(key, item, respondents, minimum)]
    rows.sort(key=lambda row: (-abs(float(str(row["gap"]))), str(row["question"]), str(row["item"])))
    return GAPS.check(GAPS.from_rows(rows))


def _marked() -> Iterator[tuple[str, str]]:
    """Every item that more than one college marks."""
    asked: dict[tuple[str, str], int] = {}
    for college in COLLEGES:
        for question in questionnaire(college).questions.values():
            for choice in question.choices if question.kind == "scale" else ():
                asked[question.key, choice.key] = asked.get((question.key, choice.key), 0) + 1
    return (pair for pair, count in asked.items() if count > 1)


def _gaps(key: str, item: str, respondents: Sequence[Respondent], minimum: int) -> Iterator[dict[str, object]]:
    marks = {college: _of(college, key, item, respondents) for college in COLLEGES}
    enough: Mapping[str, Marks] = {name: found for name, found in marks.items() if len(found.values) >= max(minimum, 2)}
    for one, other in combinations(enough, 2):
        yield {"question": key, "item": item, "college": one, "other": other} | _gap(enough[one], enough[other])


def _of(college: str, key: str, item: str, respondents: Sequence[Respondent]) -> Marks:
    given = [
        (answer.answers[key][item], answer.weight)
        for answer in respondents
        if answer.college == college and item in answer.answers.get(key, {})
    ]
    return Marks([float(value) for value, _ in given], [weight for _, weight in given])


def _gap(one: Marks, other: Marks) -> dict[str, object]:
    parts = [(marks.variance / marks.effective, marks.effective - 1) for marks in (one, other)]
    gap, variance = one.mean - other.mean, sum(part for part, _ in parts)
    freedom = variance**2 / sum(part**2 / degrees for part, degrees in parts)
    half = float(stats.t.ppf(0.975, freedom)) * math.sqrt(variance)
    verdict = "higher" if gap - half > 0 else "lower" if gap + half < 0 else "unclear"
    counts = {"n": len(one.values), "n_other": len(other.values)}
    return counts | {"gap": gap, "low": gap - half, "high": gap + half, "verdict": verdict}
