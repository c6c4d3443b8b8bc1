"""The figures kept in a store, and the sheet of an occupation made of them."""

import pytest
from tests.oracles.invented_needs import need, stored

from grappe.analysis import (
    COVERAGE,
    CUTS,
    FIGURES,
    TENSION_SHEET,
    analyse_store,
    demand,
    occupation_sheet,
    tension_sheet,
    totals,
)
from grappe.needs import NEEDS
from grappe.words import Interrupted, Kind, Refused


def survey(number, **given):
    """A need that a member told of."""
    return need(number, kind="survey", employer=f"m{number}", member=f"M{number}", code="H2913", **given)


@pytest.fixture
def store(tmp_path, day):
    needs = [survey(n, difficult=n < 4, insee="59350", departement="59", contract="cdi") for n in range(7)]
    needs += [need(n, employer=f"e{n % 6}", code="H2917", published=day, departement="62") for n in range(10, 20)]
    needs += [need(30, code="H2901", decision="review", employer="x"), need(31)]
    return stored(tmp_path / "store", needs)


@pytest.fixture
def asked(rome, places, labour, rules, day):
    return {"rome": rome, "places": places, "labour": labour, "rules": rules, "day": day}


def test_every_cut_holds_what_demand_says(store, asked):
    analyse_store(store, **asked)
    given = {name: asked[name] for name in ("places", "rules", "day")}
    rows = store.read(FIGURES).to_pylist()
    for cut in CUTS:
        kept = [row for row in rows if row["cut"] == (",".join(cut) or "total")]
        said = demand(store, by=cut, **given).to_pylist()
        assert [{name: row[name] for name in said[0]} for row in kept] == said
        assert {row[name] for row in kept for name in ("occupation", "territory", "month", "contract")} >= {""} or cut


def test_what_the_figures_rest_on(store, asked, day):
    report = analyse_store(store, **asked)
    (row,) = store.read(COVERAGE).to_pylist()
    counted = ("needs", "coded", "review", "none", "ads", "surveys", "employers")
    assert [row[name] for name in counted] == [19, 17, 1, 1, 12, 7, 14]
    assert (row["first_month"], row["last_month"], row["release"], row["day"]) == (
        "2026-03",
        "2026-03",
        "rome test",
        day,
    )
    assert (report.needs, report.coded, report.occupations) == (19, 17, 2)
    assert report.published + report.suppressed + report.complementary == store.count(FIGURES)
    assert totals(store).uncoded == 0


def test_the_same_needs_and_parameters_change_nothing(store, asked):
    first = analyse_store(store, **asked)
    before = store.digest
    assert analyse_store(store, **asked) == first
    assert store.digest == before


def test_a_new_need_or_another_parameter_makes_new_figures(store, asked):
    first = analyse_store(store, **asked)
    assert analyse_store(store, **asked, disclosure=False).suppressed == first.suppressed
    assert store.read(FIGURES)["needs"].null_count == 0
    store.write(NEEDS, NEEDS.from_rows([need(99)]), source="t", commit="more")
    assert analyse_store(store, **asked).needs == first.needs + 1


def test_stopped_by_a_person_nothing_is_written(store, asked):
    def stop(done, _total, _message):
        if done == 3:
            raise Interrupted

    with pytest.raises(Interrupted):
        analyse_store(store, **asked, progress=stop)
    assert not store.has(FIGURES)


def test_the_official_level_stands_beside_the_members_share(store, asked):
    rows = {row["occupation"]: row for row in tension_sheet(store, **asked).to_pylist()}
    welder = rows["H2913"]
    assert (welder["official_level"], welder["year"], welder["fap"], welder["training_link"]) == (5, 2019, "D1", 4)
    assert (welder["survey_n"], welder["survey_difficult"], welder["reference_share"]) == (7, 4, 0.6)
    assert welder["survey_share"] == pytest.approx((4 + 10 * 0.6) / 17)
    assert welder["weight"] == pytest.approx(7 / 17)
    assert (round(welder["survey_low"], 2), round(welder["survey_high"], 2)) == (0.25, 0.84)


def test_an_occupation_nobody_was_asked_about_has_the_level_of_its_parent_and_no_share(store, asked):
    rows = {row["occupation"]: row for row in tension_sheet(store, **asked).to_pylist()}
    robot = rows["H2917"]
    assert (robot["official_level"], robot["survey_n"], robot["survey_share"]) == (5, 0, None)
    assert (robot["reference_of"], robot["reference_share"]) == ("all", pytest.approx(160 / 400))


def test_answers_of_too_few_members_are_withheld(tmp_path, asked):
    store = stored(tmp_path / "few", [survey(n, difficult=True) for n in range(4)])
    (row,) = tension_sheet(store, **asked).to_pylist()
    assert (row["survey_n"], row["survey_difficult"], row["survey_share"], row["weight"]) == (None,) * 4
    assert row["disclosure"] == "suppressed"


def test_without_official_statistics_there_is_no_level(store, asked):
    rows = tension_sheet(store, **asked | {"labour": None}).to_pylist()
    assert {(row["official_level"], row["reference_share"], row["survey_share"]) for row in rows} == {
        (None, None, None)
    }
    analyse_store(store, **asked | {"labour": None})
    assert store.count(TENSION_SHEET) == 2


def test_the_sheet_of_an_occupation(store, asked, rome, labour):
    analyse_store(store, **asked)
    sheet = occupation_sheet(store, "H2913", rome=rome, labour=labour)
    assert sheet.label_fr == "Soudeur / Soudeuse"
    assert [skill["weight"] for skill in sheet.skills] == ["main", "emerging", None]
    assert [row["code"] for row in sheet.mobilities] == ["H2901"]
    assert [row["needs"] for row in sheet.figures["occupation,territory"]] == [7]
    assert sheet.tension["survey_n"] == 7
    assert sheet.levels == {"59": 2}
    assert len(sheet.members) == 7
    assert sheet.members[0]["positions"] == 1


def test_the_sheet_of_an_occupation_nobody_asks_for_has_no_figures(store, rome):
    sheet = occupation_sheet(store, "H2901", rome=rome)
    assert (sheet.figures, sheet.tension, sheet.levels, sheet.members) == ({}, None, {}, ())


def test_a_code_that_the_release_does_not_have_is_refused(store, rome):
    with pytest.raises(Refused) as refused:
        occupation_sheet(store, "Z9999", rome=rome)
    assert refused.value.kind is Kind.MISSING
