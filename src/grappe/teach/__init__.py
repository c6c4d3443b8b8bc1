"""Teach: programmes against needs, interventions, labels and their credentials."""

from grappe.teach.badge import WHAT_IT_IS, BadgeBook, Issued, Labelled, labelled, write_json
from grappe.teach.badge_checking import BadgeCheck, check_badge, read_credential
from grappe.teach.badge_example import CLUSTER as EXAMPLE_CLUSTER
from grappe.teach.badge_example import example_label
from grappe.teach.badge_keys import KeyFolder, KeyRegister, SigningKey, read_register

__all__ = [
    "EXAMPLE_CLUSTER",
    "WHAT_IT_IS",
    "BadgeBook",
    "BadgeCheck",
    "Issued",
    "KeyFolder",
    "KeyRegister",
    "Labelled",
    "SigningKey",
    "check_badge",
    "example_label",
    "labelled",
    "read_credential",
    "read_register",
    "write_json",
]
