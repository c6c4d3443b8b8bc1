"""The demand, slow and obvious: loops over rows, one measure after the other."""

import itertools
import math
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Cell = tuple[str | None, ...]
WEEK = 35


def demand(needs: Sequence[Row], by: Sequence[str], territory: Callable[[Row], str | None]) -> dict[Cell, dict]:
    """Key → measures of each cell, nothing withheld."""
    cells: dict[Cell, list[Row]] = {}
    for need in needs:
        coded = need["code"] if need["decision"] == "auto" else None
        if "occupation" in by and coded is None:
            continue
        month = need["published"].strftime("%Y-%m") if need.get("published") else None
        values = {"occupation": coded, "territory": territory(need), "month": month, "contract": need.get("contract")}
        cells.setdefault(tuple(values[name] or "?" for name in by), []).append(need)
    total = sum(len(inside) for inside in cells.values())
    return {key: _measures(inside, total) for key, inside in cells.items()}


def _measures(inside: Sequence[Row], total: int) -> dict[str, Any]:
    named: dict[str, int] = {}
    for need in inside:
        if need.get("employer"):
            name = need["employer"].strip().lower()
            named[name] = named.get(name, 0) + 1
    largest = max(named.values(), default=None)
    contracts = [need["contract"] for need in inside if need.get("contract")]
    pays = [pay for need in inside if (pay := _yearly(need)) is not None]
    low, high = wilson(len(inside), total)
    return {
        "needs": len(inside),
        "positions": sum(need["positions"] for need in inside),
        "employers": len(named),
        "share": len(inside) / total,
        "share_low": low,
        "share_high": high,
        "largest_employer_share": None if largest is None else largest / len(inside),
        "needs_without_largest": None if largest is None else len(inside) - largest,
        "permanent_share": contracts.count("cdi") / len(contracts) if contracts else None,
        "permanent_low": wilson(contracts.count("cdi"), len(contracts))[0] if contracts else None,
        "permanent_high": wilson(contracts.count("cdi"), len(contracts))[1] if contracts else None,
        "pay_median_year": statistics.median(pays) if pays else None,
        "pay_n": len(pays),
    }


def _yearly(need: Row) -> float | None:
    if not need.get("pay_unit") or need.get("pay_min") is None:
        return None
    middle = (need["pay_min"] + need["pay_max"]) / 2
    return middle * {"year": 1, "month": 12, "hour": 52 * WEEK}[need["pay_unit"]]


def wilson(k: int, n: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """The two shares p with |k/n − p| = z √(p(1 − p)/n): the roots of a quadratic."""
    a, b, c = n + z * z, -(2 * k + z * z), k * k / n
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def margins(leaves: Mapping[Cell, tuple[int, int]], employers: Mapping[Cell, set[str]]) -> list[dict[str, Any]]:
    """Every cell of a table and of its sums, with needs and distinct employers; null is "all"."""
    width = len(next(iter(leaves)))
    found: dict[Cell, tuple[int, set[str]]] = {}
    for key, (needs, _) in leaves.items():
        for kept in itertools.product((True, False), repeat=width):
            sum_key = tuple(value if keep else None for value, keep in zip(key, kept, strict=True))
            before = found.get(sum_key, (0, set()))
            found[sum_key] = (before[0] + needs, before[1] | employers[key])
    return [{"key": key, "needs": needs, "employers": len(who)} for key, (needs, who) in found.items()]


def worlds(cells: Sequence[Mapping[str, Any]], most: int) -> Iterator[dict[Cell, int]]:
    """Every table of counts that agrees with what is published: what an attacker with endless patience can imagine.

    ``cells`` are those of ``margins`` with ``hidden`` and ``least`` (what is known of a hidden cell); a hidden cell of
    the table itself is tried up to ``most``.
    """
    leaves = [cell for cell in cells if None not in cell["key"]]
    ranges = [range(cell["least"], most + 1) if cell["hidden"] else (cell["needs"],) for cell in leaves]
    sums = [cell for cell in cells if None in cell["key"]]
    members = [[n for n, leaf in enumerate(leaves) if _within(leaf["key"], cell["key"])] for cell in sums]
    for counts in itertools.product(*ranges):
        values = [sum(counts[n] for n in inside) for inside in members]
        if all(
            value >= cell["least"] if cell["hidden"] else value == cell["needs"]
            for value, cell in zip(values, sums, strict=True)
        ):
            world = {leaf["key"]: count for leaf, count in zip(leaves, counts, strict=True)}
            yield world | {cell["key"]: value for value, cell in zip(values, sums, strict=True)}


def _within(leaf: Cell, sum_key: Cell) -> bool:
    return all(part is None or part == value for value, part in zip(leaf, sum_key, strict=True))
