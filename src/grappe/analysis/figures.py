"""The figures that the screens read: every cut of the demand and how far the needs are coded, kept in the store."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.demand import FIGURE_COLUMNS, demands, inputs, steady
from grappe.analysis.dimensions import CUTS, UNKNOWN, Territory
from grappe.analysis.disclosure import COMPLEMENTARY, PUBLISHED, SUPPRESSED
from grappe.analysis.provenance import rows_by_status
from grappe.analysis.tension import TENSION_SHEET, tension_sheet
from grappe.analysis.totals import coding_releases, totals
from grappe.references import Release
from grappe.tables import Store
from grappe.words import Column, Frame, Month, Progress, Rules, Sentence, silent

RULES = ("disclosure-minimum", "legal-week", "shrinkage-weight")
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
        Column("made_from", "text", "digest of the needs, codes, releases, rules and parameters behind the figures"),
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
    call changes nothing and costs nothing. Without ``labour`` there are no official figures. Raises what ``progress``
    raises; the figures are written together at the end.
    """
    asked = _Asked(rome, places, labour, rules, day, territory, disclosure)
    return steady(store, lambda: _analysed(store, asked, progress or silent))


def _analysed(store: Store, asked: _Asked, tell: Progress) -> AnalyseReport:
    commit = _commit(store, asked)
    held = store.read(COVERAGE)
    if held["made_from"].to_pylist() == [commit]:
        return _report(store.read(FIGURES), held)
    figures = _figures(store, asked, tell)
    tell(len(CUTS), len(CUTS) + 1, Sentence("Tensions par métier", "Tensions by occupation"))
    tensions, coverage = _tensions(store, asked), _coverage(store, asked.day, commit)
    store.replace(FIGURES, figures, commit=commit)
    store.replace(TENSION_SHEET, tensions, commit=commit)
    store.replace(COVERAGE, coverage, commit=commit)
    tell(len(CUTS) + 1, len(CUTS) + 1, Sentence("Chiffres écrits", "Figures written"))
    return _report(figures, coverage)


def _figures(store: Store, asked: _Asked, tell: Progress) -> pa.Table:
    given: dict[str, Any] = {"territory": asked.territory, "places": asked.places, "disclosure": asked.disclosure}
    parts = []
    for cut, table in zip(CUTS, demands(store, CUTS, rules=asked.rules, day=asked.day, **given), strict=True):
        name = ",".join(cut) or "total"
        parts.append(_of_cut(cut, name, table))
        tell(len(parts), len(CUTS) + 1, Sentence(f"Chiffres : {name}", f"Figures: {name}"))
    return pa.concat_tables(parts)


def _of_cut(cut: Sequence[str], name: str, table: pa.Table) -> pa.Table:
    """The demand by one cut, with all four keys."""
    columns: dict[str, Any] = {column: table[column] for column in table.column_names}
    columns |= {key: pa.array([""] * table.num_rows, pa.string()) for key in KEYS if key not in cut}
    return FIGURES.check(pa.table(columns | {"cut": pa.array([name] * table.num_rows, pa.string())}))


def _tensions(store: Store, asked: _Asked) -> pa.Table:
    given: dict[str, Any] = {"rome": asked.rome, "labour": asked.labour, "places": asked.places}
    return tension_sheet(store, rules=asked.rules, day=asked.day, disclosure=asked.disclosure, **given)


def _coverage(store: Store, day: date, commit: str) -> pa.Table:
    held = totals(store)
    row = {
        "needs": held.needs,
        "coded": held.coded,
        "review": held.waiting - held.none,
        "none": held.none,
        "ads": held.ads,
        "surveys": held.needs - held.ads,
        "employers": held.employers,
        "first_month": str(Month.of(held.first_day)) if held.first_day else None,
        "last_month": str(Month.of(held.last_day)) if held.last_day else None,
        "release": ", ".join(coding_releases(store)),
        "day": day,
        "made_from": commit,
    }
    return COVERAGE.check(COVERAGE.from_rows([row]))


def _commit(store: Store, asked: _Asked) -> str:
    """Names what the figures come from: needs and codes, releases, rules, parameters."""
    releases = [release.digest if release else None for release in (asked.rome, asked.places, asked.labour)]
    rules = {name: asked.rules.value(name, asked.day) for name in RULES}
    said = [inputs(store), releases, rules, asked.day.isoformat(), asked.territory, asked.disclosure]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _report(figures: pa.Table, coverage: pa.Table) -> AnalyseReport:
    held, statuses = coverage.to_pylist()[0], rows_by_status(figures)
    return AnalyseReport(
        needs=held["needs"],
        coded=held["coded"],
        published=statuses[PUBLISHED],
        suppressed=statuses[SUPPRESSED],
        complementary=statuses[COMPLEMENTARY],
        occupations=pc.sum(pc.equal(figures["cut"], "occupation")).as_py() or 0,
        release=held["release"],
    )
