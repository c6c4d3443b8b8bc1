"""Duplicates on an invented, labelled set (edited, shortened, rewritten by agencies, posted again); and their time."""

import os
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from math import comb
from pathlib import Path
from typing import Any

from grappe.analysis import duplicates
from grappe.needs import NEEDS
from grappe.tables import open_store

MANY, LABELLED, SEED, DAY = 400_000, 40_000, 11, date(2026, 11, 24)
KINDS = ("same", "edited", "shortened", "rewritten")
_SYLLABLES = [consonant + vowel for consonant in "bcdfglmnprstv" for vowel in "aeiou"]


class Invented:
    """Advertisements of 300 occupations and 3,000 employers that share sentences, as real ones do."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.words = [self._word() for _ in range(9_000)]
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))
        self.missions = [[self._sentence(9) for _ in range(25)] for _ in range(300)]
        self.titles = [[self._word().capitalize() for _ in range(self.draw.randint(1, 3))] for _ in range(300)]
        self.blurbs = [" ".join(self._sentence(11) for _ in range(3)) for _ in range(3_000)]
        self.advantages = [self._sentence(8) for _ in range(60)]
        self.agencies = [" ".join(self._sentence(10) for _ in range(2)) for _ in range(40)]

    def _word(self) -> str:
        return "".join(self.draw.choices(_SYLLABLES, k=self.draw.choice((1, 2, 2, 3, 3, 4))))

    def _sentence(self, about: int) -> str:
        return (
            " ".join(
                self.draw.choices(self.words, cum_weights=self.weights, k=self.draw.randint(about - 3, about + 4))
            ).capitalize()
            + "."
        )

    def advertisement(self) -> dict[str, Any]:
        """One job: an employer's own words, some of the usual tasks of the occupation, some advantages."""
        draw = self.draw
        occupation, employer = draw.randrange(300), draw.randrange(3_000)
        own = [self._sentence(9) for _ in range(draw.randint(1, 3))]
        told = [self.blurbs[employer], *draw.sample(self.missions[occupation], draw.randint(4, 8)), *own]
        told += draw.sample(self.advantages, draw.randint(2, 4))
        return {
            "title": " ".join(self.titles[occupation]) + draw.choice((" H/F", " (H/F)", " F/H - CDI", "")),
            "description": " ".join(told),
            "employer": f"Maison {employer}",
            "departement": f"{draw.randint(1, 95):02d}",
            "published": DAY - timedelta(draw.randrange(700)),
        }

    def copy(self, item: dict[str, Any], kind: str) -> dict[str, Any]:
        """Another advertisement of the same job."""
        copied = item | {"published": item["published"] + timedelta(self.draw.randrange(45))}
        text: str = item["description"]
        if kind == "edited":
            copied["description"] = self._edited(text, self.draw.uniform(0.01, 0.12))
        elif kind == "shortened":
            copied["description"] = text[: int(len(text) * self.draw.uniform(0.3, 0.8))] + "…"
        elif kind == "rewritten":
            sentences = text.split(". ")[3:]
            self.draw.shuffle(sentences)
            told = f"{self.draw.choice(self.agencies)} {'. '.join(sentences)}"
            copied |= {"description": self._edited(told, 0.08), "employer": f"Agence {self.draw.randrange(40)}"}
        if self.draw.random() < 0.3:
            copied["title"] = copied["title"].upper().replace("H/F", "F/H")
        return copied

    def _edited(self, text: str, share: float) -> str:
        changed = [self._edit(word) if self.draw.random() < share else word for word in text.split()]
        return " ".join(changed).upper() if self.draw.random() < 0.1 else " ".join(changed)

    def _edit(self, word: str) -> str:
        return self.draw.choice(("", f"{word} {self.draw.choice(self.words)}", self.draw.choice(self.words)))


def labelled(count: int, seed: int, *, share: float = 0.15) -> Iterator[tuple[dict[str, Any], int, str]]:
    """Needs with the job that they advertise and how they came about; ``share`` of them are copies."""
    made, number = Invented(seed), 0
    for job in range(count):
        item = made.advertisement()
        copies = [made.draw.choice(KINDS) for _ in range(made.draw.choice((1, 1, 1, 2, 5)))] if (
            made.draw.random() < share / 2) else []  # fmt: skip
        for told, kind in [(item, "first"), *((made.copy(item, kind), kind) for kind in copies)]:
            if number == count:
                return
            key = {"need_id": f"b:{number}", "source": f"board {number % 5}", "source_key": str(number), "kind": "ad"}
            yield told | key | {"positions": 1}, job, kind
            number += 1


def run() -> list[dict[str, Any]]:
    """Precision and recall by pairs, then seconds."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_quality(Path(folder) / "labelled"), _time(Path(folder) / "many")]


def _quality(folder: Path) -> list[dict[str, Any]]:
    listed = list(labelled(LABELLED, SEED))
    store = open_store(folder, create=True)
    store.write(NEEDS, NEEDS.from_rows([row for row, _, _ in listed]), source="bench", commit="1")
    group = {row["need_id"]: row["group"] for row in duplicates(store).table.to_pylist()}
    jobs = [(group.get(row["need_id"], row["need_id"]), job) for row, job, _ in listed]
    both, found = _pairs(Counter(jobs)), _pairs(Counter(one for one, _ in jobs))
    true = _pairs(Counter(job for _, job in jobs))
    first = {job: group.get(row["need_id"]) for row, job, kind in listed if kind == "first"}
    figures = [_figure("precision", both / found, 0.99), _figure("recall", both / true, 0.97)]
    for kind in KINDS:
        copies = [(group.get(row["need_id"]), first[job]) for row, job, how in listed if how == kind]
        reached = sum(mine is not None and mine == its for mine, its in copies) / len(copies)
        figures.append(_figure(f"{kind} copies that join their first", reached, None))
    return figures


def _figure(what: str, value: float, bar: float | None) -> dict[str, Any]:
    said = {"what": f"duplicates, {LABELLED:,} invented ads: {what}", "value": round(value, 4), "unit": ""}
    return said | {"bar": f">= {bar}" if bar else None, "ok": value >= bar if bar else None}


def _pairs(groups: Counter[Any]) -> int:
    return sum(comb(size, 2) for size in groups.values())


def _time(folder: Path) -> dict[str, Any]:
    store = open_store(folder, create=True)
    rows: list[dict[str, Any]] = []
    size = 0
    for number, (row, _, _) in enumerate(labelled(int(os.environ.get("GRAPPE_BENCH_ADS", MANY)), SEED + 1), 1):
        rows.append(row)
        size += len(row["description"])
        if number % 50_000 == 0:
            store.write(NEEDS, NEEDS.from_rows(rows), source="bench", commit=str(number))
            rows = []
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    found = duplicates(store)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    about = f"{size / found.needs:,.0f} characters ({found.groups:,} groups; {used:.0f} s of processor"
    what = f"duplicates of {found.needs:,} ads of {about}, {after.ru_maxrss >> 10} MB)"
    return {"what": what, "value": round(seconds, 1), "unit": "s", "bar": "<= 60", "ok": seconds <= 60}
