"""Where the share in CDI may be said: it is a count of contracts, and must give none away that is withheld.

A cell says its share where enough employers state a contract; where neither its CDI nor its contracts not known are a
withheld cell of the same publication; and where no sum of cells leaves one of these counts as the only one not said.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.dimensions import CODED_ONLY, CUTS, UNKNOWN
from grappe.analysis.disclosure import PUBLISHED

Cut = tuple[str, ...]
EMPLOYERS = "permanent_employers"


def wholes_of(by: Sequence[str]) -> tuple[Cut, ...]:
    """The cuts of the same needs, shown beside the cut ``by``, of which it is the parts."""
    if frozenset(by) not in {frozenset(cut) for cut in CUTS}:
        return ()
    coded = bool(set(CODED_ONLY) & set(by))
    wholes = [tuple(name for name in by if name != left) for left in by]
    return tuple(cut for cut in wholes if cut in CUTS and bool(set(CODED_ONLY) & set(cut)) == coded)


def discreet(
    rows: pa.Table, by: Sequence[str], *, decided: pa.Table, minimum: int, wholes: Mapping[Cut, pa.Table]
) -> pa.Table:
    """The measured rows of a cut, those that may not say their share in CDI with no employer who states a contract.

    ``decided`` has the status of every cell that is published together; ``wholes`` the measured rows of ``wholes_of``.
    """
    says = _says(rows, by, decided, minimum)
    for whole, above in wholes.items():
        said = dict(zip(_keys(above, whole), _says(above, whole, decided, minimum), strict=True))
        _never_one_alone(says, _keys(rows, whole), said, rows["permanent_n"].to_pylist())
    employers = pc.if_else(pa.array(says, pa.bool_()), rows[EMPLOYERS], 0)
    return rows.set_column(rows.column_names.index(EMPLOYERS), EMPLOYERS, employers)


def statuses_of(decided: pa.Table, by: Sequence[str]) -> pa.Array:
    """The statuses of one cut, in the order of its keys."""
    cells = _of_cut(decided, by)
    order = [(name, "ascending") for name in by]
    return (cells.sort_by(order) if by else cells)["disclosure"].combine_chunks()


def _says(rows: pa.Table, by: Sequence[str], decided: pa.Table, minimum: int) -> list[bool]:
    telling, statuses = _telling(decided, by), statuses_of(decided, by)
    if len(statuses) != rows.num_rows:  # needs came in between the two questions: the caller asks again
        raise pa.ArrowInvalid(f"{len(statuses)} cells decided, {rows.num_rows} measured")
    found = zip(_keys(rows, by), rows[EMPLOYERS].to_pylist(), statuses.to_pylist(), strict=True)
    return [status == PUBLISHED and employers >= minimum and key not in telling for key, employers, status in found]


def _telling(decided: pa.Table, by: Sequence[str]) -> set[tuple[str, ...]]:
    """The cells of a cut whose share in CDI would give away a contract that is withheld."""
    if "contract" not in decided.column_names or "contract" in by:
        return set()
    cells = _of_cut(decided, [*by, "contract"])
    cells = cells.filter(pc.is_in(cells["contract"], pa.array(["cdi", UNKNOWN])))
    return set(_keys(cells.filter(pc.not_equal(cells["disclosure"], PUBLISHED)), by))


def _of_cut(decided: pa.Table, by: Sequence[str]) -> pa.Table:
    for name in decided.column_names[:-1]:
        decided = decided.filter(pc.is_valid(decided[name]) if name in by else pc.is_null(decided[name]))
    return decided


def _never_one_alone(
    says: list[bool], groups: Sequence[tuple[str, ...]], whole: Mapping[tuple[str, ...], bool], counts: Sequence[int]
) -> None:
    """Where one count of a sum alone is not said, the smallest other part says nothing either."""
    members: dict[tuple[str, ...], list[int]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(place)
    for group, places in members.items():
        silent = (not whole.get(group, True)) + sum(not says[place] for place in places)
        others = [place for place in places if says[place]]
        if silent == 1 and others:
            says[min(others, key=lambda place: counts[place])] = False


def _keys(rows: pa.Table, by: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(rows[name].to_pylist() for name in by), strict=True)) if by else [()] * rows.num_rows
