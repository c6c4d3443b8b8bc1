"""Text → code: job titles and skill phrases to the occupations and skills of a release, with reasons."""

from grappe.coding.coder import MODEL, Coder, counts
from grappe.coding.frames import BY, CODED, DECISIONS, PROPOSALS
from grappe.coding.measuring import (
    in_test,
    labelled_skills,
    labelled_titles,
    melo_figures,
    skill_figures,
    title_figures,
)
from grappe.coding.models import build_model, find_model, model_folder
from grappe.coding.normaliser import Fact, Normalised, normalise
from grappe.coding.ranking import Ranked, rank, read_pairs
from grappe.coding.recalling import Memory, Recalled
from grappe.coding.reviewing import read_choices, review_sheet
from grappe.coding.skill_names import FREE_SKILLS, free_skills
from grappe.coding.skill_texts import LEVELS
from grappe.coding.skills import SKILLS_FOUND, skills_in
from grappe.coding.storing import CodeReport, code_store, kept_choices
from grappe.coding.text_model import TextModel, load_model

__all__ = [
    "BY",
    "CODED",
    "DECISIONS",
    "FREE_SKILLS",
    "LEVELS",
    "MODEL",
    "PROPOSALS",
    "SKILLS_FOUND",
    "CodeReport",
    "Coder",
    "Fact",
    "Memory",
    "Normalised",
    "Ranked",
    "Recalled",
    "TextModel",
    "build_model",
    "code_store",
    "counts",
    "find_model",
    "free_skills",
    "in_test",
    "kept_choices",
    "labelled_skills",
    "labelled_titles",
    "load_model",
    "melo_figures",
    "model_folder",
    "normalise",
    "rank",
    "read_choices",
    "read_pairs",
    "review_sheet",
    "skill_figures",
    "skills_in",
    "title_figures",
]
