"""The profile of rules that a plan is made under: the keys of the core problem, and the dated legal rules if any."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from importlib.resources import files
from pathlib import Path

from grappe.pool.legal import LegalRules, legal_rules
from grappe.words import Kind, Refused, Sentence, Where

#: Profiles that come with Grappe, by name.
PROFILES = ("core", "code-no-agreement", "code-50-employees", "code-with-agreement")
#: The day of a profile whose last values are asked for.
_LAST = date(9999, 12, 31)
_Document = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PoolRules:
    """What a lawful job is, as numbers: half-days a week and a year, users, kilometres between two sites.

    ``hours_per_halfday`` turns half-days into hours where a plan is told; ``travel_counts`` says whether travel between
    two sites inside a day is work. Neither changes which jobs are lawful in the core problem: legal profiles use them.
    ``legal`` holds the dated rules of a legal profile, ``None`` in the core problem.
    """

    hours_per_halfday: float
    halfdays_per_week_max: int
    halfdays_per_year_min: int
    halfdays_per_year_max: int
    users_max: int
    km_max: float
    travel_counts: bool
    legal: LegalRules | None = None

    def with_legal(self, legal: LegalRules) -> "PoolRules":
        """The same profile with other legal rules."""
        return replace(self, legal=legal)

    def as_json(self) -> dict[str, float | int | bool]:
        """The keys and values of the core problem."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "legal"}


def pool_rules(named: str | Path, *, day: date | None = None) -> PoolRules:
    """The profile of a name (``core``, ``code-no-agreement`` …) or of a TOML file, with the values of ``day``.

    A file may begin with ``extends = "code-no-agreement"`` and hold only what it changes. Without ``day`` a legal
    profile takes the last value of each rule. Raises ``Refused`` for a name that is not known, a file that is no TOML,
    a key or rule that is missing or holds no such value, or limits that contradict each other.
    """
    return _checked(_resolved(named), str(named), day)


def profile_text(name: str) -> str:
    """The TOML of a profile that comes with Grappe: what a cluster copies and changes."""
    return files("grappe.pool").joinpath("profiles", f"{name}.toml").read_text("utf-8")


def _document(named: str | Path) -> _Document:
    if str(named) in PROFILES:
        return tomllib.loads(profile_text(str(named)))
    path = Path(named)
    if not path.is_file():
        raise _unknown(str(named))
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(
            Sentence(f"profil de règles illisible ({error})", f"unreadable rule profile ({error})"),
            where=Where(file=str(path)),
        ) from error


def _resolved(named: str | Path) -> _Document:
    """A profile laid over the one it extends."""
    document = _document(named)
    base = document.get("extends")
    if base is None:
        return document
    if base not in PROFILES:
        raise _unknown(f"{named}: extends = {base!r}")
    return _laid_over(_resolved(str(base)), document)


def _unknown(file: str) -> Refused:
    names = ", ".join(PROFILES)
    return Refused(
        Sentence("profil de règles inconnu", "unknown rule profile"),
        hint=Sentence(f"un fichier TOML, ou : {names}", f"a TOML file, or one of: {names}"),
        kind=Kind.CALL,
        where=Where(file=file),
    )


def _laid_over(base: _Document, over: _Document) -> _Document:
    """The keys of ``base`` with those of ``over`` in their place; rule by rule, and key by key inside a rule."""
    rules = dict(_tables(base))
    for rule, entry in _tables(over).items():
        rules[rule] = {**rules.get(rule, {}), **entry}
    return {**base, **over, "rules": rules}


def _tables(document: _Document) -> Mapping[str, Mapping[str, object]]:
    rules = document.get("rules", {})
    if not isinstance(rules, Mapping) or not all(isinstance(entry, Mapping) for entry in rules.values()):
        raise Refused(
            Sentence("une règle est une table [rules.nom]", "a rule is a table [rules.name]"),
            where=Where(column="rules"),
        )
    return rules


def _checked(document: _Document, file: str, day: date | None) -> PoolRules:
    rules = PoolRules(
        hours_per_halfday=_number(document, "hours_per_halfday", file, least=0.5, most=12),
        halfdays_per_week_max=_whole(document, "halfdays_per_week_max", file, least=1, most=100),
        halfdays_per_year_min=_whole(document, "halfdays_per_year_min", file, least=0, most=10_000),
        halfdays_per_year_max=_whole(document, "halfdays_per_year_max", file, least=1, most=10_000),
        users_max=_whole(document, "users_max", file, least=2, most=12),
        km_max=_number(document, "km_max", file, least=0, most=100_000),
        travel_counts=_flag(document, "travel_counts", file),
        legal=_legal(document, file, day),
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


def _legal(document: _Document, file: str, day: date | None) -> LegalRules | None:
    tables = _tables(document)
    return legal_rules(tables, name=file, day=day or _LAST) if tables else None


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
