"""How plain words become half-days and weeks, each with what is said back to confirm."""

import pytest

from grappe.pool import read_words
from grappe.words import Refused

WEEK = "111111111100"
MARCH_TO_JUNE = set(range(10, 27))


def grid(text: str) -> str:
    return "".join("01"[held] for held in read_words(text).halfdays)


def weeks(text: str) -> dict[int, int]:
    return {week: count for week, count in enumerate(read_words(text).weeks, 1) if count}


def test_two_days_a_week_not_on_friday_from_march_to_june():
    told = read_words("deux jours par semaine, pas le vendredi, de mars à juin")
    assert "".join("01"[held] for held in told.halfdays) == "111111110000"
    assert set(told.weeks) == {0, 4}
    assert {week for week, count in enumerate(told.weeks, 1) if count} == MARCH_TO_JUNE
    assert told.unread == ()
    assert told.said.said("fr").startswith(
        "4 demi-journée(s) par semaine (14 h), possibles : lundi, mardi, mercredi, jeudi ; semaines 10–26"
    )


@pytest.mark.parametrize(
    ("text", "open_", "count"),
    [
        ("3 demi-journées par semaine", WEEK, 3),
        ("14 h par semaine", WEEK, 4),
        ("à mi-temps", WEEK, 5),
        ("un jour et demi par semaine", WEEK, 3),
        ("lundi et mardi", "111100000000", 4),
        ("le lundi matin et le jeudi", "100000110000", 3),
        ("trois matins par semaine", "101010101000", 3),
        ("deux jours par semaine, ni le lundi ni le mercredi", "001100111100", 4),
        ("2 jours par semaine l'après-midi du lundi au samedi", "010101010101", 4),
        ("two days a week, not on Friday", "111111110000", 4),
        ("samedi matin", "000000000010", 1),
    ],
)
def test_days_and_quantities(text, open_, count):
    assert grid(text) == open_
    assert max(weeks(text).values()) == count


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("un jour par semaine toute l'année", set(range(1, 53))),
        ("un jour par semaine, sauf août", set(range(1, 53)) - {31, 32, 33, 34, 35}),
        ("un jour par semaine en juillet et août", set(range(27, 36))),
        ("un jour par semaine de novembre à février", set(range(44, 53)) | set(range(1, 9))),
        ("un jour par semaine, semaines 10 à 12", {10, 11, 12}),
    ],
)
def test_seasons(text, held):
    found = set(weeks(text))
    assert len(found ^ held) <= 2, (sorted(found - held), sorted(held - found))


@pytest.mark.parametrize(
    "text", ["", "de temps en temps", "sept jours par semaine", "trois jours par semaine, le lundi"]
)
def test_what_says_no_quantity_or_too_much_is_refused(text):
    with pytest.raises(Refused):
        read_words(text)


def test_words_that_were_not_understood_are_named():
    assert read_words("deux jours par semaine quand il pleut").unread == ("quand", "pleut")
