"""Duplicates: which advertisements are one, which are not, and how it is said."""

from datetime import date
from pathlib import Path

import pytest
from tests.oracles.invented_needs import need, stored

from grappe.analysis import DUPLICATES, demand, duplicates, manifest, stored_duplicates
from grappe.needs import NEEDS

TEXT = (
    "Au sein de l'atelier de chaudronnerie vous assemblez et soudez des cuves en acier inoxydable selon plan. Vous "
    "contrôlez vos soudures, entretenez votre poste et rendez compte au chef d'équipe. Procédés TIG et MIG, licence à "
    "jour, travail en deux équipes, panier et prime de fin d'année, parking gratuit et restaurant d'entreprise."
)
OTHER = (
    "Rattaché au directeur commercial, vous développez un portefeuille de clients industriels du nord de la France, "
    "répondez aux appels d'offres et négociez les contrats annuels. Anglais courant, véhicule fourni, trois jours de "
    "télétravail possibles, intéressement et mutuelle familiale prise en charge à cent pour cent."
)


def groups(folder: Path, *needs, **how):
    """The groups found, each a set of numbers of needs."""
    store = stored(folder / "store", [need(number, **given) for number, given in enumerate(needs)])
    found: dict[str, set[int]] = {}
    for row in duplicates(store, **how).table.to_pylist():
        found.setdefault(row["group"], set()).add(int(row["need_id"].removeprefix("t:")))
    return sorted(map(sorted, found.values()))


def ad(**given):
    return {"description": TEXT, "employer": "Cuves du Nord", "departement": "59"} | given


def test_the_same_words_are_one_whatever_their_case_accents_and_markup_of_spaces(tmp_path):
    shouted = "  " + TEXT.upper().replace("È", "E").replace(". ", " .\n\n– ")
    assert groups(tmp_path, ad(), ad(description=shouted, source="u"), ad(description=OTHER)) == [[0, 1]]


def test_an_edited_a_shortened_and_an_agencys_text_join(tmp_path):
    edited = TEXT.replace("cuves", "réservoirs").replace("panier", "tickets restaurant")
    agency = "Notre client, acteur reconnu de la chaudronnerie, recrute. " + TEXT.replace("Vous", "Le candidat")
    found = groups(
        tmp_path,
        ad(),
        ad(description=edited),
        ad(description=TEXT[: len(TEXT) // 2] + "…"),
        ad(description=agency, employer="Intérim Express"),
        ad(description=OTHER, title="Commercial"),
    )
    assert found == [[0, 1, 2, 3]]


def test_two_places_are_two_needs_and_no_third_brings_them_together(tmp_path):
    assert groups(tmp_path, ad(), ad(departement="37"), ad(departement=None)) in ([[0, 2]], [[1, 2]])


def test_months_later_it_is_another_need(tmp_path):
    old, new = ad(published=date(2025, 1, 6)), ad(published=date(2026, 1, 6))
    assert groups(tmp_path / "a", old, new) == []
    assert groups(tmp_path / "b", old, new, days=0) == [[0, 1]]
    between = ad(published=date(2025, 7, 5))
    assert groups(tmp_path / "c", old, between, new, days=190) == [[0, 1, 2]]


def test_one_employers_other_job_is_another_need(tmp_path):
    mine = TEXT.replace("assemblez et soudez", "peignez")
    assert groups(tmp_path, ad(title="Soudeur TIG"), ad(description=mine, title="Peintre industriel")) == []


def test_without_text_title_employer_commune_and_two_sources_decide(tmp_path):
    short = {"employer": "Forges", "insee": "59350", "departement": "59", "description": None}
    same = short | {"source": "u"}
    assert groups(tmp_path / "a", short, same, short | {"insee": "59606", "source": "v"}) == [[0, 1]]
    assert groups(tmp_path / "b", short, short) == []
    assert groups(tmp_path / "c", short | {"employer": None}, same | {"employer": None}) == []


def test_a_group_says_why_with_whom_and_which_one_counts(tmp_path):
    items = [need(0, **ad()), need(1, **ad(source="u", description=TEXT + " Poste à pourvoir."))]
    items += [need(2, **ad(description=TEXT[:200]))]
    found = duplicates(stored(tmp_path / "store", items))
    rows = {row["need_id"]: row for row in found.table.to_pylist()}
    assert {row["group"] for row in rows.values()} == {"t:1"}
    assert [rows[f"t:{n}"]["counts"] for n in range(3)] == [False, True, False]
    assert (rows["t:2"]["reason"], rows["t:2"]["with_need"], rows["t:2"]["similarity"]) == ("shortened", "t:0", 1.0)
    assert all(row["across"] for row in rows.values())
    assert (found.groups, found.surplus, found.across, found.needs) == (1, 2, 1, 3)
    assert found.reasons == {"same_text": 0, "edited": 0, "shortened": 3, "same_post": 0}


def test_a_group_may_be_large(tmp_path):
    assert groups(tmp_path, *(ad(description=f"{TEXT} Référence {n}") for n in range(300))) == [list(range(300))]


@pytest.mark.parametrize("needs", [[], [need(0)], [need(0, description=""), need(1, description="!!!")]])
def test_nothing_to_compare(tmp_path, needs):
    found = duplicates(stored(tmp_path / "store", needs))
    assert (found.table.schema, found.groups) == (DUPLICATES.schema, 0)


def test_what_was_found_is_kept_until_the_needs_change(tmp_path):
    store = stored(tmp_path / "store", [need(0, **ad()), need(1, **ad())])
    first = stored_duplicates(store)
    assert store.read(DUPLICATES) == first.table
    assert stored_duplicates(store) == first
    store.write(NEEDS, NEEDS.from_rows([need(2, **ad())]), source="t", commit="more")
    assert stored_duplicates(store).table.num_rows == 3


def test_a_demand_counts_a_group_once_when_asked(tmp_path, places, rules, day):
    items = [need(n, **ad(employer=f"e{n}", source=f"s{n}")) for n in range(3)]
    items += [need(9, **ad(description=OTHER, employer="e9"))]
    store = stored(tmp_path / "store", items)
    asked = {"by": (), "places": places, "rules": rules, "day": day, "disclosure": False}
    assert demand(store, **asked)["needs"].to_pylist() == [4]
    assert demand(store, **asked, deduplicate="near")["needs"].to_pylist() == [2]
    assert demand(store, **asked, deduplicate="exact")["needs"].to_pylist() == [2]


def test_a_manifest_tells_what_is_known_of_duplicates_and_no_total_that_is_withheld(tmp_path, places, rules, day):
    store = stored(tmp_path / "store", [need(n, **ad()) for n in range(3)])
    parts = {"places": places, "rules": rules, "day": day}
    table = demand(store, by=(), **parts)
    given = {"by": (), "disclosure": True}
    told = manifest(store, table, parameters=given, versions={}, **parts)
    assert (told["duplicates"], told["inputs"][0]["needs"], told["coding"]["needs"]) == (None, None, None)
    stored_duplicates(store)
    told = manifest(store, table, parameters=given | {"disclosure": False}, versions={}, **parts)
    assert told["duplicates"] == {"groups": 1, "surplus": 2}
    assert told["coding"]["needs"] == 3
