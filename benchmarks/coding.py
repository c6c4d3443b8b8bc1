"""How well and how fast titles and skill phrases are coded, on real data where ``GRAPPE_DATA`` names it.

The published figures of other models on the same sets stand beside ours (``peer``). Nothing was fitted on French MELO
or on the test split of the ads: shares and priors were picked on the English MELO set (``usa``), chances on the other
four fifths of the ads. The text model is learned from the references, without any crosswalk; the ROME titles that are
queries of French MELO are among them (left out, its figures fall by about half a point).
"""

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import _coding_text
from grappe.coding import (
    Coder,
    build_model,
    labelled_texts,
    labelled_titles,
    title_figures,
)
from grappe.references import install


def run() -> list[dict[str, Any]]:
    """Ads, MELO and skill phrases, on real data alone."""
    named = os.environ.get("GRAPPE_DATA")
    if not named:
        return []
    data = Path(named)
    with tempfile.TemporaryDirectory() as folder:
        rome = install(Path(folder), "rome", data=data, download=False)
        esco = install(Path(folder), "esco", data=data, download=False)
        figures = _ads(Coder.of_occupations(rome), data)
        started = time.perf_counter()
        model = build_model([rome, esco])
        figures.append(_seconds("text model built from ROME and ESCO", time.perf_counter() - started, 360.0))
        size = model.save(Path(folder) / "model") / 2**20
        figures.append(
            {"what": "text model on disk", "value": round(size, 1), "unit": "MB", "bar": 30, "ok": size <= 30}
        )
        figures += _ads(Coder.of_occupations(rome, model=model), data)
        return figures + _coding_text.melo(data, model) + _coding_text.skills(esco, rome, model, data)


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


def _peer(name: str, value: float | None) -> dict[str, float] | None:
    return None if value is None else {name: value}


def _figure(what: str, value: float, *, peer: dict[str, float] | None = None) -> dict[str, Any]:
    return {"what": what, "value": value, "unit": "share", "bar": None, "ok": None} | ({"peer": peer} if peer else {})
