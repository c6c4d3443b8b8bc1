"""From the leaves that fit to the fields of a feed: parts of a description joined, gaps filled, employers found."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grappe.needs.employers import employer_of_site, employer_outside
from grappe.needs.guessing import Fit, assigned, candidates
from grappe.needs.layouts import Origin
from grappe.needs.leaves import Leaf, leaves_of
from grappe.needs.markup import text_of

_SURE = 0.5  #: a leaf named this surely is what its name says
NEVER_SURE = 0.99  #: a guess is no certainty
_PARTS = 6
_GAP_FIELDS = (
    "title",
    "employer",
    "place",
    "published",
    "url",
    "postcode",
    "contract",
    "starts",
    "departement",
    "source_key",
)
_ALTERNATIVES = 3
_SAME = 0.7  #: share of the records in which two texts say the same for one of them to be left out
_COMPARED = 50
_ALNUM = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A field of a feed: where it is, how surely (0 to 1), an example."""

    origin: Origin
    confidence: float
    example: str


@dataclass(frozen=True, slots=True)
class Guessed:
    """What was guessed of a sample: the fields, the fits behind them, the leaves."""

    fields: Mapping[str, Guess]
    fits: Mapping[str, Fit]
    leaves: Sequence[Leaf]


def guessed(sample: Sequence[Mapping[str, str]], outside: Mapping[str, str]) -> Guessed:
    """The fields of a sample of records; ``outside`` holds what the document says beside its records (path → text)."""
    leaves = leaves_of(sample)
    found = candidates(leaves)
    fits = assigned(found)
    fields = {name: _plain(fit, found[name]) for name, fit in fits.items() if name not in ("profile", "description")}
    for name in _GAP_FIELDS:
        if name in fits:
            fields[name] = _filled(fields[name], fits[name], found[name])
    used = {fit.leaf.path for name, fit in fits.items() if name not in ("profile", "description")}
    parts = _description(
        {name: [fit for fit in found[name] if fit.leaf.path not in used] for name in ("description", "profile")}
    )
    if parts:
        fields["description"] = _joined(parts)
    employer = _employer(fits.get("employer"), fields, leaves, outside)
    if employer:
        fields["employer"] = employer
    _place(fields)
    return Guessed(fields, fits, leaves)


def _plain(fit: Fit, rivals: Sequence[Fit]) -> Guess:
    origin = Origin((fit.leaf.every,)) if fit.field in ("skills",) else fit.leaf.origin()
    return Guess(origin, _confidence(fit, rivals), fit.leaf.example)


def _confidence(fit: Fit, rivals: Sequence[Fit]) -> float:
    """The score, less where another leaf fits nearly as well."""
    others = [rival.score for rival in rivals if rival.leaf.path != fit.leaf.path]
    margin = min(1.0, max(0.0, fit.score - max(others, default=0.0)) / 0.2)
    return round(min(NEVER_SURE, fit.score * (0.9 + 0.1 * margin)), 3)


def _filled(guess: Guess, fit: Fit, rivals: Sequence[Fit]) -> Guess:
    """The field with other leaves for the records where the first one is empty; a wrong firm is worse than none."""
    least = _SURE if fit.field in ("title", "employer") else _SURE / 2
    paths, covered = [fit.leaf.path], set(fit.leaf.values)
    for rival in rivals:
        new = set(rival.leaf.values) - covered
        if new and rival.named >= least and len(paths) < _ALTERNATIVES and rival.leaf.path not in paths:
            paths.append(rival.leaf.path)
            covered |= new
    return Guess(Origin(tuple(paths)), guess.confidence, guess.example)


def _description(found: Mapping[str, Sequence[Fit]]) -> list[Fit]:
    """The parts of the description, in the order to read them: missions first, then the profile."""
    mains = [fit for fit in found["description"] if fit.named >= _SURE]
    first = _distinct(sorted(mains, key=lambda fit: -round(fit.named, 1)))
    profiles = [fit for fit in found["profile"] if (fit.named >= _SURE and fit.shaped > 0.3) or _of_offer(fit)]
    parts = _distinct([*first, *profiles, *(fit for fit in found["description"] if not fit.named and _of_offer(fit))])
    if not first:
        weak = [fit for fit in found["description"] if fit.named < _SURE]
        parts = _distinct([*sorted(weak, key=lambda fit: -fit.score)[:1], *profiles])
    return parts[:_PARTS]


def _of_offer(fit: Fit) -> bool:
    """A text of recruiting, different in each record: part of the description under a name that hardly says so."""
    shape = fit.leaf.shape
    return shape.count >= 3 and shape.length >= 80 and shape["recruiting"] > 0.5 and shape.distinct > 0.8


def _distinct(fits: Sequence[Fit]) -> list[Fit]:
    """Texts that do not repeat one another: of two that say the same, the fuller one, else the first, is kept."""
    kept: list[Fit] = []
    for fit in fits:
        if any(other.leaf.path == fit.leaf.path or _within(fit.leaf, other.leaf) for other in kept):
            continue
        shorter = [other for other in kept if _within(other.leaf, fit.leaf)]
        if shorter:
            kept[kept.index(shorter[0])] = fit
            kept = [other for other in kept if other not in shorter[1:]]
        else:
            kept.append(fit)
    return kept


def _within(part: Leaf, whole: Leaf) -> bool:
    """Whether the text of one leaf is found in the other's, in most records that have it."""
    ranks = list(part.full)[:_COMPARED]
    same = sum(1 for rank in ranks if rank in whole.full and _said(part.full[rank]) in _said(whole.full[rank]))
    return same >= _SAME * len(ranks)


def _said(text: str) -> str:
    return _ALNUM.sub("", text_of(text[:20_000]).removesuffix("…").removesuffix("...")).lower()


def _joined(parts: Sequence[Fit]) -> Guess:
    paths = tuple(fit.leaf.every for fit in parts)
    example = text_of(parts[0].leaf.example)
    return Guess(Origin(paths, join=len(paths) > 1), round(min(NEVER_SURE, parts[0].score), 3), example)


def _employer(
    fit: Fit | None, fields: Mapping[str, Guess], leaves: Sequence[Leaf], outside: Mapping[str, str]
) -> Guess | None:
    """The employer of each record, else the only employer of the feed, said beside the records or by its own site."""
    written = fields.get("employer")
    if fit and written and fit.named >= _SURE and fit.leaf.shape.filled >= 0.5:
        return written
    named = employer_outside(outside)
    if named:
        return Guess(Origin(constant=named), 0.7, named)
    urls = fields.get("url")
    only = employer_of_site(urls.origin.paths if urls else (), leaves, outside)
    return Guess(Origin(constant=only), 0.6, only) if only else written


def _place(fields: dict[str, Guess]) -> None:
    """A feed that names no town says its département as the place."""
    if "place" not in fields and "postcode" not in fields and "departement" in fields:
        fields["place"] = fields["departement"]


def paths_of(fields: Mapping[str, Guess]) -> Iterator[str]:
    """Every path that the fields read."""
    for guess in fields.values():
        yield from guess.origin.paths
