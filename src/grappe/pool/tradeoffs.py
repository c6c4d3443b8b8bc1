"""Plans that the officer can move along: more hours covered, or less travel, fewer users, a lower price."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from grappe.pool.money import Rates, job_price
from grappe.pool.plans import Plan
from grappe.pool.problem import PoolProblem
from grappe.pool.solving import plan
from grappe.words import Progress, Refused, silent

#: Shares of the kilometres of the profile that are tried.
_NEARER = (1.0, 0.6, 0.3)


@dataclass(frozen=True, slots=True)
class TradeOff:
    """One plan of the list: its limits, and what it comes to.

    ``hours`` of need covered in a year, ``kilometres`` between the sites of its jobs, ``users`` by job on the mean,
    ``price`` of an hour on the mean (``None`` where no user said what it pays).
    """

    users_max: int
    km_max: float
    hours: float
    kilometres: float
    users: float
    price: float | None
    plan: Plan

    def beats(self, other: "TradeOff") -> bool:
        """Whether nothing is worse and something is better."""
        mine, theirs = self._figures, other._figures
        return all(one >= two for one, two in zip(mine, theirs, strict=True)) and mine != theirs

    @property
    def _figures(self) -> tuple[float, float, float, float]:
        return (self.hours, -self.kilometres, -self.users, -(self.price or 0.0))


def trade_offs(
    problem: PoolProblem,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    rates: Rates | None = None,
    progress: Progress = silent,
) -> list[TradeOff]:
    """The best plan under each tighter limit on users and kilometres that no other of them beats, most hours first.

    ``seconds`` are shared among them.
    """
    rules = problem.rules
    limits = [(users, rules.km_max * share) for users in range(rules.users_max, 1, -1) for share in _NEARER]
    found: list[TradeOff] = []
    for users, km in limits:
        tighter = replace(problem, rules=replace(rules, users_max=users, km_max=km))
        made = plan(tighter, seconds=seconds / len(limits), seed=seed, progress=progress)
        if made.jobs:
            found.append(_told(tighter, made, rates))
    kept = [one for one in found if not any(other.beats(one) for other in found)]
    unique = {(one.hours, one.kilometres, one.users): one for one in kept}
    return sorted(unique.values(), key=lambda one: (-one.hours, one.kilometres))


def _told(problem: PoolProblem, made: Plan, rates: Rates | None) -> TradeOff:
    hours = sum(job.halfdays for job in made.jobs) * problem.rules.hours_per_halfday
    prices = list(_prices(problem, made, rates)) if rates else []
    return TradeOff(
        users_max=problem.rules.users_max,
        km_max=round(problem.rules.km_max, 3),
        hours=hours,
        kilometres=round(made.km, 3),
        users=round(made.needs_placed / len(made.jobs), 3),
        price=round(sum(prices) / len(prices), 2) if prices else None,
        plan=made,
    )


def _prices(problem: PoolProblem, made: Plan, rates: Rates) -> Iterator[float]:
    for job in made.jobs:
        try:
            yield from (user.rate for user in job_price(problem, job, rates).users)
        except Refused:
            continue
