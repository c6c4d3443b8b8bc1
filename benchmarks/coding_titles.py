"""How fast job titles are coded: beside scikit-learn in the same run, from a cold start, and by the hundred thousand.

The peer is character TF-IDF as it is usually written: ``TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))``
fitted to the same labels, cosines of every title with every label, the five best. It gives no decision, no chance and
no reasons; ours gives them in French. Both count what one core did from the labels to the last title.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from grappe.coding import Coder, labelled_titles
from grappe.references import APPELLATIONS, Release, install
from grappe.tables import read_file

RATIO = 8.0  #: times as fast as the peer
LARGE = 100_000


def run() -> list[dict[str, Any]]:
    """Speed on the starter or the real release, with the titles of real ads where ``GRAPPE_DATA`` names them."""
    named = os.environ.get("GRAPPE_DATA")
    data = Path(named) if named else None
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        rome = install(home, "rome", data=data, download=False)
        figures = []
        for what, titles in _sets(rome, data):
            figures += _beside_the_peer(what, titles, rome, home / "indexes")
        return [*figures, _start(home), *_large(_sets(rome, data)[0][1], home)]


def _sets(rome: Release, data: Path | None) -> list[tuple[str, list[str]]]:
    if data is None:
        labels = [f"{row['label']} (H/F) - CDI" for row in rome.read(APPELLATIONS).to_pylist()]
        return [("distinct titles made of labels", list(dict.fromkeys(labels)))]
    distinct = list(dict.fromkeys(title for title, _code in labelled_titles(data / "ads" / "coding_dev.jsonl.gz")))
    ads = read_file(data / "ads" / "offres_unified.jsonl.gz", columns=["intitule"])["intitule"].to_pylist()
    return [("distinct titles of ads", distinct), ("titles of ads as they come", [title for title in ads if title])]


def _beside_the_peer(what: str, titles: list[str], rome: Release, kept: Path) -> list[dict[str, Any]]:
    Coder.of_occupations(rome, kept=kept)  # as after the first start on this machine
    ours = _cpu(lambda: Coder.of_occupations(rome, kept=kept).code(titles, languages=("fr",)))
    labels = [reference.text for reference in Coder.of_occupations(rome, kept=kept).space.references]
    theirs = _cpu(lambda: _peer(labels, titles))
    speed, peer = round(len(titles) / ours), round(len(titles) / theirs)
    ratio = round(theirs / ours, 2)
    said = f"{len(titles):,} {what} against {len(labels):,} labels, one core"
    return [
        {"what": said, "value": speed, "unit": "titles/s", "bar": None, "ok": None, "peer": {"scikit-learn": peer}},
        {"what": f"{said} ÷ scikit-learn", "value": ratio, "unit": "times", "bar": RATIO, "ok": ratio >= RATIO},
    ]


def _peer(labels: Sequence[str], titles: Sequence[str]) -> None:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    columns = vectors.fit_transform(labels).T.tocsr()
    for start in range(0, len(titles), 500):
        scores = (vectors.transform(titles[start : start + 500]) @ columns).toarray()
        np.argpartition(-scores, 5, axis=1)[:, :5]


def _cpu(deed: Callable[[], object]) -> float:
    started = time.process_time()
    deed()
    return time.process_time() - started


def _start(home: Path) -> dict[str, Any]:
    """From the command to the first code in a file, the second time on a machine; best of three."""
    seconds = min(_coded(["Soudeuse"], home)[0] for _turn in range(4))
    return {
        "what": "command line: start to first code",
        "value": seconds,
        "unit": "s",
        "bar": 1.0,
        "ok": seconds <= 1.0,
    }


def _large(titles: Sequence[str], home: Path) -> list[dict[str, Any]]:
    """A file of ``LARGE`` titles, no two alike, on all processors, reasons and writing included."""
    many = [f"{titles[row % len(titles)]} n{row // len(titles)}" for row in range(LARGE)]
    seconds, memory = _coded(many, home)
    share = LARGE / 1_000_000
    return [
        {"what": f"file of {LARGE:,} titles, {os.cpu_count()} processes", "value": seconds, "unit": "s"}
        | {"bar": 300 * share, "ok": seconds <= 300 * share},
        {"what": "the same: largest process", "value": memory, "unit": "MB", "bar": 1_000, "ok": memory <= 1_000},
    ]


def _coded(titles: Sequence[str], home: Path) -> tuple[float, int]:
    """Codes a file with the command; wall seconds, and megabytes of the largest process so far."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "titles.csv", Path(folder) / "coded.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["title"], *([title] for title in titles)])
        call = [sys.executable, "-m", "grappe.cli", "code", "occupations", str(source), "--column", "title"]
        started = time.perf_counter()
        environment = os.environ | {"GRAPPE_HOME": str(home)}
        said = subprocess.run([*call, "--out", str(out), "--json"], env=environment, capture_output=True, check=True)
        seconds = round(time.perf_counter() - started, 2)
        if json.loads(said.stdout)["rows"] != len(titles):
            raise RuntimeError("rows were lost")
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
