"""Teach: programmes against needs, interventions, labels and their credentials."""

from grappe.teach.badge import WHAT_IT_IS, BadgeBook, Issued, Labelled, labelled, write_json
from grappe.teach.badge_checking import BadgeCheck, check_badge, read_credential
from grappe.teach.badge_example import CLUSTER as EXAMPLE_CLUSTER
from grappe.teach.badge_example import example_label
from grappe.teach.badge_keys import KeyFolder, KeyRegister, SigningKey, read_register
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

__all__ = [
    "EXAMPLE_CLUSTER",
    "LABEL_STATES",
    "OUTCOMES",
    "OUTCOME_NAMES",
    "SCHEMES",
    "STATE_NAMES",
    "TRANSITIONS",
    "VOTES",
    "WHAT_IT_IS",
    "Adjudication",
    "BadgeBook",
    "BadgeCheck",
    "CaseScore",
    "Criterion",
    "CriterionScore",
    "Decision",
    "Event",
    "Issued",
    "KeyFolder",
    "KeyRegister",
    "LabelCase",
    "Labelled",
    "Person",
    "Review",
    "Scheme",
    "SchemeDocument",
    "SchemeRules",
    "Session",
    "SigningKey",
    "Withdrawal",
    "call_paper",
    "case_score",
    "case_summary",
    "certificate",
    "check_badge",
    "check_claims",
    "check_name",
    "due",
    "event_from",
    "example_label",
    "label_of_case",
    "labelled",
    "lacking",
    "letter",
    "minutes",
    "person_from",
    "possible",
    "quorum",
    "read_case",
    "read_credential",
    "read_register",
    "read_scheme",
    "register_entry",
    "replay",
    "result",
    "review_paper",
    "scheme_of",
    "scheme_text",
    "step",
    "write_json",
    "years_after",
]
