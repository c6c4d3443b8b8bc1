"""Hashes of words are those of a loop; copies are found whatever stands around them."""

import random
import re
import tempfile
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented_needs import need, stored

from grappe.analysis import duplicates
from grappe.analysis.marks import fingerprints, runs, words

TEXTS = st.lists(st.none() | st.text("abc é.-9\n", max_size=30), max_size=8)


def split(text):
    return re.findall(r"[a-z0-9é]+", text or "")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_equal_hashes_are_equal_words(texts):
    found = words(pa.array(texts, pa.string()))
    expected = [split(text) for text in texts]
    assert found.counts.tolist() == [len(one) for one in expected]
    flat = [word for one in expected for word in one]
    assert len(set(zip(flat, found.hashes.tolist(), strict=True))) == len(set(flat)) == len(set(found.hashes.tolist()))
    marks = fingerprints(found).tolist()
    assert all((marks[a] == marks[b]) == (expected[a] == expected[b]) for a in range(len(texts)) for b in range(a))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_runs_are_neighbours_inside_one_text(texts):
    hashes, text = runs(words(pa.array(texts, pa.string())), 2)
    expected = [(n, tuple(pair)) for n, one in enumerate(map(split, texts)) for pair in pairwise(one)]
    assert text.tolist() == [n for n, _ in expected]
    assert len({pair for _, pair in expected}) == len(set(hashes.tolist()))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_a_copy_is_found_among_others_and_the_order_does_not_matter(seed):
    draw = random.Random(seed)
    vocabulary = [f"mot{n}" for n in range(400)]
    texts = [" ".join(draw.choices(vocabulary, k=60)) for _ in range(12)]
    copies = {number: draw.randrange(12) for number in range(12, 12 + seed % 6)}
    rows = [need(n, description=text) for n, text in enumerate(texts)]
    rows += [need(n, description=texts[of].replace(" ", ", ", 3)) for n, of in copies.items()]
    with tempfile.TemporaryDirectory() as folder:
        found = duplicates(stored(Path(folder) / "a", rows)).table
        draw.shuffle(rows)
        assert duplicates(stored(Path(folder) / "b", rows)).table == found
    groups: dict[str, set[int]] = {}
    for row in found.to_pylist():
        groups.setdefault(row["group"], set()).add(int(row["need_id"][2:]))
    expected: dict[int, set[int]] = {}
    for number, of in copies.items():
        expected.setdefault(of, {of}).add(number)
    assert sorted(map(sorted, groups.values())) == sorted(map(sorted, expected.values()))
