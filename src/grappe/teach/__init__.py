"""Teach: programmes against needs, interventions, labels and their credentials."""

from grappe.teach.badge import WHAT_IT_IS, BadgeBook, Issued, Labelled, labelled, write_json
from grappe.teach.badge_checking import BadgeCheck, check_badge, read_credential
from grappe.teach.badge_example import CLUSTER as EXAMPLE_CLUSTER
from grappe.teach.badge_example import example_label
from grappe.teach.badge_keys import KeyFolder, KeyRegister, SigningKey, read_register
from grappe.teach.cdm import cdm_xml
from grappe.teach.certifications import CERTIFICATIONS, Certification, certifications_frame, read_certifications
from grappe.teach.changes import Teacher, improve_problem, read_teachers
from grappe.teach.coherence import Company
from grappe.teach.elm import learning_opportunity
from grappe.teach.gap import GAP, Gap, Shares, gap
from grappe.teach.improving import Change, Improvement, ImproveProblem, improve
from grappe.teach.intervention import (
    INTERVENTION_KINDS,
    INTERVENTION_STEPS,
    Intervention,
    agreement_paper,
    calendar,
    next_state,
    noon,
)
from grappe.teach.intervention import STATES as INTERVENTION_STATES
from grappe.teach.label_files import event_from, person_from, read_case
from grappe.teach.label_flow import STATE_NAMES, TRANSITIONS, possible, replay, step
from grappe.teach.label_papers import (
    call_paper,
    case_summary,
    certificate,
    label_of_case,
    letter,
    minutes,
    register_entry,
    review_paper,
)
from grappe.teach.label_review import lacking
from grappe.teach.label_scheme import SCHEMES, Criterion, Scheme, SchemeRules, read_scheme, scheme_of, scheme_text
from grappe.teach.label_scheme import Document as SchemeDocument
from grappe.teach.label_scoring import CaseScore, CriterionScore, case_score
from grappe.teach.label_session import OUTCOME_NAMES, quorum, result, years_after
from grappe.teach.label_standing import due
from grappe.teach.label_things import (
    OUTCOMES,
    VOTES,
    Adjudication,
    Decision,
    Event,
    LabelCase,
    Person,
    Review,
    Session,
    Withdrawal,
)
from grappe.teach.label_things import STATES as LABEL_STATES
from grappe.teach.label_wording import check_claims, check_name
from grappe.teach.lag import Lag, adaptation_lags, median_lag
from grappe.teach.levels import LEVELS
from grappe.teach.overview import TITLES_GAP, gap_by, titles_gap
from grappe.teach.profiles import (
    NEED_PROFILE,
    esco_need_profile,
    need_profile,
    nomenclature_of,
    occupations_of,
    read_profile,
    resolved,
)
from grappe.teach.reading import FORMATS, read_file_of_programmes
from grappe.teach.saying import programmes_as_json, programmes_from_json, read_programmes
from grappe.teach.skills_map import COURSE_SKILLS, DECISIONS, SkillsMapper, map_skills, read_links
from grappe.teach.things import HOUR_KINDS, STATUSES, Course, Programme, ProgrammesRead, Remark, Semester, Unit
from grappe.teach.workbook import programme_workbook
from grappe.teach.writing import write_whole

__all__ = [
    "CERTIFICATIONS",
    "COURSE_SKILLS",
    "DECISIONS",
    "EXAMPLE_CLUSTER",
    "FORMATS",
    "GAP",
    "HOUR_KINDS",
    "INTERVENTION_KINDS",
    "INTERVENTION_STATES",
    "INTERVENTION_STEPS",
    "LABEL_STATES",
    "LEVELS",
    "NEED_PROFILE",
    "OUTCOMES",
    "OUTCOME_NAMES",
    "SCHEMES",
    "STATE_NAMES",
    "STATUSES",
    "TITLES_GAP",
    "TRANSITIONS",
    "VOTES",
    "WHAT_IT_IS",
    "Adjudication",
    "BadgeBook",
    "BadgeCheck",
    "CaseScore",
    "Certification",
    "Change",
    "Company",
    "Course",
    "Criterion",
    "CriterionScore",
    "Decision",
    "Event",
    "Gap",
    "ImproveProblem",
    "Improvement",
    "Intervention",
    "Issued",
    "KeyFolder",
    "KeyRegister",
    "LabelCase",
    "Labelled",
    "Lag",
    "Person",
    "Programme",
    "ProgrammesRead",
    "Remark",
    "Review",
    "Scheme",
    "SchemeDocument",
    "SchemeRules",
    "Semester",
    "Session",
    "Shares",
    "SigningKey",
    "SkillsMapper",
    "Teacher",
    "Unit",
    "Withdrawal",
    "adaptation_lags",
    "agreement_paper",
    "calendar",
    "call_paper",
    "case_score",
    "case_summary",
    "cdm_xml",
    "certificate",
    "certifications_frame",
    "check_badge",
    "check_claims",
    "check_name",
    "due",
    "esco_need_profile",
    "event_from",
    "example_label",
    "gap",
    "gap_by",
    "improve",
    "improve_problem",
    "label_of_case",
    "labelled",
    "lacking",
    "learning_opportunity",
    "letter",
    "map_skills",
    "median_lag",
    "minutes",
    "need_profile",
    "next_state",
    "nomenclature_of",
    "noon",
    "occupations_of",
    "person_from",
    "possible",
    "programme_workbook",
    "programmes_as_json",
    "programmes_from_json",
    "quorum",
    "read_case",
    "read_certifications",
    "read_credential",
    "read_file_of_programmes",
    "read_links",
    "read_profile",
    "read_programmes",
    "read_register",
    "read_scheme",
    "read_teachers",
    "register_entry",
    "replay",
    "resolved",
    "result",
    "review_paper",
    "scheme_of",
    "scheme_text",
    "step",
    "titles_gap",
    "write_json",
    "write_whole",
    "years_after",
]
