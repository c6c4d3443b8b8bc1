"""Cells of a column of skills → codes, whether a cell is a phrase, a list of phrases or a whole text."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from grappe.coding.coder import Coder
from grappe.coding.frames import DECISIONS
from grappe.coding.skill_texts import LEVELS, level_of, negated
from grappe.coding.skills import skills_in
from grappe.words import Column, Frame, Progress, Sentence

KINDS = ("phrase", "list", "text")
LONG = 18  #: words from which a cell is a text
ITEM = 8  #: words of an item of a list, at most
_LINES = re.compile(r"\s*[\n\r;•●▪|]+\s*|(?:^|\s)[-*]\s+")
_COMMAS = re.compile(r"\s*,\s+")
_AROUND = " .*-–•\t"
_SENTENCES = re.compile(r"[.!?]\s+\w")

SKILLS_CODED = Frame(
    name="skills_coded",
    grain="one row per cell and skill; a cell without skills has one row without code",
    key=("row", "rank"),
    columns=(
        Column("row", "whole", "place of the cell in the input, from 0"),
        Column(
            "rank", "whole", "of a phrase: 1 is the best proposal; of a list or text: order in which skills are said"
        ),
        Column("kind", "text", "how the cell was read", values=KINDS),
        Column("code", "text", "code of the skill: ESCO URI or ROME number", null="nothing is near enough"),
        Column("label", "text", "label of the code", null="no code"),
        Column("score", "number", "likeness or evidence, 0 to 1"),
        Column("probability", "number", "chance that the code is right, 0 to 1"),
        Column("decision", "text", "taken at once, to be reviewed, nothing found", values=DECISIONS),
        Column("evidence", "text", "the phrase or the sentence that shows the skill", null="nothing found"),
        Column("level", "text", "how well, as that sentence says", null="it does not say", values=LEVELS),
        Column("reason_fr", "text", "why this code, in French"),
        Column("reason_en", "text", "why this code, in English"),
        Column("release", "text", "release of the nomenclature that the code belongs to"),
    ),
)


def kind_of(text: str) -> str:
    """How a cell is read: ``phrase``, ``list`` (short items between signs) or ``text``.

    >>> [kind_of(t) for t in ("Lire un plan", "Soudage TIG ; lecture de plan", "Vous soudez. Vous lisez des plans.")]
    ['phrase', 'list', 'text']
    """
    bare = text.strip()
    if len(items_of(bare)) > 1:
        return "list"
    return "text" if len(bare.split()) >= LONG or _SENTENCES.search(bare) else "phrase"


def items_of(text: str) -> list[str]:
    """The items of a list: short pieces between line breaks, semicolons or bullets; three and more between commas."""
    for signs, least in ((_LINES, 2), (_COMMAS, 3)):
        items = [item.strip(_AROUND) for item in signs.split(text) if item and item.strip(_AROUND)]
        if len(items) >= least and all(len(item.split()) <= ITEM and not _SENTENCES.search(item) for item in items):
            return items
    return [text]


def code_skills(
    cells: Sequence[str | None],
    coder: Coder,
    *,
    top: int = 5,
    kind: str | None = None,
    progress: Progress | None = None,
) -> pa.Table:
    """``SKILLS_CODED`` of each cell, in the order of the input; ``kind`` reads every cell that way.

    Of a phrase the ``top`` proposals; of a list the best one of each item; of a text at most ``top`` skills found in
    it. ``coder`` comes from ``Coder.of_skills``.
    """
    texts = [cell or "" for cell in cells]
    kinds = [kind or kind_of(text) for text in texts]
    found: dict[int, list[dict[str, Any]]] = {row: [] for row in range(len(texts))}
    _code_phrases(texts, kinds, coder, top=top, found=found, progress=progress)
    rows = [row for row, how in enumerate(kinds) if how == "text"]
    for one in skills_in([texts[row] for row in rows], coder, top=top, progress=progress).to_pylist():
        found[rows[one["row"]]].append(_of_text(one))
    listed = [
        {"row": row, "rank": rank, "kind": kinds[row], **one}
        for row, ones in found.items()
        for rank, one in enumerate(ones or [_nothing(coder)], 1)
    ]
    return SKILLS_CODED.from_rows(listed)


def _code_phrases(
    texts: Sequence[str],
    kinds: Sequence[str],
    coder: Coder,
    *,
    top: int,
    found: dict[int, list[dict[str, Any]]],
    progress: Progress | None,
) -> None:
    """Adds the proposals of phrases and of items of lists; what is said not to be needed has none."""
    asked = [
        (row, item, top if how == "phrase" else 1)
        for row, (text, how) in enumerate(zip(texts, kinds, strict=True))
        if how != "text"
        for item in (items_of(text) if how == "list" else [text])
        if not negated(item)
    ]
    coded = coder.code([item for _row, item, _most in asked], top=top, progress=progress)
    for one in coded.to_pylist():
        row, item, most = asked[one["row"]]
        if one["code"] is not None and one["rank"] <= most:
            found[row].append(_of_phrase(one, item))


def _of_phrase(one: Mapping[str, Any], item: str) -> dict[str, Any]:
    names = ("code", "label", "score", "probability", "decision", "reason_fr", "reason_en", "release")
    return {name: one[name] for name in names} | {"evidence": item, "level": level_of(item)}


def _of_text(one: Mapping[str, Any]) -> dict[str, Any]:
    names = ("label", "score", "probability", "decision", "evidence", "level", "release")
    said = Sentence(f"Lu : « {one['evidence']} ».", f"Read: “{one['evidence']}”.")
    near = Sentence(f"Libellé : « {one['nearest']} ».", f"Label: “{one['nearest']}”.")
    reason = {"reason_fr": f"{said.fr} {near.fr}", "reason_en": f"{said.en} {near.en}"}
    return {name: one[name] for name in names} | {"code": one["skill"]} | reason


def _nothing(coder: Coder) -> dict[str, Any]:
    reason = Sentence("Aucune compétence reconnue.", "No skill recognised.")
    return {
        "code": None,
        "label": None,
        "score": 0.0,
        "probability": 0.0,
        "decision": "none",
        "evidence": None,
        "level": None,
        "reason_fr": reason.fr,
        "reason_en": reason.en,
        "release": coder.release,
    }
