"""What makes a write survive a crash: fsync, rename, lock; and what a full disk becomes.

Nothing here knows about tables. Every step that changes a store goes through ``os.fsync``, ``os.replace`` and
``os.unlink``, so that the tests can kill a writer before and after each of them.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grappe.words import Refused, Sentence, Where

LOCK_SECONDS = 600.0
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def publish(temporary: Path, final: Path) -> None:
    """Gives a complete temporary file its final name; after a return, a power cut keeps it."""
    sync(temporary)
    os.replace(temporary, final)
    sync(final.parent)


def sync(path: Path) -> None:
    """Brings a file or a folder to the disk. Folders cannot be synced on Windows, and need not be."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Holds a lock file; a second writer, thread or process, queues. The lock dies with its process.

    Raises ``Refused`` after ``seconds`` in the queue.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        deadline = time.monotonic() + seconds
        while not _take(handle):
            if time.monotonic() > deadline:
                raise Refused(
                    Sentence("une autre écriture est en cours", "another write is under way"),
                    hint=Sentence("réessayer dans quelques minutes", "try again in a few minutes"),
                    where=Where(file=str(path.parent)),
                )
            time.sleep(0.01)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        if os.name == "nt":  # pragma: no cover
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True


@contextmanager
def room_on_disk(path: Path) -> Iterator[None]:
    """Turns a full disk (or quota) into a refusal that says that nothing was written."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Refused(
            Sentence("le disque est plein, rien n'a été écrit", "the disk is full, nothing was written"),
            hint=Sentence("libérer de la place, puis relancer", "free some space, then start again"),
            where=Where(file=str(path)),
        ) from error
