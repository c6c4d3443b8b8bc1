"""Dated legal rules of a profile: what the law and the cluster ask of a shared job, on one day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from grappe.words import Dated, Refused, Rule, Rules, Sentence, Where, rules_of

#: Every rule a legal profile must hold; a profile without one of them is refused.
REQUIRED = (
    "legal-week",
    "legal-year",
    "full-time-tolerance",
    "day-max",
    "week-max",
    "mean-max",
    "mean-weeks",
    "daily-rest",
    "weekly-rest",
    "days-max",
    "overtime-max",
    "averaging-weeks",
    "averaging-agreement",
    "part-time-week",
    "part-time-year",
    "worker-request",
    "leave-weeks",
    "notice-days",
    "public-share",
    "user-share-warn",
    "level-distance",
    "skill-cover",
    "travel-kmh",
    "travel-max",
)
#: Greatest value a rule may hold, by unit: what passes it was typed wrong.
_MOST = {
    "hours per day": 24,
    "hours per week": 168,
    "hours per year": 8_784,
    "hours": 168,
    "weeks": 52,
    "days per week": 7,
    "share": 1,
    "flag": 1,
    "km per hour": 130,
    "minutes": 600,
}


@dataclass(frozen=True)
class LegalRules:
    """The legal rules in force on ``day``, by identifier. ``name`` is the profile they came from."""

    name: str
    day: date
    rules: Rules

    def value(self, rule: str) -> float:
        """The value of a rule on the day."""
        return self.dated(rule).value

    def whole(self, rule: str) -> int:
        """The value of a rule that counts things."""
        return round(self.value(rule))

    def flag(self, rule: str) -> bool:
        """Whether an agreement or a request is recorded."""
        return self.value(rule) > 0

    def rule(self, rule: str) -> Rule:
        """A rule with its title, article and who confirms it."""
        return self.rules[rule]

    def dated(self, rule: str) -> Dated:
        """The value of a rule on the day, with its dates and origin."""
        return self.rules[rule].on(self.day)

    def changed(self, values: Mapping[str, Mapping[str, object]]) -> "LegalRules":
        """These rules with a cluster's own values: rule → ``value``, ``from`` (a day as text) and ``source``.

        Raises ``Refused`` for a rule that is not there or a value that cannot be.
        """
        own = {}
        for rule, said in values.items():
            dated = Dated(float(str(said["value"])), date.fromisoformat(str(said["from"])), str(said["source"]))
            own[rule] = replace(self.rules[rule], values=(*self.rules[rule].values, dated))
        changed = replace(self, rules=self.rules.with_profile(Rules(own)))
        for rule in own:
            _check(changed, rule)
        return changed

    def as_json(self) -> list[dict[str, object]]:
        """Every rule with value, unit, article, dates and origin."""
        return [_told(self.rules[rule], self.dated(rule)) for rule in sorted(self.rules)]


def legal_rules(tables: Mapping[str, Mapping[str, object]], *, name: str, day: date) -> LegalRules:
    """The legal rules of the tables of a profile, on a day.

    Raises ``Refused`` when a rule or one of its values is missing, has no value on that day, or cannot be.
    """
    try:
        rules = rules_of(tables)
        legal = LegalRules(name, day, rules)
        for rule in REQUIRED:
            _check(legal, rule)
    except Refused as refusal:
        where = Where(file=name, column=refusal.where.column or refusal.where.value, value=None)
        raise Refused(refusal.sentence, hint=refusal.hint, where=where) from refusal
    return legal


def _check(legal: LegalRules, rule: str) -> None:
    if rule not in legal.rules:
        raise Refused(
            Sentence("il manque une règle au profil", "the profile lacks a rule"),
            hint=Sentence(f"ajouter la table [rules.{rule}]", f"add the table [rules.{rule}]"),
            where=Where(column=rule),
        )
    value, most = legal.value(rule), _MOST.get(legal.rule(rule).unit, 100_000)
    least = 1 if legal.rule(rule).unit in ("weeks", "km per hour", "days per week") and rule != "leave-weeks" else 0
    if not least <= value <= most:
        raise Refused(
            Sentence(f"une valeur de {least} à {most} est attendue", f"a value from {least} to {most} is needed"),
            where=Where(column=rule, value=f"{value:g}"),
        )


def _told(rule: Rule, dated: Dated) -> dict[str, object]:
    return {
        "rule": rule.id,
        "fr": rule.title.fr,
        "en": rule.title.en,
        "value": dated.value,
        "unit": rule.unit,
        "article": rule.article,
        "valid_from": dated.valid_from.isoformat(),
        "valid_to": dated.valid_to.isoformat() if dated.valid_to else None,
        "origin": dated.source,
        "confirmed_by": rule.confirmed_by,
    }
