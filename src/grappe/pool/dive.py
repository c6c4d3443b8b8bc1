"""From the programme's shares to a plan: choose what is almost whole, solve again, until nothing is left to choose."""

import numpy as np

from grappe.pool.columns import Columns
from grappe.pool.master import Master
from grappe.pool.problem import Flags, Whole
from grappe.pool.watch import Watch

_WHOLE, _BATCH, _EACH = 0.85, 0.15, 1


def greedy(columns: Columns, needs: int, order: Whole, used: Flags | None = None) -> Whole:
    """Disjoint columns, taken in ``order`` while their needs are free; ``used`` is marked."""
    used = np.zeros(needs + 1, dtype=bool) if used is None else used
    taken: list[int] = []
    while len(order):
        for row in order[:2_000].tolist():
            held = columns.sets[row]
            held = held[held < needs]
            if not used[held].any():
                used[held] = True
                taken.append(row)
        order = order[2_000:]
        order = order[~used[columns.sets[order]].any(axis=1)]
    return np.array(taken, dtype=np.int64)


def dive(master: Master, watch: Watch) -> Whole:
    """A plan from a solved programme, whose columns it fixes one batch after the other."""
    columns, needs = master.columns, master.needs
    used = np.zeros(needs + 1, dtype=bool)
    taken: list[Whole] = []
    while watch.go():
        batch = _batch(master, used)
        if not len(batch):
            break
        taken.append(batch)
        master.fix(batch)
        if not _solved_again(master, used, watch):
            break
    left = np.flatnonzero(~used[columns.sets].any(axis=1))
    order = left[np.argsort(-columns.worth[left], kind="stable")]
    return np.concatenate([*taken, greedy(columns, needs, order, used)])


def _batch(master: Master, used: Flags) -> Whole:
    """Columns whose share is nearly whole, else the greatest shares; marks their needs."""
    free = np.flatnonzero((master.shares > 1e-6) & ~used[master.columns.sets[master.held]].any(axis=1))
    if not len(free):
        return np.empty(0, dtype=np.int64)
    free = free[np.argsort(-master.shares[free], kind="stable")]
    whole = free[master.shares[free] >= _WHOLE]
    rows = master.held[whole if len(whole) else free[: max(1, int(_BATCH * master.shares[free].sum()))]]
    return greedy(master.columns, master.needs, rows, used)


def _solved_again(master: Master, used: Flags, watch: Watch) -> bool:
    alive = ~used[master.columns.sets].any(axis=1)
    for _round in range(_EACH):
        if not master.solve(watch.left):
            return False
        rows = master.best_by_need(np.where(alive, master.gains(), 0.0), 2)
        if not len(rows):
            return True
        master.add(rows)
    return master.solve(watch.left)
