"""The scheme of a label, as data: grid, weights, knock-outs, computed indicators, committee, quorum, durations."""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from grappe.teach.label_wording import check_name
from grappe.words import Kind, Refused, Sentence, Where

#: Scores of a criterion go from 0 to this.
BEST = 4
SCHEMES = ("default",)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the grid. A mean score under ``knock_out`` rules the label out, whatever the rest.

    ``indicator`` names a computed figure; ``steps`` are the values from which it suggests 1, 2, 3 and 4 points.
    """

    id: str
    title: Sentence
    weight: float
    knock_out: float | None
    indicator: str | None
    steps: tuple[float, ...]
    evidence: tuple[str, ...]

    def suggested(self, value: float | None) -> int | None:
        """The points that the computed figure suggests; ``None`` where there is none."""
        return None if value is None or not self.steps else bisect_right(self.steps, value)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the application."""

    id: str
    title: Sentence
    required: bool


@dataclass(frozen=True, slots=True)
class SchemeRules:
    """Numbers of a scheme: shares from 0 to 1, points, days, months, years, euros as the names say."""

    reviews: int
    dispersion: float
    pass_score: float
    committee_min: int
    quorum: float
    years: int
    note_months: int
    midcheck_months: int
    renewal_months: int
    answer_days: int
    appeal_days: int
    fee: float


@dataclass(frozen=True, slots=True)
class Scheme:
    """A label's scheme in one version: what every case decided under it is judged by."""

    name: str
    version: str
    mark: str
    rules: SchemeRules
    documents: tuple[Document, ...]
    criteria: tuple[Criterion, ...]

    def criterion(self, named: str) -> Criterion | None:
        """The criterion of an identifier."""
        return next((criterion for criterion in self.criteria if criterion.id == named), None)

    @property
    def whole(self) -> float:
        """Σ weight × 4: the best total."""
        return sum(criterion.weight for criterion in self.criteria) * BEST


def read_scheme(named: str | Path) -> Scheme:
    """The scheme of a name (``default``) or of a TOML file. Raises ``Refused`` where a value is missing or wrong."""
    return scheme_of(scheme_text(named), str(named))


def scheme_text(named: str | Path) -> str:
    """The TOML of a scheme. Raises ``Refused`` for a name or a file that is not there."""
    if str(named) in SCHEMES:
        return files("grappe.teach").joinpath("label_schemes", f"{named}.toml").read_text("utf-8")
    try:
        return Path(named).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            Sentence("règlement de label introuvable ou illisible", "scheme of a label not found or unreadable"),
            hint=Sentence(f"un fichier TOML, ou : {', '.join(SCHEMES)}", f"a TOML file, or: {', '.join(SCHEMES)}"),
            kind=Kind.CALL,
            where=Where(file=str(named)),
        ) from error


def scheme_of(text: str, file: str = "") -> Scheme:
    """The scheme that a TOML text is. Raises ``Refused`` where a value is missing or impossible."""
    try:
        document = tomllib.loads(text)
        name = check_name(str(document["name"]))
        scheme = Scheme(
            name=name,
            version=str(document["version"]),
            mark=str(document.get("mark") or ""),
            rules=_rules(document["rules"], file),
            documents=tuple(_document(entry) for entry in document.get("document", ())),
            criteria=tuple(_criterion(entry) for entry in document["criterion"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused(
            Sentence(f"règlement de label incomplet ({error})", f"incomplete scheme of a label ({error})"),
            where=Where(file=file or None),
        ) from error
    _check(scheme, file)
    return scheme


def _check(scheme: Scheme, file: str) -> None:
    ids = [criterion.id for criterion in scheme.criteria]
    wrong = next((each for each in ids if ids.count(each) > 1), None) or next(
        (c.id for c in scheme.criteria if c.weight <= 0 or not 0 <= (c.knock_out or 0) <= BEST), None
    )
    if wrong or not ids:
        raise Refused(
            Sentence(
                "critère en double, sans poids, ou seuil hors de 0 à 4", "criterion twice, weightless, or bad bar"
            ),
            where=Where(file=file or None, column="criterion", value=wrong),
        )


def _rules(document: Mapping[str, Any], file: str) -> SchemeRules:
    least = {"reviews": 2, "committee_min": 1, "years": 1, "quorum": 0.01, "answer_days": 1}
    values: dict[str, Any] = {}
    for name in SchemeRules.__dataclass_fields__:
        value = document[name]
        most = 1 if name in ("quorum", "pass_score") else 10_000
        if isinstance(value, bool) or not isinstance(value, int | float) or not least.get(name, 0) <= value <= most:
            raise Refused(
                Sentence(
                    f"un nombre de {least.get(name, 0):g} à {most} est attendu",
                    f"a number from {least.get(name, 0):g} to {most} is needed",
                ),
                where=Where(file=file or None, column=f"rules.{name}", value=str(value)),
            )
        values[name] = value
    return SchemeRules(**values)


def _document(entry: Mapping[str, Any]) -> Document:
    title = Sentence(str(entry["fr"]), str(entry.get("en") or entry["fr"]))
    return Document(str(entry["id"]), title, bool(entry.get("required", True)))


def _criterion(entry: Mapping[str, Any]) -> Criterion:
    return Criterion(
        id=str(entry["id"]),
        title=Sentence(str(entry["fr"]), str(entry.get("en") or entry["fr"])),
        weight=float(entry["weight"]),
        knock_out=float(entry["knock_out"]) if "knock_out" in entry else None,
        indicator=str(entry["indicator"]) if entry.get("indicator") else None,
        steps=tuple(float(step) for step in entry.get("steps", ())),
        evidence=tuple(str(each) for each in entry.get("evidence", ())),
    )
