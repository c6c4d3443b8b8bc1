"""What the officer decided before a plan is made, as a filter of jobs: needs kept together, and groups kept apart."""

import numpy as np
import numpy.typing as npt

from grappe.pool.problem import Flags, PoolProblem

Sets = npt.NDArray[np.int32]


def decided_jobs(problem: PoolProblem, sets: Sets) -> Flags:
    """Which sets (padded with the number of needs) hold all or none of what is kept together, and no group apart."""
    allowed = np.ones(len(sets), dtype=bool)
    if not problem.together and not problem.apart:
        return allowed
    place = {need.need: at for at, need in enumerate(problem.needs)}
    for group in problem.together:
        held = _held(place, group, sets)
        allowed &= (held == 0) | (held == len(group))
    for group in problem.apart:
        allowed &= _held(place, group, sets) < len(group)
    return allowed


def _held(place: dict[str, int], group: frozenset[str], sets: Sets) -> npt.NDArray[np.int64]:
    """How many needs of a group each set holds."""
    held: npt.NDArray[np.int64] = np.isin(sets, [place[need] for need in group if need in place]).sum(axis=1)
    return held
