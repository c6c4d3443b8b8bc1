"""The kinds of long work by name, so that actions can start what they need not import.

A part declares its work in its ``tasks.py``::

    @work("needs.import", Sentence("Import de besoins", "Import of needs"))
    def import_file(job: Job, progress: Progress) -> Outcome:
        ...

and an action starts it: ``start_job(by=membership, kind="needs.import", arguments={"upload": …})``. Work is idempotent
and in chunks: it may run again after a crash or a cancellation, calls ``progress`` at least every second, and lets
``Interrupted`` pass.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from grappe.web.apps import PARTS
from grappe.web.jobs.models import Job
from grappe.words import Progress, Sentence


@dataclass(frozen=True, slots=True)
class Outcome:
    """How work ended: what to say, the page that shows the result, and figures to keep."""

    message: Sentence
    link: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)


Work = Callable[[Job, Progress], Outcome]


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of work and how it is called on screen."""

    name: str
    title: Sentence
    run: Work


KINDS: dict[str, JobKind] = {}


def named(name: str) -> JobKind:
    """The kind of that name; the ``tasks`` of every part are imported when the first one is asked for.

    Not at start: they pull in the engines, which commands such as ``prepare`` do without.
    """
    if name not in KINDS:
        for part in PARTS:
            if find_spec(f"grappe.web.{part}.tasks"):
                import_module(f"grappe.web.{part}.tasks")
    return KINDS[name]


def work(name: str, title: Sentence) -> Callable[[Work], Work]:
    """Declares a function as the work of a kind of job."""

    def declare(run: Work) -> Work:
        KINDS[name] = JobKind(name, title, run)
        return run

    return declare
