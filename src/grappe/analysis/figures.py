"""The figures that the screens read: every cut of the demand and how far the needs are coded, kept in the store."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from grappe.analysis.demand import FIGURE_COLUMNS, demand
from grappe.analysis.dimensions import CUTS, UNKNOWN, Territory
from grappe.analysis.disclosure import COMPLEMENTARY, PUBLISHED, SUPPRESSED
from grappe.analysis.provenance import rows_by_status
from grappe.analysis.tension import TENSION_SHEET, tension_sheet
from grappe.analysis.totals import coding_releases, totals
from grappe.references import Release
from grappe.tables import Store
from grappe.words import Column, Frame, Month, Progress, Rules, Sentence, silent

KEYS = ("occupation", "territory", "month", "contract")

FIGURES = Frame(
    name="figures",
    grain="one row per cut of the demand and cell of it",
    key=("cut", *KEYS),
    columns=(
        Column("cut", "text", "what the needs are counted by", values=tuple(",".join(cut) or "total" for cut in CUTS)),
        *(Column(name, "text", f"{name}; empty: not part of the cut, “{UNKNOWN}”: not known") for name in KEYS),
        *FIGURE_COLUMNS,
    ),
)

COVERAGE = Frame(
    name="coverage",
    grain="one row: what the figures of the store rest on",
    key=("day",),
    columns=(
        Column("needs", "whole", "needs taken in"),
        Column("coded", "whole", "of which coded: counted by occupation"),
        Column("review", "whole", "of which waiting for a person"),
        Column("none", "whole", "of which without any proposal"),
        Column("ads", "whole", "of which advertised"),
        Column("surveys", "whole", "of which surveyed or entered by members"),
        Column("employers", "whole", "distinct employers known"),
        Column("first_month", "text", "first month of publication, YYYY-MM", null="no need says its day"),
        Column("last_month", "text", "last month of publication, YYYY-MM", null="no need says its day"),
        Column("release", "text", "release of the codes; several joined by a comma, empty where nothing is coded"),
        Column("day", "day", "day on which the figures were made"),
    ),
)


@dataclass(frozen=True, slots=True)
class AnalyseReport:
    """What an analysis wrote: needs and coded needs behind it, cells of the demand by what became of them."""

    needs: int
    coded: int
    published: int
    suppressed: int
    complementary: int
    occupations: int
    release: str

    def as_json(self) -> dict[str, int | str]:
        """The report as one JSON object."""
        return asdict(self)

    def said(self) -> Sentence:
        """The report in one sentence."""
        hidden = self.suppressed + self.complementary
        return Sentence(
            f"{self.coded} besoins codés sur {self.needs}, {self.occupations} métiers, {self.published} chiffres "
            f"publiés, {hidden} sous secret statistique",
            f"{self.coded} needs coded out of {self.needs}, {self.occupations} occupations, {self.published} figures "
            f"published, {hidden} under disclosure control",
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the figures are made with."""

    rome: Release
    places: Release
    labour: Release | None
    rules: Rules
    day: date
    territory: Territory
    disclosure: bool


def analyse_store(
    store: Store,
    *,
    rome: Release,
    places: Release,
    labour: Release | None,
    rules: Rules,
    day: date,
    territory: Territory = "departement",
    disclosure: bool = True,
    progress: Progress | None = None,
) -> AnalyseReport:
    """Writes the figures of a store: ``FIGURES``, ``TENSION_SHEET``, ``COVERAGE``; what stood there before is replaced.

    The figures are those of ``demand`` for each of ``CUTS``. Over the same needs, codes, releases and parameters the
    call changes nothing. Without ``labour`` there are no official figures. Raises what ``progress`` raises: what is
    written by then stays.
    """
    asked = _Asked(rome, places, labour, rules, day, territory, disclosure)
    commit, tell = _commit(store, asked), progress or silent
    figures = _figures(store, asked, tell)
    sentence = Sentence("Tensions par métier", "Tensions by occupation")
    tell(len(CUTS), len(CUTS) + 1, sentence)
    coverage = _coverage(store, day)
    store.replace(FIGURES, figures, commit=commit)
    store.replace(TENSION_SHEET, _tensions(store, asked), commit=commit)
    store.replace(COVERAGE, coverage, commit=commit)
    tell(len(CUTS) + 1, len(CUTS) + 1, sentence)
    return _report(figures, coverage)
