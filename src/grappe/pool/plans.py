"""The result: jobs, what they are worth, and how far from the best they can be at most."""

from dataclasses import dataclass, field
from typing import Literal

from grappe.pool.things import PartNeed

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Job:
    """One shared job: the needs that one person meets, and the kilometres between every two of their sites."""

    number: int
    needs: tuple[PartNeed, ...]
    km: float

    @property
    def halfdays(self) -> int:
        """Half-days of the year."""
        return sum(need.year for need in self.needs)

    @property
    def weeks(self) -> tuple[int, ...]:
        """Half-days of each week."""
        return tuple(sum(week) for week in zip(*(need.weeks for need in self.needs), strict=True))


@dataclass(frozen=True, slots=True)
class Plan:
    """Jobs out of needs. ``objective`` is Σ priority × half-days of the needs placed; no plan passes ``bound``.

    ``status`` is ``optimal`` when the two are equal, else ``feasible``. ``gap`` is bound ÷ objective − 1, ``None``
    when nothing is placed though something might be. ``ties`` says whether fewer jobs and fewer kilometres at that
    objective were excluded (``proven``) or only looked for (``searched``).

    ``seconds_proven`` is when the objective was known to be the best, ``None`` where it is not. ``possible`` names
    the needs that some lawful job holds; ``complete`` says that every lawful job was looked at. ``work`` counts what
    was done.
    """

    status: Status
    objective: int
    bound: int
    seconds: float
    jobs: tuple[Job, ...]
    unplaced: tuple[PartNeed, ...]
    ties: Literal["proven", "searched"] = "searched"
    interrupted: bool = False
    seconds_proven: float | None = None
    possible: frozenset[str] = frozenset()
    complete: bool = True
    work: dict[str, int] = field(default_factory=dict)

    @property
    def gap(self) -> float | None:
        """By how much, relative to the objective, a better plan could pass this one at most."""
        if self.bound == self.objective:
            return 0.0
        return self.bound / self.objective - 1 if self.objective else None

    @property
    def needs_placed(self) -> int:
        """Needs that entered a job."""
        return sum(len(job.needs) for job in self.jobs)

    @property
    def km(self) -> float:
        """Kilometres of all jobs."""
        return sum(job.km for job in self.jobs)
