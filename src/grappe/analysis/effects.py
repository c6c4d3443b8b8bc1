"""Domain or territory? What of a value belongs to the occupation, to the territory, to this pair alone.

value = μ + α(occupation) + β(territory) + γ(pair), by weighted least squares, with intervals, or by Huber's estimate,
which far values do not pull. A table may have holes and fall into parts that share no pair: each part has its own μ
and its effects compare inside it alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pyarrow as pa
from scipy.special import stdtrit

from grappe.analysis.two_way import (
    CERTAIN,
    Fit,
    Indices,
    Numbers,
    TwoWay,
    classical,
    fit,
    leverage,
    recentred,
    sandwich,
)
from grappe.words import Column, Frame, Kind, Refused, Sentence, Where

Method = Literal["wls", "huber"]
Variance = Literal["classical", "robust"]
METHODS: tuple[Method, ...] = get_args(Method)
VARIANCES: tuple[Variance, ...] = get_args(Variance)
DOMAIN, TERRITORY, PAIR = "domain", "territory", "pair"
SIDE = 6_000  #: effects that the smaller of both sides may have: its system is dense
HUBER = 1.345  #: residuals beyond so many robust deviations weigh less; 95 % efficient where errors are normal
_ROUNDS, _STILL, _NOTHING = 200, 1e-10, 1e-9

EFFECTS = Frame(
    name="effects",
    grain="one row per occupation and one per territory that a value with a weight reaches",
    key=("effect", "key"),
    columns=(
        Column("effect", "text", "of what", values=("occupation", "territory")),
        Column("key", "text", "its code or name, as in the input"),
        Column("value", "number", "α or β, in the unit of the value; Σ weight · effect = 0 in each part"),
        Column("low", "number", "95 % interval, lower bound", null="no residual freedom, or Huber's estimate"),
        Column("high", "number", "95 % interval, upper bound", null="no residual freedom, or Huber's estimate"),
        Column("weight", "number", "sum of the weights of its rows"),
        Column("n", "whole", "rows with a value and a weight behind it"),
        Column("part", "whole", "part of the table that it belongs to, 1 the largest: effects compare inside a part"),
    ),
)
PAIRS = Frame(
    name="pairs",
    grain="one row per row of the input with occupation, territory and value, in its order",
    key=(),
    columns=(
        Column("occupation", "text", "as in the input"),
        Column("territory", "text", "as in the input"),
        Column("observed", "number", "the value"),
        Column("mu", "number", "weighted mean of the part", null="no weight reaches it"),
        Column("alpha", "number", "effect of the occupation", null="no weight reaches it"),
        Column("beta", "number", "effect of the territory", null="no weight reaches it"),
        Column("gamma", "number", "observed − mu − alpha − beta", null="no weight reaches it"),
        Column("mostly", "text", "the largest of |alpha|, |beta|, |gamma|", values=(DOMAIN, TERRITORY, PAIR),
               null="no difference from the mean, or the row alone decides its own effects"),
        Column("share", "number", "the largest ÷ (|alpha| + |beta| + |gamma|), 0 to 1", null="as mostly"),
        Column("weight", "number", "weight of the row"),
        Column("part", "whole", "part of the table, 1 the largest", null="no weight reaches it"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Observations:
    """A value, a weight (at least 0), an occupation and a territory for each row; names as in the input."""

    occupation: Sequence[str]
    territory: Sequence[str]
    value: Numbers
    weight: Numbers


@dataclass(frozen=True, slots=True)
class Effects:
    """The decomposition of a value: ``effects`` (``EFFECTS``), ``pairs`` (``PAIRS``), and how much of it is explained.

    ``spread`` shares Σ weight · (value − μ)² among occupations, territories and pairs by sequential sums that average
    both orders, so that they add up to 1; ``None`` where nothing varies. ``freedom``: residual degrees of freedom.
    """

    effects: pa.Table
    pairs: pa.Table
    method: Method
    variance: Variance
    parts: int
    mean: float
    freedom: int
    residual_deviation: float | None
    spread: tuple[float, float, float] | None


def effects(found: Observations, *, method: Method = "wls", variance: Variance = "classical") -> Effects:
    """Splits each value into mean, occupation, territory and pair.

    ``variance="classical"``: σ² ÷ weight for each observation, σ² from the rest, Student's t. ``"robust"``: White's
    sandwich with HC3, which holds whatever the weights mean. ``method="huber"`` gives no interval. Raises ``Refused``
    where no row has a weight, where weights are impossible, or where both sides have more than ``SIDE`` effects.
    """
    occupations, occupation = np.unique(np.asarray(found.occupation, dtype=object).astype(str), return_inverse=True)
    territories, territory = np.unique(np.asarray(found.territory, dtype=object).astype(str), return_inverse=True)
    _check(found, (len(occupations), len(territories)))
    turned = len(territories) > len(occupations)
    sides = ((territory, len(territories)), (occupation, len(occupations))) if turned else (
        (occupation, len(occupations)), (territory, len(territories)))  # fmt: skip
    table = TwoWay(sides[0][0], sides[1][0], found.weight, sides[0][1], sides[1][1])
    solved = fit(table, found.value) if method == "wls" else _huber(table, found.value)
    rest = found.value - solved.fitted(table)
    half = _half_widths(solved, table, rest, variance) if method == "wls" else None
    names = (territories, occupations) if turned else (occupations, territories)
    kinds = ("territory", "occupation") if turned else ("occupation", "territory")
    told = _effect_table(solved, table, half, tuple(zip(kinds, names, strict=True)))
    freedom = _freedom(solved, table)
    return Effects(
        effects=EFFECTS.check(told),
        pairs=PAIRS.check(_pairs(found, table, solved, turned)),
        method=method,
        variance=variance,
        parts=len(solved.mean),
        mean=float(np.average(found.value[table.weight > 0], weights=table.weight[table.weight > 0])),
        freedom=freedom,
        residual_deviation=_deviation(rest, table, freedom),
        spread=_spread(table, found.value, turned),
    )


def _check(found: Observations, sides: tuple[int, int]) -> None:
    used = found.weight > 0
    if not used.any():
        raise Refused(
            Sentence("aucune ligne n'a un poids positif", "no row has a weight above 0"),
            hint=Sentence("donner une colonne de poids, ou aucune", "give a column of weights, or none"),
        )
    if (found.weight < 0).any() or not np.isfinite(found.weight).all() or not np.isfinite(found.value[used]).all():
        raise Refused(Sentence("valeur ou poids impossible", "impossible value or weight"))
    if min(sides) > SIDE:
        raise Refused(
            Sentence("trop de métiers et de territoires à la fois", "too many occupations and territories at once"),
            hint=Sentence("prendre une maille plus large", "take a coarser grain"),
            kind=Kind.INPUT,
            where=Where(value=f"{sides[0]} × {sides[1]}"),
        )


def _huber(table: TwoWay, values: Numbers) -> Fit:
    """Huber's estimate by iterated weights, scale by the weighted median of |rest| (Huber, Robust Statistics, 1981)."""
    weight, before = table.weight, np.zeros(0)
    solved = fit(table, values)
    for _ in range(_ROUNDS):
        rest = np.abs(np.where(weight > 0, values - solved.fitted(table), 0.0))
        scale = 1.4826 * _weighted_median(rest, weight)
        if scale <= _NOTHING * (1 + np.abs(values[weight > 0]).max()):
            break  # more than half of the weight is met exactly: nothing to measure the others by
        factor = np.minimum(1.0, HUBER * scale / np.maximum(rest, 1e-300))
        solved = fit(TwoWay(table.row, table.column, weight * factor, table.rows, table.columns), values)
        now = np.nan_to_num(np.concatenate([solved.row, solved.column]))
        if len(before) and np.abs(now - before).max() <= _STILL * (1 + np.abs(now).max()):
            break
        before = now
    return recentred(solved, table)


def _weighted_median(values: Numbers, weight: Numbers) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])


def _freedom(solved: Fit, table: TwoWay) -> int:
    """Rows with a weight − (effects − one per part)."""
    effects_ = int((solved.row_part >= 0).sum() + (solved.column_part >= 0).sum())
    return int((table.weight > 0).sum()) - effects_ + len(solved.mean)


def _deviation(rest: Numbers, table: TwoWay, freedom: int) -> float | None:
    used = table.weight > 0
    return float(np.sqrt((table.weight * rest**2)[used].sum() / freedom)) if freedom > 0 else None


def _half_widths(solved: Fit, table: TwoWay, rest: Numbers, variance: Variance) -> tuple[Numbers, Numbers] | None:
    """Half of the 95 % intervals of row and column effects; ``None`` where no freedom is left to judge by."""
    freedom = _freedom(solved, table)
    if freedom <= 0:
        return None
    rest = np.where(table.weight > 0, rest, 0.0)
    if variance == "classical":
        rows, columns = classical(solved, table, float((table.weight * rest**2).sum() / freedom))
    else:
        own = leverage(solved, table)
        alone = own > CERTAIN
        spread = np.where(alone, 0.0, (table.weight * rest / np.where(alone, 1.0, 1 - own)) ** 2)
        rows, columns = sandwich(solved, table, spread)
    times = float(stdtrit(freedom, 0.975))
    return times * np.sqrt(rows), times * np.sqrt(columns)


def _effect_table(
    solved: Fit, table: TwoWay, half: tuple[Numbers, Numbers] | None, named: tuple[tuple[str, np.ndarray], ...]
) -> pa.Table:
    used = (table.weight > 0).astype(float)
    sides = (
        (solved.row, solved.row_part, table.row_weight, np.bincount(table.row, used, table.rows)),
        (solved.column, solved.column_part, table.column_weight, np.bincount(table.column, used, table.columns)),
    )
    listed = []
    for place, ((kind, names), (value, part, weight, count)) in enumerate(zip(named, sides, strict=True)):
        known = part >= 0
        width = half[place][known] if half else np.full(int(known.sum()), np.nan)
        columns = {"effect": [kind] * int(known.sum()), "key": names[known].tolist(), "value": value[known]}
        bounds = {"low": value[known] - width, "high": value[known] + width}
        columns |= {name: pa.array(bound, from_pandas=True) for name, bound in bounds.items()}
        columns |= {"weight": weight[known], "n": count[known].astype(np.int64), "part": part[known] + 1}
        listed.append(pa.table(columns))
    return pa.concat_tables(listed).sort_by([("effect", "ascending"), ("key", "ascending")])


def _pairs(found: Observations, table: TwoWay, solved: Fit, turned: bool) -> pa.Table:
    said = solved.fitted(table)
    known = ~np.isnan(said)
    part = solved.row_part[table.row]
    row, column = solved.row[table.row], solved.column[table.column]
    alpha, beta = (column, row) if turned else (row, column)
    gamma = found.value - said
    sizes = np.abs(np.where(known, np.stack([alpha, beta, gamma]), 0.0))
    total, largest = sizes.sum(axis=0), sizes.argmax(axis=0)
    scale = 1 + np.abs(np.nan_to_num(found.value)).max(initial=0.0)
    told = known & (total > _NOTHING * scale) & (leverage(solved, table) <= CERTAIN)
    columns = {"mu": solved.mean[np.where(known, part, 0)], "alpha": alpha, "beta": beta, "gamma": gamma}
    share = sizes.max(axis=0) / np.where(told, total, 1.0)
    return pa.table(
        {"occupation": list(found.occupation), "territory": list(found.territory), "observed": found.value}
        | {name: pa.array(values, mask=~known) for name, values in columns.items()}
        | {
            "mostly": pa.array(np.array([DOMAIN, TERRITORY, PAIR])[largest], pa.string(), mask=~told),
            "share": pa.array(share, mask=~told),
            "weight": found.weight,
            "part": pa.array(part + 1, pa.int64(), mask=~known),
        }
    )


def _spread(table: TwoWay, values: Numbers, turned: bool) -> tuple[float, float, float] | None:
    """Shares of the weighted sum of squares around the mean, both orders averaged (Shapley)."""
    weight = np.where(table.weight > 0, table.weight, 0.0)
    values = np.where(weight > 0, values, 0.0)
    mean = (weight * values).sum() / weight.sum()

    def left(said: Numbers) -> float:
        return float((weight * (values - np.where(weight > 0, said, 0.0)) ** 2).sum())

    whole = left(np.full(len(values), mean))
    if whole <= _NOTHING * float((weight * (1 + values**2)).sum()):
        return None
    by_row = left(_means(table.row, table.row_weight, weight * values))
    by_column = left(_means(table.column, table.column_weight, weight * values))
    both = left(fit(table, values).fitted(table))
    row = ((whole - by_row) + (by_column - both)) / 2 / whole
    column = ((whole - by_column) + (by_row - both)) / 2 / whole
    return (column, row, both / whole) if turned else (row, column, both / whole)


def _means(place: Indices, weight: Numbers, said: Numbers) -> Numbers:
    return np.asarray((np.bincount(place, said, len(weight)) / np.where(weight > 0, weight, 1.0))[place], np.float64)
