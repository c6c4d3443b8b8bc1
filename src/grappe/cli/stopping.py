"""Long work that a person may stop: the folder is made before, Ctrl-C and a polite kill end it with what there is."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from grappe.words import Interrupted, Kind, Progress, Refused, Sentence, Where


def made(folder: Path) -> None:
    """The folder to write, before minutes are spent on what goes into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            Sentence(f"ce dossier ne peut pas être fait ({error})", f"this folder cannot be made ({error})"),
            kind=Kind.CALL,
            where=Where(file=str(folder)),
        ) from error


@contextmanager
def stoppable(shown: Progress) -> Iterator[Progress]:
    """Ctrl-C and a polite kill end the search; the best plan so far is written."""
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    def progress(done: int, total: int | None, message: Sentence) -> None:
        if asked:
            raise Interrupted
        shown(done, total, message)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield progress
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
