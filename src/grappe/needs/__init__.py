"""Taking in: advertisements, surveys and spreadsheets become needs; every row is accounted for."""

from grappe.needs.answering import Answered, check_answers
from grappe.needs.corrections import refused_workbook
from grappe.needs.exporting import export, exported
from grappe.needs.feed_map import FeedMap, FieldGuess, map_feed, map_of, map_text, read_map, write_map
from grappe.needs.fields import FIELDS
from grappe.needs.frames import CONTRACTS, KINDS, NEEDS, REFUSALS, SURVEY_ANSWERS
from grappe.needs.inputs import CONFIDENT
from grappe.needs.issues import RowIssue
from grappe.needs.layouts import Layout, Origin, known_layouts
from grappe.needs.looking import Look, look_at
from grappe.needs.objections import Objection
from grappe.needs.places import Located, Places
from grappe.needs.questionnaires import (
    COLLEGES,
    HIRES,
    SCALE,
    STANCES,
    Block,
    Choice,
    Question,
    Questionnaire,
    questionnaire,
)
from grappe.needs.raw import Note, Record
from grappe.needs.reading import RowsRefused, read, read_rows
from grappe.needs.records import Records, records
from grappe.needs.reports import FileReport, ReadReport, RefusedRow
from grappe.needs.rows import Fault, Outcome, digest_key
from grappe.needs.survey_needs import needs_of_hires
from grappe.needs.survey_reading import FormReport, SurveyReport, read_survey, survey_source
from grappe.needs.survey_template import template
from grappe.needs.survey_workbook import Returned, read_survey_workbook, survey_workbook

#: The kinds of feeds that are recognised, by name.
KNOWN_FORMATS = tuple(layout.name for layout in known_layouts())

__all__ = [
    "COLLEGES",
    "CONFIDENT",
    "CONTRACTS",
    "FIELDS",
    "HIRES",
    "KINDS",
    "KNOWN_FORMATS",
    "NEEDS",
    "REFUSALS",
    "SCALE",
    "STANCES",
    "SURVEY_ANSWERS",
    "Answered",
    "Block",
    "Choice",
    "Fault",
    "FeedMap",
    "FieldGuess",
    "FileReport",
    "FormReport",
    "Layout",
    "Located",
    "Look",
    "Note",
    "Objection",
    "Origin",
    "Outcome",
    "Places",
    "Question",
    "Questionnaire",
    "ReadReport",
    "Record",
    "Records",
    "RefusedRow",
    "Returned",
    "RowIssue",
    "RowsRefused",
    "SurveyReport",
    "check_answers",
    "digest_key",
    "export",
    "exported",
    "known_layouts",
    "look_at",
    "map_feed",
    "map_of",
    "map_text",
    "needs_of_hires",
    "questionnaire",
    "read",
    "read_map",
    "read_rows",
    "read_survey",
    "read_survey_workbook",
    "records",
    "refused_workbook",
    "survey_source",
    "survey_workbook",
    "template",
    "write_map",
]
