"""What the API answers, documented: the OpenAPI description is made from these."""

from datetime import date
from typing import Literal

from ninja import Field, Schema

from grappe.web.api.queries import CUT_NAMES

Cut = Literal[CUT_NAMES]  # type: ignore[valid-type]


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type: str = Field("about:blank", description="Kind of problem.")
    title: str = Field(description="What kind of problem it is, the same every time.")
    status: int = Field(description="Status of the answer.")
    detail: str = Field(description="What is wrong this time.")
    errors: list[str] = Field([], description="One sentence per wrong argument.")


class ClusterOut(Schema):
    """A cluster that publishes its figures."""

    key: str = Field(description="Short name in addresses.")
    name: str
    insee: str = Field(description="Code of the commune of its seat; empty where not known.")
    fictional: bool = Field(description="Made up for demonstration.")


class ClusterPage(Schema):
    """A page of clusters."""

    items: list[ClusterOut]
    next: str | None = Field(description="Value of `after` for the following page; null on the last one.")


class Figure(Schema):
    """One published cell of the demand. A null figure rests on too few employers."""

    occupation: str = Field(description="ROME code; empty: not part of the cut.")
    territory: str = Field(description="Département; empty: not part of the cut, `?`: not known.")
    month: str = Field(description="Month of publication, YYYY-MM; empty: not part of the cut, `?`: not known.")
    contract: str = Field(description="Kind of contract; empty: not part of the cut, `?`: not known.")
    needs: int
    positions: int = Field(description="People wanted.")
    employers: int = Field(description="Distinct employers known.")
    share: float = Field(description="Needs ÷ all needs of the cut, 0 to 1.")
    share_low: float = Field(description="Wilson interval at 95 %, lower bound.")
    share_high: float = Field(description="Wilson interval at 95 %, upper bound.")
    largest_employer_share: float | None = Field(description="Needs of the largest employer ÷ needs.")
    needs_without_largest: int | None
    permanent_share: float | None = Field(description="CDI ÷ needs with a known contract.")
    permanent_low: float | None
    permanent_high: float | None
    permanent_n: int | None = Field(description="Needs with a known contract.")
    pay_median_year: float | None = Field(description="Median gross pay at full time, €/year.")
    pay_n: int | None = Field(description="Needs with a pay.")


class FigurePage(Schema):
    """A page of figures of one cut."""

    cut: str
    items: list[Figure]
    next: str | None = Field(description="Value of `after` for the following page; null on the last one.")


class Coverage(Schema):
    """What the figures of a cluster rest on."""

    needs: int
    coded: int = Field(description="Needs counted by occupation.")
    employers: int
    first_month: str | None
    last_month: str | None
    release: str = Field(description="Release of the nomenclature behind the codes.")
    day: date = Field(description="Day on which the figures were made.")


class Skill(Schema):
    """A skill of an occupation."""

    code: str
    label_fr: str
    label_en: str | None
    kind: str
    weight: str | None = Field(description="main, emerging, or null.")


class Occupation(Schema):
    """An occupation of the ROME."""

    code: str
    label_fr: str
    label_en: str | None
    definition_fr: str | None
    definition_en: str | None
    release: str
    skills: list[Skill]
    mobilities: list[str] = Field(description="Codes of nearby occupations.")
