"""What every part speaks with: codes, periods, quantities, frames, sources, refusals, dated rules."""

from grappe.words.codes import (
    Code,
    DepartementCode,
    EscoUri,
    InseeCode,
    IscoCode,
    NafCode,
    OgrCode,
    PostalCode,
    RncpCode,
    RomeCode,
    Siren,
    Siret,
    Uai,
)
from grappe.words.frames import Column, Frame, FrameBroken
from grappe.words.periods import Month, Period, SchoolYear, weeks
from grappe.words.progress import Interrupted, Progress, silent
from grappe.words.quantities import PAY_UNITS, Pay, PayUnit, full_time_equivalents
from grappe.words.refusals import Kind, Refused, Where
from grappe.words.rules import Dated, Rule, Rules, read_rules, rules_of, standard_rules
from grappe.words.sentences import Language, Sentence
from grappe.words.sources import Source

__all__ = [
    "PAY_UNITS",
    "Code",
    "Column",
    "Dated",
    "DepartementCode",
    "EscoUri",
    "Frame",
    "FrameBroken",
    "InseeCode",
    "Interrupted",
    "IscoCode",
    "Kind",
    "Language",
    "Month",
    "NafCode",
    "OgrCode",
    "Pay",
    "PayUnit",
    "Period",
    "PostalCode",
    "Progress",
    "Refused",
    "RncpCode",
    "RomeCode",
    "Rule",
    "Rules",
    "SchoolYear",
    "Sentence",
    "Siren",
    "Siret",
    "Source",
    "Uai",
    "Where",
    "full_time_equivalents",
    "read_rules",
    "rules_of",
    "silent",
    "standard_rules",
    "weeks",
]
