"""The shapes of lawful itineraries: when an apprentice changes company, and between which roles.

Role 0 is the main company, roles 1 to 3 are other hosts in the order in which they are first met. A shape is lawful by
its days alone: first swap, least stay, share of the main company, last blocks together. Which companies take the roles
is what the scan tries. A shape is listed once, however many companies there are: this makes exact pricing quick.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grappe.pool.rotation.arrays import Numbers, Whole
from grappe.pool.rotation.rules import RotationRules

#: Ways of placing the swaps kept at most for one number of swaps; beyond, itineraries with as many swaps are left out.
_WAYS_MOST = 60_000


@dataclass(frozen=True)
class ShapeGroup:
    """Shapes with the same number of other hosts.

    ``roles`` says the role of each block; ``runs`` holds, by role from 1, the stays as places in a table of (first
    block, block after), padded with the empty stay 0. ``combos`` are, by year with a target, the distinct days by role
    until its end (row), and ``combo`` which of them each shape has.
    """

    others: int
    roles: npt.NDArray[np.int8]
    swaps: Whole
    runs: tuple[Whole, ...]
    combos: tuple[Whole, ...]
    combo: tuple[Whole, ...]

    def __len__(self) -> int:
        return len(self.roles)


@dataclass(frozen=True)
class Shapes:
    """Every shape for one list of company days; ``complete`` is false when there were too many."""

    groups: tuple[ShapeGroup, ...]
    complete: bool


def shapes(days: tuple[int, ...], others: int, rules: RotationRules, until: Whole) -> Shapes:
    """The lawful shapes of company days by block with at most ``others`` other hosts; ``until`` ends the years."""
    edges = np.concatenate([[0], np.cumsum(days)]).astype(np.int64)
    roles = [np.zeros((1, len(days)), dtype=np.int8)]
    cuts, complete = _first_cuts(edges, days, rules), True
    for swaps in range(1, rules.swaps + 1):
        if not len(cuts) or not others:
            break
        ended = cuts[_may_end(edges, cuts, rules)]
        roles += [_painted(ended, pattern, len(days)) for pattern in _patterns(swaps, others)]
        cuts = _more_cuts(edges, cuts, days, rules)
        if len(cuts) > _WAYS_MOST:
            cuts, complete = cuts[:0], False
    whole = np.concatenate(roles)
    whole = whole[_main_enough(whole, days, rules)]
    used = whole.max(axis=1, initial=0)
    groups = [_group(whole[used == count], count, edges, until) for count in range(others + 1)]
    return Shapes(tuple(group for group in groups if len(group)), complete)


def _first_cuts(edges: Whole, days: tuple[int, ...], rules: RotationRules) -> Whole:
    least = max(1, rules.first_swap_days, rules.stay_days)
    return np.array([[at] for at in range(1, len(days)) if days[at] and edges[at] >= least], dtype=np.int64).reshape(
        -1, 1
    )


def _may_end(edges: Whole, cuts: Whole, rules: RotationRules) -> npt.NDArray[np.bool_]:
    """Which last stays are long enough, and hold the last blocks."""
    last = cuts[:, -1]
    blocks = len(edges) - 1
    long: npt.NDArray[np.bool_] = edges[-1] - edges[last] >= max(1, rules.stay_days)
    return long & (last <= blocks - max(1, rules.last_blocks_together))


def _more_cuts(edges: Whole, cuts: Whole, days: tuple[int, ...], rules: RotationRules) -> Whole:
    """The same with one swap more."""
    after = np.array([at for at in range(len(days)) if days[at]], dtype=np.int64)
    stay = edges[after][None, :] - edges[cuts[:, -1]][:, None]
    rows, which = np.nonzero((stay >= max(1, rules.stay_days)) & (after[None, :] > cuts[:, -1:]))
    return np.concatenate([cuts[rows], after[which][:, None]], axis=1)


def _patterns(swaps: int, others: int) -> list[tuple[int, ...]]:
    """Roles of the stays, beginning with the main company; a new role is the next one."""
    found: list[tuple[int, ...]] = [(0,)]
    for _swap in range(swaps):
        found = [(*held, role) for held in found for role in range(min(others, max(held) + 1) + 1) if role != held[-1]]
    return found


def _painted(cuts: Whole, pattern: tuple[int, ...], blocks: int) -> npt.NDArray[np.int8]:
    stay = (np.arange(blocks)[None, :, None] >= cuts[:, None, :]).sum(axis=2)
    painted: npt.NDArray[np.int8] = np.array(pattern, dtype=np.int8)[stay]
    return painted


def _main_enough(roles: npt.NDArray[np.int8], days: tuple[int, ...], rules: RotationRules) -> npt.NDArray[np.bool_]:
    held = (roles == 0) @ np.array(days, dtype=np.int64)
    enough: npt.NDArray[np.bool_] = held >= rules.employer_share * sum(days) - 1e-9
    return enough


def _group(roles: npt.NDArray[np.int8], others: int, edges: Whole, until: Whole) -> ShapeGroup:
    days = np.diff(edges)
    combos, combo = [], []
    for end in until.tolist():
        by_role = [((roles == role) * days)[:, :end].sum(axis=1) for role in range(others + 1)]
        distinct, place = np.unique(np.stack(by_role, axis=1), axis=0, return_inverse=True)
        combos.append(distinct)
        combo.append(place.reshape(-1))
    swaps = (roles[:, 1:] != roles[:, :-1]).sum(axis=1)
    runs = tuple(_runs(roles == role) for role in range(1, others + 1))
    return ShapeGroup(others, roles, swaps, runs, tuple(combos), tuple(combo))


def _runs(held: npt.NDArray[np.bool_]) -> Whole:
    """The stays of one role as places in a table of (first block, block after): first × (blocks + 1) + after."""
    count, blocks = held.shape
    edge = np.zeros((count, blocks + 2), dtype=np.int8)
    edge[:, 1:-1] = held
    change = np.diff(edge, axis=1)
    most = int((change == 1).sum(axis=1).max(initial=0))
    found = np.zeros((count, most), dtype=np.int64)
    shape, first = np.nonzero(change == 1)
    _same, after = np.nonzero(change == -1)
    starts = np.searchsorted(shape, np.arange(count))
    found[shape, np.arange(len(shape)) - starts[shape]] = first * (blocks + 1) + after
    return found


def stay_prices(by_block: Numbers) -> Numbers:
    """Prices of every stay, from prices by block (last axis): a table read by the places in ``runs``."""
    sums = np.concatenate([np.zeros((*by_block.shape[:-1], 1)), np.cumsum(by_block, axis=-1)], axis=-1)
    table = sums[..., None, :] - sums[..., :, None]
    flat: Numbers = table.reshape(*by_block.shape[:-1], -1)
    return flat
