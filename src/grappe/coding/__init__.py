"""Text → code: job titles and skill phrases to the occupations and skills of a release, with reasons."""

from grappe.coding.agreeing import Agreement, agreement, both
from grappe.coding.batches import BatchCoder, coder_at
from grappe.coding.bridging import Bridge
from grappe.coding.coder import MODEL, Coder, counts
from grappe.coding.frames import BY, CODED, DECISIONS, PROPOSALS
from grappe.coding.grouping import Named, alike, named
from grappe.coding.measuring import (
    in_test,
    labelled_skills,
    labelled_titles,
    melo_figures,
    skill_figures,
)
from grappe.coding.memory import LESSONS, REVIEWED, Lesson
from grappe.coding.memory_learning import (
    Taught,
    again,
    find_memory,
    forget_codes,
    learn_codes,
    learn_only,
    learned_digest,
    outdated,
    taught_by_ads,
    taught_by_store,
)
from grappe.coding.memory_measuring import memory_figures
from grappe.coding.memory_recall import TaughtMemory
from grappe.coding.model_fetching import fetch_model
from grappe.coding.models import build_model, check_learned_from, find_model, made_model, model_folder
from grappe.coding.normaliser import Fact, Normalised, normalise
from grappe.coding.ranking import RANKED_BY, Ranked, rank, read_pairs
from grappe.coding.recalling import Memory, Recalled
from grappe.coding.reviewing import Choices, offers, read_choices, review_sheet
from grappe.coding.search_space import SearchSpace
from grappe.coding.skill_coding import KINDS, SKILLS_CODED, code_skills
from grappe.coding.skill_names import FREE_SKILLS, free_skills
from grappe.coding.skill_texts import LEVELS
from grappe.coding.skills import SKILLS_FOUND, skills_in
from grappe.coding.storing import CodeReport, code_store, kept_choices
from grappe.coding.text_model import TextModel, load_model
from grappe.coding.title_measures import labelled_texts, title_figures
from grappe.coding.upgrading import TOUCHED, changes_of, older

__all__ = [
    "BY",
    "CODED",
    "DECISIONS",
    "FREE_SKILLS",
    "KINDS",
    "LESSONS",
    "LEVELS",
    "MODEL",
    "PROPOSALS",
    "RANKED_BY",
    "REVIEWED",
    "SKILLS_CODED",
    "SKILLS_FOUND",
    "TOUCHED",
    "Agreement",
    "BatchCoder",
    "Bridge",
    "Choices",
    "CodeReport",
    "Coder",
    "Fact",
    "Lesson",
    "Memory",
    "Named",
    "Normalised",
    "Ranked",
    "Recalled",
    "SearchSpace",
    "Taught",
    "TaughtMemory",
    "TextModel",
    "again",
    "agreement",
    "alike",
    "both",
    "build_model",
    "changes_of",
    "check_learned_from",
    "code_skills",
    "code_store",
    "coder_at",
    "counts",
    "fetch_model",
    "find_memory",
    "find_model",
    "forget_codes",
    "free_skills",
    "in_test",
    "kept_choices",
    "labelled_skills",
    "labelled_texts",
    "labelled_titles",
    "learn_codes",
    "learn_only",
    "learned_digest",
    "load_model",
    "made_model",
    "melo_figures",
    "memory_figures",
    "model_folder",
    "named",
    "normalise",
    "offers",
    "older",
    "outdated",
    "rank",
    "read_choices",
    "read_pairs",
    "review_sheet",
    "skill_figures",
    "skills_in",
    "taught_by_ads",
    "taught_by_store",
    "title_figures",
]
