"""Any sequence of writes, replacements, re-sends, failures and reopenings equals a dictionary."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.oracles.store import DictStore

from grappe.tables import open_store, writing
from grappe.words import Column, Frame, FrameBroken

FRAME = Frame(
    "things",
    "one row per pair",
    ("a", "b"),
    (
        Column("a", "whole", "first half of the key"),
        Column("b", "text", "second half of the key", null="alone"),
        Column("n", "number", "a number", null="unknown"),
        Column("t", "texts", "some texts", null="unknown"),
    ),
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "a": st.integers(0, 5),
            "b": st.sampled_from([None, "", "x"]),
            "n": st.sampled_from([None, 0.0, 1.5]),
            "t": st.sampled_from([None, [], ["é", None], [None, "é"]]),
        }
    ),
    max_size=12,
)
SOURCES = st.sampled_from(["one", "two"])
COMMITS = st.sampled_from(["c1", "c2", "c3", "c4", "c5", "c6"])


def once(rows):
    """The rows, the first of each key."""
    return list({(row["a"], row["b"]): row for row in reversed(rows)}.values())


class StoreIsADictionary(RuleBasedStateMachine):
    """Writes to a store and to a dictionary, and compares them after each step."""

    @initialize()
    def opened(self):
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(self.folder / "store", create=True)
        self.oracle = DictStore(FRAME.key)

    @rule(rows=ROWS, source=SOURCES, commit=COMMITS, size=st.integers(1, 5))
    def write(self, rows, source, commit, size):
        batches = FRAME.from_rows(rows).to_batches(size)
        written = self.store.write(FRAME, batches, source=source, commit=commit)
        expected = self.oracle.write(rows, source=source, commit=commit)
        assert (written.new, written.changed, written.unchanged) == expected

    @rule(rows=ROWS.map(once), source=st.none() | SOURCES, commit=COMMITS)
    def replace(self, rows, source, commit):
        self.store.replace(FRAME, FRAME.from_rows(rows), source=source, commit=commit)
        self.oracle.replace(rows, source=source, commit=commit)

    @rule(rows=ROWS)
    def fail(self, rows):
        broken = FRAME.from_rows([{"a": None}])
        with pytest.raises(FrameBroken):
            self.store.write(FRAME, [FRAME.from_rows(rows), broken], source="one", commit="broken")

    @rule()
    def reopen(self):
        self.store = open_store(self.store.folder)

    @invariant()
    def same(self):
        read = self.store.read(FRAME).to_pylist()
        asked = self.store.query("FROM things", frames=[FRAME]).to_pylist()
        for rows in (read, asked):
            assert len(rows) == self.store.count(FRAME) == len(self.oracle.rows)
            assert {(row["a"], row["b"]): row for row in rows} == self.oracle.content()

    def teardown(self):
        shutil.rmtree(self.folder)


def test_the_store_is_a_dictionary(monkeypatch):
    monkeypatch.setattr(writing, "PARTS_OF_A_SOURCE", 2)
    StoreIsADictionary.TestCase.settings = settings(
        max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    StoreIsADictionary.TestCase("runTest").runTest()
