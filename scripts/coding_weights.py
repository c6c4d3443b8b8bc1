"""Fits the weights of the evidence for occupation codes on labelled ads, apart from the test split, and prints them.

    GRAPPE_DATA=… python scripts/coding_weights.py [MODEL] > src/grappe/coding/lexicon/weights.toml

MODEL is the folder of a text model (``grappe code model build --out``), else one is built.

Log odds: maximum likelihood of the employer's code among all codes, every domain (first letter) weighing as the square
root of its ads, so that frequent domains do not decide alone. Chances: maximum likelihood on the same ads as they come.
The share of later words in a title is picked by top-1 over domains. Text weights: on the ads that have a text.
"""

import os
import sys
import tempfile
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from grappe.coding import build_model, in_test, load_model, normalise
from grappe.coding.compiled import compiled
from grappe.coding.equivalents import equivalents
from grappe.coding.occupation_ranking import OccupationRanking
from grappe.coding.weighing import Weights
from grappe.references import install
from grappe.tables import read_file

NAMES = ("likeness", "meaning", "words", "size", "same", "text")
NOTHING = Weights(**dict.fromkeys(Weights.__slots__, 0.0))
KEPT = 80  #: codes that compete for each ad, the right one among them
LATER = (0.4, 0.55, 0.7, 0.85, 1.0)
PULL = 1e-4


class Ads:
    """Evidence of each kind (NAMES) for the codes that compete for each ad; ``right`` is the employer's."""

    def __init__(self, rows, ranking_of, later: float, with_texts: bool) -> None:
        self.domains = np.array([row["rome"][0] for row in rows])
        read = [normalise(row["title"]) for row in rows]
        texts = [row["description"] for row in rows]
        everything = [
            self._kind(read, texts, ranking_of(replace(NOTHING, later=later, **{name: 1.0})), name) for name in NAMES
        ]
        codes = ranking_of(NOTHING)._codes
        self.right = np.array([codes.index(row["rome"]) for row in rows])
        rough = everything[0] + 0.5 * everything[1] + everything[2] + everything[4]
        rough[np.arange(len(rows)), self.right] += 100
        self.places = np.argpartition(-rough, KEPT, axis=1)[:, :KEPT]
        self.seen = np.stack([np.take_along_axis(one, self.places, axis=1) for one in everything], axis=-1)
        self.hits = self.places == self.right[:, None]

    @staticmethod
    def _kind(read, texts, ranking, name: str):
        blocks = []
        for start in range(0, len(read), 512):
            part = read[start : start + 512]
            said = texts[start : start + 512] if name == "text" else None
            seen = ranking.evidence(part, said)
            if name == "same":
                found = [equivalents(title, ranking.space, ranking._knows) for title in part]
                ranking._told(part, found, [()] * len(part), seen)
            blocks.append(seen.odds.astype(np.float32))
        return np.concatenate(blocks)


def fitted(ads: Ads, kinds, base=None):
    """The weights of these kinds of evidence; ``base`` are log odds already given."""
    seen = ads.seen[:, :, [NAMES.index(kind) for kind in kinds]].astype(float)
    counts = {domain: (ads.domains == domain).sum() for domain in set(ads.domains)}
    share = np.array([counts[domain] ** -0.5 for domain in ads.domains])
    share /= share.sum()
    fixed = 0 if base is None else base
    wanted = (ads.hits[..., None] * seen).sum(axis=1)

    def loss(weights):
        odds = seen @ weights + fixed
        top = odds.max(axis=1, keepdims=True)
        powers = np.exp(odds - top)
        total = powers.sum(axis=1, keepdims=True)
        right = (odds * ads.hits).sum(axis=1) - top[:, 0] - np.log(total[:, 0])
        slope = share @ (wanted - np.einsum("nk,nki->ni", powers / total, seen))
        return -(share @ right) + PULL * weights @ weights, -slope + 2 * PULL * weights

    return minimize(loss, np.ones(len(kinds)), jac=True, method="L-BFGS-B").x


def figures(ads: Ads, weights) -> dict[str, float]:
    odds = ads.seen.astype(float) @ np.array([weights.get(name, 0.0) for name in NAMES])
    order = np.argsort(-odds, axis=1)
    hits = np.take_along_axis(ads.hits, order, axis=1)
    first, five = hits[:, 0], hits[:, :5].any(axis=1)
    macro = [np.mean([one[ads.domains == d].mean() for d in sorted(set(ads.domains))]) for one in (first, five)]
    return {"n": len(first), "top1": first.mean(), "top5": five.mean(), "macro1": macro[0], "macro5": macro[1]}


def chances(ads_rows, ranking) -> dict[str, float]:
    """The numbers that bring raw chances to what is seen."""
    read = [normalise(row["title"]) for row in ads_rows]
    raw, same, alike, hit, rest, rest_hit = [], [], [], [], 0.0, 0
    plain = replace(ranking.weights, constant=0, slope=1, same_first=0, alike=0, others=1)
    ranking.weights = plain
    for row, listed in zip(ads_rows, ranking.ranked(read, top=5), strict=True):
        best = listed[0]
        raw.append(min(max(best.chance, 1e-4), 1 - 1e-4))
        same.append(best.equivalent)
        alike.append(best.likeness)
        hit.append(best.code == row["rome"])
    raw, same, alike, hit = (np.array(one, float) for one in (raw, same, alike, hit))
    table = np.stack([np.ones(len(raw)), np.log(raw / (1 - raw)), same, alike], axis=1)

    def loss(w):
        z = table @ w
        p = 1 / (1 + np.exp(-z))
        return -(hit * np.log(p + 1e-12) + (1 - hit) * np.log(1 - p + 1e-12)).mean() + 1e-5 * w @ w, -table.T @ (
            hit - p
        ) / len(hit) + 2e-5 * w

    w = minimize(loss, np.zeros(4), jac=True, method="L-BFGS-B").x
    found = dict(zip(("constant", "slope", "same_first", "alike"), w, strict=True))
    ranking.weights = replace(plain, **found)
    for row, listed in zip(ads_rows, ranking.ranked(read, top=5), strict=True):
        rest += sum(one.chance for one in listed[1:])
        rest_hit += any(one.code == row["rome"] for one in listed[1:])
    return found | {"others": rest_hit / rest}


def main() -> None:
    data = Path(os.environ["GRAPPE_DATA"])
    with tempfile.TemporaryDirectory() as folder:
        rome = install(Path(folder), "rome", data=data, download=False)
        esco = install(Path(folder), "esco", data=data, download=False)
        rows = read_file(data / "ads" / "coding_dev.jsonl.gz").to_pylist()
        train, test = [r for r in rows if not in_test(r["title"])], [r for r in rows if in_test(r["title"])]
        print("# What each kind of evidence is worth: scripts/coding_weights.py fits it.")
        print("[provenance]")
        print(f'data = "coding_dev, not the test split: {len(train):,} titles, codes of employers"')
        print(f'release = "{rome}"')
        text_model = load_model(Path(sys.argv[1])) if len(sys.argv) > 1 else build_model([rome, esco])
        for name, model in (("with_model", text_model), ("without_model", None)):
            found = compiled(rome, model=model)
            if model is not None:
                print(f'model = "{model.name}"')
            print(f"\n[{name}]", flush=True)
            print(
                "\n".join(f"{key} = {value:.4f}" for key, value in best(found, model, train, test).items()), flush=True
            )
        kept = files("grappe.coding").joinpath("lexicon", "weights.toml").read_text("utf-8")
        print("\n# Chances" + kept.partition("\n# Chances")[2].rstrip())  # those with a memory are fitted elsewhere


def best(found, model, train, test) -> dict[str, float]:
    def ranking_of(weights):
        return OccupationRanking(found, weights, model=model)

    kinds = [kind for kind in NAMES[:-1] if model is not None or kind != "meaning"]
    tried = []
    for later in LATER:
        ads = Ads(train, ranking_of, later, False)
        weights = dict(zip(kinds, fitted(ads, kinds), strict=True))
        got = figures(ads, weights)
        print(later, weights, got, figures(Ads(test, ranking_of, later, False), weights), file=sys.stderr, flush=True)
        tried.append((got["macro1"] + got["top1"], later, weights, ads))
    _score, later, weights, ads = max(tried, key=lambda one: one[0])
    told = [row for row in train if len(row["description"] or "") > 100]
    ads = Ads(told, ranking_of, later, True)
    base = ads.seen.astype(float) @ np.array([weights.get(name, 0.0) for name in NAMES])
    (text,) = fitted(ads, ["text"], base)
    print("text", figures(ads, weights), figures(ads, weights | {"text": text}), text, file=sys.stderr, flush=True)
    ads = Ads([row for row in test if len(row["description"] or "") > 100], ranking_of, later, True)
    print("text test", figures(ads, weights), figures(ads, weights | {"text": text}), file=sys.stderr, flush=True)
    whole = asdict(NOTHING) | weights | {"text": text, "later": later, "slope": 1.0, "others": 1.0}
    return whole | chances(train, ranking_of(Weights.of(whole)))


if __name__ == "__main__":
    main()
