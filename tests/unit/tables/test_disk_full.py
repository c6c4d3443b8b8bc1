"""A full disk is a refusal, and the previous state stays."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from grappe.tables import Written, open_store, write_file
from grappe.words import Kind, Refused


def full(*_given, **_named):
    raise OSError(errno.ENOSPC, "No space left on device")


def rows(ads, *ids, pay=None):
    return ads.from_rows([{"id": name, "pay": pay} for name in ids])


@pytest.mark.parametrize(
    ("where", "what"),
    [(pq.ParquetWriter, "write_table"), (os, "fsync"), (os, "replace"), (Path, "write_text"), (pq, "write_table")],
)
def test_a_full_disk_leaves_the_previous_state(store, ads, monkeypatch, where, what):
    store.write(ads, rows(ads, "a", "b"), source="one", commit="1")
    before, there = store.digest, sorted((store.folder / "parts").iterdir())
    with monkeypatch.context() as patched:
        patched.setattr(where, what, full)
        with pytest.raises(Refused) as refusal:
            store.write(ads, rows(ads, "b", "c", pay=1.0), source="one", commit="2")
    assert refusal.value.kind is Kind.INPUT
    assert "the disk is full, nothing was written" in refusal.value.said("en")
    assert (store.digest, sorted((store.folder / "parts").iterdir())) == (before, there)
    assert store.write(ads, rows(ads, "b", "c", pay=1.0), source="one", commit="2") == Written(1, 1, 0)


def test_another_fault_of_the_disk_is_no_refusal(store, ads, monkeypatch):
    def broken(*_given):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        store.write(ads, rows(ads, "a"), source="one", commit="1")


LIMITED = """
import random, resource, sys
from grappe.tables import open_store
from grappe.words import Refused
from tests.unit.tables.killed_writer import FRAME
store = open_store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
noise = random.Random(1)
table = FRAME.from_rows([{"n": n, "v": noise.randbytes(20).hex()} for n in range(20_000)])
try:
    store.write(FRAME, table, source="s", commit="1")
except Refused as refused:
    print(refused.said("en"))
"""


def test_the_system_itself_refuses_to_write_more(tmp_path):
    store = open_store(tmp_path / "store", create=True)
    command = [sys.executable, "-c", LIMITED, str(store.folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[3], check=True)
    assert "the disk is full, nothing was written" in done.stdout
    assert list((store.folder / "parts").iterdir()) == []


def test_a_file_that_does_not_fit_does_not_appear(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="disque est plein"):
        write_file(pa.table({"a": ["x"]}), tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []
