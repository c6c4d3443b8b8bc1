"""How well and how fast titles and skill phrases are coded, on real data where ``GRAPPE_DATA`` names it.

The published figures of other models on the same sets stand beside ours (``peer``). Nothing was fitted on French MELO
or on the test split of the ads: shares and priors were picked on the English MELO set (``usa``), chances on the other
four fifths of the ads. The text model is learned from the references, without any crosswalk; the ROME titles that are
queries of French MELO are among them (left out, its figures fall by about half a point).
"""

import csv
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from grappe.coding import (
    MODEL,
    Coder,
    TextModel,
    build_model,
    labelled_skills,
    labelled_texts,
    labelled_titles,
    melo_figures,
    skill_figures,
    title_figures,
)
from grappe.references import install

MELO = ("fra_q_fr_c_fr", "fra_q_fr_c_en", "usa_q_en_c_en")
_PEERS = {"mrr": "recip_rank", "s1": "success_1", "map": "map"}


def run() -> list[dict[str, Any]]:
    """Ads, MELO and skill phrases, on real data alone."""
    named = os.environ.get("GRAPPE_DATA")
    if not named:
        return []
    data = Path(named)
    with tempfile.TemporaryDirectory() as folder:
        rome = install(Path(folder), "rome", data=data, download=False)
        esco = install(Path(folder), "esco", data=data, download=False)
        figures = _ads(Coder.of_occupations(rome), data) + _melo(data, None)
        started = time.perf_counter()
        model = build_model([rome, esco])
        figures.append(_seconds("text model built from ROME and ESCO", time.perf_counter() - started, 360.0))
        size = model.save(Path(folder) / "model") / 2**20
        figures.append(
            {"what": "text model on disk", "value": round(size, 1), "unit": "MB", "bar": 30, "ok": size <= 30}
        )
        figures += _ads(Coder.of_occupations(rome, model=model), data) + _melo(data, model)
        return figures + _skills(Coder.of_skills(esco), data)


def _seconds(what: str, seconds: float, bar: float) -> dict[str, Any]:
    return {"what": what, "value": round(seconds, 2), "unit": "s", "bar": bar, "ok": seconds <= bar}


def _ads(coder: Coder, data: Path) -> list[dict[str, Any]]:
    """Titles of the test split, alone and with the texts of their ads; the peer was measured on the same titles."""
    path = data / "ads" / "coding_dev.jsonl.gz"
    labelled, texts = labelled_titles(path), labelled_texts(path)
    found = title_figures(labelled, coder, only_test=True)
    what = f"ads → ROME, references only, {coder.model}, {found['n']:,} titles"
    peers = {"top1": 0.4045, "top5": 0.5955, "macro_top1": 0.4472, "macro_top5": 0.6079}
    figures = [
        _figure(f"{what}: {name}", found[name], peer=_peer("character TF-IDF", peers.get(name)))
        for name in ("top1", "top5", "macro_top1", "macro_top5", "same_parent")
    ]
    error = found["calibration_error"]
    figures.append(_figure(f"{what}: expected calibration error", error) | {"bar": 0.03, "ok": error <= 0.03})
    figures += [_figure(f"{what}: {name}", found[name]) for name in ("auto", "none", "auto_agrees", "auto_same_parent")]
    figures += [_figure(f"{what}: domain {row['domain']}, n {row['n']}: top5", row["top5"]) for row in found["domains"]]
    told = title_figures(labelled, coder, texts=texts, only_test=True)
    return figures + [_figure(f"{what}, with texts: {name}", told[name]) for name in ("top1", "top5", "macro_top1")]


def _melo(data: Path, model: TextModel | None) -> list[dict[str, Any]]:
    figures = []
    with (data / "benchmarks" / "melo" / "published.tsv").open(encoding="utf-8") as lines:
        published = [row for row in csv.DictReader(lines, delimiter="\t") if row["model"] in ("openai", "char_tf_idf")]
    for name in MELO:
        found = melo_figures(data / "benchmarks" / "melo" / name, model=model)
        for figure, value in found.items():
            if figure == "n" or figure == "concept_map":
                continue
            column = _PEERS.get(figure, "")
            peer = {row["model"]: float(row[column]) for row in published if row["dataset"] == name and column in row}
            figures.append(
                _figure(
                    f"MELO {name}, {model.name if model else MODEL}, {found['n']:,} queries: {figure}",
                    value,
                    peer=peer or None,
                )
            )
    return figures


def _skills(coder: Coder, data: Path) -> list[dict[str, Any]]:
    figures = []
    for relations, peers in ((("exact",), (0.468, 0.623)), (("exact", "close"), (0.214, 0.357))):
        labelled = labelled_skills(data / "benchmarks" / "competent_esco_dev.csv.gz", relations)
        found = skill_figures(labelled, coder)
        for name, peer in zip(("top1", "top5"), peers, strict=True):
            what = f"skill phrase → ESCO, {' or '.join(relations)}, {found['n']:,} phrases: {name}"
            figures.append(_figure(what, found[name], peer=_peer("character TF-IDF", peer)))
    return figures


def _peer(name: str, value: float | None) -> dict[str, float] | None:
    return None if value is None else {name: value}


def _figure(what: str, value: float, *, peer: dict[str, float] | None = None) -> dict[str, Any]:
    return {"what": what, "value": value, "unit": "share", "bar": None, "ok": None} | ({"peer": peer} if peer else {})
