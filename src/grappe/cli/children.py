"""The programs that ``grappe serve`` starts, as one tree: a dead child ends all, a signal ends all, nothing is left."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType, TracebackType
from typing import Self

from grappe.words import Interrupted, Sentence

GRACE_SECONDS = 8.0
START_SECONDS = 60.0
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux


def run_to_end(*arguments: str, on_line: Callable[[str], None] | None = None) -> list[str]:
    """Runs one command of the web to its end; its lines of standard output. Its errors go to ours.

    Raises ``RuntimeError`` when it fails (its traceback is on standard error).
    """
    child = subprocess.Popen(_command(arguments), stdout=subprocess.PIPE, text=True, encoding="utf-8")
    lines = []
    try:
        assert child.stdout is not None
        for line in child.stdout:
            lines.append(line.rstrip("\n"))
            if on_line:
                on_line(lines[-1])
        status = child.wait()
    except BaseException:
        child.terminate()
        child.wait(timeout=GRACE_SECONDS)
        raise
    if status:
        raise RuntimeError(f"python -m grappe.web {arguments[0]}: exit code {status}")
    return lines


class Children:
    """Long-running commands of the web, each with its own process group, watched together."""

    def __init__(self, *, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stop_asked = False
        self._handlers: dict[int, object] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._handlers[number] = signal.signal(number, self._ask_to_stop)
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.stop()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def start(self, *arguments: str) -> None:
        """Starts one command; its standard output goes to our standard error, so that ours stays clean."""
        self._running[arguments[0]] = subprocess.Popen(
            _command(arguments),
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            env=self._environment,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Waits for the site to answer. Raises ``Interrupted`` when asked to stop, ``RuntimeError`` if a child dies."""
        limit = time.monotonic() + START_SECONDS
        while not ready():
            if self._stop_asked:
                raise Interrupted
            dead = self._dead()
            if dead or time.monotonic() > limit:
                raise RuntimeError(f"the site did not start: {dead or 'no answer'}")
            time.sleep(0.1)

    def wait(self) -> Sentence | None:
        """Waits for a signal (gives ``None``) or for a child to die (says which)."""
        while not self._stop_asked:
            if name := self._dead():
                return Sentence(
                    f"« {name} » s'est arrêté ; tout est arrêté avec lui.", f"“{name}” ended; everything is stopped."
                )
            time.sleep(0.2)
        return None

    def stop(self) -> None:
        """Asks every child to end, then makes it."""
        for child in self._running.values():
            _signal(child, signal.SIGTERM)
        limit = time.monotonic() + GRACE_SECONDS
        for child in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, limit - time.monotonic()))
            _signal(child, signal.SIGKILL)
            child.wait()

    def _dead(self) -> str | None:
        return next((name for name, child in self._running.items() if child.poll() is not None), None)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop_asked = True


def _command(arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "grappe.web", *arguments]


def _signal(child: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def _die_with_parent() -> None:
    """On Linux, a child whose parent was killed outright is asked to stop by the kernel."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)
