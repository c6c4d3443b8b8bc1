"""The order in which an engine gives the rows decides nothing of what is withheld."""

import random

import pyarrow as pa

from grappe.analysis import COMPLEMENTARY, protect


def margins() -> list[dict]:
    """A table of 6 × 6 cells, most of them alike, with every margin; two cells stand on one employer."""
    cells = {(f"a{i}", f"b{j}"): (10, 1 if (i, j) in ((0, 0), (4, 3)) else 9) for i in range(6) for j in range(6)}
    sums: dict[tuple, list[int]] = {}
    for (a, b), (needs, employers) in cells.items():
        for key in ((a, b), (a, None), (None, b), (None, None)):
            held = sums.setdefault(key, [0, 0])
            held[0] += needs
            held[1] += employers
    return [{"a": a, "b": b, "needs": n, "employers": e} for (a, b), (n, e) in sums.items()]


def test_equal_cells_are_withheld_by_their_keys_and_not_by_their_rank():
    answers = set()
    for seed in range(12):
        rows = margins()
        random.Random(seed).shuffle(rows)
        statuses = protect(pa.Table.from_pylist(rows), by=("a", "b"), minimum=5).to_pylist()
        withheld = {(row["a"], row["b"]) for row, status in zip(rows, statuses, strict=True) if status == COMPLEMENTARY}
        answers.add(frozenset(withheld))
    assert len(answers) == 1
    assert len(answers.pop()) >= 2
