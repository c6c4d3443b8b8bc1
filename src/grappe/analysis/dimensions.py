"""What needs can be counted by, and at which territory."""

from collections.abc import Sequence
from itertools import chain, combinations
from typing import Literal, get_args

from grappe.words import Column, Kind, Refused, Sentence, Where

Territory = Literal["commune", "basin", "departement", "region"]
TERRITORIES: tuple[Territory, ...] = get_args(Territory)
UNKNOWN = "?"  #: key of the needs whose month, place, contract … is not known: counted apart, never left out
MOST = 4  #: keys that one table may have; margins double with each

#: Dimension → SQL over ``n`` (a need), ``c`` (its code) and ``t`` (its territory); null where not known.
EXPRESSIONS = {
    "occupation": "c.code",
    "domain": "left(c.code, 1)",
    "territory": "coalesce(t.territory, d.territory)",
    "month": "strftime(n.published, '%Y-%m')",
    "year": "strftime(n.published, '%Y')",
    "contract": "n.contract",
    "kind": "n.kind",
    "source": "n.source",
    "activity": "left(n.naf, 2)",
}
CODED_ONLY = ("occupation", "domain")  #: a table by one of these counts the coded needs alone

#: The cuts that the screens show, published together.
CUTS: tuple[tuple[str, ...], ...] = (
    (),
    ("occupation",),
    ("territory",),
    ("month",),
    ("contract",),
    ("occupation", "territory"),
    ("occupation", "month"),
    ("occupation", "contract"),
)

_ABOUT = {
    "occupation": "ROME code",
    "domain": "great domain of the ROME, a letter",
    "territory": "code of the territory",
    "month": "month of publication, YYYY-MM",
    "year": "year of publication",
    "contract": "kind of contract",
    "kind": "advertised, surveyed or entered",
    "source": "feed or survey",
    "activity": "division of the NAF of the employer",
}


def published_together(by: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The cuts whose figures are protected as one publication with the cut ``by``, every sum of a cut included.

    A cut that the screens show goes with all those of the same needs (all, or the coded ones); any other goes with its
    own sums alone.
    """
    if frozenset(by) not in {frozenset(cut) for cut in CUTS}:
        return with_sums([tuple(by)])
    coded = bool(set(CODED_ONLY) & set(by))
    return with_sums([cut for cut in CUTS if bool(set(CODED_ONLY) & set(cut)) == coded])


def with_sums(cuts: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """These cuts and every cut that sums one of them over some of its keys, each once."""
    sums = (combinations(cut, size) for cut in cuts for size in range(len(cut) + 1))
    return tuple(dict.fromkeys(chain.from_iterable(sums)))


def key_columns(by: Sequence[str]) -> tuple[Column, ...]:
    """The declared key columns of a table counted by these dimensions."""
    return tuple(Column(name, "text", f"{_ABOUT[name]}; “{UNKNOWN}” where not known") for name in by)


def check_dimensions(by: Sequence[str], territory: str) -> None:
    """Raises ``Refused`` (wrong call) for an unknown or repeated dimension, too many, or an unknown territory."""
    for name in by:
        if name not in EXPRESSIONS:
            raise _unknown("dimension inconnue", "unknown dimension", name, tuple(EXPRESSIONS))
    if territory not in TERRITORIES:
        raise _unknown("territoire inconnu", "unknown territory", territory, TERRITORIES)
    if len(set(by)) < len(by) or len(by) > MOST:
        raise Refused(
            Sentence("dimensions répétées ou trop nombreuses", "dimensions repeated or too many"),
            hint=Sentence(f"{MOST} différentes au plus", f"{MOST} different ones at most"),
            kind=Kind.CALL,
            where=Where(value=",".join(by)),
        )


def _unknown(fr: str, en: str, value: str, allowed: Sequence[str]) -> Refused:
    listed = ", ".join(allowed)
    return Refused(
        Sentence(fr, en),
        hint=Sentence(f"à choisir parmi : {listed}", f"one of: {listed}"),
        kind=Kind.CALL,
        where=Where(value=value),
    )
