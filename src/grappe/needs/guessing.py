"""Which leaf of the records is which field: names and shapes weighed together, the best fits taken first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from grappe.needs.leaves import Leaf
from grappe.needs.naming import lexicons, tells_of
from grappe.needs.shapes import Shape

_NAME, _CONTENT = 0.62, 0.38  #: shares of the name and of the contents in a score
_DEEP = 0.03  #: taken away for each meaningful step above a leaf
_LEAST = 0.3  #: below this score a leaf is no candidate
_EXACT = 0.9  #: a name that is that of the field
_UNIQUE = 0.98  #: share of distinct values of an identifier
_SEVERAL = 5  #: records from which repetition says something

Test = Callable[[Shape], float]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a leaf fits a field, 0 to 1, and what the name and the contents said apart."""

    field: str
    leaf: Leaf
    score: float
    named: float
    shaped: float


def candidates(leaves: Sequence[Leaf]) -> dict[str, list[Fit]]:
    """For each field, the leaves that may be it, best first. Contacts of people and pictures are never candidates."""
    usable = [leaf for leaf in leaves if leaf.values and not _private(leaf)]
    return {field: sorted(_fits(field, usable), key=lambda fit: -fit.score) for field in _TESTS}


def assigned(found: Mapping[str, Sequence[Fit]]) -> dict[str, Fit]:
    """One leaf for each field, no leaf twice: the best fit of all first."""
    taken: dict[str, Fit] = {}
    used: set[str] = set()
    for fit in sorted((fit for fits in found.values() for fit in fits), key=lambda fit: -fit.score):
        if fit.field not in taken and fit.leaf.path not in used:
            taken[fit.field] = fit
            used.add(fit.leaf.path)
    return taken


def _fits(field: str, leaves: Sequence[Leaf]) -> list[Fit]:
    return [fit for leaf in leaves if (fit := _fit(field, leaf)).score >= _LEAST]


def _fit(field: str, leaf: Leaf) -> Fit:
    lexicon = lexicons()[field]
    named = lexicon.score(leaf.name)
    telling = named or (field in _BY_CONTENT and not lexicon.excludes(leaf.name))
    shaped = _TESTS[field](leaf.shape) if telling else 0.0
    if not shaped or (field == "contract" and named < _EXACT and not leaf.shape["contract"]):
        return Fit(field, leaf, 0.0, named, 0.0)
    score = _NAME * named + _CONTENT * shaped if named else _BY_CONTENT[field] * max(0.0, shaped - 0.4) / 0.6
    filled = 0.85 + 0.15 * min(1.0, leaf.shape.filled)
    return Fit(field, leaf, max(0.0, score * filled - _DEEP * leaf.name.depth - _aside(field, leaf)), named, shaped)


def _aside(field: str, leaf: Leaf) -> float:
    """Taken away from the address of a head office, which is not the place of work, and from codes of labels."""
    above = {word for step in leaf.name.above for word in step}
    if field in _WHERE and above & {
        "company",
        "entreprise",
        "employer",
        "employeur",
        "societe",
        "entity",
        "entite",
        "brand",
        "organization",
        "organisation",
        "office",
        "bureau",
        "agency",
        "agence",
        "siege",
        "headquarter",
    }:
        return 0.15
    return 0.0


def _private(leaf: Leaf) -> bool:
    """Names, mails and numbers of people, pictures; « recruteur » over names of firms is an employer."""
    shape = leaf.shape
    if tells_of("pictures", leaf.name) or shape["phone"] > 0.8 or (shape["email"] > 0.5 and shape.length < 80):
        return True
    firm = set(leaf.name.leaf) <= _RECRUITING_FIRM and not leaf.name.above
    return tells_of("people", leaf.name) and not firm


def _short_text(shape: Shape) -> bool:
    return shape.length <= 160 and max(shape["date"], shape["url"], shape["number"], shape["flag"]) < 0.5


def _title(shape: Shape) -> float:
    if (
        not _short_text(shape)
        or shape.length < 4
        or (shape["contract"] > 0.9 and shape["occupation"] < 0.3)
        or shape["code"] > 0.6
    ):
        return 0.0
    varied = 1.0 if shape.count < _SEVERAL else shape.distinct
    telling = max(shape["occupation"], min(1.0, 1.4 * shape["gender"]))
    return max(0.05, 0.35 + 0.5 * telling + 0.15 * varied - 0.3 * (shape["place"] > 0.5) - 0.3 * (varied < 0.15))


def _long_text(shape: Shape) -> float:
    if shape.length < 25 or max(shape["url"], shape["date"], shape["code"]) > 0.3:
        return 0.0
    size = min(1.0, shape.length / 350)
    return 0.25 + 0.35 * size + 0.15 * max(shape["markup"], shape["sentence"]) + 0.25 * shape["recruiting"]


def _employer(shape: Shape) -> float:
    if (
        not _short_text(shape)
        or shape.length < 2
        or max(
            shape["country"],
            shape["postcode"],
            shape["contract"],
            shape["region"],
            shape["departement"],
            shape["person"],
        )
        > 0.5
    ):
        return 0.0
    if shape["code"] > 0.7 and shape["number"] > 0.3:
        return 0.0
    return max(
        0.1,
        0.6
        + 0.25 * min(1.0, shape["company"])
        + 0.15 * (shape.distinct < 0.9)
        - 0.25 * (shape["occupation"] > 0.6)
        - 0.2 * (shape["place"] > 0.6),
    )


def _place(shape: Shape) -> float:
    if (
        shape.length > 120
        or shape.length < 2
        or max(shape["date"], shape["url"], shape["country"], shape["flag"], shape["number"], shape["contract"]) > 0.5
    ):
        return 0.0
    return (
        0.35 + 0.35 * shape["towny"] + 0.3 * shape["place"] - 0.15 * shape["region"] - 0.2 * (shape["occupation"] > 0.7)
    )


def _departement(shape: Shape) -> float:
    return (
        max(shape["departement"], 0.9 * shape["bracketed"], 0.7 * shape["departement_code"])
        if shape.length < 120
        else 0.0
    )


def _pay(shape: Shape) -> float:
    if shape.length > 300 or max(shape["date"], shape["url"], shape["country"]) > 0.3:
        return 0.0
    return 0.3 + 0.7 * max(shape["money"], 0.8 * shape["number"])


def _key(shape: Shape) -> float:
    """An identifier tells the records apart; one that comes again would have rows refused."""
    coded = shape.length <= 300 and shape.words <= 1.5 and not (shape["date"] > 0.5 and shape["digits"] < 0.5)
    told_apart = shape.count < 3 or (shape.distinct >= _UNIQUE and shape["flag"] < 0.5)
    return 1.0 if coded and told_apart else 0.0


def _date(shape: Shape) -> float:
    return shape["date"] if shape["date"] > 0.6 else 0.0


def _share(test: str, least: float = 0.5) -> Test:
    return lambda shape: shape[test] if shape[test] >= least else 0.0


def _some(test: str, longest: float, base: float = 0.45) -> Test:
    """A short text that need not be recognised, better when it is."""
    return lambda shape: (
        base + (1 - base) * shape[test] if shape.length <= longest and max(shape["url"], shape["date"]) < 0.5 else 0.0
    )


def _contract(shape: Shape) -> float:
    return (
        0.2 + 0.8 * shape["contract"]
        if shape.length < 120 and (shape["contract"] > 0.2 or not shape["number"]) and shape["date"] < 0.3
        else 0.0
    )


def _count(shape: Shape) -> float:
    return shape["whole"] if shape["whole"] > 0.9 and shape.length < 3 else 0.0


_TESTS: Mapping[str, Test] = {
    "title": _title,
    "description": _long_text,
    "profile": _long_text,
    "employer": _employer,
    "place": _place,
    "published": _date,
    "source_key": _key,
    "url": _share("url"),
    "postcode": _share("postcode", 0.6),
    "insee": _share("five", 0.6),
    "departement": _departement,
    "lat": _share("lat", 0.6),
    "lon": _share("lon", 0.6),
    "geo": _share("geo", 0.6),
    "contract": _contract,
    "starts": _date,
    "pay": _pay,
    "pay_min": _share("number", 0.6),
    "pay_max": _share("number", 0.6),
    "pay_unit": lambda shape: 0.7 if shape.length < 20 and shape["number"] < 0.3 else 0.0,
    "siret": _share("siret"),
    "naf": _share("naf"),
    "rome_given": _share("rome"),
    "hours_per_week": _some("time", 60),
    "positions": _count,
    "experience": _some("years", 120),
    "education": _some("study", 200),
    "skills": lambda shape: 0.6 if max(shape["url"], shape["date"], shape["number"]) < 0.3 else 0.0,
    "language": _share("language", 0.8),
}

#: Fields that contents alone can give away, with the most that such a leaf is worth.
_BY_CONTENT: Mapping[str, float] = {
    "title": 0.5,
    "description": 0.6,
    "place": 0.42,
    "published": 0.36,
    "url": 0.4,
    "siret": 0.7,
    "rome_given": 0.6,
    "naf": 0.5,
    "geo": 0.6,
    "contract": 0.45,
}
_RECRUITING_FIRM = frozenset(["recruteur", "entreprise", "etablissement", "societe", "organisme", "employeur"])
_WHERE = frozenset({"place", "postcode", "insee", "departement", "lat", "lon", "geo", "published"})
