"""Days, contracts, pay, hours, markup and languages as feeds write them."""

from datetime import date

import pytest

from grappe.needs.contracts import contract_of
from grappe.needs.days import day_of
from grappe.needs.figures import coordinates_of, flag_of, hours_of, number_of
from grappe.needs.markup import text_of, title_of
from grappe.needs.pay import pay_of, pay_range, unit_of
from grappe.needs.tongues import language_of

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        "2026-03-02T23:59:00.000Z",
        "2026-03-02T08:00:00+0100",
        "2026-03-02 08:00:00",
        "02/03/2026",
        "2/3/2026 08:41:41",
        "02-03-2026",
        "02.03.2026",
        "02/03/26",
        "2026/03/02",
        "20260302",
        "Mon, 02 Mar 2026 16:40:27 +0100",
        "1772409600",
        "1772409600000",
        "46083",
        "46083.5",
        "2 mars 2026",
        "Lundi 2 mars 2026 à 8h",
        "March 2, 2026",
        " 02 Mar 2026 ",
    ],
)
def test_days(text):
    assert day_of(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "bientôt", "31/02/2026", "2026-13-01", "99999999", "12", "dès que possible", "1e9"]
)
def test_what_is_no_day(text):
    assert day_of(text) is None


def test_days_by_month_and_american_days():
    assert day_of("mars 2026") == date(2026, 3, 1)
    assert day_of("12/31/2026") == date(2026, 12, 31)
    assert day_of("1er août 2026") == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("text", "contract"),
    [
        ("CDI", "cdi"),
        ("Contrat à durée indéterminée", "cdi"),
        ("CDI Intérimaire", "interim"),
        ("permanent", "cdi"),
        ("CDD - 12 Mois", "cdd"),
        ("Contrat à durée déterminée", "cdd"),
        ("MIS", "interim"),
        ("Mission intérimaire - 3 mois", "interim"),
        ("CDD - Alternance - Contrat d'apprentissage", "apprenticeship"),
        ("Contrat apprentissage\n\nCDD", "apprenticeship"),
        ("CDD - Alternance - Contrat de professionnalisation", "professionalisation"),
        ("Cont. professionnalisation", "professionalisation"),
        ("Contrat d'alternance (pro, apprentissage)", "apprenticeship"),
        ("Stage", "internship"),
        ("INTERN", "internship"),
        ("SAI", "seasonal"),
        ("CDD saisonnier", "seasonal"),
        ("Emploi non salarié\n\nLIB", "freelance"),
        ("CONTRACTOR", "freelance"),
        ("Titulaire de la fonction publique", "public"),
        ("TEMPORARY", "cdd"),
        ("Autre", "other"),
        ("Temps plein", None),
        ("FULL_TIME", None),
        ("", None),
    ],
)
def test_contracts(text, contract):
    assert contract_of(text) == contract


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("Annuel de 35000,00 Euros à 40000,00 Euros sur 12 mois", (35000, 40000, "year")),
        ("Annuel de 41310.0 Euros à 57920.0 Euros sur 12.0 mois", (41310, 57920, "year")),
        ("Mensuel de 1767,00 Euros sur 13 mois", (1767, 1767, "month")),
        ("Horaire de 11.88 Euros", (11.88, 11.88, "hour")),
        ("12,5 € brut/h", (12.5, 12.5, "hour")),
        ("12,02 euros de l'heure", (12.02, 12.02, "hour")),
        ("35–40 k€", (35000, 40000, "year")),
        ("50 à 55K€ brut", (50000, 55000, "year")),
        ("De 26 450€ à 28 150€ brut annuel minimum", (26450, 28150, "year")),
        ("1\u202f940 €", (1940, 1940, "month")),
        ("1.767,50 € par mois", (1767.5, 1767.5, "month")),
        ("€45,000 - €55,000 per year", (45000, 55000, "year")),
        ("A partir de 21 k€ brut annuel", (21000, None, "year")),
        ("jusqu'à 40 k€", (None, 40000, "year")),
        ("33000.000", (33000, 33000, "year")),
        ("35 000 à 42 000 € sur 39 heures et 13 mois", (35000, 42000, "year")),
    ],
)
def test_pay(text, pay):
    assert pay_of(text) == pay


@pytest.mark.parametrize(
    "text",
    [
        "A négocier",
        "Selon profil",
        "",
        "Annuel de 12,00 Euros",
        "Horaire de 1867 Euros",
        "30 jours de congés",
        "Selon CCN51",
    ],
)
def test_what_is_no_pay(text):
    assert pay_of(text) is None


def test_pay_in_columns():
    assert pay_range(2000, None, "month") == (2000, None, "month")
    assert pay_range(45000, 38000, None) == (38000, 45000, "year")
    assert pay_range(None, None, "month") is None
    assert [unit_of(word) for word in ("heure", "mois", "an", "HOUR", "Annuel", "semaine")] == [
        "hour",
        "month",
        "year",
        "hour",
        "year",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("35H Travail en journée", 35),
        ("35 H  Travail en horaires fractionnés", 35),
        ("37H30\nTravail de nuit", 37.5),
        ("Temps partiel 20h", 20),
        ("37,5", 37.5),
        ("35 heures", 35),
        ("Temps plein", None),
        ("151,67", None),
        ("temps partiel\nTravail le samedi", None),
    ],
)
def test_hours(text, hours):
    assert hours_of(text) == hours


def test_numbers_coordinates_and_flags():
    assert [number_of(text) for text in ("3", "3,0", "1 234,5", "12 €", "trois", "")] == [3, 3, 1234.5, 12, None, None]
    assert number_of("1e400") is None
    assert number_of("nan") is None
    assert coordinates_of("48.85,-2.35") == (48.85, -2.35)
    assert coordinates_of("Paris, France") is None
    assert [flag_of(text) for text in ("Oui", "NON", "true", "0", "peut-être", "")] == [
        True,
        False,
        True,
        False,
        None,
        None,
    ]


def test_texts_lose_scripts_and_keep_paragraphs():
    raw = "<p>Vos&nbsp;missions&amp;profil</p><script>alert('x')</script><ul><li>souder</li><li>régler</li></ul>"
    assert text_of(raw + "<style>p{}</style>") == "Vos missions&profil\n\n- souder\n- régler"


def test_texts_escaped_once_more():
    assert text_of("&lt;p&gt;Une &lt;b&gt;équipe&lt;/b&gt;&lt;/p&gt;") == "Une équipe"
    assert "<script" not in text_of("&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;")


@pytest.mark.parametrize("blank", [" ", "\n", "\t", "\u00a0"])
def test_endless_blanks_beside_markup_cost_no_more_than_their_length(blank):
    raw = "<p>souder" + blank * 300_000 + "régler"
    assert text_of(raw).split() == title_of(raw).split() == ["souder", "régler"]


def test_texts_that_look_like_markup_and_are_not():
    assert text_of("pression < 3 bar et > 1 bar") == "pression < 3 bar et > 1 bar"
    assert text_of("R&D, C++ & C#") == "R&D, C++ & C#"


def test_plain_texts_are_tidied():
    assert text_of("  a \r\n\r\n\r\n\r\n b\u00a0 c\x07\t d ") == "a\n\nb c d"
    assert text_of("déjà net\net court") == "déjà net\net court"


def test_titles_are_one_line_without_markup():
    assert title_of('<a href="/x">Contrat  d&#039;apprentissage</a>\n H/F') == "Contrat d'apprentissage H/F"
    assert title_of("<script>x</script>") == ""


def test_languages():
    assert language_of("Vous rejoindrez une équipe de soudeurs pour notre atelier de Lille.") == "fr"
    assert language_of("You will be part of the team and work with our customers.") == "en"
    assert language_of("Développeur Python") == "fr"
    assert language_of("DevOps") is None
