"""The tree of a nomenclature: what stands above a code, what two codes share, how far apart they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from grappe.references.occupation_frames import ESCO_OCCUPATIONS, OCCUPATIONS
from grappe.references.place_frames import NAF
from grappe.references.release import Release
from grappe.words import Kind, Refused, Sentence, Where


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """A forest as code → code above (``None`` for a root).

    >>> tree = Hierarchy({"M": None, "M18": "M", "M1801": "M18", "M1802": "M18"})
    >>> tree.nearest_common("M1801", "M1802"), tree.distance("M1801", "M1802")
    ('M18', 2)
    """

    above: Mapping[str, str | None]

    def parent(self, code: str) -> str | None:
        """The code one level up; ``None`` for a root. Raises ``Refused`` for an unknown code."""
        if code not in self.above:
            raise Refused(Sentence("code inconnu", "unknown code"), kind=Kind.INPUT, where=Where(value=code))
        return self.above[code]

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes above, the nearest first. Raises ``Refused`` where the tree goes round in a circle."""
        found: list[str] = []
        up = self.parent(code)
        while up is not None:
            if up in found or up == code:
                raise Refused(Sentence("hiérarchie circulaire", "circular hierarchy"), where=Where(value=code))
            found.append(up)
            up = self.above.get(up)
        return tuple(found)

    def nearest_common(self, first: str, second: str) -> str | None:
        """The lowest code that both lie under (or are); ``None`` where they share none."""
        others = {second, *self.ancestors(second)}
        return next((code for code in (first, *self.ancestors(first)) if code in others), None)

    def distance(self, first: str, second: str) -> int | None:
        """Steps from one to the other through their nearest common code; ``None`` where they share none."""
        meeting = self.nearest_common(first, second)
        if meeting is None:
            return None
        return sum((code, *self.ancestors(code)).index(meeting) for code in (first, second))


def hierarchy(release: Release) -> Hierarchy:
    """The tree of a release.

    ROME: occupation → family of the ROME 3 (written ``M1805*``, where known) → professional domain (``M18``) → great
    domain (``M``). NAF: by its parents. ESCO: occupation → its ISCO groups, from four digits to one.
    """
    if release.nomenclature == "rome":
        table = release.read(OCCUPATIONS).select(["code", "parent"]).to_pylist()
        return Hierarchy(_rome({row["code"]: row["parent"] for row in table}))
    if release.nomenclature == "naf":
        table = release.read(NAF).select(["code", "parent"]).to_pylist()
        return Hierarchy({row["code"]: row["parent"] for row in table})
    if release.nomenclature == "esco":
        table = release.read(ESCO_OCCUPATIONS).select(["uri", "isco"]).to_pylist()
        return Hierarchy(_esco({row["uri"]: row["isco"] for row in table}))
    sentence = Sentence(f"« {release} » n'a pas de hiérarchie", f"“{release}” has no hierarchy")
    raise Refused(sentence, kind=Kind.CALL)


def _rome(parents: Mapping[str, str | None]) -> dict[str, str | None]:
    above: dict[str, str | None] = {}
    for code, family in parents.items():
        if family:
            above[code] = f"{family}*"
            above[f"{family}*"] = family[:3]
        else:
            above[code] = code[:3]
        domain = family[:3] if family else code[:3]
        above[domain] = domain[:1]
        above[domain[:1]] = None
    return above


def _esco(groups: Mapping[str, str]) -> dict[str, str | None]:
    above: dict[str, str | None] = dict(groups)
    for group in groups.values():
        for size in range(len(group), 0, -1):
            above[group[:size]] = group[: size - 1] or None
    return above
