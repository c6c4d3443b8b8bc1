"""What a rotation problem is as JSON: the declared form that files are read by and that the published schema says.

Unknown keys are allowed everywhere. Only ``apprentices`` (``apprentice``, ``employer``), ``companies`` (``company``)
and one of ``blocks`` and ``calendar`` must be there.
"""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

#: Version of the form of a rotation problem.
FORM = 1
Name = str | int


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, str_strip_whitespace=True)


class DaysForm(_Form):
    """A stretch of days, both included."""

    from_: date = Field(alias="from", description="First day.")
    to: date = Field(description="Last day, included.")


class AbsenceForm(DaysForm):
    """Days on which an apprentice is in no company."""

    kind: Literal["leave", "exam", "abroad", "other"] = Field(
        default="leave", description="leave (congés), exam (congé d'examen), abroad (mobilité), other."
    )


class MentorForm(_Form):
    """A maître d'apprentissage; without any statement on diploma and practice, qualification is to be confirmed."""

    mentor: Name = Field(description="Identifier, unique in the company.")
    qualified: bool | None = Field(default=None, description="Said by the company; null: judged by what follows.")
    diploma_level: int | None = Field(default=None, ge=0, le=8, description="Level of the diploma held.")
    diploma_in_field: bool | None = Field(default=None, description="Whether that diploma is in the field prepared.")
    practice_months: float | None = Field(
        default=None, ge=0, le=720, description="Months of practice on the first day, internships included."
    )
    internship_months: float = Field(default=0, ge=0, le=720, description="Of these, internship and apprenticeship.")
    apprentices_max: int | None = Field(default=None, ge=0, le=5, description="Null: what the rules allow.")
    absences: list[DaysForm] = Field(default_factory=list, description="Days on which the mentor is away.")


class CompanyForm(_Form):
    """A company that employs or hosts, or a group of employers that employs only."""

    company: Name = Field(description="Identifier.")
    name: str | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    group: bool = Field(default=False, description="A groupement d'employeurs: employs, hosts nobody itself.")
    mentors: list[MentorForm] | int | None = Field(
        default=None, description="Mentors, or how many; null: one, to be named and confirmed."
    )
    places: int | None = Field(default=None, ge=0, description="Apprentices at a time at most; null: what mentors can.")
    blackouts: list[DaysForm] = Field(default_factory=list, description="Days on which nobody is hosted.")
    skills: dict[str, float] = Field(
        default_factory=dict, description="Skill → share (0 to 1) of a day there that trains it."
    )
    share: float | None = Field(default=None, ge=0, description="Ordered part of all company days; null: none ordered.")


class ApprenticeForm(_Form):
    """An apprentice engineer."""

    apprentice: Name = Field(description="Identifier.")
    employer: Name = Field(description="The company, or group of employers, of the contract.")
    main: Name | None = Field(default=None, description="With a group as employer: the member of most company time.")
    name: str | None = None
    lat: float | None = Field(default=None, ge=-90, le=90, description="Home; null: the main company's site.")
    lon: float | None = Field(default=None, ge=-180, le=180)
    hosts: list[Name] | None = Field(default=None, description="Companies that may host; null: the nearest ones.")
    absences: list[AbsenceForm] = Field(default_factory=list)
    repeating: bool = Field(default=False, description="Repeats a year: may be one more with a mentor.")
    pins: dict[str, Name] = Field(default_factory=dict, description="Block → host that must be kept.")


class BlockForm(DaysForm):
    """A run of company days between two stays at school: the unit that has one host."""

    block: Name = Field(description="Identifier.")
    year: int | None = Field(default=None, ge=1, le=9, description="Year of the training; null: by school year.")
    days: int | None = Field(default=None, ge=1, le=366, description="Company days; null: Monday to Friday, holidays.")


class CalendarForm(_Form):
    """A school calendar to read blocks from."""

    file: str = Field(description="CSV, beside the problem: annee_scolaire, semaine_iso, lieu.")
    split_weeks: int = Field(default=12, ge=1, le=53, description="Longer stays in company become equal blocks.")


class TargetForm(_Form):
    """Days that must have trained a skill by the end of a year, counted from the first year on."""

    skill: str
    year: int = Field(ge=1, le=9)
    days: int = Field(ge=0, le=2_000)


class SchoolForm(_Form):
    """Where the courses are; used to count lodgings."""

    name: str | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)


class ProblemForm(_Form):
    """A rotation problem: apprentices × companies × blocks of a school calendar."""

    form: int = Field(default=FORM, description="Version of this form.")
    title: str | None = None
    apprentices: list[ApprenticeForm] = Field(min_length=1)
    companies: list[CompanyForm] = Field(min_length=1)
    blocks: list[BlockForm] | None = Field(default=None, min_length=1)
    calendar: CalendarForm | None = None
    holidays: list[date] = Field(default_factory=list, description="Days of no work, besides Saturday and Sunday.")
    targets: list[TargetForm] = Field(default_factory=list)
    diploma_level: int = Field(default=7, ge=3, le=8, description="Level of the diploma prepared.")
    diploma: str | None = None
    school: SchoolForm | None = None
    rules: str | dict[str, float] = Field(
        default="strict",
        description="strict, GE-wide, a TOML file beside the problem, or values laid over strict by rule name.",
    )


def rotation_schema() -> dict[str, Any]:
    """The JSON Schema of a rotation problem, as published."""
    schema = ProblemForm.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
