"""From figures to charts and their tables: each with its n, withheld cells said as such."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from grappe.analysis import UNKNOWN, wilson
from grappe.web import maps
from grappe.web.charts import Bar
from grappe.web.maps import Area
from grappe.web.occupations.labels import contract
from grappe.web.stores import release_or_none
from grappe.web.templatetags.grappe import number, percent

Row = Mapping[str, Any]
FEWEST_COLUMNS = 3  #: under this, a chart of months says less than its table


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of a chart; ``url`` opens the rows behind it."""

    label: str
    url: str
    needs: str
    positions: str
    employers: str
    share: str
    interval: str


def interval(row: Row, name: str = "share") -> str:
    """``12,1 – 18,4 %``; empty where the figure is withheld."""
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    return "" if low is None or high is None else f"{number(100 * low, 1)} – {percent(high, 1)}"


def within(rows: Iterable[Row], whole: Row | None) -> list[Row]:
    """The rows with shares of one occupation's needs instead of all needs; none where every row is withheld."""
    needs = whole["needs"] if whole else None
    rows = tuple(rows)
    if all(row["needs"] is None for row in rows):
        return []
    return [{**row, **_shares(row["needs"], needs)} for row in rows]


def _shares(part: int | None, whole: int | None) -> dict[str, float | None]:
    if part is None or not whole:
        return {"share": None, "share_low": None, "share_high": None}
    low, high = wilson(part, whole)
    return {"share": part / whole, "share_low": low, "share_high": high}


def line(row: Row, label: str, url: str = "") -> Line:
    """A row of figures as text."""
    if row["needs"] is None:
        return Line(label, url, _("secret statistique"), "–", "–", "–", "–")
    needs, positions, employers = (number(row[name]) for name in ("needs", "positions", "employers"))
    return Line(label, url, needs, positions, employers, percent(row["share"], 1), interval(row))


def ads_behind(filters: Mapping[str, str], shown: bool) -> str:
    """Where the ads behind a figure are listed; empty for who may not see them, and for what is not known."""
    known = {name: value for name, value in filters.items() if value}
    return f"{reverse('ads:list')}?{urlencode(known)}" if shown and UNKNOWN not in known.values() else ""


def ranking(rows: Iterable[Row]) -> list[Bar]:
    """The occupations most asked for, as shares of the coded needs with their intervals."""
    return [
        Bar(
            label=row["label"],
            value=row["share"],
            shown=percent(row["share"], 1),
            url=reverse("occupations:occupation", args=[row["occupation"]]),
            low=row["share_low"],
            high=row["share_high"],
            note=_("%(interval)s · n = %(n)s") % {"interval": interval(row), "n": number(row["needs"])},
        )
        for row in rows
    ]


def contracts(rows: Iterable[Row]) -> list[Bar]:
    """Kinds of contract, those that may be shown."""
    return [
        Bar(
            label=str(contract(row["contract"])),
            value=row["share"],
            shown=percent(row["share"], 1),
            low=row["share_low"],
            high=row["share_high"],
            note=_("n = %(n)s") % {"n": number(row["needs"])},
        )
        for row in rows
        if row["needs"] is not None and row["share"] is not None
    ]


def contract_lines(rows: Iterable[Row], occupation: str, *, linked: bool) -> list[Line]:
    """The table beside the contracts."""
    return [
        line(row, str(contract(row["contract"])), ads_behind({**_of(occupation), "contract": row["contract"]}, linked))
        for row in rows
    ]


def months(rows: Iterable[Row]) -> list[tuple[str, float]]:
    """Month and needs, those that may be shown, empty where they are too few; the rest stands in the table."""
    shown = [(row["month"], row["needs"]) for row in rows if row["needs"] is not None and row["month"] != UNKNOWN]
    return shown if len(shown) >= FEWEST_COLUMNS else []


def month_lines(rows: Iterable[Row], occupation: str, *, linked: bool) -> list[Line]:
    """The table beside the months."""
    return [
        line(row, _named(row["month"]), ads_behind({**_of(occupation), "month": row["month"]}, linked)) for row in rows
    ]


def territory_lines(rows: Iterable[Row], names: Mapping[str, str], occupation: str, *, linked: bool) -> list[Line]:
    """The table beside the map: every département, what is not on the map too."""
    return [
        line(
            row,
            f"{names[row['territory']]} ({row['territory']})"
            if row["territory"] in names
            else _named(row["territory"]),
            ads_behind({**_of(occupation), "departement": row["territory"]}, linked),
        )
        for row in rows
    ]


def territory_map(rows: Sequence[Row], name: str, occupation: str, *, linked: bool) -> SafeString | None:
    """The map of départements; ``None`` where no outlines are installed."""
    places = release_or_none("places")
    if places is None or not maps.outlines(places):
        return None
    areas = {
        row["territory"]: Area(
            value=row["needs"],
            shown=_("secret statistique") if row["needs"] is None else _("%(n)s besoins") % {"n": number(row["needs"])},
            url=ads_behind({**_of(occupation), "departement": row["territory"]}, linked),
        )
        for row in rows
    }
    return maps.departements(places, areas, name)


def _of(occupation: str) -> dict[str, str]:
    return {"occupation": occupation} if occupation else {}


def _named(key: str) -> str:
    return _("Non précisé") if key == UNKNOWN else key
