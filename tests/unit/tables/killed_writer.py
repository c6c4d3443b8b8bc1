"""A writer that is killed, run as a program by ``test_crash.py``.

``step STORE N`` does the write of the test and is killed by -9 at the N-th point: before, then after, each call that
changes the disk. ``many STORE NAME N`` does N writes and says each one that returned.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from grappe.tables import open_store
from grappe.words import Column, Frame

ROWS = 50
FRAME = Frame("rows", "one row per number", ("n",), (Column("n", "whole", "the key"), Column("v", "text", "the value")))


def table(first: int, value: str):
    return FRAME.from_rows([{"n": first + n, "v": value} for n in range(ROWS)])


def second_write(store):
    """Half new keys, half known ones that change."""
    return store.write(FRAME, table(ROWS // 2, "second"), source="s", commit="second")


def killed_at(point: int) -> None:
    """Kills this process at the point-th step; steps are counted before and after each call."""
    passed = 0

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            nonlocal passed
            for done in (False, True):
                passed += 1
                if passed == point:
                    os.kill(os.getpid(), signal.SIGKILL)
                if not done:
                    answer = call(*given, **named)
            return answer

        return step

    os.fsync, os.replace, os.unlink = counted(os.fsync), counted(os.replace), counted(os.unlink)
    pq.ParquetWriter.write_table = counted(pq.ParquetWriter.write_table)
    Path.write_text = counted(Path.write_text)


def main(what: str, folder: str, *rest: str) -> None:
    store = open_store(folder)
    if what == "step":
        killed_at(int(rest[0]))
        second_write(store)
        return
    name, count = rest[0], int(rest[1])
    for number in range(count):
        store.write(FRAME, table(number * ROWS // 2, name), source=name, commit=f"{name}{number}")
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
