"""Members, schools, contacts and accounts of the fictional cluster."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from grappe.demonstration.draws import fictional_siret, fictional_uai, source, weighted
from grappe.demonstration.materials import material
from grappe.demonstration.territory import Territory
from grappe.demonstration.things import Account, Contact, FictionalCluster, Member, School, Site, Size
from grappe.demonstration.trades import Sector
from grappe.words import InseeCode

MEMBERS = 120
SHARES: dict[Size, float] = {"medium": 0.17, "mid-size": 0.10, "large": 0.01}
HEADCOUNTS: dict[Size, tuple[int, int]] = {
    "small": (3, 49),
    "medium": (50, 249),
    "mid-size": (250, 900),
    "large": (1100, 1600),
}
TOWN_DRAWS: dict[Size, int] = {"small": 1, "medium": 2, "mid-size": 3, "large": 4}  #: large ones are in larger towns
FIRST_SCHOOL_NUMBER = 900
SCHOOL_POST = "Relations avec les entreprises"


def fictional_cluster(land: Territory) -> FictionalCluster:
    """The cluster itself, seated in one of its towns."""
    entry = material("cluster")["cluster"]
    return FictionalCluster(
        key=entry["key"],
        name=entry["name"],
        short_name=entry["short_name"],
        domain=entry["domain"],
        about_fr=entry["about_fr"],
        about_en=entry["about_en"],
        seat=land.town(entry["seat"]),
    )


def members(seed: int, land: Territory, activities: Sequence[Sector]) -> tuple[Member, ...]:
    """The member companies: sizes in fixed proportions, activities and towns drawn."""
    rng = source(seed, "members")
    names = _names(rng, activities)
    people = _people(rng)
    found = []
    for number, size in enumerate(_sizes(rng), start=1):
        sector = activities[weighted(rng, {rank: one.share for rank, one in enumerate(activities)})]
        name = next(names[sector.naf])
        found.append(
            Member(
                key=f"M{number:03d}",
                name=name,
                siret=fictional_siret(number),
                naf=sector.naf,
                size=size,
                headcount=_headcount(rng, size),
                town=land.draw(rng, TOWN_DRAWS[size]),
                contact=_contact(rng, next(people), f"{_slug(name)}.example"),
                does=sector.does,
            )
        )
    return tuple(found)


def schools(seed: int, land: Territory) -> tuple[tuple[School, ...], tuple[Site, ...]]:
    """The fictional engineering schools and the sites where they teach."""
    rng = source(seed, "schools")
    people = _people(rng)
    found, sites = [], []
    for number, entry in enumerate(material("cluster")["schools"], start=FIRST_SCHOOL_NUMBER):
        person = next(people)
        contact = Contact(person, f"entreprises@{entry['short_name'].lower()}.example", SCHOOL_POST)
        siret = fictional_siret(number)
        found.append(School(entry["key"], entry["name"], entry["short_name"], siret, contact))
        for rank, insee in enumerate(entry["towns"], start=1):
            town = land.town(InseeCode(insee))
            key, uai = f"{entry['key']}-{rank}", fictional_uai(number * 10 + rank)
            sites.append(Site(key, entry["key"], f"{entry['short_name']} {town.name}", uai, town))
    return tuple(found), tuple(sites)


def accounts(cluster: FictionalCluster, answers: Counter[str], all_members: Sequence[Member]) -> tuple[Account, ...]:
    """One person for each role; the member speaks for the middle-sized company that answers most."""
    middle = [member for member in all_members if member.size == "medium"] or list(all_members)
    busiest = max(middle, key=lambda member: (answers[member.key], member.key))
    speaks_for = {"member": busiest.key, "school": material("cluster")["schools"][0]["key"]}
    return tuple(
        Account(f"{entry['user']}@{cluster.domain}", entry["name"], entry["role"], speaks_for.get(entry["role"]))
        for entry in material("cluster")["accounts"]
    )


def _sizes(rng: Random) -> list[Size]:
    sizes: list[Size] = [size for size, share in SHARES.items() for _ in range(round(MEMBERS * share))]
    sizes += ["small"] * (MEMBERS - len(sizes))
    rng.shuffle(sizes)
    return sizes


def _headcount(rng: Random, size: Size) -> int:
    """Small ones are mostly very small: the square of an even draw."""
    low, high = HEADCOUNTS[size]
    return low + round((high - low) * rng.random() ** 2)


def _names(rng: Random, activities: Sequence[Sector]) -> dict[str, Iterator[str]]:
    """For each activity, invented names; a fantasy word is shared by few members."""
    words = list(material("cluster")["names"]["fantasy"])
    found = {}
    for sector in activities:
        pairs = list(product(sector.names, rng.sample(words, len(words))))
        rng.shuffle(pairs)
        found[sector.naf] = iter([_name(rng, *pair) for pair in pairs])
    return found


def _name(rng: Random, trade: str, word: str) -> str:
    elided = f"d'{word}" if word[0] in "AEÉIOUYH" else f"de {word}"
    return rng.choice([f"{trade} {word}", f"{trade} {elided}", f"{word} {trade}"])


def _people(rng: Random) -> Iterator[str]:
    names = material("cluster")["names"]
    pairs = list(product(names["first"], names["last"]))
    rng.shuffle(pairs)
    return iter([f"{first} {last}" for first, last in pairs])


def _slug(name: str) -> str:
    """A name as a domain writes it: small letters without accents, and hyphens."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _contact(rng: Random, name: str, domain: str) -> Contact:
    return Contact(name, f"contact@{domain}", rng.choice(material("cluster")["names"]["posts"]))
