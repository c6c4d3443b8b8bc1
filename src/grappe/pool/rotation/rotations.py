"""The result: who is where in each block, with which mentor, and how far from the best it can be at most."""

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Stay:
    """One block of one apprentice: the host, and the mentor there."""

    apprentice: str
    block: str
    host: str
    mentor: str


@dataclass(frozen=True, slots=True)
class Rotation:
    """A rotation. ``objective`` is its points (less is better), no lawful one has fewer than ``bound``.

    In a repair, ``objective`` and ``bound`` count ``moves`` (blocks spent elsewhere than before), and ``points`` are
    told beside. ``gap`` is objective ÷ bound − 1, ``None`` where nothing is planned. ``mains`` names the company that
    stands for the employer of each apprentice. ``conflict`` names apprentices who cannot be placed together, where
    there is no lawful rotation; ``conflict_companies`` where they compete.
    """

    status: Status
    objective: int | None
    bound: int
    seconds: float
    stays: tuple[Stay, ...] = ()
    points: int | None = None
    moves: int | None = None
    mains: dict[str, str] = field(default_factory=dict)
    conflict: tuple[str, ...] = ()
    conflict_companies: tuple[str, ...] = ()
    interrupted: bool = False
    seconds_proven: float | None = None
    complete: bool = True
    work: dict[str, int] = field(default_factory=dict)

    @property
    def gap(self) -> float | None:
        """By how much, relative to the bound, this plan could be above the best one at most."""
        if self.objective is None:
            return None
        if self.objective <= self.bound:
            return 0.0
        return self.objective / self.bound - 1 if self.bound > 0 else None
