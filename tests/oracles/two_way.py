"""Two-way effects, slow and obvious: a dense table of dummies and ``numpy.linalg.lstsq``, one part at a time."""

from collections.abc import Sequence

import numpy as np

Row = tuple[str, str, float, float]  #: occupation, territory, value, weight


def parts(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each connected part, by merging sets that share a key."""
    groups: list[tuple[set[tuple[str, str]], list[Row]]] = []
    for row in rows:
        keys = {("o", row[0]), ("t", row[1])}
        touching = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if not group[0] & keys]
        merged = set().union(keys, *(group[0] for group in touching))
        groups.append((merged, [old for group in touching for old in group[1]] + [row]))
    return [found for _, found in groups]


def effects(rows: Sequence[Row]) -> tuple[float, dict[str, float], dict[str, float]]:
    """Mean, α and β of one part, Σ weight · α = 0 = Σ weight · β."""
    occupations, territories = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    width = 1 + len(occupations) + len(territories)
    design, said = [], []
    for occupation, territory, value, weight in rows:
        line = np.zeros(width)
        line[[0, 1 + occupations.index(occupation), 1 + len(occupations) + territories.index(territory)]] = 1
        design.append(line * np.sqrt(weight))
        said.append(value * np.sqrt(weight))
    found = np.linalg.lstsq(np.array(design), np.array(said), rcond=1e-12)[0]
    alpha = dict(zip(occupations, found[1 : 1 + len(occupations)], strict=True))
    beta = dict(zip(territories, found[1 + len(occupations) :], strict=True))
    total = sum(row[3] for row in rows)
    left = sum(row[3] * alpha[row[0]] for row in rows) / total
    right = sum(row[3] * beta[row[1]] for row in rows) / total
    centred = {key: float(value - left) for key, value in alpha.items()}
    return float(found[0] + left + right), centred, {key: float(value - right) for key, value in beta.items()}
