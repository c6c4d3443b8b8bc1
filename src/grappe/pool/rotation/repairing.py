"""Repair: a company drops out, and as few blocks as possible are spent elsewhere than planned."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from grappe.pool.rotation.arrays import NOWHERE, Arrays, Hosts
from grappe.pool.rotation.checking import read_assignments
from grappe.pool.rotation.conflicts import costless
from grappe.pool.rotation.judging import judge, points_of
from grappe.pool.rotation.repaired import without_company
from grappe.pool.rotation.rotations import Rotation, Stay
from grappe.pool.rotation.solving import Rotating, stays_of
from grappe.pool.rotation.things import RotationProblem
from grappe.pool.watch import Watch
from grappe.words import Progress, silent

#: Points of a move while others are saved: more than any other saving that it could bring.
_MOVE, _MOVES_SHARE = 20_000, 0.7


def repair(
    problem: RotationProblem,
    folder: Path,
    without: str,
    *,
    seconds: float = 30.0,
    seed: int = 0,
    progress: Progress = silent,
) -> Rotation:
    """The rotation of a folder, without a company, by the fewest moves; among equals few points are looked for.

    A move is a block of an apprentice that has another host than before; blocks at the lost company are moves in any
    case. ``objective`` and ``bound`` of what comes out count moves.
    """
    left = without_company(problem, without)
    watch = Watch(seconds, progress)
    kept = _kept(left, read_assignments(folder / "assignments.csv"))
    fewest = Rotating(Arrays(costless(left), kept=kept, move=1), watch, seed=seed, seconds=_MOVES_SHARE * seconds)
    first = fewest.run(_still(left, kept, without))
    if not fewest.lineup.whole:
        return first
    moves, hosts = fewest.lineup.points, fewest.lineup.hosts
    saving = Rotating(Arrays(left, kept=kept, move=_MOVE), watch, seed=seed, seconds=seconds)
    second = saving.run(hosts) if watch.go() else first
    if second.stays and saving.lineup.whole:
        now = moved(kept, saving.lineup.hosts)
        if now <= moves:
            moves, first = now, replace(second, status=first.status, bound=first.bound, work=first.work)
    return _told(first, moves, left, watch)


def moved(kept: Hosts, hosts: Hosts) -> int:
    """Blocks of apprentices with another host than before."""
    return int(((kept != hosts) & (hosts >= 0)).sum())


def _told(rotation: Rotation, moves: int, problem: RotationProblem, watch: Watch) -> Rotation:
    points = points_of(problem, rotation.stays)
    bound = min(rotation.bound, moves)
    return replace(
        rotation,
        status="optimal" if moves <= bound else "feasible",
        objective=moves,
        bound=bound,
        moves=moves,
        points=points,
        seconds=round(watch.passed, 3),
        interrupted=watch.interrupted,
    )


def _kept(problem: RotationProblem, stays: list[Stay]) -> Hosts:
    """Hosts by apprentice and block; nowhere for what is not told, or speaks of another problem."""
    people = {person.apprentice: at for at, person in enumerate(problem.apprentices)}
    blocks = {block.block: at for at, block in enumerate(problem.blocks)}
    hosts = {company.company: at for at, company in enumerate(problem.companies)}
    kept = np.full((len(people), len(blocks)), NOWHERE, dtype=np.int16)
    for stay in stays:
        if stay.apprentice in people and stay.block in blocks and stay.host in hosts:
            kept[people[stay.apprentice], blocks[stay.block]] = hosts[stay.host]
    return kept


def _still(problem: RotationProblem, kept: Hosts, without: str) -> Hosts:
    """The itineraries that can stay: lawful without the company that left; the others nowhere."""
    gone = next(at for at, company in enumerate(problem.companies) if company.company == without)
    still = kept.copy()
    for at, person in enumerate(problem.apprentices):
        whole = ((kept[at] >= 0) == (np.array(person.days) > 0)).all()
        if not person.main or (kept[at] == gone).any() or not whole:
            still[at] = NOWHERE
    unlawful = {entry.subject for entry in judge(problem, _stays(problem, still), {}) if entry.result == "fail"}
    names = [person.apprentice for person in problem.apprentices]
    for at, name in enumerate(names):
        if name in unlawful or unlawful - set(names):  # places are short: nobody is taken for granted
            still[at] = NOWHERE
    return still


def _stays(problem: RotationProblem, hosts: Hosts) -> list[Stay]:
    return list(stays_of(Arrays(problem), hosts)) if (hosts >= 0).any() else []
