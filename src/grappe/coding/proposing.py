"""From ranked candidates to the rows of ``PROPOSALS``: decision, chance and reasons of each."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from grappe.coding.candidates import Candidate
from grappe.coding.deciding import decide
from grappe.coding.frames import PROPOSALS
from grappe.coding.normaliser import Normalised
from grappe.coding.reasons import Rarity, Reasons, Spoken, nothing_found, reasons
from grappe.coding.search_space import SearchSpace


class Proposals:
    """The rows of titles, gathered column by column. ``sizes`` counts those of each title."""

    def __init__(self, space: SearchSpace, *, rarity: Rarity, languages: Sequence[str]) -> None:
        self.sizes: list[int] = []
        self._space, self._rarity = space, rarity
        self._french, self._english = "fr" in languages, "en" in languages
        self._rows: list[tuple[Any, ...]] = []

    def add(self, title: Normalised, found: Sequence[Candidate], chances: Sequence[float], *, top: int) -> None:
        """The candidates of one title, best first, at most ``top``; a row without code where nothing is near enough."""
        decision, remark = decide(title, found, space=self._space)
        if decision == "none":
            self._rows.append(
                (1, None, None, 0.0, 0.0, decision, *self._said(nothing_found(title, self._space.release)))
            )
            self.sizes.append(1)
            return
        near, spoken = found[:top], Spoken(title)
        for rank, one in enumerate(near):
            other = found[0] if rank else found[1] if len(found) > 1 else None
            why = reasons(spoken, one, other, rarity=self._rarity, remark=None if rank else remark)
            following = near[rank + 1].code if rank + 1 < len(near) else None
            told = (rank + 1, one.code, self._space.labels[one.code], round(one.score, 4), round(chances[rank], 4))
            self._rows.append((*told, decision, *self._said(why, one.nearest.text, following)))
        self.sizes.append(len(near))

    def table(self) -> pa.Table:
        """``PROPOSALS``; ``row`` is left at 0."""
        columns = list(zip(*self._rows, strict=True)) or [()] * (len(PROPOSALS.names) - 2)
        filled = [
            pa.array(column, field.type) for column, field in zip(columns, list(PROPOSALS.schema)[1:-1], strict=True)
        ]
        row = pa.array([0] * len(self._rows), PROPOSALS.schema.field(0).type)
        release = pa.array([self._space.release] * len(self._rows), pa.string())
        return pa.Table.from_arrays([row, *filled, release], schema=PROPOSALS.schema)

    def _said(self, why: Reasons, nearest: str | None = None, following: str | None = None) -> tuple[Any, ...]:
        french = why.sentence("fr") if self._french else ""
        english = why.sentence("en") if self._english else ""
        return (french, english, why.matched, why.ignored, nearest, following, why.separates)
