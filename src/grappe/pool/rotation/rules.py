"""The dated rules of a rotation, and the numbers they come to on the first day of the contract."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from grappe.words import Dated, Kind, Refused, Rule, Rules, Sentence, Where, read_rules

#: Profiles that come with Grappe, by the name that a problem or ``--rules`` gives.
ROTATION_PROFILES = ("strict", "GE-wide")
_MOST_SWAPS = 8


@dataclass(frozen=True, slots=True)
class RotationRules:
    """What a lawful rotation is and what it costs, as numbers; units and articles stand in the profile."""

    employer_share: float
    other_hosts: int
    other_hosts_of_a_group: int
    first_swap_days: int
    apprentices_of_a_mentor: int
    repeaters_of_a_mentor: int
    mentor_practice_with_diploma: float
    mentor_practice_without_diploma: float
    last_blocks_together: int
    swaps: int
    stay_days: int
    lodgings: int
    lodging_km: float
    nearest_hosts: int
    cost_swap: int
    cost_km: float
    cost_missing_day: int
    cost_share_day: int


def rotation_rules(profile: Rules, day: date) -> RotationRules:
    """The numbers in force on a day. Raises ``Refused`` for a rule that is missing or out of its range."""
    held: dict[str, Any] = {
        field.name: _number(profile, field.name, field.type, day) for field in fields(RotationRules)
    }
    return RotationRules(**held)


def rotation_profile(named: str | Path | Mapping[str, float]) -> Rules:
    """A profile by name, TOML file, or values by rule name laid over ``strict``. Raises ``Refused``."""
    strict = _shipped("strict")
    if isinstance(named, Mapping):
        return strict.with_profile(Rules({key: _over(strict, key, value) for key, value in named.items()}))
    by_name = {name.casefold(): name for name in ROTATION_PROFILES}
    name = by_name.get(str(named).casefold())
    if name is not None:
        return strict if name == "strict" else strict.with_profile(_shipped("ge-wide"))
    if not Path(named).is_file():
        listed = ", ".join(ROTATION_PROFILES)
        raise Refused(
            Sentence("profil de règles inconnu", "unknown rule profile"),
            hint=Sentence(f"un fichier TOML, ou : {listed}", f"a TOML file, or one of: {listed}"),
            kind=Kind.CALL,
            where=Where(file=str(named)),
        )
    return strict.with_profile(read_rules(Path(named)))


def _shipped(name: str) -> Rules:
    with as_file(files("grappe.pool.rotation").joinpath("profiles", f"{name}.toml")) as path:
        return read_rules(path)


def _over(strict: Rules, key: str, value: float) -> Rule:
    rule = strict[key.replace("_", "-")]
    given = Dated(float(value), date(1900, 1, 1), "problem")
    return Rule(rule.id, rule.title, rule.unit, rule.article, rule.confirmed_by, (given,))


def _number(profile: Rules, name: str, kind: object, day: date) -> float | int:
    value = profile.value(name.replace("_", "-"), day)
    most = {"employer_share": 1.0, "swaps": _MOST_SWAPS, "other_hosts": 3, "other_hosts_of_a_group": 3}.get(name, 1e5)
    whole = kind in (int, "int")
    if not 0 <= value <= most or (whole and value != int(value)):
        wanted = Sentence(f"de 0 à {most:g}", f"from 0 to {most:g}")
        raise Refused(
            Sentence(f"la valeur attendue va {wanted.fr}", f"the value must be {wanted.en}"),
            where=Where(column=name.replace("_", "-"), value=f"{value:g}"),
        )
    return int(value) if whole else value
