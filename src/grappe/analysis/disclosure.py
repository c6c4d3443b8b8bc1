"""Disclosure control, the last step of everything published.

Primary: a cell that stands on fewer than ``minimum`` distinct employers is suppressed. Complementary: further cells,
the smallest first, until no suppressed cell can be worked out from the published cells and the published margins of
the table, whatever sums and differences are taken. Margins are every table that sums this one over some of its keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

PUBLISHED, SUPPRESSED, COMPLEMENTARY = "published", "suppressed", "complementary"
STATUSES = (PUBLISHED, SUPPRESSED, COMPLEMENTARY)
MANY = 50  #: cells worked out at once beyond which speed counts more than hiding the fewest
LARGE = 3_000  #: cells hidden beyond which a round costs seconds, and speed counts more too
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sums:
    """Every "parent = sum of children" of a table and its margins, by row number.

    ``parent`` has one entry per equation; ``child`` and ``equation`` run together, children in the order in which they
    would be suppressed (fewest needs first).
    """

    parent: Indices
    child: Indices
    equation: Indices


def protect(margins: pa.Table, *, by: Sequence[str], minimum: int) -> pa.Array:
    """For each row of a table with all its margins, whether it is published: one of ``STATUSES``.

    ``margins`` holds the keys (null: summed over that key), ``needs`` and ``employers``; the table itself and each of
    its margins must be complete. An attacker is taken to know every published cell and margin, that every suppressed
    cell holds at least one need and that a complementary one holds at least ``minimum``. The order of the rows, which
    no engine promises, changes nothing: equal cells are taken by their keys.
    """
    if not by:
        return _protected(margins, by, minimum)
    order = pc.sort_indices(margins, sort_keys=[(name, "ascending") for name in by])
    return _protected(margins.take(order), by, minimum).take(pc.sort_indices(order))


def _protected(margins: pa.Table, by: Sequence[str], minimum: int) -> pa.Array:
    needs = np.asarray(margins["needs"].to_numpy(zero_copy_only=False), np.float64)
    primary = np.asarray(margins["employers"].to_numpy(zero_copy_only=False)) < minimum
    sums = sums_of(margins, by, needs)
    hidden, least = primary.copy(), np.where(primary, 1.0, float(minimum))
    from grappe.analysis.inference import determined  # loaded at its use: linear programming weighs on every start

    while True:
        _close(sums, hidden, needs, least)
        found = determined(sums, hidden, least, needs)
        if not found.any() or not _hide_beside(sums, hidden, found, needs):
            break
    names = np.where(primary, SUPPRESSED, np.where(hidden, COMPLEMENTARY, PUBLISHED))
    return pa.array(names.tolist(), pa.string())


def sums_of(margins: pa.Table, by: Sequence[str], needs: npt.NDArray[np.float64]) -> Sums:
    """The equations of a table with its margins: for each key, each row belongs to the sum over that key."""
    codes = np.stack([_numbered(margins[name]) for name in by]) if by else np.zeros((0, margins.num_rows), np.int64)
    shape = [int(code.max(initial=0)) + 1 for code in codes]
    flat = np.ravel_multi_index(tuple(codes), shape) if by else np.zeros(margins.num_rows, np.int64)
    order = np.argsort(flat)
    parents, children, equations, known = [], [], [], 0
    for axis, code in enumerate(codes):
        child = np.flatnonzero(code)
        stride = int(np.prod(shape[axis + 1 :], dtype=np.int64))
        parent = order[np.searchsorted(flat, flat[child] - code[child] * stride, sorter=order)]
        unique, equation = np.unique(parent, return_inverse=True)
        parents.append(unique)
        children.append(child)
        equations.append(equation + known)
        known += len(unique)
    if not parents:
        none = np.zeros(0, np.int64)
        return Sums(none, none, none)
    child, equation = np.concatenate(children), np.concatenate(equations)
    smallest_first = np.lexsort((child, needs[child]))
    return Sums(np.concatenate(parents), child[smallest_first], equation[smallest_first])


def _numbered(keys: pa.ChunkedArray) -> Indices:
    """Numbers from 1 for the values of a key, 0 for null."""
    coded = keys.combine_chunks().dictionary_encode()
    return np.asarray(coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), np.int64) + 1


def _close(sums: Sums, hidden: Flags, needs: npt.NDArray[np.float64], least: npt.NDArray[np.float64]) -> None:
    """Hides more rows until no single sum gives one away: neither alone in it, nor all at their least."""
    count = len(sums.parent)
    while True:
        inside = hidden[sums.child]
        children = np.bincount(sums.equation, inside, count)
        slack = np.bincount(sums.equation, inside * (needs - least)[sums.child], count)
        above = hidden[sums.parent]
        unsafe = (children + above == 1) | (~above & (children > 0) & (slack <= 0))
        if not unsafe.any():
            return
        chosen = _smallest_published(sums, hidden, unsafe)
        alone = unsafe.copy()
        alone[sums.equation[chosen]] = False
        hidden[sums.child[chosen]] = True
        hidden[sums.parent[alone]] = True


def _smallest_published(sums: Sums, hidden: Flags, wanted: Flags) -> Indices:
    """For each wanted sum that still publishes a child, the place of the smallest one."""
    open_ = np.flatnonzero(~hidden[sums.child] & wanted[sums.equation])
    _, first = np.unique(sums.equation[open_], return_index=True)
    return open_[first]


def _hide_beside(sums: Sums, hidden: Flags, found: Flags, needs: npt.NDArray[np.float64]) -> bool:
    """Hides the smallest published row beside what was worked out, one for each sum where there is much of it.

    False where everything is hidden already.
    """
    touched = np.zeros(len(sums.parent), bool)
    touched[sums.equation[found[sums.child]]] = True
    touched |= found[sums.parent]
    for wanted in (touched, np.ones_like(touched)):
        chosen = sums.child[_smallest_published(sums, hidden, wanted)]
        candidates = chosen if len(chosen) else sums.parent[wanted & ~hidden[sums.parent]]
        if len(candidates):
            hurried = found.sum() > MANY or hidden.sum() > LARGE
            hidden[candidates if hurried else candidates[np.argmin(needs[candidates])]] = True
            return True
    return False
