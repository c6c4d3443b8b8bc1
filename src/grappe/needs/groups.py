"""Offers grouped under each employer or place: what the group says of itself before them goes to each of them."""

import re
from collections.abc import Sequence
from typing import Any

#: Elements that hold the whole feed and describe it, never a group of offers.
_WHOLE = re.compile(r"(channel|feed|flux|rss|jobs|offres|offers|annonces|items|list\w*)", re.I)


class Groups:
    """What the elements between the root and a record say: leaves and attributes, as ``..employer.name`` → text."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._above = wanted[:-1]
        self._said: list[dict[str, str]] = [{} for _step in self._above]

    @property
    def said(self) -> dict[str, str]:
        """The cells that each record of the present groups gets."""
        return {path: text for level in self._said for path, text in level.items()}

    def begun(self, depth: int, element: Any) -> None:
        """An element begins at a depth (the root: 1): a group's attributes are known, its earlier fellow is over."""
        if not self._groups(depth):
            return
        prefix = f"..{self._above[depth - 1]}@"
        self._said[depth - 1] = {
            prefix + str(name).rpartition("}")[2]: text.strip() for name, text in element.attrib.items() if text.strip()
        }

    def ended(self, trail: Sequence[str], element: Any) -> None:
        """An element ends: a leaf that stands straight under a group is what the group says."""
        above = len(trail) - 1
        if self._groups(above) and not len(element) and element.text and element.text.strip():
            self._said[above - 1][f"..{self._above[above - 1]}.{trail[-1]}"] = element.text.strip()

    def _groups(self, depth: int) -> bool:
        return 1 < depth <= len(self._above) and not _WHOLE.fullmatch(self._above[depth - 1])
