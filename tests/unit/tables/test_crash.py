"""kill -9 at any moment: what was committed stays, what was not never shows, and the same call resumes."""

import itertools
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.unit.tables.killed_writer import FRAME, ROWS, second_write, table

from grappe.tables import Written, open_store
from grappe.tables.manifest import read_manifest

WRITER = Path(__file__).with_name("killed_writer.py")


@pytest.fixture
def writer():
    """Starts writers; none outlives its test."""
    started = []

    def start(*arguments):
        command = [sys.executable, str(WRITER), *map(str, arguments)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]))
        return started[-1]

    yield start
    for child in started:
        child.kill()
        child.wait()
        child.stdout.close()


def prepared(folder):
    """A store with one write done and a leftover to sweep."""
    store = open_store(folder, create=True)
    store.write(FRAME, table(0, "first"), source="s", commit="first")
    (folder / "parts" / "rows-000002.dead-000002.parquet").write_bytes(b"leftover")
    return store


def content(store):
    return dict(zip(*store.read(FRAME).to_pydict().values(), strict=True))


BEFORE = dict.fromkeys(range(ROWS), "first")
AFTER = {**BEFORE, **dict.fromkeys(range(ROWS // 2, ROWS // 2 + ROWS), "second")}


def on_disk(store):
    return {f"parts/{path.name}" for path in (store.folder / "parts").iterdir()}


@pytest.mark.skipif(sys.platform != "linux", reason="looks at open files through /proc")
def test_everything_is_on_the_disk_before_the_manifest_names_it(tmp_path, monkeypatch):
    """What a kill cannot show and a power cut would: each file is synced before its rename, its folder after."""
    store = prepared(tmp_path)
    done, sync, rename = [], os.fsync, os.replace

    def synced(handle):
        done.append(("sync", Path(os.readlink(f"/proc/self/fd/{handle}")).name))
        sync(handle)

    def renamed(old, new):
        done.append(("rename", Path(new).name))
        rename(old, new)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    second_write(store)
    files = ["rows-000001.dead-000002.parquet", "rows-000002.parquet", "manifest.json"]
    assert [name for what, name in done if what == "rename"] == files
    for place, (what, name) in enumerate(done):
        if what == "rename":
            folder = tmp_path if name == "manifest.json" else tmp_path / "parts"
            assert done[place - 1] == (
                "sync",
                name.replace(".parquet", "") + ".tmp" if name == files[1] else f"{name}.tmp",
            )
            assert done[place + 1] == ("sync", folder.name)


@pytest.mark.slow
def test_killed_before_and_after_every_step(tmp_path, writer):
    seen = []
    for point in itertools.count(1):
        store = prepared(tmp_path / str(point))
        child = writer("step", store.folder, point)
        child.communicate(timeout=60)
        found = content(store)
        assert found in (BEFORE, AFTER)
        asked = store.query("SELECT n, v FROM rows", frames=[FRAME]).to_pydict()
        assert dict(zip(*asked.values(), strict=True)) == found
        if child.returncode == 0:
            break
        seen.append(found)
        written = second_write(store)
        assert written == (Written(0, 0, ROWS) if found == AFTER else Written(ROWS // 2, ROWS // 2, 0))
        store.write(FRAME, FRAME.empty(), source="s", commit="third")
        assert content(store) == AFTER
        assert on_disk(store) == read_manifest(store.folder).files
    assert len(seen) >= 20
    assert seen == sorted(seen, key=lambda state: state == AFTER)
    assert AFTER in seen


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_killed_at_a_random_moment(tmp_path, writer, seed):
    store = prepared(tmp_path)
    child = writer("many", store.folder, "x", 10_000)
    assert child.stdout.readline() == "0\n"
    time.sleep(random.Random(seed).uniform(0, 0.4))
    child.kill()
    said = 1 + len(child.communicate(timeout=60)[0].split())
    done = len(read_manifest(store.folder).content(FRAME.name).commits) - 1
    assert done - 1 <= said <= done
    expected = dict(BEFORE)
    for number in range(done):
        expected |= dict.fromkeys(range(number * ROWS // 2, number * ROWS // 2 + ROWS), "x")
    assert content(store) == expected
    assert store.count(FRAME) == len(expected)


@pytest.mark.slow
def test_writers_queue_and_readers_see_whole_states(tmp_path, writer):
    store = prepared(tmp_path)
    children = [writer("many", store.folder, name, 12) for name in "ab"]
    states = []
    while any(child.poll() is None for child in children):
        counted = store.query("SELECT count(*) AS n, count(DISTINCT n) AS keys FROM rows", frames=[FRAME]).to_pylist()[
            0
        ]
        assert counted["n"] == counted["keys"]
        assert len(content(store)) % (ROWS // 2) == 0
        states.append(counted["n"])
    for child in children:
        child.communicate()
        assert child.returncode == 0
    assert states == sorted(states)
    assert len(content(store)) == (12 + 1) * ROWS // 2
    commits = read_manifest(store.folder).content(FRAME.name).commits
    assert {commit.name for commit in commits} == {"first"} | {f"{name}{n}" for name in "ab" for n in range(12)}
