"""What needs can be counted by, and at which territory."""

from collections.abc import Sequence
from typing import Literal, get_args

from grappe.words import Column, Kind, Refused, Sentence, Where

Territory = Literal["commune", "basin", "departement", "region"]
TERRITORIES: tuple[Territory, ...] = get_args(Territory)
UNKNOWN = "unknown"  #: key of the needs whose month, place, contract … is not known: counted apart, never left out
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
