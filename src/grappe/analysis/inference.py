"""What an attacker can work out: the suppressed cells that the published cells and margins determine."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.linalg import lsmr

if TYPE_CHECKING:
    from grappe.analysis.disclosure import Sums

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

DENSE = 400  #: unknowns up to which the null space is computed exactly
BOUNDED = 3_000  #: unknowns up to which the bounds of the cells are used too
DIRECTIONS = 3  #: random movements that all leave a value in place before it counts as determined
_ZERO = 1e-6


def determined(sums: "Sums", hidden: Flags, least: Numbers, needs: Numbers) -> Flags:
    """The hidden rows whose value follows from everything that is not hidden, ``least`` being known of each.

    Up to ``BOUNDED`` unknowns the answer is exact: cells forced to their least value by one linear programme, then
    the cells that no movement of the others changes. Beyond, the linear movements alone decide.
    """
    unknown = np.flatnonzero(hidden)
    found = np.zeros(len(hidden), bool)
    if not len(unknown) or not len(sums.parent):
        return found
    equations, right = _system(sums, hidden, unknown, needs)
    forced = np.zeros(len(unknown), bool)
    if len(unknown) <= BOUNDED:
        forced = _forced(equations, right, least[unknown])
    free = np.flatnonzero(~forced)
    found[unknown[forced]] = True
    found[unknown[free[_still(equations[:, free])]]] = True
    return found


def _system(
    sums: "Sums", hidden: Flags, unknown: npt.NDArray[np.int64], needs: Numbers
) -> tuple[sparse.csc_matrix, Numbers]:
    """The equations over the unknowns alone: matrix and right side."""
    count, rows = len(sums.parent), len(hidden)
    whole = sparse.csc_matrix(
        (
            np.concatenate([np.ones(len(sums.child)), -np.ones(count)]),
            (np.concatenate([sums.equation, np.arange(count)]), np.concatenate([sums.child, sums.parent])),
        ),
        shape=(count, rows),
    )
    part = whole[:, unknown]
    used = np.flatnonzero(np.diff(part.tocsr().indptr))
    return part[used].tocsc(), -(whole @ np.where(hidden, 0.0, needs))[used]


def _forced(equations: sparse.csc_matrix, right: Numbers, least: Numbers) -> Flags:
    """The unknowns that no admissible point lifts above their least value: one programme finds them all.

    With x = y / s, maximise Σ t over A y = b s, y ≥ least·s + t, 0 ≤ t ≤ 1, s ≥ 1: scaling lets every t that can be
    positive reach 1.
    """
    rows, count = equations.shape
    identity = sparse.identity(count)
    equal = sparse.hstack([equations, sparse.csc_matrix((rows, count)), sparse.csc_matrix(-right.reshape(-1, 1))])
    below = sparse.hstack([-identity, identity, sparse.csc_matrix(least.reshape(-1, 1))])
    cost = np.concatenate([np.zeros(count), -np.ones(count), [0.0]])
    bounds = [(0, None)] * count + [(0, 1)] * count + [(1, None)]
    solved = linprog(cost, A_ub=below, b_ub=np.zeros(count), A_eq=equal, b_eq=np.zeros(rows), bounds=bounds)
    if solved.x is None:
        return np.zeros(count, bool)
    return np.asarray(solved.x[count : 2 * count] < 0.5, bool)


def _still(equations: sparse.csc_matrix) -> Flags:
    """The unknowns that are zero in every null vector of the equations, so that the right side fixes them.

    Beyond ``DENSE`` unknowns: zero in several random null vectors at once. One alone would take a few of a hundred
    thousand free values for fixed by chance, and hide more in each round without end.
    """
    count = equations.shape[1]
    if not count:
        return np.zeros(0, bool)
    if count <= DENSE:
        _, sizes, right = np.linalg.svd(equations.toarray(), full_matrices=True)
        null = right[int((sizes > 1e-9).sum()) :]
        return np.asarray((np.abs(null) < _ZERO).all(axis=0), bool)
    still = np.ones(count, bool)
    for seed in range(DIRECTIONS):  # fixed directions: nothing here is left to chance
        drawn = np.random.default_rng(seed).standard_normal(count)
        held = lsmr(equations, equations @ drawn, atol=1e-14, btol=1e-14, conlim=0, maxiter=5_000)[0]
        still &= np.abs(drawn - held) < _ZERO
        if not still.any():
            break
    return still
