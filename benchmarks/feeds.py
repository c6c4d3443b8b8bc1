"""Unknown feeds: the recogniser of each shared feed hidden, ``needs map`` proposes, every row is compared.

The right answers are paths, not contents: what a person who knows the feed says a field is. A row is right for a field
when the text read is exactly the one at that path (at any of several, where a feed says it twice); a description must
hold every part of the offer and not the presentation of the firm.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from grappe.needs import Outcome, map_feed, read_rows, records
from grappe.needs.days import day_of
from grappe.needs.markup import text_of, title_of

DAY = date(2026, 11, 24)
BAR = 95.0
FIELDS = ("title", "description", "employer", "place", "published")


@dataclass(frozen=True)
class Answer:
    """Where a feed says each field. ``described``: parts, each one of several paths; ``not_described``: the firm's.

    ``beside`` are codes of the place. ``employer`` beginning with ``=`` is a constant; no path: the feed does not say.
    """

    record_path: str | None
    title: str
    described: tuple[tuple[str, ...], ...]
    employer: tuple[str, ...]
    place: str
    published: str | None = None
    beside: Mapping[str, str] | None = None
    not_described: tuple[str, ...] = ()


ANSWERS = {
    "apec.xml": Answer(
        "Export_offres.Offre_emploi",
        "Intitule",
        (("Texte_offre",), ("Texte_profil",)),
        ("Nom_entreprise",),
        "Lieu.Libelle_lieu",
        "Date_parution",
        {"insee": "Lieu.COG_lieu"},
        ("Texte_entreprise",),
    ),
    "hellowork.xml": Answer(
        "root.job",
        "title",
        (("description",), ("profile",)),
        ("company_title",),
        "city",
        "publication_date",
        {"postcode": "postal_code"},
        ("company_description",),
    ),
    "enedis.xml": Answer(
        "offers.offer",
        "jobDescription.title",
        (("jobDescription.missionDescription", "jobDescription.description"), ("jobDescription.applicantProfile",)),
        ("=Enedis",),
        "jobDescription.location.jobLocation",
        "creationDate",
        not_described=("entityDescription",),
    ),
    "jooble.xml": Answer("jobs.job", "title", (("description",),), ("company",), "region.city", "date_updated"),
    "pass.rss": Answer(
        "rss.channel.item", "title", (("description",),), ("author", "dc:publisher"), "dc:coverage", "pubDate"
    ),
    "leboncoin.csv": Answer(
        None, "titre", (("description",),), ("entreprise",), "ville", beside={"postcode": "code postal"}
    ),
    "decathlon.json": Answer(
        "ads",
        "title",
        (("description",), ("profile",)),
        ("brand.name",),
        "address.parts.city",
        "published_at",
        {"postcode": "address.parts.zip"},
    ),
    "france-travail-CEGID.json": Answer(
        "",
        "title",
        (("description1",), ("description2",)),
        ("organisationName",),
        "region[0].label",
        "startPublicationDate",
        not_described=("organisationDescription",),
    ),
}


def run() -> list[dict[str, Any]]:
    """Share of right rows by field and in all; confidence in each map. Nothing without ``GRAPPE_DATA``."""
    data = os.environ.get("GRAPPE_DATA")
    if not data:
        return []
    checked = {name: _checked(Path(data) / "feeds" / name, answer) for name, answer in ANSWERS.items()}
    rows = [row for listed in checked.values() for row in listed]
    figures = [_figure(f"unknown feeds, {field} right", [row[field] for row in rows]) for field in FIELDS]
    figures.append(_figure("unknown feeds, all five right", [all(row.values()) for row in rows]))
    figures.append(_figure("unknown feeds, all fields of all rows", [right for row in rows for right in row.values()]))
    for name, listed in checked.items():
        share = [right for row in listed for right in row.values()]
        figures.append(_figure(f"{name}, fields right", share))
    return figures


def _figure(what: str, right: list[bool]) -> dict[str, Any]:
    value = round(100 * sum(right) / max(len(right), 1), 1)
    return {"what": what, "value": value, "unit": "%", "bar": BAR, "ok": value >= BAR, "n": len(right)}


def _checked(path: Path, answer: Answer) -> list[dict[str, bool]]:
    """For each row of the feed, whether each field is right; a row that was not read is wrong in all."""
    rows = list(records(path, record_path=answer.record_path))
    outcomes = list(read_rows(path, day=DAY, feed_map=map_feed(path)))
    if len(outcomes) != len(rows):
        return [dict.fromkeys(FIELDS, False) for _ in rows]
    return [_right(row.cells, outcome, answer) for row, outcome in zip(rows, outcomes, strict=True)]


def _right(cells: Mapping[str, str], outcome: Outcome, answer: Answer) -> dict[str, bool]:
    need = outcome.need
    if need is None:
        return dict.fromkeys(FIELDS, False)
    day = day_of(cells[answer.published]) if answer.published in cells else None
    codes = (answer.beside or {}).items()
    return {
        "title": need["title"] == title_of(cells.get(answer.title, "")),
        "description": _described(cells, need["description"] or "", answer),
        "employer": need["employer"] in [_said(path, cells) for path in answer.employer],
        "place": need["place"] == title_of(cells.get(answer.place, ""))
        and all(need[column] == cells[path] for column, path in codes if path in cells),
        "published": need["published"] == day,
    }


def _said(path: str, cells: Mapping[str, str]) -> str | None:
    return path[1:] if path.startswith("=") else title_of(cells.get(path, "")) or None


def _described(cells: Mapping[str, str], description: str, answer: Answer) -> bool:
    said = _bare(description)
    parts = [[_bare(cells[path]) for path in paths if path in cells] for paths in answer.described]
    others = [_bare(cells[path]) for path in answer.not_described if path in cells]
    return all(any(part in said for part in part_paths) for part_paths in parts if part_paths) and not any(
        other and other in said for other in others
    )


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text_of(text)).lower()
