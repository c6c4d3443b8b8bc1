"""The text model against what is published: lists ranked (MELO), skill phrases, skills found in texts.

``coding`` runs these with the model that it builds. Peers of MELO are published figures, in element order; those of
skills were measured once on the same phrases, or run here beside us (scikit-learn).
"""

import csv
import gzip
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grappe.coding import Coder, TextModel, labelled_skills, melo_figures, skill_figures, skills_in
from grappe.references import Release

#: What must hold, by set and figure; the French sets are never fitted on.
MELO = {
    "fra_q_fr_c_fr": {
        "mrr": 0.8722, "s1": 0.8315, "map": 0.7257, "concept_mrr": 0.875, "concept_s1": 0.84, "concept_s5": 0.92,
        "block_map": 0.85,
    },
    "fra_q_fr_c_en": {"mrr": 0.55},
    "usa_q_en_c_en": {"mrr": 0.66},
}  # fmt: skip
_PUBLISHED = {"mrr": "recip_rank", "s1": "success_1", "map": "map"}
_SKILLS = {("exact",): (0.55, 0.71), ("exact", "close"): (0.265, 0.44)}
_PEERS = {("exact",): (0.468, 0.623), ("exact", "close"): (0.214, 0.357)}
COURSES = 2_000
_TOP = 20


def melo(data: Path, model: TextModel) -> list[dict[str, Any]]:
    """MELO, in element order with and without concepts told, and with one element of each concept first."""
    figures = []
    with (data / "benchmarks" / "melo" / "published.tsv").open(encoding="utf-8") as lines:
        published = [row for row in csv.DictReader(lines, delimiter="\t") if row["model"] in ("openai", "char_tf_idf")]
    for name, bars in MELO.items():
        found = melo_figures(data / "benchmarks" / "melo" / name, model=model)
        for figure, value in found.items():
            if figure in ("n", "concept_map", "plain_s5"):
                continue
            column = _PUBLISHED.get(figure.removeprefix("plain_"), "")
            peer = {row["model"]: float(row[column]) for row in published if row["dataset"] == name and column in row}
            figures.append(_figure(f"MELO {name}, {found['n']:,} queries: {figure}", value, bars.get(figure), peer))
    return figures


def skills(esco: Release, rome: Release, model: TextModel, data: Path) -> list[dict[str, Any]]:
    """Skill phrases to ESCO, skills found in ads to the ROME, and how fast texts are searched."""
    coder = Coder.of_skills(esco, model=model)
    figures = []
    for relations, bars in _SKILLS.items():
        found = skill_figures(labelled_skills(data / "benchmarks" / "competent_esco_dev.csv.gz", relations), coder)
        for place, (name, bar) in enumerate(zip(("top1", "top5"), bars, strict=True)):
            what = f"skill phrase → ESCO, {' or '.join(relations)}, {found['n']:,} phrases: {name}"
            figures.append(_figure(what, found[name], bar, {"character TF-IDF": _PEERS[relations][place]}))
    return [*figures, _courses(coder, data), _in_ads(Coder.of_skills(rome, model=model), data)]


def _courses(coder: Coder, data: Path) -> dict[str, Any]:
    """Seconds for so many course descriptions, a catalogue's repeated where it has fewer."""
    courses = json.loads(gzip.decompress((data / "education" / "insa_lyon_courses.json.gz").read_bytes()))
    told = [" ".join([*(one["details"].get("AIMS") or []), *(one["details"].get("CONTENT") or [])]) for one in courses]
    texts = (told * (COURSES // len(told) + 1))[:COURSES]
    skills_in(texts[:1], coder)
    started = time.process_time()
    skills_in(texts, coder)
    seconds = round(time.process_time() - started, 1)
    what = f"skills found in {COURSES:,} course descriptions, CPU of one core"
    return {"what": what, "value": seconds, "unit": "s", "bar": 120, "ok": seconds <= 120}


def _in_ads(coder: Coder, data: Path) -> dict[str, Any]:
    """Recall of the ROME skills that employers chose for their ads, among the 20 clearest; the peer on the same ads."""
    lines = gzip.decompress((data / "ads" / "skills_dev.jsonl.gz").read_bytes()).decode().splitlines()
    ads = [json.loads(line) for line in lines]
    chosen = [{skill["code"] for skill in ad["skills"]} & set(coder.space.labels) for ad in ads]
    texts = [ad["description"] for ad in ads]
    found: list[set[str]] = [set() for _ad in ads]
    for row in skills_in(texts, coder, top=_TOP, least=0.0).to_pylist():
        found[row["row"]].add(row["skill"])
    peer = _recall(_tf_idf(coder, texts), chosen)
    value = _recall(found, chosen)
    what = f"skills that employers chose found in the texts of {len(ads):,} ads → ROME: recall@{_TOP}"
    return _figure(what, value, round(2 * peer, 4), {"character TF-IDF": peer})


def _recall(found: Sequence[set[str]], chosen: Sequence[set[str]]) -> float:
    hits = sum(len(one & other) for one, other in zip(found, chosen, strict=True))
    return round(hits / sum(map(len, chosen)), 4)


def _tf_idf(coder: Coder, texts: Sequence[str]) -> list[set[str]]:
    """The peer: whole texts against labels, by pieces of 3 to 5 characters."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    labels = pieces.fit_transform([one.text for one in coder.space.references])
    codes = [one.code for one in coder.space.references]
    found = []
    for start in range(0, len(texts), 200):
        likeness = (pieces.transform(texts[start : start + 200]) @ labels.T).toarray()
        found += [{codes[place] for place in np.argpartition(-row, _TOP)[:_TOP]} for row in likeness]
    return found


def _figure(what: str, value: float, bar: float | None, peer: dict[str, float]) -> dict[str, Any]:
    told: dict[str, Any] = {"what": what, "value": value, "unit": "share", "bar": bar}
    return told | {"ok": None if bar is None else value >= bar} | ({"peer": peer} if peer else {})
