"""How well titles are coded: figures of labelled ads, whole and by domain, and where they go wrong.

A title is right at 1 where its label is the first code, at 5 where it is among the first five. ``macro`` averages over
domains (first letter of the label). Labels are those of employers: one in seven of them codes a title of the reference
otherwise, so that these figures order methods, not the truth.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grappe.coding.coder import Coder
from grappe.coding.confidence import calibration_error
from grappe.coding.measuring import in_test
from grappe.tables import read_file

_LISTED = 3  #: confusions listed for each domain


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled title: its label, the codes proposed, the chance and the decision said of the first."""

    label: str
    codes: tuple[str, ...]
    chance: float
    decision: str

    @property
    def first(self) -> bool:
        """Whether the first code is the label."""
        return self.codes[:1] == (self.label,)

    @property
    def five(self) -> bool:
        """Whether the label is among the first five."""
        return self.label in self.codes


def judged(
    labelled: Sequence[tuple[str, str]], coder: Coder, *, texts: Sequence[str | None] | None = None
) -> list[Judged]:
    """Titles with their labels (title, code), coded."""
    rows = coder.code([title for title, _code in labelled], texts=texts, top=5, languages=()).to_pylist()
    found: list[list[dict[str, Any]]] = [[] for _pair in labelled]
    for row in rows:
        found[row["row"]].append(row)
    return [
        Judged(
            label, tuple(row["code"] for row in listed if row["code"]), listed[0]["probability"], listed[0]["decision"]
        )
        for (_title, label), listed in zip(labelled, found, strict=True)
    ]


def _judged(label: str, rows: Sequence[dict[str, Any]]) -> Judged:
    codes = tuple(row["code"] for row in rows if row["code"])
    return Judged(label, codes, rows[0]["probability"], rows[0]["decision"])


def title_figures(
    labelled: Sequence[tuple[str, str]],
    coder: Coder,
    *,
    texts: Sequence[str | None] | None = None,
    only_test: bool = False,
) -> dict[str, Any]:
    """The figures of titles with their employers' codes (title, code), with the texts of their ads or without.

    ``same_parent``: share whose first code comes from the same larger occupation as the label. ``auto_agrees``: share
    of the titles coded at once whose label agrees; ``auto_same_parent``: to the larger occupation.
    """
    if only_test:
        kept = [row for row, (title, _code) in enumerate(labelled) if in_test(title)]
        labelled, texts = [labelled[row] for row in kept], [texts[row] for row in kept] if texts else None
    seen = judged(labelled, coder, texts=texts)
    family = coder.space.family
    near = [_parent(one, family) for one in seen]
    auto = [one for one in seen if one.decision == "auto"]
    said = [one for one in seen if one.codes]
    return {
        "n": len(seen),
        "top1": _share([one.first for one in seen]),
        "top5": _share([one.five for one in seen]),
        "macro_top1": _macro([(one.label[:1], one.first) for one in seen]),
        "macro_top5": _macro([(one.label[:1], one.five) for one in seen]),
        "same_parent": _share(near),
        "calibration_error": round(calibration_error([one.chance for one in said], [one.first for one in said]), 4),
        "auto": _share([one.decision == "auto" for one in seen]),
        "none": _share([one.decision == "none" for one in seen]),
        "auto_agrees": _share([one.first for one in auto]),
        "auto_same_parent": _share([_parent(one, family) for one in auto]),
        "domains": domains(seen),
    }


def domains(seen: Sequence[Judged]) -> list[dict[str, Any]]:
    """By domain: how many, right at 1 and at 5, coded at once, and the confusions that come most often."""
    listed = []
    for name in sorted({one.label[:1] for one in seen}):
        of_it = [one for one in seen if one.label[:1] == name]
        wrong = Counter((one.label, one.codes[0]) for one in of_it if one.codes and not one.first)
        misses = [{"label": label, "proposed": code, "n": count} for (label, code), count in _most(wrong)]
        row = {"domain": name, "n": len(of_it), "top1": _share([one.first for one in of_it])}
        row |= {"top5": _share([one.five for one in of_it]), "auto": _share([one.decision == "auto" for one in of_it])}
        listed.append(row | {"misses": misses})
    return listed


def labelled_texts(path: Path, column: str = "description") -> list[str | None] | None:
    """The texts of the ads of a file, row by row as ``labelled_titles`` reads them; ``None`` without such a column."""
    table = read_file(path)
    if column not in table.column_names:
        return None
    rows = table.select(["title", "rome", column]).to_pylist()
    return [row[column] for row in rows if row["title"] and row["rome"]]


def _most(wrong: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(wrong.items(), key=lambda pair: (-pair[1], pair[0]))[:_LISTED]


def _parent(one: Judged, family: Any) -> bool:
    return bool(one.codes) and family.get(one.codes[0], one.codes[0]) == family.get(one.label, one.label)


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / max(len(right), 1), 4)


def _macro(right: Sequence[tuple[str, bool]]) -> float:
    found: dict[str, list[bool]] = {}
    for domain, hit in right:
        found.setdefault(domain, []).append(hit)
    return round(float(np.mean([sum(hits) / len(hits) for hits in found.values()])), 4) if found else 0.0
