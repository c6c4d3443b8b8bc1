"""Domain or territory on the Dares table: time, and equality with ``statsmodels``' weighted least squares."""

import os
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from grappe.analysis import Effects, Observations, effects, observations, territory_effects_map
from grappe.references import install
from grappe.tables import read_file
from grappe.words import Sentence

COLUMNS = {"value": "Tension", "weight": "Emploi moyen", "occupation": "fap", "territory": "dep"}
Numbers = npt.NDArray[np.float64]


def run() -> list[dict[str, Any]]:
    """The figures on real tables, where ``GRAPPE_DATA`` names them; else on an invented table of the same size."""
    data = os.environ.get("GRAPPE_DATA")
    figures = [_seconds(Path(data))] if data else []
    return [*figures, *(_equal(variance) for variance in ("classical", "robust"))]


def _seconds(data: Path) -> dict[str, Any]:
    """From the file to the effects and the drawn map; reading included, start of Python not."""
    with tempfile.TemporaryDirectory() as home:
        places = install(Path(home), "places", data=data, download=False)
        started = time.perf_counter()
        table = read_file(data / "labour" / "tensions.csv")
        found = effects(observations(table, **COLUMNS).found)
        rows = [row for row in found.effects.to_pylist() if row["effect"] == "territory"]
        values = {row["key"]: row["value"] for row in rows}
        territory_effects_map(places, values, Sentence("carte", "map"), level="departement")
        seconds = time.perf_counter() - started
    what = f"{table.num_rows:,} rows of Dares tensions → decomposition + map"
    return {"what": what, "value": round(seconds, 2), "unit": "s", "bar": "<= 2", "ok": seconds <= 2}


def _equal(variance: Any) -> dict[str, Any]:
    """An invented table with holes, as many families and départements as Dares has, weights over four decades."""
    draw = np.random.default_rng(2019)
    families, places = 120, 60
    there = draw.random((families, places)) < 0.7
    there[0], there[:, 0] = True, True
    occupation, territory = np.nonzero(there)
    value = draw.normal(size=len(occupation)) + draw.normal(size=families)[occupation]
    weight = draw.lognormal(5, 2, len(occupation))
    names = [
        [f"{letter}{number:03}" for number in numbers] for letter, numbers in (("o", occupation), ("t", territory))
    ]
    found = effects(Observations(names[0], names[1], value, weight), variance=variance)
    expected = _by_statsmodels((occupation, territory), (value, weight), (families, places), variance)
    furthest = max(float(np.abs(ours - theirs).max()) for ours, theirs in zip(_ours(found), expected, strict=True))
    what = f"α, β and their {variance} intervals − those of statsmodels WLS, {len(value):,} pairs: furthest"
    return {"what": what, "value": f"{furthest:.1e}", "unit": "", "bar": "<= 1e-9", "ok": furthest <= 1e-9}


def _ours(found: Effects) -> tuple[Numbers, Numbers]:
    table = found.effects
    return np.asarray(table["value"]), np.asarray(table["high"]) - np.asarray(table["low"])


def _by_statsmodels(
    place: tuple[npt.NDArray[Any], npt.NDArray[Any]],
    said: tuple[Numbers, Numbers],
    sizes: tuple[int, int],
    variance: str,
) -> tuple[Numbers, Numbers]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import statsmodels.api as sm

        value, weight = said
        codings = [_coding(at, weight, size) for at, size in zip(place, sizes, strict=True)]
        design = np.hstack([np.ones((len(value), 1)), *(coding[at] for coding, at in zip(codings, place, strict=True))])
        fitted = sm.WLS(value, design, weights=weight).fit()
        if variance == "robust":
            fitted = fitted.get_robustcov_results("HC3", use_t=True)
        back = np.zeros((sum(sizes), design.shape[1]))
        back[: sizes[0], 1 : sizes[0]] = codings[0]
        back[sizes[0] :, sizes[0] :] = codings[1]
        test = fitted.t_test(back)
        bounds = test.conf_int()
    return np.asarray(test.effect), bounds[:, 1] - bounds[:, 0]


def _coding(at: npt.NDArray[Any], weight: Numbers, size: int) -> Numbers:
    """Effect coding under Σ weight · effect = 0: the last effect is what the others leave."""
    total = np.bincount(at, weight, size)
    return np.vstack([np.eye(size - 1), -total[:-1] / total[-1]])
