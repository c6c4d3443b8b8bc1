"""Which rules a shared job keeps, told by weeks that officers meet. Hours are half-days times the profile's hours."""

from dataclasses import replace
from datetime import date
from operator import sub

import pytest

from grappe.pool import PartNeed, PoolProblem, PoolRules, RuleCheck, job_checks, lawful_by, plan, pool_rules

DAY = date(2026, 11, 24)
CODE = pool_rules("code-no-agreement", day=DAY)
AGREEMENT = pool_rules("code-with-agreement", day=DAY)
ANY, LEAVE = "111111111111", 5


def need(name: str, halfdays: int, grid: str = ANY, weeks: tuple[int, ...] | None = None, **more) -> PartNeed:
    """A member asks for half-days of every week but the last five."""
    asked = weeks or (halfdays,) * (52 - LEAVE) + (0,) * LEAVE
    return PartNeed(name, f"member of {name}", "baker", 48.0, 2.0, tuple(digit == "1" for digit in grid), asked, **more)


def checks(rules: PoolRules, *needs: PartNeed, hours: float = 3.5) -> dict[str, RuleCheck]:
    """Every check of the one job of these needs, by rule."""
    rules = replace(rules, hours_per_halfday=hours, halfdays_per_year_min=0, halfdays_per_year_max=700)
    return {check.rule: check for check in job_checks(PoolProblem(needs, rules), needs)}


def failed(rules: PoolRules, *needs: PartNeed, hours: float = 3.5) -> list[str]:
    """Names of the rules that fail."""
    return [rule for rule, check in checks(rules, *needs, hours=hours).items() if check.result == "fail"]


def asked(rules: PoolRules, **values: float) -> PoolRules:
    """The profile as a cluster changed it."""
    legal = rules.legal
    tables = {
        rule: replace(legal.rule(rule), values=(replace(legal.dated(rule), value=value),))
        for rule, value in ((name.replace("_", "-"), value) for name, value in values.items())
    }
    return replace(rules, legal=replace(legal, rules=legal.rules.with_profile(type(legal.rules)(tables))))


def test_1_three_users_on_distinct_halfdays_make_35_hours():
    """14 h + 10.5 h + 10.5 h: accepted; two of them on Tuesday morning: refused, and the reason names them."""
    four, three = (4,) * 45 + (0,) * 7, (3,) * 45 + (0,) * 7
    bakery = need("bakery", 0, "111100000000", four)
    mill, canteen = need("mill", 0, "000011100000", three), need("canteen", 0, "000000011100", three)
    assert failed(CODE, bakery, mill, canteen) == []
    tuesday = need("canteen", 0, "001000011000", three)
    problem = PoolProblem((bakery, mill, tuesday), CODE)
    assert plan(problem, seconds=10).jobs == ()
    said = checks(CODE, bakery, mill, tuesday)["halfdays"]
    assert said.result == "fail"
    assert said.remark.said("fr") == "semaine 1 : bakery et canteen demandent la même demi-journée (mardi matin)"


def test_2_22_hours_are_too_few_without_the_workers_request():
    """12 h + 10 h = 22 h: refused by default (24 h); the written and reasoned request is to be confirmed."""
    pair = need("bakery", 6), need("mill", 5)
    assert failed(CODE, *pair, hours=2) == ["part-time-week", "worker-request"]
    excused = checks(asked(CODE, worker_request=1), *pair, hours=2)
    assert excused["part-time-week"].result == "confirm"
    assert lawful_by(list(excused.values()))
    assert "salarié" in excused["worker-request"].confirmed_by


def test_2_104_hours_a_month_spread_unevenly_need_an_averaging_agreement():
    """Weeks of 17.5 h and 31.5 h: 24.5 h on the mean, 104 h a month and more."""
    uneven = (3, 7) * 23 + (3,) + (0,) * LEAVE
    pair = need("bakery", 2), need("mill", 0, weeks=uneven)
    assert failed(CODE, *pair) == ["part-time-week", "worker-request"]
    assert failed(AGREEMENT, *pair) == []
    assert checks(AGREEMENT, *pair)["averaging-agreement"].result == "confirm"


def test_3_twelve_weeks_of_46_hours():
    """Each is legal (48), their mean is not (44), unless an agreement says 46."""
    weeks = (10,) * 12 + (6,) * 17 + (7,) * 18 + (0,) * 5
    half = tuple(week // 2 for week in weeks)
    pair = need("bakery", 0, weeks=half), need("mill", 0, weeks=tuple(map(sub, weeks, half)))
    low = (4.6, CODE), (4.6, AGREEMENT)
    assert [failed(rules, *pair, hours=hours) for hours, rules in low] == [["mean-max"], []]
    held = checks(CODE, *pair, hours=4.6)
    assert (held["week-max"].value, held["week-max"].result) == (46.0, "pass")
    assert (held["mean-max"].value, held["mean-max"].article) == (46.0, "Code du travail, L3121-22")


def test_4_rest_is_counted_from_one_user_to_the_next():
    """One ends at 21:00, the other begins at 07:00: ten hours, though each alone keeps eleven."""
    evenings = need("bar", 0, "010101010100", (5,) * 45 + (0,) * 7, ends=21.0, starts=13.0)
    mornings = need("bakery", 0, "101010101000", (5,) * 45 + (0,) * 7, starts=7.0, ends=12.0)
    assert failed(CODE, evenings, mornings) == ["daily-rest"]
    assert checks(CODE, evenings, mornings)["daily-rest"].value == 10
    assert failed(CODE, evenings, replace(mornings, starts=8.0)) == []
    assert plan(PoolProblem((evenings, mornings), CODE), seconds=10).jobs == ()


def test_5_three_seasons_of_four_months_are_213_hours_too_many():
    """4 + 4 + 4 months full-time: 1,820 h; leave must be carved out, and the check says when."""
    seasons = [
        tuple(10 if first <= week < last else 0 for week in range(52)) for first, last in ((0, 17), (17, 35), (35, 52))
    ]
    needs = [need(f"season {number}", 0, weeks=weeks) for number, weeks in enumerate(seasons)]
    held = checks(CODE, *needs)["legal-year"]
    assert (held.value, held.limit, held.result) == (1820.0, 1607.0, "fail")
    assert held.remark.said("fr").startswith("213 h de trop : les congés sont à retirer, au mieux en juillet, août")


@pytest.mark.parametrize("rule", ["week-max", "daily-rest", "part-time-week", "public-share"])
def test_every_check_has_its_article_its_date_and_who_confirms_it(rule):
    held = checks(CODE, need("bakery", 4), need("mill", 3))[rule]
    assert held.article.startswith("Code du travail")
    assert held.valid_from <= DAY
    assert held.confirmed_by


def test_travel_between_two_users_in_a_day_is_work():
    """Ten kilometres at 40 km/h: a quarter of an hour on each of five days."""
    mornings, afternoons = need("bakery", 5, "101010101000"), need("mill", 4, "010101010000")
    away = replace(afternoons, lat=48.0 + 10 / 111.195)
    assert checks(CODE, mornings, away)["week-max"].value == 9 * 3.5 + 4 * 0.25


def test_a_public_body_has_three_quarters_of_the_year_at_most():
    town = need("town", 7, public=True)
    assert failed(CODE, town, need("mill", 2)) == ["public-share"]
    assert failed(CODE, town, need("mill", 3), hours=3.4) == []


def test_levels_and_skills_bring_needs_together_or_not():
    baker = need("bakery", 4, level="3", skills=frozenset({"knead", "bake", "sell"}))
    assert failed(CODE, baker, need("mill", 5, level="5")) == ["level-distance"]
    cook = replace(need("canteen", 5), occupation="cook", skills=frozenset({"knead", "bake", "fry"}))
    assert failed(CODE, baker, cook) == ["similar", "skill-cover"]
    assert plan(PoolProblem((baker, cook), CODE, frozenset({("baker", "cook")})), seconds=10).jobs == ()
