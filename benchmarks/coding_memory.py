"""What a memory brings to titles it has not seen, on real ads that ``GRAPPE_DATA`` names.

One part in five is coded with a memory of the other four. Titles that differ by a town or a number only stay on one
side (see ``grappe.coding.memory_measuring``): harder than a split by title. The text model is the one of
``GRAPPE_HOME`` where it was built for the release, else there is none. Nothing was fitted on this part.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from grappe.coding import find_model, labelled_texts, labelled_titles, memory_figures
from grappe.references import COMMUNES, install
from grappe.tables import home_folder

BARS = {"top1": 0.60, "top5": 0.83, "macro_top5": 0.82}


def run() -> list[dict[str, Any]]:
    """Figures with the memory, by titles alone and with the ads' texts; those of the references beside them."""
    named = os.environ.get("GRAPPE_DATA")
    if not named:
        return [{"what": "memory on real ads", "value": None, "unit": "", "why": "GRAPPE_DATA is not set"}]
    data = Path(named)
    ads = data / "ads" / "coding_dev.jsonl.gz"
    with tempfile.TemporaryDirectory() as folder:
        rome, places = (install(Path(folder), name, data=data, download=False) for name in ("rome", "places"))
        communes = [row["name"] for row in places.read(COMMUNES).to_pylist()]
        model = find_model(home_folder(os.environ), rome)
        rows: list[dict[str, Any]] = []
        for what, texts in (("titles", None), ("titles and texts", labelled_texts(ads))):
            began = time.perf_counter()
            found = memory_figures(labelled_titles(ads), rome, texts=texts, model=model, communes=communes)
            said = f"ads → ROME with memory, {what}, {model.name if model else 'no text model'}"
            rows += [_row(f"{said}, {name}", found, name) for name in ("top1", "top5", "macro_top1", "macro_top5")]
            rows.append(
                {"what": f"{said}: learned and measured", "value": round(time.perf_counter() - began, 1), "unit": "s"}
            )
    return rows


def _row(what: str, found: dict[str, Any], name: str) -> dict[str, Any]:
    row = {"what": what, "value": found[name], "unit": "share", "n": found["n"], "peer": found["references"][name]}
    return row | ({"bar": BARS[name], "ok": found[name] >= BARS[name]} if name in BARS else {})
