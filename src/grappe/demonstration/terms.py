"""What a need offers: contract, hours, pay, experience, education."""

from dataclasses import dataclass
from random import Random

from grappe.demonstration.draws import weighted
from grappe.demonstration.trades import Trade

#: Kind of contract (values of the frame of needs) → weight among members' needs.
MEMBER_CONTRACTS = {
    "cdi": 60.0,
    "cdd": 13.0,
    "apprenticeship": 14.0,
    "interim": 5.0,
    "professionalisation": 3.0,
    "internship": 3.0,
    "seasonal": 2.0,
}
ENGINEER_PAY = 36_000
LEAST_PAY = 22_000  #: nobody is offered less for a full time, €/year
TRAINEE_SHARE = 0.55  #: pay of an apprentice against a beginner
PAY_SPREAD = (0.06, 0.22)
FULL_TIME = 35.0
YEAR_HOURS = FULL_TIME * 52


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one need; ``pay`` is low, high and unit, or ``None`` where nothing is said."""

    contract: str
    hours: float
    pay: tuple[float, float, str] | None
    experience: str
    education: str


def terms(rng: Random, trade: Trade, contracts: dict[str, float], *, pay_share: float) -> Terms:
    """The terms of a need for this occupation; ``pay_share`` is the share of the needs that say their pay."""
    contract = weighted(rng, contracts)
    hours = _hours(rng, trade, contract)
    years = 0 if contract in _LEARNING else weighted(rng, {0: 30.0, 1: 20.0, 2: 20.0, 3: 15.0, 5: 15.0})
    yearly = _yearly(rng, trade, contract=contract, years=years)
    pay = _said(rng, trade, yearly, part=min(hours / FULL_TIME, 1)) if rng.random() < pay_share else None
    return Terms(contract, hours, pay, _EXPERIENCE[years], _education(rng, trade))


_LEARNING = ("apprenticeship", "professionalisation", "internship")
_EXPERIENCE = {0: "débutant accepté", 1: "1 an", 2: "2 ans", 3: "3 ans", 5: "5 ans"}


def _hours(rng: Random, trade: Trade, contract: str) -> float:
    if contract not in _LEARNING and rng.random() < (0.3 if trade.pay < 24_000 else 0.07):
        return rng.choice([17.5, 20.0, 24.5, 28.0, 30.0])
    return weighted(rng, {35.0: 60.0, 39.0: 30.0, 37.0: 10.0})


def _yearly(rng: Random, trade: Trade, *, contract: str, years: int) -> float:
    """Gross pay of a full time, €/year: the trade, 3.5 % for each year of experience, and the employer."""
    yearly = trade.pay * (1 + 0.035 * years) * rng.uniform(0.95, 1.08)
    return yearly * TRAINEE_SHARE if contract in _LEARNING else max(yearly, LEAST_PAY)


def _said(rng: Random, trade: Trade, yearly: float, *, part: float) -> tuple[float, float, str]:
    """Low and high as people say them: by the hour or month for workers, by the year for engineers.

    ``part`` of a full time is paid by the month or year; an hour is an hour.
    """
    high = yearly * (1 + rng.uniform(*PAY_SPREAD))
    units = {"year": 8.0, "month": 2.0} if trade.pay >= ENGINEER_PAY else {"hour": 4.0, "month": 5.0, "year": 2.0}
    unit = weighted(rng, units)
    if unit == "hour":
        return round(yearly / YEAR_HOURS, 2), round(high / YEAR_HOURS, 2), unit
    step, share = (10, 12) if unit == "month" else (500, 1)
    low, high = (float(round(value * part / share / step) * step) for value in (yearly, high))
    return low, high, unit


def _education(rng: Random, trade: Trade) -> str:
    if trade.pay >= ENGINEER_PAY:
        return rng.choice(["Bac+5 et plus ou équivalents", "Bac+3, Bac+4 ou équivalents"])
    if trade.pay >= 28_000:
        return rng.choice(["Bac+2 ou équivalents", "Bac+2 ou équivalents", "Bac ou équivalent"])
    return rng.choice(["CAP, BEP et équivalents", "Bac ou équivalent"])
