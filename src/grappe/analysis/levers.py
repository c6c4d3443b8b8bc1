"""What follows from a decomposition: for a pair of occupation and territory, the sentence and its lever."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.effects import DOMAIN, PAIR, TERRITORY, Effects
from grappe.words import Refused, Sentence, Where

#: What to act on, by what the difficulty belongs to. Source: the note on attractiveness of domain and territory.
LEVERS: Mapping[str, Sentence] = {
    DOMAIN: Sentence(
        "faire connaître le métier, revoir salaires et conditions, former",
        "make the occupation known, look at pay and conditions, train",
    ),
    TERRITORY: Sentence(
        "accueillir les nouveaux venus : logement, emploi du conjoint, transport",
        "welcome newcomers: housing, the spouse's job, transport",
    ),
    PAIR: Sentence(
        "agir ici et pour ce métier : formation locale, groupement d'employeurs",
        "act here and for this occupation: local training, an employers' group",
    ),
}
_MOSTLY = {
    DOMAIN: Sentence("surtout le métier", "mostly the domain"),
    TERRITORY: Sentence("surtout le territoire", "mostly the territory"),
    PAIR: Sentence("surtout ce métier ici", "mostly this pair"),
}
_SIZES = {DOMAIN: "alpha", TERRITORY: "beta", PAIR: "gamma"}


def verdict(found: Effects, occupation: str, territory: str) -> Sentence:
    """Whether an occupation in a territory stands out, by what, and the lever where the value is above the mean.

    Raises ``Refused`` for a pair that the table does not hold.
    """
    here = pc.and_(pc.equal(found.pairs["occupation"], occupation), pc.equal(found.pairs["territory"], territory))
    rows = found.pairs.filter(here).to_pylist()
    if not rows:
        raise Refused(
            Sentence(
                "ce métier n'a pas de valeur dans ce territoire", "this occupation has no value in this territory"
            ),
            where=Where(value=f"{occupation} × {territory}"),
        )
    return _said(rows[0])


def _said(row: Mapping[str, Any]) -> Sentence:
    name = f"{row['occupation']} × {row['territory']}"
    if row["mostly"] is None:
        return Sentence(
            f"{name} : rien qui permette de séparer métier et territoire",
            f"{name}: nothing tells occupation and territory apart",
        )
    mostly, share, above = row["mostly"], f"{row['share']:.0%}", row["observed"] - row["mu"]
    head_fr = f"{name} : {_number(row['observed'], 'fr')}, {_number(above, 'fr', signed=True)} sur la moyenne ; "
    head_en = f"{name}: {_number(row['observed'], 'en')}, {_number(above, 'en', signed=True)} on the mean; "
    said = _MOSTLY[mostly]
    lifted = row[_SIZES[mostly]] > 0
    lever = LEVERS[mostly] if lifted else Sentence("rien ne presse de ce côté", "nothing presses on this side")
    return Sentence(
        f"{head_fr}{said.fr} ({share.replace('%', ' %')}) : {lever.fr}", f"{head_en}{said.en} ({share}): {lever.en}"
    )


def _number(value: float, language: str, *, signed: bool = False) -> str:
    shown = f"{value:+.2f}" if signed else f"{value:.2f}"
    return shown.replace(".", ",").replace("-", "−") if language == "fr" else shown.replace("-", "−")


def strongest(found: Effects, effect: str, count: int = 10) -> pa.Table:
    """The ``count`` highest effects of the occupations or of the territories, highest first."""
    kept = found.effects.filter(pc.equal(found.effects["effect"], effect))
    return kept.sort_by([("value", "descending"), ("key", "ascending")]).slice(0, count)
