"""Dated rule parameters: the law and our own method thresholds as data with their source, never as constants in code.

A rule has an identifier, a unit, an article and values that each hold from a day. Rule files are TOML, in
``grappe/words/rules_data``; a cluster can load its own profile over them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from grappe.words.refusals import Kind, Refused, Where
from grappe.words.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Dated:
    """A value that holds from a day, until another takes its place or its last day, and where it was read."""

    value: float
    valid_from: date
    source: str
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A parameter over time. ``confirmed_by`` names who must confirm its use in a real case."""

    id: str
    title: Sentence
    unit: str
    article: str | None
    confirmed_by: str
    values: tuple[Dated, ...]

    def on(self, day: date) -> Dated:
        """The value in force on a day. Raises ``Refused`` before the first one and after the last."""
        held = [dated for dated in self.values if dated.valid_from <= day and (dated.valid_to or day) >= day]
        if not held:
            raise Refused(
                Sentence(f"aucune valeur de « {self.id} » au {day}", f"no value of “{self.id}” on {day}"),
                kind=Kind.MISSING,
                where=Where(value=self.id),
            )
        return max(held, key=lambda dated: dated.valid_from)


class Rules(Mapping[str, Rule]):
    """A profile of rules by identifier. ``with_profile`` lays another profile over it."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = dict(rules)

    def __getitem__(self, rule_id: str) -> Rule:
        if rule_id not in self._rules:
            raise Refused(Sentence(f"règle inconnue : {rule_id}", f"unknown rule: {rule_id}"), kind=Kind.MISSING)
        return self._rules[rule_id]

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._rules)

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self._rules

    def __len__(self) -> int:
        return len(self._rules)

    def value(self, rule_id: str, day: date) -> float:
        """The value of a rule on a day."""
        return self[rule_id].on(day).value

    def with_profile(self, profile: "Rules") -> "Rules":
        """These rules, those of ``profile`` taking their place."""
        return Rules({**self._rules, **profile._rules})


def read_rules(path: Path) -> Rules:
    """The rules of a TOML file. Raises ``Refused`` when it cannot be read as one."""
    try:
        return _rules(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise Refused(
            Sentence(f"profil de règles illisible ({error})", f"unreadable rule profile ({error})"),
            where=Where(file=path.name),
        ) from error


def rules_of(document: Mapping[str, Mapping[str, object]]) -> Rules:
    """The rules of tables read elsewhere, by identifier. Raises ``Refused`` naming the value that one of them lacks."""
    for rule_id, entry in document.items():
        for key in ("fr", "en", "unit", "confirmed_by", "values"):
            _demand(entry, key, rule_id)
        for dated in entry["values"]:  # type: ignore[attr-defined]
            for key in ("value", "from", "source"):
                _demand(dated, key, rule_id)
    return _rules(document)


def _demand(entry: object, key: str, rule_id: str) -> None:
    if not isinstance(entry, Mapping) or entry.get(key) in (None, "", []):
        raise Refused(
            Sentence("il manque une valeur au profil de règles", "the rule profile lacks a value"),
            hint=Sentence(f"écrire {key} sous [rules.{rule_id}]", f"write {key} under [rules.{rule_id}]"),
            where=Where(column=f"{rule_id}.{key}"),
        )


def standard_rules() -> Rules:
    """The rules that come with Grappe."""
    rules = Rules({})
    for entry in sorted(files("grappe.words").joinpath("rules_data").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            rules = rules.with_profile(_rules(tomllib.loads(entry.read_text("utf-8"))))
    return rules


def _rules(document: Mapping[str, Mapping[str, object]]) -> Rules:
    return Rules({rule_id: _rule(rule_id, entry) for rule_id, entry in document.items()})


def _rule(rule_id: str, entry: Mapping[str, object]) -> Rule:
    values = tuple(
        Dated(float(dated["value"]), dated["from"], str(dated["source"]), dated.get("to"))
        for dated in entry["values"]  # type: ignore[attr-defined]
    )
    return Rule(
        id=rule_id,
        title=Sentence(str(entry["fr"]), str(entry["en"])),
        unit=str(entry["unit"]),
        article=str(entry["article"]) if "article" in entry else None,
        confirmed_by=str(entry["confirmed_by"]),
        values=values,
    )
