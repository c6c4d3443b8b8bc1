"""Weighted least squares of a two-way table with any holes: value = mean + row effect + column effect + rest.

The normal equations of the larger side are diagonal; eliminating it leaves one dense system as large as the smaller
side (Schur complement, scaled by the weights). Effects are identified in each connected part of the table by
Σ weight · row effect = 0 and Σ weight · column effect = 0. Source: S. R. Searle, Linear Models (1971), chapter 7.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse.csgraph import connected_components

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

CERTAIN = 1 - 1e-9  #: leverage from which the model passes through an observation, whatever it says


@dataclass(frozen=True, slots=True)
class TwoWay:
    """Where each observation stands: its row, its column, its weight; ``rows`` and ``columns`` count them.

    An observation of weight 0 takes no part in the fit. Columns should be the smaller side.
    """

    row: Indices
    column: Indices
    weight: Numbers
    rows: int
    columns: int

    @property
    def row_weight(self) -> Numbers:
        """Sum of the weights of each row."""
        return _sums(self.row, self.weight, self.rows)

    @property
    def column_weight(self) -> Numbers:
        """Sum of the weights of each column."""
        return _sums(self.column, self.weight, self.columns)

    def matrix(self, values: Numbers) -> sparse.csr_array:
        """The observations' ``values`` summed into a sparse table."""
        return sparse.csr_array(sparse.coo_array((values, (self.row, self.column)), (self.rows, self.columns)))

    def parts(self) -> tuple[Indices, Indices]:
        """The connected part of each row and each column, from 0 in order of size; −1 where no weight reaches."""
        used = self.weight > 0
        size = self.rows + self.columns
        links = sparse.coo_array((np.ones(used.sum()), (self.row[used], self.rows + self.column[used])), (size, size))
        _, label = connected_components(links, directed=False)
        reached = np.concatenate([self.row_weight, self.column_weight]) > 0
        _, numbered = np.unique(label[reached], return_inverse=True)
        sizes = np.bincount(numbered)
        place = np.argsort(np.argsort(-sizes, kind="stable"), kind="stable")
        found = np.full(size, -1)
        found[reached] = place[numbered]
        return found[: self.rows], found[self.rows :]


@dataclass(frozen=True, slots=True)
class Fit:
    """The effects of a two-way table, NaN where no weight reaches.

    ``inverse`` is the generalised inverse of the columns' system, ``profile`` the share of each column in the weight
    of a row: both are what variances are made of. ``mean`` has one value per connected part.
    """

    mean: Numbers
    row: Numbers
    column: Numbers
    row_part: Indices
    column_part: Indices
    part_weight: Numbers
    inverse: Numbers
    profile: sparse.csr_array

    def fitted(self, table: TwoWay) -> Numbers:
        """What the effects alone say of each observation; NaN where they do not meet in one part."""
        part = self.row_part[table.row]
        known = (part >= 0) & (part == self.column_part[table.column])
        said = self.mean[np.where(known, part, 0)] + self.row[table.row] + self.column[table.column]
        return np.where(known, said, np.nan)


def fit(table: TwoWay, values: Numbers) -> Fit:
    """The weighted least squares fit of ``values``, one per observation; those of weight 0 may be NaN."""
    row_part, column_part = table.parts()
    total = _sums(row_part[row_part >= 0], table.row_weight[row_part >= 0], 0)
    row_weight = np.where(table.row_weight > 0, table.row_weight, 1.0)
    column_weight = np.where(table.column_weight > 0, table.column_weight, 1.0)
    profile = sparse.csr_array(sparse.diags_array(1 / row_weight) @ table.matrix(table.weight))
    inverse = _inverse(table, profile, column_weight, (column_part, total))
    said = np.where(table.weight > 0, values * table.weight, 0.0)
    row_mean = _sums(table.row, said, table.rows) / row_weight
    beside = _sums(table.column, said, table.columns) - table.matrix(table.weight).T @ row_mean
    column = inverse @ beside
    whole = row_mean - profile @ column
    mean = _sums(row_part[row_part >= 0], (table.row_weight * whole)[row_part >= 0], len(total)) / total
    row = np.where(row_part >= 0, whole - mean[row_part] if len(mean) else np.nan, np.nan)
    found = np.where(column_part >= 0, column, np.nan)
    return Fit(mean, row, found, row_part, column_part, total, inverse, profile)


def _inverse(
    table: TwoWay, profile: sparse.csr_array, column_weight: Numbers, parts: tuple[Indices, Numbers]
) -> Numbers:
    """(S + Σ u uᵀ)⁻¹, S the Schur complement, u the columns' weights in a part over the root of their sum."""
    part, total = parts
    root = np.sqrt(column_weight)
    shared = (table.matrix(table.weight).T @ profile).toarray()
    scaled = np.eye(table.columns) - shared / np.outer(root, root)
    together = (part[:, None] == part[None, :]) & (part >= 0)[:, None]
    if len(total):
        scaled += np.where(together, np.outer(root, root) / np.where(part >= 0, total[part], 1.0), 0.0)
    solved = cho_solve(cho_factor(scaled), np.eye(table.columns))
    return np.asarray(solved / np.outer(root, root), np.float64)


def recentred(found: Fit, table: TwoWay) -> Fit:
    """The same fit, its effects identified by the weights of ``table`` (those of a robust fit change on the way)."""
    weight, columns = table.row_weight, table.column_weight
    rows_in, columns_in = found.row_part >= 0, found.column_part >= 0
    total = _sums(found.row_part[rows_in], weight[rows_in], 0)
    left = _sums(found.row_part[rows_in], (weight * found.row)[rows_in], len(total)) / total
    right = _sums(found.column_part[columns_in], (columns * found.column)[columns_in], len(total)) / total
    row = np.where(rows_in, found.row - left[found.row_part], np.nan)
    column = np.where(columns_in, found.column - right[found.column_part], np.nan)
    kept = (found.row_part, found.column_part, total, found.inverse, found.profile)
    return Fit(found.mean + left + right, row, column, *kept)


def leverage(found: Fit, table: TwoWay) -> Numbers:
    """How far each observation decides its own fitted value, 0 to 1; 0 for those of weight 0."""
    held = found.profile @ found.inverse
    own = np.asarray((found.profile * held).sum(axis=1)).ravel()
    spread = found.inverse.diagonal()[table.column] - 2 * held[table.row, table.column] + own[table.row]
    weight = np.where(table.row_weight > 0, table.row_weight, 1.0)
    return np.asarray(np.clip(table.weight * (1 / weight[table.row] + spread), 0.0, 1.0), np.float64)


def classical(found: Fit, table: TwoWay, residual_variance: float) -> tuple[Numbers, Numbers]:
    """Variances of row and column effects where each observation has the variance σ² ÷ weight."""
    own = np.asarray((found.profile * (found.profile @ found.inverse)).sum(axis=1)).ravel()
    weight = np.where(table.row_weight > 0, table.row_weight, np.nan)
    rows = 1 / weight + own - 2 / _of(found.part_weight, found.row_part)
    columns = found.inverse.diagonal() - 1 / _of(found.part_weight, found.column_part)
    return residual_variance * np.maximum(rows, 0.0), residual_variance * np.maximum(columns, 0.0)


def sandwich(found: Fit, table: TwoWay, spread: Numbers) -> tuple[Numbers, Numbers]:
    """Variances of the effects where ``spread`` is the variance of weight · rest of each observation (White 1980)."""
    omega = table.matrix(spread)
    row_spread, column_spread = np.asarray(omega.sum(axis=1)).ravel(), np.asarray(omega.sum(axis=0)).ravel()
    crossed = (omega.T @ found.profile).toarray()
    meat = np.diag(column_spread) - crossed - crossed.T
    meat += (found.profile.T @ sparse.diags_array(row_spread) @ found.profile).toarray()
    held = found.profile @ found.inverse
    weight, total = np.where(table.row_weight > 0, table.row_weight, np.nan), _of(found.part_weight, found.row_part)
    part_spread = _sums(np.maximum(found.row_part, 0), row_spread, len(found.part_weight))
    own = omega - sparse.diags_array(row_spread) @ found.profile
    towards = np.asarray((own * held).sum(axis=1)).ravel()
    together = held @ (column_spread - found.profile.T @ row_spread)
    rows = row_spread / weight**2 + ((held @ meat) * held).sum(axis=1) + _of(part_spread, found.row_part) / total**2
    rows += -2 * towards / weight - 2 * row_spread / (weight * total) + 2 * together / total
    columns = (found.inverse @ meat * found.inverse).sum(axis=1)
    return np.maximum(rows, 0.0), np.maximum(columns, 0.0)


def _sums(place: Indices, values: Numbers, count: int) -> Numbers:
    """The sum of the values at each place, from 0 to ``count``."""
    return np.asarray(np.bincount(place, values, count), np.float64)


def _of(parts: Numbers, part: Indices) -> Numbers:
    """The value of the part that each effect stands in; NaN outside any."""
    return np.where(part >= 0, parts[np.maximum(part, 0)] if len(parts) else np.nan, np.nan)
