"""A wave as a whole: who answered, weighted against the frame it was drawn from, what they say, where they differ."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from grappe.analysis.perception import perception_gaps
from grappe.analysis.survey_results import SURVEY_FIGURES, Respondent, survey_figures
from grappe.analysis.survey_weights import Stratum, Weights, post_stratified
from grappe.needs import COLLEGES, questionnaire
from grappe.words import Rules

#: Upper bounds of the sizes that strata are made of, and their names.
SIZES = ((9, "0-9"), (49, "10-49"), (249, "50-249"))
LARGEST_SIZE = "250+"


@dataclass(frozen=True, slots=True)
class Survey:
    """A wave analysed: the figures of every college (``SURVEY_FIGURES``), the gaps (``GAPS``), and what weighs.

    ``weights`` is ``None`` where no frame was given: every answer then weighs 1.
    """

    figures: pa.Table
    gaps: pa.Table
    answered: Mapping[str, int]
    weights: Weights | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answered questionnaire, as it is kept."""

    college: str
    answers: Mapping[str, Any]

    @property
    def stratum(self) -> Stratum:
        """Size and sector of a firm, as it answered."""
        return size_of(self.answers.get("headcount")), str(self.answers.get("sector", ""))


def size_of(headcount: float | None) -> str:
    """The size that a headcount falls in; empty where it is not known.

    >>> size_of(9), size_of(10), size_of(251), size_of(None)
    ('0-9', '10-49', '250+', '')
    """
    if headcount is None:
        return ""
    return next((name for most, name in SIZES if headcount <= most), LARGEST_SIZE)


def sheets_of(answers: pa.Table, wave: str) -> list[Sheet]:
    """The answered questionnaires of a wave, from rows of ``SURVEY_ANSWERS``."""
    return [Sheet(row["college"], json.loads(row["answers"])) for row in answers.to_pylist() if row["wave"] == wave]


def analyse_survey(
    sheets: Sequence[Sheet], *, population: Mapping[Stratum, int] | None, rules: Rules, day: date
) -> Survey:
    """A wave's figures. ``population``: firms by size and sector from which the wave was drawn; only they are weighted.

    A firm that says neither size nor sector, or is of no stratum of the frame, weighs 1. Raises ``Refused`` where more
    firms of a stratum answered than there are.
    """
    minimum, dominance = int(rules.value("disclosure-minimum", day)), rules.value("survey-dominance", day)
    weights = None
    strata = [sheet.stratum for sheet in sheets if sheet.college == "companies" and sheet.stratum in (population or {})]
    if population and strata:
        weights = post_stratified(strata, population, cap=rules.value("survey-weight-cap", day))
    respondents = [Respondent(sheet.college, sheet.answers, _weight(sheet, weights)) for sheet in sheets]
    tables = [
        survey_figures(questionnaire(college), respondents, minimum=minimum, dominance=dominance)
        for college in COLLEGES
        if any(sheet.college == college for sheet in sheets)
    ]
    figures = pa.concat_tables(tables) if tables else SURVEY_FIGURES.empty()
    answered = Counter(sheet.college for sheet in sheets)
    return Survey(figures, perception_gaps(respondents, minimum=minimum), dict(answered), weights)


def _weight(sheet: Sheet, weights: Weights | None) -> float:
    return weights.by_stratum.get(sheet.stratum, 1.0) if weights and sheet.college == "companies" else 1.0
