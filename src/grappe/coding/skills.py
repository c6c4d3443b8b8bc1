"""Skills found in texts (ads, course sheets): each with the sentence that shows it.

A part of a sentence shows a skill by how like it is to one of the skill's labels and by how much of that label its
words hold. ``auto`` only where it holds them all, one after the other: likeness alone never decides.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from grappe.coding.coder import Coder
from grappe.coding.index import stem
from grappe.coding.skill_texts import LEVELS, SkillPart, skill_parts
from grappe.words import Column, Frame, Progress, Sentence, silent

LEAST_EVIDENCE = 0.45  #: under this evidence (0 to 1) a skill is not said to be in a text
_LIKENESS = 0.5  #: share of the likeness in the evidence; the rest is what the part holds of the label
_NEAR = 12  #: labels looked at for each part of a sentence
_CHUNK = 200  #: texts read at once

SKILLS_FOUND = Frame(
    name="skills_found",
    grain="one row per text and skill found in it, the clearest first; a text without skills has no row",
    key=("row", "skill"),
    columns=(
        Column("row", "whole", "place of the text in the input, from 0"),
        Column("rank", "whole", "1 is the clearest of the text"),
        Column("skill", "text", "code of the skill: ESCO URI or ROME number"),
        Column("label", "text", "label of the skill"),
        Column("evidence", "text", "the sentence that shows it, as written (its beginning where it is long)"),
        Column("at", "whole", "character of the text where that sentence begins, from 0"),
        Column("level", "text", "how well, as the sentence says", null="it does not say", values=LEVELS),
        Column("nearest", "text", "the label of the skill that is nearest to the sentence"),
        Column("score", "number", "evidence, 0 to 1"),
        Column("probability", "number", "chance that a reader would say that the text names this skill, 0 to 1"),
        Column("decision", "text", "the sentence holds a label word for word, or only resembles one",
               values=("auto", "review")),
        Column("release", "text", "release of the nomenclature that the code belongs to"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shown:
    """A skill that a part shows: reference (its place in the space), evidence, whether every word of it is there."""

    reference: int
    score: float
    whole: bool
    part: SkillPart


def skills_in(
    texts: Sequence[str | None],
    coder: Coder,
    *,
    top: int = 20,
    least: float = LEAST_EVIDENCE,
    progress: Progress | None = None,
) -> pa.Table:
    """``SKILLS_FOUND``: at most ``top`` skills of each text, with evidence of at least ``least``.

    ``coder`` comes from ``Coder.of_skills``. What a text says not to need is not found. The same text always gives the
    same skills, whatever comes with it.
    """
    tell = progress or silent
    rows: list[dict[str, object]] = []
    for start in range(0, len(texts), _CHUNK):
        tell(start, len(texts), Sentence("recherche des compétences", "looking for skills"))
        read = [skill_parts(text or "") for text in texts[start : start + _CHUNK]]
        shown = _shown({part.key for parts in read for part in parts}, coder)
        for row, parts in enumerate(read, start):
            found = _clearest(((one, part) for part in parts for one in shown[part.key]), coder)
            rows += [_row(row, rank, one, coder) for rank, one in enumerate(found[:top], 1) if one.score >= least]
    tell(len(texts), len(texts), Sentence("recherche des compétences", "looking for skills"))
    return SKILLS_FOUND.from_rows(rows)


_Near = tuple[int, float, bool]  #: reference, evidence, whether every word is there


def _shown(keys: Iterable[str], coder: Coder) -> dict[str, list[_Near]]:
    """What each run of words shows."""
    listed = sorted(keys)
    found = coder.index.search(listed, top=_NEAR)
    rows = zip(listed, found.documents.tolist(), found.scores.tolist(), strict=True)
    return {key: [_near(key, place, score, coder) for place, score in zip(places, scores, strict=True) if place >= 0]
            for key, places, scores in rows}  # fmt: skip


def _near(key: str, reference: int, likeness: float, coder: Coder) -> _Near:
    """Evidence of a label in a run of words. A word alone that is no preferred label says half of what it holds."""
    label = coder.space.references[reference]
    held = {stem(word) for word in key.split()}
    words = label.key.split()
    weights = [coder.index.rarity(word) for word in words]
    there = sum(weight for word, weight in zip(words, weights, strict=True) if stem(word) in held)
    share = there / (sum(weights) or 1.0)
    clear = len(words) > 1 or label.text == coder.space.labels[label.code]
    whole = clear and f" {label.key} " in f" {key} "
    held_share = share if clear else share / 2
    return reference, min(1.0, _LIKENESS * likeness + (1 - _LIKENESS) * held_share), whole


def _clearest(shown: Iterable[tuple[_Near, SkillPart]], coder: Coder) -> list[_Shown]:
    """The clearest evidence of each skill, clearest first."""
    best: dict[str, _Shown] = {}
    for (reference, score, whole), part in shown:
        code = coder.space.references[reference].code
        if code not in best or score > best[code].score:
            best[code] = _Shown(reference, score, whole, part)
    return sorted(best.values(), key=lambda one: (-one.score, one.part.at, one.reference))


def _row(row: int, rank: int, one: _Shown, coder: Coder) -> dict[str, object]:
    reference = coder.space.references[one.reference]
    return {
        "row": row,
        "rank": rank,
        "skill": reference.code,
        "label": coder.space.labels[reference.code],
        "evidence": one.part.evidence,
        "at": one.part.at,
        "level": one.part.level,
        "nearest": reference.text,
        "score": round(one.score, 4),
        "probability": round(_chance(one), 4),
        "decision": "auto" if one.whole else "review",
        "release": coder.release,
    }


def _chance(one: _Shown) -> float:
    return 1 / (1 + math.exp(-(-5.0 + 7.0 * one.score + 1.0 * one.whole)))
