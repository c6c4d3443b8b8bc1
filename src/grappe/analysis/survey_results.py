"""What a survey says: per question and college, shares and means with n, interval and disclosure control."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from scipy import stats

from grappe.analysis.disclosure import PUBLISHED, STATUSES, SUPPRESSED
from grappe.analysis.shares import wilson
from grappe.needs import Question, Questionnaire
from grappe.words import Column, Frame

SURVEY_FIGURES = Frame(
    name="survey_figures",
    grain="one row per college, question, item and choice: what those who answered it say",
    key=("college", "question", "item", "choice"),
    columns=(
        Column("college", "text", "college that was asked; colleges are compared, never added up"),
        Column("question", "text", "key of the question in the bank"),
        Column("item", "text", "item of a scale, of stances or of parts; empty for the question as a whole"),
        Column("choice", "text", "the choice whose share this is; empty for a mean, a median or a total"),
        Column("n", "whole", "answers to the question or item"),
        Column("n_effective", "number", "equal answers that would be as precise, weights considered", null="withheld"),
        Column("share", "number", "weighted share of the answers, 0 to 1", null="no share, or withheld"),
        Column("share_low", "number", "Wilson's 95 % interval with n_effective", null="no share, or withheld"),
        Column("share_high", "number", "Wilson's 95 % interval with n_effective", null="no share, or withheld"),
        Column("mean", "number", "weighted mean mark, 1 to 5", null="no scale, or withheld"),
        Column("mean_low", "number", "Student's 95 % interval with n_effective", null="no scale, one answer, withheld"),
        Column(
            "mean_high", "number", "Student's 95 % interval with n_effective", null="no scale, one answer, withheld"
        ),
        Column("median", "number", "median of the answers, unweighted", null="no number, or withheld"),
        Column("total", "number", "sum of the answers, unweighted", null="no number, or withheld"),
        Column("largest_share", "number", "share of the largest answer in the total", null="no total, or withheld"),
        Column("disclosure", "text", "whether the row may be shown", values=STATUSES),
    ),
)


@dataclass(frozen=True, slots=True)
class Respondent:
    """One answered questionnaire: its college, its weight (1 where there is none), its checked answers."""

    college: str
    answers: Mapping[str, Any]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Marks:
    """Values with their weights: what one figure is computed from."""

    values: Sequence[float]
    weights: Sequence[float]

    @property
    def effective(self) -> float:
        """Kish's effective number of answers."""
        squares = sum(weight * weight for weight in self.weights)
        return sum(self.weights) ** 2 / squares if squares else 0.0

    @property
    def mean(self) -> float:
        """The weighted mean."""
        return sum(w * v for w, v in zip(self.weights, self.values, strict=True)) / sum(self.weights)

    @property
    def variance(self) -> float:
        """The variance of marks, with n_effective − 1 (which must be above 0); at least 1/12.

        A mark is an opinion rounded to a whole number: that alone has a variance of 1/12 (W. F. Sheppard, 1898), so
        that five equal marks are no certainty.
        """
        n, mean = self.effective, self.mean
        spread = sum(w * (v - mean) ** 2 for w, v in zip(self.weights, self.values, strict=True)) / sum(self.weights)
        return max(spread * n / (n - 1), 1 / 12)


def survey_figures(
    asked: Questionnaire, respondents: Sequence[Respondent], *, minimum: int, dominance: float
) -> pa.Table:
    """The figures of one college, as ``SURVEY_FIGURES``.

    ``minimum``: answers below which nothing of a row is said but n (rule ``disclosure-minimum``); ``dominance``: share
    of one answer above which a total is not said (rule ``survey-dominance``). Free answers give no figure: they are
    coded, and read by people.
    """
    own = [item for item in respondents if item.college == asked.college]
    rows = [row for question in asked.questions.values() for row in _figures(question, own, minimum, dominance)]
    return SURVEY_FIGURES.check(SURVEY_FIGURES.from_rows({"college": asked.college} | row for row in rows))


def _figures(question: Question, own: Sequence[Respondent], minimum: int, dominance: float) -> Iterator[dict[str, Any]]:
    given = [(item.answers[question.key], item.weight) for item in own if question.key in item.answers]
    for item, choice, marks, kind in _series(question, given):
        row = {"question": question.key, "item": item, "choice": choice, "n": len(marks.values)}
        if len(marks.values) < minimum:
            yield row | {"disclosure": SUPPRESSED}
        else:
            yield row | {"disclosure": PUBLISHED} | _KINDS[kind](marks, dominance)


def _series(question: Question, given: Sequence[tuple[Any, float]]) -> Iterator[tuple[str, str, Marks, str]]:
    """The figures that a question gives: item, choice, the values behind it, share or mean or amount."""
    keys = [choice.key for choice in question.choices]
    if question.kind in ("one", "many"):
        for key in keys:
            chosen = [(float(key in answer if question.kind == "many" else key == answer), w) for answer, w in given]
            yield "", key, _marks(chosen), "share"
    elif question.kind == "flag":
        yield "", "yes", _marks([(float(answer), weight) for answer, weight in given]), "share"
    elif question.kind == "number":
        yield "", "", _marks(given), "amount"
    elif question.kind in ("scale", "stances", "parts"):
        for item in keys:
            yield from _of_item(question.kind, item, [(a[item], weight) for a, weight in given if item in a])


def _of_item(kind: str, item: str, given: Sequence[tuple[Any, float]]) -> Iterator[tuple[str, str, Marks, str]]:
    if kind == "parts":
        yield item, "", _marks(given), "amount"
    elif kind == "stances":
        for stance in ("yes", "maybe", "no"):
            yield item, stance, _marks([(float(answer == stance), weight) for answer, weight in given]), "share"
    else:
        yield item, "", _marks(given), "mean"
        yield item, "high", _marks([(float(answer >= 4), weight) for answer, weight in given]), "share"


def _marks(given: Sequence[tuple[Any, float]]) -> Marks:
    return Marks([float(value) for value, _ in given], [weight for _, weight in given])


def _share(marks: Marks, dominance: float) -> dict[str, Any]:
    n = marks.effective
    low, high = wilson(min(max(marks.mean, 0.0), 1.0) * n, n)
    return {"n_effective": n, "share": marks.mean, "share_low": low, "share_high": high}


def _mean(marks: Marks, dominance: float) -> dict[str, Any]:
    low, high = interval_of_mean(marks)
    return {"n_effective": marks.effective, "mean": marks.mean, "mean_low": low, "mean_high": high}


def interval_of_mean(marks: Marks) -> tuple[float | None, float | None]:
    """Student's 95 % interval of a mean mark, within 1 and 5; nothing for less than two answers."""
    n = marks.effective
    if n <= 1:
        return None, None
    half = float(stats.t.ppf(0.975, n - 1)) * math.sqrt(marks.variance / n)
    return max(1.0, marks.mean - half), min(5.0, marks.mean + half)


def _amount(marks: Marks, dominance: float) -> dict[str, Any]:
    """Median and total; a total that one answer makes up is not said, nor who it is."""
    ordered, total = sorted(marks.values), sum(marks.values)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    largest = ordered[-1] / total if total else 0.0
    said = {"total": total, "largest_share": largest} if largest <= dominance else {}
    return {"n_effective": float(len(ordered)), "median": median, **said}


_KINDS = {"share": _share, "mean": _mean, "amount": _amount}
