"""What a fictional cluster is made of. Nothing here is a real organisation or person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pyarrow as pa

Size = Literal["small", "medium", "mid-size", "large"]
AccountRole = Literal["officer", "member", "school", "network", "auditor", "reviewer"]
#: Bands of headcount of the Sirene register, merged: lower bound → name.
HEADCOUNT_BANDS = ((1000, "1000+"), (250, "250-999"), (100, "100-249"), (50, "50-99"), (20, "20-49"), (10, "10-19"))


@dataclass(frozen=True, slots=True)
class Town:
    """A commune of the territory: place of work, school or seat. ``lat`` and ``lon`` are its centre, WGS 84."""

    insee: str
    name: str
    departement: str
    region: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Contact:
    """An invented person, at a domain that cannot exist (``.example``)."""

    name: str
    email: str
    post: str


@dataclass(frozen=True, slots=True)
class FictionalCluster:
    """The cluster itself; ``key`` is short and stable."""

    key: str
    name: str
    short_name: str
    domain: str
    about_fr: str
    about_en: str
    seat: Town


@dataclass(frozen=True, slots=True)
class Member:
    """A member company. ``headcount`` counts people; the SIRET has a valid key in a range that Insee does not give.

    ``does`` completes "the company …" in French.
    """

    key: str
    name: str
    siret: str
    naf: str
    size: Size
    headcount: int
    town: Town
    contact: Contact
    does: str

    @property
    def headcount_band(self) -> str:
        """Band of headcount: ``"20-49"``."""
        return next((name for low, name in HEADCOUNT_BANDS if self.headcount >= low), "0-9")


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a school teaches; the UAI has a valid letter and a département that does not exist."""

    key: str
    school: str
    name: str
    uai: str
    town: Town


@dataclass(frozen=True, slots=True)
class School:
    """A fictional engineering school; its sites name it by ``key``."""

    key: str
    name: str
    short_name: str
    siret: str
    contact: Contact


@dataclass(frozen=True, slots=True)
class Account:
    """A person to try the program with; ``organisation`` is the key of a member or school (``None``: the cluster)."""

    email: str
    name: str
    role: AccountRole
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A whole fictional cluster on a day. ``needs_table`` follows ``NEEDS``; ``ads`` are France Travail v2 objects."""

    seed: int
    day: date
    cluster: FictionalCluster
    members: tuple[Member, ...]
    schools: tuple[School, ...]
    sites: tuple[Site, ...]
    needs_table: pa.Table
    ads: tuple[Mapping[str, Any], ...]
    accounts: tuple[Account, ...]
    releases: tuple[str, ...]
