"""Analysis: coded needs → figures, with n, interval, with and without the largest employer, disclosure last."""

from grappe.analysis.barometer import Barometer, barometer
from grappe.analysis.barometer_pdf import barometer_pdf
from grappe.analysis.barometer_xlsx import barometer_xlsx
from grappe.analysis.demand import DIMENSIONS, demand, demand_frame
from grappe.analysis.dimensions import CUTS, EXPRESSIONS, TERRITORIES, UNKNOWN, Territory
from grappe.analysis.disclosure import COMPLEMENTARY, PUBLISHED, STATUSES, SUPPRESSED, protect
from grappe.analysis.duplicates import DUPLICATES, REASONS, DuplicatesFound, duplicates, stored_duplicates
from grappe.analysis.effects import (
    EFFECTS,
    METHODS,
    PAIRS,
    VARIANCES,
    Effects,
    Observations,
    effects,
)
from grappe.analysis.effects_map import effects_map, territory_effects_map
from grappe.analysis.emergence import EMERGENCE, STATES, Emergence, emergence
from grappe.analysis.figures import COVERAGE, FIGURES, AnalyseReport, analyse_store
from grappe.analysis.indicators import (
    INDICATORS,
    TENSION_BOUNDS,
    Indicator,
    concentration,
    duncan,
    in_transition,
    replacement_need,
    seasonality,
    single_points,
    strategic,
    tension_level,
)
from grappe.analysis.levers import LEVERS, strongest, verdict
from grappe.analysis.needs_letter import needs_letter
from grappe.analysis.observations import ObservationsRead, observations
from grappe.analysis.occupation_sheets import OccupationSheet, occupation_sheet
from grappe.analysis.official_effects import OfficialEffects, official_effects
from grappe.analysis.perception import GAPS, perception_gaps
from grappe.analysis.provenance import manifest, rows_by_status
from grappe.analysis.publishing import open_data, table_schema
from grappe.analysis.recommendations import Recommendation, recommendations, recommendations_paper
from grappe.analysis.shares import LocalDifficulty, Share, local_difficulty, wilson
from grappe.analysis.sheet_paper import sheet_paper
from grappe.analysis.survey_results import SURVEY_FIGURES, Respondent, survey_figures
from grappe.analysis.survey_weights import Stratum, Weights, post_stratified, response_rates
from grappe.analysis.survey_whole import Sheet, Survey, analyse_survey, sheets_of, size_of
from grappe.analysis.tension import TENSION_SHEET, tension_sheet
from grappe.analysis.territory_map import territory_map
from grappe.analysis.totals import Totals, totals

__all__ = [
    "COMPLEMENTARY",
    "COVERAGE",
    "CUTS",
    "DIMENSIONS",
    "DUPLICATES",
    "EFFECTS",
    "EMERGENCE",
    "EXPRESSIONS",
    "FIGURES",
    "GAPS",
    "INDICATORS",
    "LEVERS",
    "METHODS",
    "PAIRS",
    "PUBLISHED",
    "REASONS",
    "STATES",
    "STATUSES",
    "SUPPRESSED",
    "SURVEY_FIGURES",
    "TENSION_BOUNDS",
    "TENSION_SHEET",
    "TERRITORIES",
    "UNKNOWN",
    "VARIANCES",
    "AnalyseReport",
    "Barometer",
    "DuplicatesFound",
    "Effects",
    "Emergence",
    "Indicator",
    "LocalDifficulty",
    "Observations",
    "ObservationsRead",
    "OccupationSheet",
    "OfficialEffects",
    "Recommendation",
    "Respondent",
    "Share",
    "Sheet",
    "Stratum",
    "Survey",
    "Territory",
    "Totals",
    "Weights",
    "analyse_store",
    "analyse_survey",
    "barometer",
    "barometer_pdf",
    "barometer_xlsx",
    "concentration",
    "demand",
    "demand_frame",
    "duncan",
    "duplicates",
    "effects",
    "effects_map",
    "emergence",
    "in_transition",
    "local_difficulty",
    "manifest",
    "needs_letter",
    "observations",
    "occupation_sheet",
    "official_effects",
    "open_data",
    "perception_gaps",
    "post_stratified",
    "protect",
    "recommendations",
    "recommendations_paper",
    "replacement_need",
    "response_rates",
    "rows_by_status",
    "seasonality",
    "sheet_paper",
    "sheets_of",
    "single_points",
    "size_of",
    "stored_duplicates",
    "strategic",
    "strongest",
    "survey_figures",
    "table_schema",
    "tension_level",
    "tension_sheet",
    "territory_effects_map",
    "territory_map",
    "totals",
    "verdict",
    "wilson",
]
