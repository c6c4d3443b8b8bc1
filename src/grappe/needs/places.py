"""Where a need is: commune, postal code, département, from whatever the source wrote."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from grappe.needs.markup import title_of
from grappe.needs.plain import words
from grappe.references import COMMUNES, OUTLINES, Release
from grappe.words import DepartementCode, InseeCode, PostalCode

_AHEAD = re.compile(r"(\d{2,3}|2[AB])\s*-\s*(?=\D)", re.I)
_IN_BRACKETS = re.compile(r"\(\s*(\d{2,3}|2[AB])\s*\)", re.I)
_FIVE = re.compile(r"(?<!\d)(\d{5})(?!\d)")
_AT_END = re.compile(r"[\s,]+(\d{2}|2[AB]|97\d)$", re.I)
_ROUNDS = re.compile(r"\s*(paris|lyon|marseille)\b", re.I)  #: towns whose number is that of an arrondissement
_ROUND = re.compile(r"\b(\d{1,2} ?(er|ere|e|eme|nd)?( arrondissement| arr)?|cedex( \d+)?|arrondissement)\b")
_ARTICLE = re.compile(r"^(le|la|les|l) ")
_SAINT = ((re.compile(r"\bst\b"), "saint"), (re.compile(r"\bste\b"), "sainte"))
_DOMINANT = 10  #: times the population of the next homonym that makes a commune meant without its département
_REMEMBERED = 200_000
PLACE_LIMIT = 500


class Located(NamedTuple):
    """A place as written, without markup, and its codes; ``None`` where what was written does not say.

    ``wrong`` names the fields that are no code.
    """

    place: str | None
    insee: str | None
    postcode: str | None
    departement: str | None
    wrong: tuple[str, ...] = ()


class Places:
    """Communes by name and département, of one release of places; without a release, codes alone are understood."""

    def __init__(self, communes: pa.Table | None, departements: Mapping[str, str]) -> None:
        self._by_name: dict[str, list[tuple[str, str, int]]] = {}
        self._departements = {words(name): code for name, code in departements.items()}
        self._known: dict[tuple[str | None, ...], Located] = {}
        if communes is not None:
            columns = [communes[name].to_pylist() for name in ("insee", "departement", "population")]
            for name, insee, dep, count in zip(_names(communes["name"]), *columns, strict=True):
                self._by_name.setdefault(name, []).append((insee, dep, count or 0))

    @classmethod
    def of(cls, release: Release | None) -> "Places":
        """The communes of a release, and the names of its départements."""
        if release is None:
            return cls(None, {})
        outlines = release.read(OUTLINES).select(["level", "code", "name"]) if release.has(OUTLINES) else None
        listed = outlines.to_pylist() if outlines else []
        return cls(release.read(COMMUNES), {r["name"]: r["code"] for r in listed if r["level"] == "departement"})

    @property
    def names_known(self) -> bool:
        """Whether names of communes can be recognised at all."""
        return bool(self._by_name)

    def locate(
        self, place: str | None, postcode: str | None = None, insee: str | None = None, departement: str | None = None
    ) -> Located:
        """The codes of a place, from its name, postal code, INSEE code and département as written."""
        asked = (place, postcode, insee, departement)
        found = self._known.get(asked)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[asked] = self._located(place, postcode, insee, departement)
        return found

    def _located(self, place: str | None, postcode: str | None, insee: str | None, departement: str | None) -> Located:
        place = title_of(place)[:PLACE_LIMIT] or None if place else None
        code, post = _insee(insee), _postcode(postcode or "")
        wrong = (("insee",) if insee and not code else ()) + (("postcode",) if postcode and not post else ())
        name, inside, dep = self._taken_apart(place or "")
        post = post or inside
        dep = _departement_of(code, post) or self._departement(departement) or dep or self._departement(postcode)
        code = code or self._commune(name, dep) or self._in_address(place or "", dep)
        return Located(place, code, post, _departement_of(code, post) or dep, wrong)

    def _taken_apart(self, place: str) -> tuple[str, str | None, str | None]:
        """(name of the commune, postal code, département) out of « 69 - VILLEURBANNE », « Puteaux, Hauts-de-Seine »…"""
        postcode = next((_postcode(five) for five in _FIVE.findall(place)), None)
        text = _FIVE.sub(" ", place).strip(" -,")
        dep = None
        for pattern in (_AHEAD, _IN_BRACKETS) if _ROUNDS.match(text) else (_AHEAD, _IN_BRACKETS, _AT_END):
            if match := pattern.match(text) if pattern is _AHEAD else pattern.search(text):
                dep = dep or self._departement(match[1])
                text = pattern.sub(" ", text, count=1) if dep else text
        parts = [part for part in re.split(r"[,;/|(]", text) if part.strip(" )")] or [""]
        for part in parts[1:]:
            dep = dep or self._departement(part)
        return parts[0], postcode, dep

    def _in_address(self, place: str, departement: str | None) -> str | None:
        """The commune of a whole address: what follows the postal code, else a part between commas."""
        if not departement:
            return None
        after = _FIVE.split(place)[-1] if _FIVE.search(place) else ""
        parts = [after.strip(" -,").partition(",")[0], *place.split(",")[1:]]
        return next((code for part in parts if part.strip() and (code := self._commune(part, departement))), None)

    def _departement(self, text: str | None) -> str | None:
        """A département from its code, its name, or a text that holds one: « Hauts-de-Seine (92) », ``1``."""
        if not text:
            return None
        if match := _IN_BRACKETS.search(text):
            text = match[1]
        code = DepartementCode.parse(text.removesuffix(".0").strip()) if len(text.strip()) <= 5 else None
        if code:
            return str(code)
        parts = [words(part) for part in re.split(r"[,;|]", text)]
        return next((self._departements[part] for part in parts if part in self._departements), None)

    def _commune(self, written: str, departement: str | None) -> str | None:
        name = _name(written)
        homonyms = self._by_name.get(name) or self._by_name.get(_ROUND.sub("", name).strip(), [])
        if departement:
            homonyms = [commune for commune in homonyms if commune[1] == departement]
        if len(homonyms) < 2:
            return homonyms[0][0] if homonyms else None
        first, second = sorted(homonyms, key=lambda commune: -commune[2])[:2]
        return first[0] if first[2] >= _DOMINANT * max(second[2], 1) else None


def _names(column: pa.ChunkedArray) -> list[str]:
    """``_name`` of a whole column at once."""
    column = pc.utf8_lower(pc.utf8_normalize(column, form="NFKD"))
    for pattern, replacement in ((r"\p{M}", ""), ("œ", "oe"), (r"[^a-z0-9]+", " "), (r"^ +| +$", "")):
        column = pc.replace_substring_regex(column, pattern=pattern, replacement=replacement)
    for pattern, replacement in ((r"\bst\b", "saint"), (r"\bste\b", "sainte"), (r"^(le|la|les|l) ", "")):
        column = pc.replace_substring_regex(column, pattern=pattern, replacement=replacement)
    names: list[str] = column.to_pylist()
    return names


def _name(text: str) -> str:
    name = words(text)
    for short, full in _SAINT:
        name = short.sub(full, name)
    return _ARTICLE.sub("", name)


def _insee(text: str | None) -> str | None:
    code = InseeCode.parse(text.removesuffix(".0")) if text and len(text) >= 4 else None
    return str(code) if code else None


def _postcode(text: str) -> str | None:
    code = PostalCode.parse(text) if len(text.strip().removesuffix(".0")) >= 4 else None
    return str(code) if code and DepartementCode.parse(_postal_departement(code)) else None


def _postal_departement(postcode: str) -> str:
    if postcode.startswith(("97", "98")):
        return postcode[:3]
    if postcode.startswith("20"):
        return "2A" if postcode < "20200" else "2B"
    return postcode[:2]


def _departement_of(insee: str | None, postcode: str | None) -> str | None:
    if insee:
        return insee[:3] if insee.startswith(("97", "98")) else insee[:2]
    return _postal_departement(postcode) if postcode else None
