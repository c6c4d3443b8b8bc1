"""Public money around shared work, by dated rules: apprenticeship contracts, collective HR advice."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from grappe.words import Refused, Rules, read_rules

#: Levels that one rule of the aid covers, by the lowest of them; and from which headcount a firm is large.
_LEVELS, _LARGE, _PARTICIPATION = {3: 3, 4: 3, 5: 5, 6: 7, 7: 7}, 250, 6


@dataclass(frozen=True, slots=True)
class ApprenticeMoney:
    """Euros of one contract: the State's aid of its first year, the participation of the employer."""

    aid: float
    participation: float


def aid_rules() -> Rules:
    """The aids that come with Grappe; a cluster lays its own over them."""
    return read_rules(Path(str(files("grappe.pool").joinpath("profiles", "aids.toml"))))


def apprentice_money(
    rules: Rules, *, level: int, headcount: int, signed: date, disabled: bool = False
) -> ApprenticeMoney:
    """Aid and participation of a contract; no aid outside the days of its rule.

    >>> apprentice_money(aid_rules(), level=7, headcount=80, signed=date(2026, 3, 10))
    ApprenticeMoney(aid=2000.0, participation=750.0)
    """
    size = "small" if headcount < _LARGE else "large"
    named = "apprentice-aid-disabled" if disabled else f"apprentice-aid-{size}-{_LEVELS[level]}"
    try:
        aid = rules.value(named, signed)
    except Refused:
        aid = 0.0
    owed = rules.value("apprentice-participation", signed) if level >= _PARTICIPATION else 0.0
    return ApprenticeMoney(aid, owed)


def collective_advice(rules: Rules, *, cost: float, day: date) -> float:
    """The State's part of a collective HR commission of ``cost`` euros without tax, at most."""
    share, most = (rules.value(f"collective-advice-{name}", day) for name in ("share", "max"))
    return min(cost * share, most)
