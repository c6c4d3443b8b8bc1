"""Every lawful job as a column: pairs, then sets one need larger, while every week fits.

A set of needs fits a week when every subset of it finds enough half-days (Hall's theorem). All subsets but those that
hold both of the last two needs were tested when the set was smaller, so only those are tested again; and because the
half-days of a set don't depend on the week, one test for the dearest of the distinct weeks is enough.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from grappe.pool.decided import decided_jobs
from grappe.pool.lawful import legal_jobs, legal_row
from grappe.pool.problem import Flags, PoolProblem, Whole

Sets = npt.NDArray[np.int32]
_CHUNK, _MOST, _GROUP = 400_000, 14_000_000, 28


@dataclass(frozen=True)
class Columns:
    """Lawful jobs: one row of ``sets`` each, needs by place in increasing order, padded with the number of needs.

    ``pairs`` says which two needs can be in one job. ``complete`` is false
    when time or memory ended the enumeration: the best plan may then use a job not listed, and when
    ``pairs_complete`` is false too, even two needs not in ``pairs``.
    """

    sets: Sets
    worth: Whole
    pairs: Flags
    complete: bool
    pairs_complete: bool

    def __len__(self) -> int:
        return len(self.sets)

    def chosen(self, rows: npt.NDArray[np.int64] | Flags) -> "Columns":
        """Some of the columns."""
        return Columns(self.sets[rows], self.worth[rows], self.pairs, self.complete, self.pairs_complete)


def lawful_pairs(problem: PoolProblem, tick: Callable[[], bool]) -> tuple[Flags, bool]:
    """Which two needs can be in one job, whatever else is, and whether all were looked at before ``tick`` ended it."""
    count = len(problem.needs)
    lawful = np.zeros((count, count), dtype=bool)
    members = _MemberPairs(problem)
    for place in range(count):
        if place % 64 == 0 and not tick():
            return lawful & lawful.T, False
        row = problem.similar_to(place) & (problem.km_from(place) <= problem.rules.km_max) & members.row(place)
        row &= legal_row(problem, place)
        held = np.flatnonzero(row)
        lawful[place, held] = _pair_fits(problem, place, held)
    return lawful, True


def enumerate_columns(problem: PoolProblem, tick: Callable[[], bool], *, most: int = _MOST) -> Columns:
    """Every lawful job, smaller ones first; ``tick`` is asked now and then and ends the work by saying false.

    More than ``most`` columns are not kept: the enumeration ends there, incomplete.
    """
    pairs, all_pairs = lawful_pairs(problem, tick)
    columns = _from_pairs(problem, pairs, tick, most)
    return replace(columns, complete=columns.complete and all_pairs, pairs_complete=all_pairs)


def sampled_columns(problem: PoolProblem, pairs: Flags, tick: Callable[[], bool], seed: int) -> Columns:
    """Some of the lawful jobs: all of those inside small groups of needs that go together, drawn by ``seed``."""
    kept = np.zeros_like(pairs)
    for group in _groups(problem, pairs, np.random.default_rng(seed)):
        kept[np.ix_(group, group)] = pairs[np.ix_(group, group)]
    return replace(_from_pairs(problem, kept, tick, _MOST), pairs=pairs, complete=False)


def _groups(problem: PoolProblem, pairs: Flags, draw: np.random.Generator) -> Iterator[Whole]:
    """Every need in one group, with partners of the need that the group was begun with."""
    free = np.ones(len(pairs), dtype=bool)
    for place in draw.permutation(len(pairs)).tolist():
        if free[place]:
            partners = draw.permutation(np.flatnonzero(pairs[place] & free))
            size = _GROUP if problem.rules.users_max <= 4 else _GROUP // 2
            group = np.append(partners[:size], place)
            free[group] = False
            yield group


def _from_pairs(problem: PoolProblem, pairs: Flags, tick: Callable[[], bool], most: int) -> Columns:
    going = True
    level = np.argwhere(np.triu(pairs, 1)).astype(np.int32)
    found = [_kept(problem, level)]
    for _size in range(3, problem.rules.users_max + 1):
        if not going or len(level) < 3:
            break
        level, going = _grown(problem, pairs, level, tick, room=most - sum(len(sets) for sets in found))
        found.append(_kept(problem, level))
    columns = _gathered(problem, found, pairs, complete=going)
    columns = columns.chosen(decided_jobs(problem, columns.sets))
    lawful, all_looked_at = legal_jobs(problem, columns.sets, tick)
    return replace(columns.chosen(lawful), complete=going and all_looked_at)


class _MemberPairs:
    """Distinct members, none forbidden by the other, row by row."""

    def __init__(self, problem: PoolProblem) -> None:
        names = sorted({need.member for need in problem.needs})
        number = {name: place for place, name in enumerate(names)}
        self._member = np.array([number[need.member] for need in problem.needs], dtype=np.int32)
        self._forbids = [
            np.array([number[name] for name in need.forbidden if name in number], dtype=np.int32)
            for need in problem.needs
        ]
        self._forbidden_by: dict[int, list[int]] = {}
        for place, forbidden in enumerate(self._forbids):
            for member in forbidden.tolist():
                self._forbidden_by.setdefault(member, []).append(place)

    def row(self, place: int) -> Flags:
        allowed: Flags = self._member != self._member[place]
        if len(self._forbids[place]):
            allowed &= ~np.isin(self._member, self._forbids[place])
        allowed[self._forbidden_by.get(int(self._member[place]), [])] = False
        return allowed


def _pair_fits(problem: PoolProblem, place: int, held: npt.NDArray[np.int64]) -> Flags:
    rules, weeks = problem.rules, problem.patterns
    most = (weeks[held] + weeks[place]).max(axis=1, initial=0)
    room = np.minimum(rules.halfdays_per_week_max, np.bitwise_count(problem.masks[held] | problem.masks[place]))
    alone = weeks.max(axis=1, initial=0) <= rules.halfdays_per_week_max
    year = problem.years[held] + problem.years[place] <= rules.halfdays_per_year_max
    fits: Flags = (most <= room) & year & alone[held] & bool(alone[place])
    return fits


def _grown(
    problem: PoolProblem, pairs: Flags, level: Sets, tick: Callable[[], bool], *, room: int
) -> tuple[Sets, bool]:
    """The lawful sets with one need more than those of ``level``, which is in lexicographic order."""
    found: list[Sets] = []
    for left, right in _joins(level):
        grown = np.concatenate([level[left], level[right][:, -1:]], axis=1)
        grown = grown[pairs[grown[:, -2], grown[:, -1]]]
        grown = grown[problem.years[grown].sum(axis=1) <= problem.rules.halfdays_per_year_max]
        found.append(_fitting(problem, grown))
        room -= len(found[-1])
        if room < 0 or not tick():
            return np.concatenate(found), False
    empty = np.empty((0, level.shape[1] + 1), dtype=np.int32)
    return np.concatenate(found) if found else empty, True


def _joins(level: Sets) -> Iterator[tuple[Whole, Whole]]:
    """Two rows that differ in their last need alone, in chunks."""
    changes = np.flatnonzero((level[1:, :-1] != level[:-1, :-1]).any(axis=1)) + 1
    ends = np.repeat(np.append(changes, len(level)), np.diff(np.concatenate([[0], changes, [len(level)]])))
    partners = ends - np.arange(len(level)) - 1
    stops = np.cumsum(partners)
    first = 0
    while first < len(level):
        before = stops[first - 1] if first else 0
        last = max(int(np.searchsorted(stops, before + _CHUNK, side="right")), first + 1)
        counts = partners[first:last]
        left = np.repeat(np.arange(first, last), counts)
        starts = np.repeat(np.cumsum(counts) - counts, counts)
        yield left, left + 1 + np.arange(len(left)) - starts
        first = last


def _fitting(problem: PoolProblem, sets: Sets) -> Sets:
    """Those whose weeks fit, tested on every subset that holds the last two needs."""
    earlier = range(sets.shape[1] - 2)
    for size in range(1, sets.shape[1] - 1):
        for others in combinations(earlier, size):
            sets = sets[_subset_fits(problem, sets[:, [*others, -2, -1]])]
    return sets


def _subset_fits(problem: PoolProblem, sets: Sets) -> Flags:
    union = problem.masks[sets[:, 0]]
    weeks = problem.patterns[sets[:, 0]]
    for place in range(1, sets.shape[1]):
        union = union | problem.masks[sets[:, place]]
        weeks = weeks + problem.patterns[sets[:, place]]
    room = np.minimum(problem.rules.halfdays_per_week_max, np.bitwise_count(union))
    fits: Flags = weeks.max(axis=1, initial=0) <= room
    return fits


def _kept(problem: PoolProblem, level: Sets) -> Sets:
    kept: Sets = level[problem.years[level].sum(axis=1) >= problem.rules.halfdays_per_year_min]
    return kept


def _gathered(problem: PoolProblem, found: list[Sets], pairs: Flags, *, complete: bool) -> Columns:
    nobody, width = len(problem.needs), problem.rules.users_max
    padded = [np.pad(sets, ((0, 0), (0, width - sets.shape[1])), constant_values=nobody) for sets in found]
    sets = np.concatenate(padded)
    return Columns(sets, np.append(problem.worth, 0)[sets].sum(axis=1), pairs, complete, pairs_complete=True)
