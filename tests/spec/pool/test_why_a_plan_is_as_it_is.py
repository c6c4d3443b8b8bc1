"""Why a plan is as it is: what brings needs together, what a need lacks, what decisions do, and who could leave."""

from dataclasses import replace
from datetime import date

import pytest

from grappe.pool import (
    PartNeed,
    PoolProblem,
    call_to_members,
    explain_job,
    plan_decided,
    pool_rules,
    robustness,
    unplaced,
)
from grappe.words import Kind, Refused

RULES = pool_rules("code-no-agreement", day=date(2026, 11, 24))
EARLY, LATE, ANY = "111111000000", "000000111111", "111111111111"


def need(name: str, halfdays: int, grid: str = ANY, **more) -> PartNeed:
    """A member asks for half-days of 47 weeks."""
    weeks = (halfdays,) * 29 + (0,) * 5 + (halfdays,) * 18
    return PartNeed(name, f"M {name}", "baker", 48.0, 2.0, tuple(digit == "1" for digit in grid), weeks, **more)


def planned(*needs: PartNeed, **decided):
    problem = PoolProblem(needs, RULES, **decided)
    return problem, plan_decided(problem, seconds=10)


def groups(found) -> list[list[str]]:
    return [[need.need for need in job.needs] for job in found.jobs]


def test_a_job_says_which_halfdays_complete_each_other_and_what_binds():
    problem, found = planned(need("bakery", 4, EARLY), need("mill", 3, LATE))
    told = explain_job(problem, found.jobs[0])
    assert told.why[0].said("en") == (
        "half-days complete each other (week 1): bakery (M bakery) : Monday, Tuesday · "
        "mill (M mill) : Thursday, Friday morning"
    )
    assert [check.rule for check in told.binds] == ["part-time-week"]


def test_a_need_alone_says_what_one_more_member_would_have_to_ask():
    """Three mornings and more: 10.5 h; 14 h are missing, up to what stays under 35 h."""
    problem, found = planned(need("bakery", 3, "111000000000"))
    (entry,) = unplaced(problem, found)
    assert entry.missing.said("fr") == (
        "il manque un adhérent qui demande 14 – 21 h par semaine, mardi après-midi, mercredi, jeudi, vendredi, "
        "semaines 1–29, 35–52, à 45 min au plus, métier semblable à baker"
    )
    call = call_to_members(problem, entry)
    assert "bakery" not in call.text.said("fr")
    assert "658 heures" in call.text.said("fr")


def test_the_answer_to_a_call_completes_the_job():
    problem, found = planned(need("bakery", 3, "111000000000"))
    complement = unplaced(problem, found)[0].complement
    grid = tuple(half + 1 in complement.open_halfdays for half in range(12))
    answer = replace(need("mill", 0), halfdays=grid, weeks=complement.weeks)
    assert groups(planned(*problem.needs, answer)[1]) == [["bakery", "mill"]]


def test_when_a_member_leaves_hours_are_lost_or_somebody_replaces_it():
    problem, found = planned(need("bakery", 4, EARLY), need("mill", 4, LATE), need("canteen", 4, LATE, priority=0))
    lines = {leaving.member: leaving for leaving in robustness(problem, found.jobs)}
    assert (lines["M bakery"].hours, lines["M bakery"].hours_lost) == (658.0, 658.0)
    assert (lines["M mill"].hours_lost, lines["M mill"].replaced_by) == (0, {1: ("canteen",)})


def test_needs_kept_together_are_placed_even_where_others_bring_more():
    needs = need("bakery", 3, EARLY), need("mill", 4, LATE), need("canteen", 5, LATE)
    assert groups(planned(*needs)[1]) == [["bakery", "canteen"]]
    kept = planned(*needs, together=(frozenset({"bakery", "mill"}),))[1]
    assert groups(kept) == [["bakery", "mill"]]
    assert (kept.objective, kept.bound) == (47 * 7, 47 * 7)


def test_needs_kept_apart_share_nobody():
    needs = need("bakery", 3, EARLY), need("mill", 4, LATE), need("canteen", 5, LATE)
    assert groups(planned(*needs, apart=frozenset({frozenset({"bakery", "canteen"})}))[1]) == [["bakery", "mill"]]


@pytest.mark.parametrize(
    ("together", "apart", "said"),
    [
        ([{"bakery", "mill"}], [{"bakery", "mill"}], "no plan keeps together: bakery + mill (another decision"),
        ([{"bakery", "oven"}], [], "no plan keeps together: bakery + oven (No half-day asked for twice)"),
        ([{"bakery", "mill"}, {"mill", "canteen"}], [], "no plan keeps together: bakery + canteen + mill"),
        ([{"isle", "lake"}], [], "no plan keeps together: isle + lake (no other need completes them)"),
        ([{"tiny", "short"}, {"mill", "canteen"}], [], "no plan keeps together: canteen + mill"),
    ],
)
def test_decisions_that_contradict_each_other_or_the_rules_name_the_smallest_group(together, apart, said):
    needs = (
        need("bakery", 3, EARLY),
        need("mill", 5, LATE),
        need("canteen", 5, LATE),
        need("oven", 6, EARLY),
        need("short", 1, "100000000000"),
        need("tiny", 2, "011000000000"),
        replace(need("isle", 3, EARLY), lat=60.0),
        replace(need("lake", 3, LATE), lat=60.0),
    )
    with pytest.raises(Refused) as refused:
        planned(*needs, together=tuple(map(frozenset, together)), apart=frozenset(map(frozenset, apart)))
    assert refused.value.kind is Kind.INFEASIBLE
    assert refused.value.said("en").startswith(said)
