"""Every message of the site has its English: none missing, unused, empty or fuzzy, and the same names in both."""

import re

import polib
from scripts.translations import CATALOGUE, faults

NAMES = re.compile(r"%\(\w+\)[sd]|%s")


def test_the_english_catalogue_is_complete() -> None:
    assert faults() == [], "run: python scripts/translations.py, then translate what is empty"


def test_a_translation_uses_the_names_of_its_message() -> None:
    for entry in polib.pofile(str(CATALOGUE)):
        wanted = set(NAMES.findall(entry.msgid))
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert set(NAMES.findall(text)) == wanted, entry.msgid
