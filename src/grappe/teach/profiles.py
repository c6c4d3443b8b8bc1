"""What a perimeter needs: skills with weights, from the occupations it asks for and what emerges among them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from grappe.references import (
    APPELLATIONS,
    CROSSWALK,
    ESCO_OCCUPATION_SKILLS,
    ESCO_SKILLS,
    OCCUPATION_SKILLS,
    SKILLS,
    Release,
)
from grappe.tables import read_file
from grappe.teach.headers import plain
from grappe.teach.levels import LEVELS
from grappe.words import Column, Frame, Kind, Refused, RomeCode, Sentence, Where

NEED_PROFILE = Frame(
    name="need_profile",
    grain="one row per skill that a perimeter needs, the weightiest first",
    key=("skill",),
    columns=(
        Column("skill", "text", "code of the skill: ESCO URI or ROME number"),
        Column("label", "text", "label of the skill", null="not given"),
        Column("weight", "number", "share of all needs; a profile that this program makes adds up to 1"),
        Column("level", "text", "how far it is needed", null="applies", values=LEVELS),
        Column("occupations", "texts", "ROME occupations that ask for it; empty where not known"),
        Column("emerging", "flag", "whether more and more needs name it", null="not known"),
    ),
)
CORE, ORDINARY = 1.0, 0.5  #: weight of a skill of the core of an occupation, and of another one
EMERGING = 1.5  #: what the weight of an emerging skill is multiplied by


def need_profile(
    occupations: Mapping[str, float],
    rome: Release,
    *,
    emerging: frozenset[str] = frozenset(),
    most: int | None = None,
) -> pa.Table:
    """``NEED_PROFILE`` in ROME skills: Σ over occupations of their weight × the weight of the skill in each.

    ``occupations`` are ROME codes with any weights above 0 (positions, needs). A skill that the sheet calls main or
    emerging weighs 1, another one 0.5, and half as much again where ``emerging`` holds it. Weights add up to 1.
    ``most`` keeps the weightiest. Raises ``Refused`` where no occupation is known to the release.
    """
    links = [
        (row["occupation"], row["skill"], CORE if row["weight"] else ORDINARY, row["weight"] == "emerging")
        for row in rome.read(OCCUPATION_SKILLS).to_pylist()
        if row["occupation"] in occupations
    ]
    labels = {row["code"]: row["label_fr"] for row in rome.read(SKILLS).to_pylist()}
    return _profile(links, occupations, labels, emerging=emerging, most=most)


def esco_need_profile(
    occupations: Mapping[str, float],
    rome: Release,
    crosswalk: Release,
    esco: Release,
    *,
    emerging: frozenset[str] = frozenset(),
    most: int | None = None,
) -> pa.Table:
    """``NEED_PROFILE`` in ESCO skills: each ROME occupation through the ESCO occupations that its job titles match.

    The weight of an occupation is shared by the ESCO occupations in proportion to the job titles that lead to each; an
    essential skill weighs 1, an optional one 0.5.
    """
    titles = {
        row["code"]: row["occupation"]
        for row in rome.read(APPELLATIONS).to_pylist()
        if row["occupation"] in occupations
    }
    led: dict[str, dict[str, int]] = {}
    for row in crosswalk.read(CROSSWALK).to_pylist():
        occupation = titles.get(row["appellation"])
        if occupation is not None:
            count = led.setdefault(occupation, {})
            count[row["esco"]] = count.get(row["esco"], 0) + 1
    weights: dict[str, float] = {}
    askers: dict[str, list[str]] = {}
    for occupation, count in led.items():
        for uri, times in count.items():
            askers.setdefault(uri, []).append(occupation)
            weights[uri] = weights.get(uri, 0.0) + occupations[occupation] * times / sum(count.values())
    links = [
        (row["occupation"], row["skill"], CORE if row["relation"] == "essential" else ORDINARY, False)
        for row in esco.read(ESCO_OCCUPATION_SKILLS).to_pylist()
        if row["occupation"] in weights
    ]
    labels = {row["uri"]: row["label_fr"] or row["label_en"] for row in esco.read(ESCO_SKILLS).to_pylist()}
    return _profile(links, weights, labels, askers=askers, emerging=emerging, most=most)


def _profile(
    links: Sequence[tuple[str, str, float, bool]],
    occupations: Mapping[str, float],
    labels: Mapping[str, str],
    *,
    askers: Mapping[str, Sequence[str]] | None = None,
    emerging: frozenset[str],
    most: int | None,
) -> pa.Table:
    if not links:
        raise Refused(
            Sentence(
                "aucun de ces métiers n'a de compétences dans ce référentiel",
                "none of these occupations has skills in this release",
            ),
            hint=Sentence("donner des codes ROME, comme M1805", "give ROME codes, such as M1805"),
            kind=Kind.CALL,
        )
    weights: dict[str, float] = {}
    asked: dict[str, list[str]] = {}
    rising = set(emerging)
    for occupation, skill, weight, new in links:
        weights[skill] = weights.get(skill, 0.0) + occupations[occupation] * weight
        asked.setdefault(skill, []).extend(askers[occupation] if askers else [occupation])
        if new:
            rising.add(skill)
    weighed = {skill: weight * (EMERGING if skill in rising else 1.0) for skill, weight in weights.items()}
    listed = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:most]
    total = sum(weight for _skill, weight in listed)
    return NEED_PROFILE.from_rows(
        {
            "skill": skill, "label": labels.get(skill), "weight": weight / total, "level": None,
            "occupations": sorted(set(asked[skill])), "emerging": skill in rising,
        }
        for skill, weight in listed
    )  # fmt: skip


def read_profile(path: Path) -> pa.Table:
    """``NEED_PROFILE`` from a file with the columns ``skill`` and ``weight``, others as they are there.

    Raises ``Refused`` for a skill that comes twice, or a weight that is no number above 0.
    """
    table = read_file(path)
    rows = [_need(row, path, place) for place, row in enumerate(_chosen(table, path).to_pylist(), 2)]
    if not rows:
        raise Refused(Sentence("profil de besoins vide", "empty need profile"), where=Where(file=path.name))
    seen: set[str] = set()
    for place, row in enumerate(rows, 2):
        if row["skill"] in seen:
            said = Sentence("cette compétence vient deux fois", "this skill comes twice")
            raise Refused(said, where=Where(file=path.name, row=place, column="skill", value=str(row["skill"])))
        seen.add(str(row["skill"]))
    return NEED_PROFILE.from_rows(rows)


def _chosen(table: pa.Table, path: Path) -> pa.Table:
    for name in ("skill", "weight"):
        if name not in table.column_names:
            raise Refused(
                Sentence("colonne absente", "missing column"),
                hint=Sentence("colonnes attendues : skill, weight", "expected columns: skill, weight"),
                where=Where(file=path.name, column=name),
            )
    return table


def _need(row: Mapping[str, object], path: Path, place: int) -> dict[str, object]:
    skill, said = str(row["skill"] or "").strip(), str(row["weight"] if row["weight"] is not None else "").strip()
    try:
        weight = float(said.replace(",", "."))
    except ValueError:
        weight = -1.0
    if not skill or not 0 < weight < float("inf"):
        column, value = ("weight", said) if skill else ("skill", skill)
        wrong = Sentence("il faut une compétence et un poids supérieur à 0", "a skill and a weight above 0 are needed")
        raise Refused(wrong, where=Where(file=path.name, row=place, column=column, value=value))
    level = str(row.get("level") or "").strip()
    if level and level not in LEVELS:
        raise Refused(
            Sentence("niveau inconnu", "unknown level"), hint=Sentence(", ".join(LEVELS), ", ".join(LEVELS)),
            where=Where(file=path.name, row=place, column="level", value=level),
        )  # fmt: skip
    label = row.get("label")
    rising = str(row.get("emerging") or "").strip().lower()
    return {
        "skill": skill, "label": None if label is None else str(label), "weight": weight, "level": level or None,
        "occupations": [], "emerging": None if not rising else rising in ("true", "1", "yes", "oui"),
    }  # fmt: skip


def occupations_of(said: str) -> dict[str, float]:
    """``"M1805:3,M1802"`` → ``{"M1805": 3.0, "M1802": 1.0}``. Raises ``Refused`` for what is no ROME code."""
    found: dict[str, float] = {}
    for part in said.replace(";", ",").split(","):
        code, _colon, weight = part.strip().partition(":")
        if code:
            found[str(RomeCode(code))] = found.get(str(RomeCode(code)), 0.0) + float(weight or 1)
    return found


def nomenclature_of(needs: pa.Table) -> str | None:
    """``rome`` or ``esco``: what most skills of a profile are codes of; ``None`` for labels."""
    skills = [str(skill) for skill in needs["skill"].to_pylist()]
    if sum(skill.isdigit() for skill in skills) > len(skills) / 2:
        return "rome"
    return "esco" if sum(skill.startswith("http") for skill in skills) > len(skills) / 2 else None


def resolved(needs: pa.Table, release: Release) -> pa.Table:
    """The profile with codes where a skill is written as a label of the release, and labels where as a code."""
    labels, codes = _named(release)
    rows: dict[str, dict[str, Any]] = {}
    for row in needs.to_pylist():
        code = row["skill"] if row["skill"] in labels else codes.get(plain(row["skill"]), row["skill"])
        known = rows.get(code)
        if known is None:
            rows[code] = row | {
                "skill": code,
                "label": row["label"] or labels.get(code) or (row["skill"] if code != row["skill"] else None),
            }
        else:
            known["weight"] += row["weight"]
    return NEED_PROFILE.from_rows(rows.values())


def _named(release: Release) -> tuple[dict[str, str], dict[str, str]]:
    """Code → label, and label (any, in either language) → code."""
    esco = release.nomenclature == "esco"
    labels: dict[str, str] = {}
    codes: dict[str, str] = {}
    for row in release.read(ESCO_SKILLS if esco else SKILLS).to_pylist():
        code = row["uri" if esco else "code"]
        labels[code] = row["label_fr"] or row["label_en"] or code
        for text in (row["label_fr"], row["label_en"], *(row.get("alt_fr") or ()), *(row.get("alt_en") or ())):
            if text:
                codes.setdefault(plain(text), code)
    return labels, codes
