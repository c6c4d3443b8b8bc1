"""What members say they need: three spring surveys, and needs typed in since."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pyarrow as pa

from grappe.demonstration.draws import some, source, weighted
from grappe.demonstration.materials import material
from grappe.demonstration.terms import MEMBER_CONTRACTS, Terms, terms
from grappe.demonstration.things import Member
from grappe.demonstration.titles import survey_title
from grappe.demonstration.trades import Sector, Trade, sought
from grappe.needs import NEEDS

WAVES = (265, 285, 305)
ENTRIES = 55
SURVEY_SOURCE, ENTRY_SOURCE = "recueil", "saisie"
#: Answers come in bumps, after the letter and each reminder: day of the spring → weight.
BUMPS = {6: 3.0, 27: 4.0, 48: 3.0, 76: 1.5}
SPRING_DAYS = 92
SHARE_ROME_GIVEN = 0.4
SHARE_NOT_ANSWERED = 0.05
SMALL_FIRMS_MORE_DIFFICULT = 1.12


def surveyed(
    seed: int, day: date, *, firms: Sequence[Member], activities: Sequence[Sector], known: Mapping[str, Trade]
) -> pa.Table:
    """The members' needs of the last three whole springs before ``day``, and those typed in during the last year."""
    rng = source(seed, "surveys")
    by_naf = {sector.naf: sector for sector in activities}
    rows = []
    for year, count in zip(_springs(day), WAVES, strict=True):
        answering = some(rng, firms, round(len(firms) * 0.6), round(len(firms) * 0.75))
        for number, member in enumerate(_askers(rng, answering, count), start=1):
            trade = sought(rng, by_naf[member.naf], known, on=date(year, 5, 1), day=day)
            rows.append(_survey_row(rng, member, trade, key=f"{year}-{number:03d}", on=_spring_day(rng, year)))
    for number, member in enumerate(_askers(rng, firms, ENTRIES), start=1):
        on = day - timedelta(days=rng.randint(1, 360))
        trade = sought(rng, by_naf[member.naf], known, on=on, day=day)
        rows.append(_row(rng, member, trade, key=f"{number:03d}", on=on) | {"source": ENTRY_SOURCE, "kind": "entry"})
    for row in rows:
        row["need_id"] = f"{row['source']}:{row['source_key']}"
    return NEEDS.check(NEEDS.from_rows(rows))


def answers(needs: pa.Table) -> Counter[str]:
    """Needs by member."""
    return Counter(needs.column("member").to_pylist())


def _springs(day: date) -> list[int]:
    """The years of the last three springs (March to May) that are over."""
    last = day.year if day >= date(day.year, 6, 1) else day.year - 1
    return [last - 2, last - 1, last]


def _spring_day(rng: Random, year: int) -> date:
    bump = weighted(rng, BUMPS)
    after = min(max(round(rng.gauss(bump, 5)), 0), SPRING_DAYS - 1)
    return date(year, 3, 1) + timedelta(days=after)


def _askers(rng: Random, firms: Sequence[Member], count: int) -> Iterator[Member]:
    """The members that express ``count`` needs: large ones more, less than in proportion."""
    return iter(rng.choices(firms, [member.headcount**0.6 for member in firms], k=count))


def _survey_row(rng: Random, member: Member, trade: Trade, *, key: str, on: date) -> dict[str, Any]:
    """A surveyed need: the form also asks whether hiring is difficult, why, and whether the need is seasonal."""
    row = _row(rng, member, trade, key=key, on=on)
    difficult = _difficult(rng, member, trade, on=on)
    if difficult:
        words = material("ads")["survey"]
        causes = {rng.choices(words["causes"], words["causes_weights"])[0] for _ in range(rng.randint(1, 2))}
        row["description"] += f" Difficile : {', '.join(sorted(causes))}."
    seasonal = row["contract"] == "seasonal" or rng.random() < 0.03
    source_key = f"{member.key}/{key}"  # each member numbers its own needs
    return row | {
        "source": SURVEY_SOURCE,
        "source_key": source_key,
        "kind": "survey",
        "difficult": difficult,
        "seasonal": seasonal,
    }


def _difficult(rng: Random, member: Member, trade: Trade, *, on: date) -> bool | None:
    """Small members find it harder, and it eases a little each year; some do not answer."""
    if rng.random() < SHARE_NOT_ANSWERED:
        return None
    share = trade.difficult * (SMALL_FIRMS_MORE_DIFFICULT if member.size == "small" else 0.95)
    return rng.random() < min(share * (1.02 if on.year % 2 else 0.97), 0.96)


def _row(rng: Random, member: Member, trade: Trade, *, key: str, on: date) -> dict[str, Any]:
    offered = terms(rng, trade, MEMBER_CONTRACTS, pay_share=0.6)
    positions = 1 if member.size == "small" else weighted(rng, {1: 60.0, 2: 22.0, 3: 10.0, 5: 5.0, 8: 3.0})
    return {
        "source_key": key,
        "title": survey_title(rng, trade),
        "description": rng.choice(material("ads")["survey"]["reasons"]),
        "employer": member.name,
        "siret": member.siret,
        "naf": member.naf,
        "rome_given": trade.code if rng.random() < SHARE_ROME_GIVEN else None,
        "positions": positions,
        "insee": member.town.insee,
        "departement": member.town.departement,
        "place": member.town.name,
        "lat": member.town.lat,
        "lon": member.town.lon,
        "published": on,
        "starts": on + timedelta(days=rng.choice([30, 60, 90, 120, 150, 180, 240])),
        "language": "fr",
        "skills": [label for _code, label in some(rng, trade.tasks[:12], 1, 3)],
        "member": member.key,
        **_offered(offered),
    }


def _offered(offered: Terms) -> dict[str, Any]:
    low, high, unit = offered.pay or (None, None, None)
    return {
        "contract": offered.contract,
        "hours_per_week": offered.hours,
        "pay_min": low,
        "pay_max": high,
        "pay_unit": unit,
        "experience": offered.experience,
        "education": offered.education,
    }
