"""The profile of rules that a plan is made under: the keys of the core problem."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

from grappe.words import Kind, Refused, Sentence, Where

#: Profiles that come with Grappe, by name.
PROFILES = ("core",)


@dataclass(frozen=True, slots=True)
class PoolRules:
    """What a lawful job is, as numbers: half-days a week and a year, users, kilometres between two sites.

    ``hours_per_halfday`` turns half-days into hours where a plan is told; ``travel_counts`` says whether travel between
    two sites inside a day is work. Neither changes which jobs are lawful in the core problem: legal profiles use them.
    """

    hours_per_halfday: float
    halfdays_per_week_max: int
    halfdays_per_year_min: int
    halfdays_per_year_max: int
    users_max: int
    km_max: float
    travel_counts: bool

    def as_json(self) -> dict[str, float | int | bool]:
        """The keys and values of the profile."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def pool_rules(named: str | Path) -> PoolRules:
    """The profile of a name (``core``) or of a TOML file.

    Raises ``Refused`` for a name that is not known, a file that is no TOML, a key that is missing or holds no such
    value, or limits that contradict each other.
    """
    if str(named) in PROFILES:
        text = files("grappe.pool").joinpath("profiles", f"{named}.toml").read_text("utf-8")
        return _checked(tomllib.loads(text), str(named))
    path = Path(named)
    if not path.is_file():
        raise Refused(
            Sentence("profil de règles inconnu", "unknown rule profile"),
            hint=Sentence(
                f"un fichier TOML, ou : {', '.join(PROFILES)}", f"a TOML file, or one of: {', '.join(PROFILES)}"
            ),
            kind=Kind.CALL,
            where=Where(file=str(named)),
        )
    try:
        return _checked(tomllib.loads(path.read_text("utf-8")), str(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(
            Sentence(f"profil de règles illisible ({error})", f"unreadable rule profile ({error})"),
            where=Where(file=str(path)),
        ) from error


def _checked(document: Mapping[str, object], file: str) -> PoolRules:
    rules = PoolRules(
        hours_per_halfday=_number(document, "hours_per_halfday", file, least=0.5, most=12),
        halfdays_per_week_max=_whole(document, "halfdays_per_week_max", file, least=1, most=100),
        halfdays_per_year_min=_whole(document, "halfdays_per_year_min", file, least=0, most=10_000),
        halfdays_per_year_max=_whole(document, "halfdays_per_year_max", file, least=1, most=10_000),
        users_max=_whole(document, "users_max", file, least=2, most=12),
        km_max=_number(document, "km_max", file, least=0, most=100_000),
        travel_counts=_flag(document, "travel_counts", file),
    )
    if rules.halfdays_per_year_min > rules.halfdays_per_year_max:
        raise Refused(
            Sentence(
                "le minimum de l'année dépasse son maximum : aucun emploi n'est possible",
                "the least of the year is above its most: no job is possible",
            ),
            where=Where(file=file, column="halfdays_per_year_min", value=str(rules.halfdays_per_year_min)),
        )
    return rules


def _number(document: Mapping[str, object], key: str, file: str, *, least: float, most: float) -> float:
    value = _given(document, key, file)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise _out_of_range(
            key, value, file, Sentence(f"un nombre de {least} à {most}", f"a number, {least} to {most}")
        )
    return float(value)


def _whole(document: Mapping[str, object], key: str, file: str, *, least: int, most: int) -> int:
    value = _given(document, key, file)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        wanted = Sentence(f"un nombre entier de {least} à {most}", f"a whole number, {least} to {most}")
        raise _out_of_range(key, value, file, wanted)
    return value


def _flag(document: Mapping[str, object], key: str, file: str) -> bool:
    value = _given(document, key, file)
    if not isinstance(value, bool):
        raise _out_of_range(key, value, file, Sentence("true ou false", "true or false"))
    return value


def _given(document: Mapping[str, object], key: str, file: str) -> object:
    if key not in document:
        raise Refused(
            Sentence("il manque une valeur au profil de règles", "the rule profile lacks a value"),
            hint=Sentence(f"ajouter la ligne {key} = …", f"add the line {key} = …"),
            where=Where(file=file, column=key),
        )
    return document[key]


def _out_of_range(key: str, value: object, file: str, wanted: Sentence) -> Refused:
    return Refused(
        Sentence(f"la valeur attendue est {wanted.fr}", f"the value must be {wanted.en}"),
        where=Where(file=file, column=key, value=str(value)),
    )
