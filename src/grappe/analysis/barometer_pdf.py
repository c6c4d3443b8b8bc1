"""The barometer as an accessible PDF (designed for PDF/UA-1 and PDF/A-2a), laid out by typst."""

import json
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

import typst

from grappe.analysis.barometer import Barometer, top
from grappe.analysis.barometer_words import (
    UNKNOWN_SAID,
    WORDS,
    contract_said,
    left_out,
    method,
    month_or_unknown,
    period,
    takeaways,
)
from grappe.analysis.dimensions import UNKNOWN
from grappe.analysis.disclosure import PUBLISHED
from grappe.analysis.figures_said import euros, interval, share, whole
from grappe.analysis.territory_map import territory_map
from grappe.words import Refused, Sentence

OCCUPATIONS_SHOWN, BARS, PLACES_SHOWN, TENSIONS_SHOWN = 24, 12, 18, 20
STANDARDS: Any = ["ua-1", "a-2a"]
Row = dict[str, Any]


def barometer_pdf(item: Barometer, *, language: str = "fr") -> bytes:
    """The PDF of a barometer, the same bytes for the same figures. Raises ``Refused`` where typst refuses the page."""
    payload = json.dumps(_payload(item, language), ensure_ascii=False)
    template = files("grappe.analysis").joinpath("barometer.typ").read_bytes()
    try:
        return typst.compile(
            template,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": payload},
            pdf_standards=STANDARDS,
            timestamp=int(datetime.combine(item.day, time(), UTC).timestamp()),
        )
    except typst.TypstError as error:
        said = str(error.diagnostic or error)
        raise Refused(Sentence(f"mise en page impossible : {said}", f"cannot be laid out: {said}")) from error


def _payload(item: Barometer, language: str) -> Row:
    """Everything the template shows, as text and numbers."""
    words = {name: sentence.said(language) for name, sentence in WORDS.items()}
    return {
        "language": language,
        "cluster": item.cluster,
        "year": item.day.year,
        "month": item.day.month,
        "day": item.day.day,
        "period": period(item).said(language),
        "protected": item.disclosure,
        "words": words,
        "keys": _keys(item, language),
        "takeaways": [sentence.said(language) for sentence in takeaways(item)],
        "occupations": _occupations(item, language),
        "departements": _departements(item, language),
        "months": _months(item, language),
        "contracts": _contracts(item, language),
        "tension": _tension(item, language),
        "method": [sentence.said(language) for sentence in method(item)],
        "releases": list(item.releases),
    }


def _keys(item: Barometer, language: str) -> list[list[str]]:
    if not item.open:
        return []
    held, words = item.totals, WORDS
    coded = held.coded / held.needs if held.needs else None
    return [
        [whole(held.needs, language), words["needs"].said(language)],
        [whole(held.positions, language), words["positions"].said(language)],
        [whole(held.employers, language), words["employers"].said(language)],
        [share(coded, language), words["coded"].said(language)],
        [whole(held.waiting, language), words["waiting"].said(language)],
    ]


def _occupations(item: Barometer, language: str) -> Row:
    rows = top(item.occupations, OCCUPATIONS_SHOWN)
    return {
        "rows": [_occupation(row, language) for row in rows],
        "bars": [_bar(row, _label(row, language), language) for row in rows[:BARS]],
        "note": left_out(item, "occupations").said(language),
        "alt": _alt(rows[:BARS], language, lambda row: _label(row, language)),
    }


def _label(row: Row, language: str) -> str:
    """A name with the typographic apostrophe."""
    return str(row[f"label_{language}"]).replace("'", "’")


def _occupation(row: Row, language: str) -> list[str]:
    return [
        f"{_label(row, language)} ({row['occupation']})",
        whole(row["needs"], language),
        whole(row["employers"], language),
        f"{share(row['share'], language)} ({interval(row['share_low'], row['share_high'], language)})",
        whole(row["needs_without_largest"], language),
        _with_interval(row, language),
        f"{euros(row['pay_median_year'], language)}\nn = {row['pay_n']}" if row["pay_n"] else "–",
    ]


def _with_interval(row: Row, language: str) -> str:
    if row["permanent_share"] is None:
        return "–"
    bounds = interval(row["permanent_low"], row["permanent_high"], language)
    return f"{share(row['permanent_share'], language)} ({bounds})\nn = {row['permanent_n']}"


def _bar(row: Row, label: str, language: str) -> Row:
    """One bar: its label, its share, interval and text."""
    bounds = interval(row["share_low"], row["share_high"], language)
    said = f"{whole(row['needs'], language)} · {share(row['share'], language)} ({bounds})"
    return {"label": label, "value": row["share"], "low": row["share_low"], "high": row["share_high"], "said": said}


def _alt(rows: list[Row], language: str, named: Any) -> str:
    """A chart in words: every bar with its value."""
    head = "Diagramme en barres" if language == "fr" else "Bar chart"
    listed = "; ".join(f"{named(row)} {whole(row['needs'], language)}" for row in rows)
    return f"{head} : {listed}." if language == "fr" else f"{head}: {listed}."


def _departements(item: Barometer, language: str) -> Row:
    rows = top(item.departements, PLACES_SHOWN)
    values = {
        row["territory"]: float(row["needs"]) if row["disclosure"] == PUBLISHED else None
        for row in item.departements.to_pylist()
        if row["territory"] != UNKNOWN
    }
    head = "Carte des besoins par département" if language == "fr" else "Map of needs by département"
    listed = "; ".join(f"{_place(row, language)} {whole(row['needs'], language)}" for row in rows)
    return {
        "map": territory_map(item.outlines, values),
        "alt": f"{head}. {listed}.",
        "rows": [[_place(row, language), *_counts(row, language)] for row in rows],
        "note": left_out(item, "departements").said(language),
    }


def _place(row: Row, language: str) -> str:
    known = row["territory"] != UNKNOWN
    return f"{_label(row, language)} ({row['territory']})" if known else UNKNOWN_SAID.said(language)


def _counts(row: Row, language: str) -> list[str]:
    bounds = interval(row["share_low"], row["share_high"], language)
    return [
        whole(row["needs"], language),
        whole(row["employers"], language),
        f"{share(row['share'], language)} ({bounds})",
        whole(row["needs_without_largest"], language),
    ]


def _months(item: Barometer, language: str) -> Row:
    rows = item.months.to_pylist()[-36:]
    shown = [row for row in rows if row["disclosure"] == PUBLISHED]
    return {
        "columns": [
            {"month": row["month"], "value": row["needs"], "year": row["month"][:4]}
            for row in rows
            if row["month"] != UNKNOWN
        ],
        "alt": _alt(shown, language, lambda row: month_or_unknown(row["month"], language)),
        "rows": [[month_or_unknown(row["month"], language), *_counts(row, language)] for row in shown[-12:]],
        "note": left_out(item, "months").said(language),
    }


def _contracts(item: Barometer, language: str) -> Row:
    rows = sorted(top(item.contracts, 100), key=lambda row: -float(str(row["needs"])))
    return {
        "bars": [_bar(row, contract_said(row["contract"], language), language) for row in rows],
        "alt": _alt(rows, language, lambda row: contract_said(row["contract"], language)),
        "rows": [[contract_said(row["contract"], language), *_counts(row, language)] for row in rows],
        "note": left_out(item, "contracts").said(language),
    }


def _tension(item: Barometer, language: str) -> Row:
    if not item.tension.num_columns:
        return {"rows": []}
    rows = [row for row in item.tension.to_pylist() if row["official_level"] is not None or row["survey_n"]]
    return {"rows": [_tension_row(row, language) for row in rows[:TENSIONS_SHOWN]]}


def _tension_row(row: Row, language: str) -> list[str]:
    seen = "–"
    if row["observed_share"] is not None:
        bounds = interval(row["survey_low"], row["survey_high"], language)
        seen = f"{share(row['observed_share'], language)} ({bounds})"
    official = f"{row['official_level']} ({row['year']})" if row["official_level"] else "–"
    return [
        f"{_label(row, language)} ({row['occupation']})",
        official,
        whole(row["survey_n"], language),
        seen,
        f"{share(row['reference_share'], language)} ({row['reference_year']})"
        if row["reference_share"] is not None
        else "–",
        share(row["survey_share"], language),
        share(row["weight"], language),
    ]
