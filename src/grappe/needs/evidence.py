"""How sure one can be that records are offers, and that they are read well."""

from collections.abc import Mapping

from grappe.needs.composing import NEVER_SURE, Guessed, paths_of
from grappe.needs.naming import Name, tells_of

_WEIGHTS: Mapping[str, float] = {
    "title": 0.36,
    "description": 0.22,
    "employer": 0.1,
    "place": 0.14,
    "published": 0.1,
    "url": 0.08,
}
_HELPED = 1.12  #: a feed without one of the lesser fields is still well read
_OFFER_WORDS = frozenset(
    [
        "job",
        "offre",
        "offer",
        "annonce",
        "vacancy",
        "emploi",
        "poste",
        "contrat",
        "contract",
        "salary",
        "salaire",
        "alternance",
        "recrutement",
        "recruitment",
        "apprentissage",
    ]
)


def confidence_of(found: Guessed, record_path: str | None) -> float:
    """Confidence in a map, 0 to 1: that the records are offers, times how well the fields that matter are found."""
    return min(NEVER_SURE, _HELPED * fields_found(found)) * offer_evidence(found, record_path)


def fields_found(found: Guessed) -> float:
    """How well the fields that matter are found, 0 to 1."""
    if "title" not in found.fields:
        return 0.0
    place = max(
        (
            found.fields[name].confidence
            for name in ("place", "postcode", "insee", "departement", "geo")
            if name in found.fields
        ),
        default=0.0,
    )
    scores = {name: guess.confidence for name, guess in found.fields.items()} | {"place": place}
    return sum(weight * scores.get(name, 0.0) for name, weight in _WEIGHTS.items())


def offer_evidence(found: Guessed, record_path: str | None) -> float:
    """How much the records look like offers, 0 to 1: occupations in titles, recruiting in texts, words in names."""
    title = found.fits["title"].leaf.shape if "title" in found.fits else None
    texts = [leaf for leaf in found.leaves if found.fields.get("description") and leaf.path in _first_paths(found)]
    occupied = max(title["occupation"], title["gender"]) if title else 0.0
    recruiting = max((leaf.shape["recruiting"] for leaf in texts), default=0.0)
    named = _named(found, record_path)
    evidence = 0.45 * occupied + 0.3 * recruiting + 0.25 * named
    return max(0.0, min(1.0, 1.35 * evidence - 0.25 * _foreign(found)))


def _first_paths(found: Guessed) -> set[str]:
    return {path.replace("[]", "[0]") for path in found.fields["description"].origin.paths} | set(
        paths_of(found.fields)
    )


def _named(found: Guessed, record_path: str | None) -> float:
    """Words of offers in the names of the feed, and fields that only offers have."""
    spoken = {word for leaf in found.leaves for word in leaf.name.all_words} | set(Name.of(record_path or "").all_words)
    own = sum(
        1
        for name in ("contract", "pay", "pay_min", "experience", "education", "starts", "rome_given", "positions")
        if _sure(found, name)
    )
    return min(1.0, 0.34 * len(spoken & _OFFER_WORDS) + 0.25 * own)


def _sure(found: Guessed, name: str) -> bool:
    return name in found.fields and found.fields[name].confidence >= 0.6


def _foreign(found: Guessed) -> int:
    """Fields that are no part of an offer, counted up to four."""
    return min(4, sum(1 for leaf in found.leaves if not leaf.name.above and tells_of("foreign_fields", leaf.name)))
