"""What a shared job costs: hourly rate of each user, break-even, joint liability, and what else would cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Literal

from grappe.pool.plans import Job
from grappe.pool.problem import PoolProblem
from grappe.pool.things import PartNeed
from grappe.words import Kind, Refused, Sentence, Where, read_rules

Split = Literal["equal", "hours", "headcount"]
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of a group of employers on one day: shares of gross pay, coefficient of temporary work, months at risk."""

    charges: float
    leave: float
    benefits: float
    fee: float
    temp_coefficient: float
    payroll_months: float

    @property
    def cost(self) -> float:
        """What one euro of gross pay for an hour worked costs the group."""
        return (1 + self.charges) * (1 + self.leave) * (1 + self.benefits)

    @property
    def coefficient(self) -> float:
        """What one euro of gross pay is invoiced."""
        return self.cost * (1 + self.fee)


@dataclass(frozen=True, slots=True)
class UserPrice:
    """What one user pays, in euros without VAT: ``top_up`` per hour so that pay is equal to that of its own people."""

    member: str
    need: str
    hours: float
    gross: float
    top_up: float
    rate: float
    year: float
    direct_hire: float
    temp_work: float
    loan: float
    part_time_lawful: bool


@dataclass(frozen=True, slots=True)
class JobPrice:
    """The price of a shared job. ``break_even`` is the share of its sellable hours that must be invoiced so that the
    group loses nothing; above 1 the rate does not cover the cost.
    """

    job: int
    gross: float
    coefficient: float
    users: tuple[UserPrice, ...]
    paid_hours: float
    cost: float
    invoiced: float
    break_even: float


def money_rates(day: date, *, file: Path | None = None) -> Rates:
    """The rates on a day, those of a cluster's own file in place of Grappe's. Raises ``Refused`` without a value."""
    rules = read_rules(Path(str(files("grappe.pool").joinpath("profiles", "money.toml"))))
    rules = rules.with_profile(read_rules(file)) if file else rules
    named = ("charges-rate", "leave-rate", "benefits-rate", "fee-rate", "temp-coefficient", "payroll-months")
    return Rates(*(rules.value(name, day) for name in named))


def invoice_rate(gross: float, coefficient: float) -> float:
    """Gross pay × coefficient, in euros and cents.

    >>> invoice_rate(12.00, 1.87)
    22.44
    """
    return round(gross * coefficient, 2)


def job_price(problem: PoolProblem, job: Job, rates: Rates, *, gross: float | None = None) -> JobPrice:
    """The price of a job.

    The person's gross hour is ``gross``, or the least that a user offers; a user that pays its own people more owes the
    difference as a top-up. Raises ``Refused`` when no user said what it pays and no ``gross`` is given.
    """
    base = gross if gross is not None else min((need.pay_hour for need in job.needs if need.pay_hour), default=None)
    if base is None:
        raise Refused(
            Sentence("aucun utilisateur n'a dit son salaire horaire", "no user said its pay per hour"),
            hint=Sentence("donner le salaire brut horaire", "give the gross pay per hour"),
            kind=Kind.CALL,
        )
    hours = problem.rules.hours_per_halfday
    users = tuple(_user(need, need.year * hours, base, rates=rates) for need in job.needs)
    invoiced = round(sum(user.year for user in users), 2)
    worked = sum(user.hours for user in users)
    paid = _paid_hours(problem, worked)
    cost = round(sum(user.hours * (user.gross + user.top_up) for user in users) * rates.cost, 2)
    cost = round(cost + (paid - worked) * base * rates.cost, 2)
    return JobPrice(
        job.number,
        base,
        round(rates.coefficient, 4),
        users,
        round(paid, 2),
        cost,
        invoiced,
        round(cost / invoiced, 4) if invoiced else 0.0,
    )


def exposure(
    prices: Sequence[JobPrice], rates: Rates, *, split: Split, headcounts: Mapping[str, int] | None = None
) -> dict[str, float]:
    """Euros that each member could be asked for if the group failed: its share of some months of payroll.

    ``equal`` splits by member, ``hours`` by hours used, ``headcount`` by the size of each member. Raises ``Refused``
    when a headcount is asked for and missing.
    """
    payroll = sum(price.cost for price in prices) / _MONTHS * rates.payroll_months
    weights: dict[str, float] = {}
    for price in prices:
        for user in price.users:
            known = (headcounts or {}).get(user.member)
            if split == "headcount" and not known:
                raise Refused(
                    Sentence("effectif inconnu d'un adhérent", "headcount of a member unknown"),
                    where=Where(value=user.member),
                )
            weight = 1.0 if split == "equal" else user.hours if split == "hours" else float(known or 0)
            weights[user.member] = weights.get(user.member, 0.0) + weight if split == "hours" else weight
    total = sum(weights.values())
    return {member: round(payroll * weight / total, 2) for member, weight in sorted(weights.items())}


def _user(need: PartNeed, hours: float, base: float, *, rates: Rates) -> UserPrice:
    top_up = max(0.0, (need.pay_hour or base) - base)
    rate = invoice_rate(base + top_up, rates.coefficient)
    weekly = hours / 47
    return UserPrice(
        member=need.member,
        need=need.need,
        hours=round(hours, 2),
        gross=base,
        top_up=round(top_up, 2),
        rate=rate,
        year=round(rate * hours, 2),
        direct_hire=round((base + top_up) * rates.cost * 1607, 2),
        temp_work=round((base + top_up) * rates.temp_coefficient * hours, 2),
        loan=round((base + top_up) * rates.cost * hours, 2),
        part_time_lawful=weekly >= 24,
    )


def _paid_hours(problem: PoolProblem, worked: float) -> float:
    """Hours the group pays: a full-time contract pays the legal year even where less is sold."""
    legal = problem.rules.legal
    if legal is None or worked < legal.value("legal-year") * (1 - legal.value("full-time-tolerance")):
        return worked
    return max(worked, legal.value("legal-year"))
