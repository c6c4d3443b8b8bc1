"""How every command speaks: one JSON object or text on standard output, progress and refusals on standard error."""

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from grappe.tables import home_folder
from grappe.words import Progress, Sentence, silent

INTERRUPTED = Sentence(
    "Interrompu. Ce qui est fait est gardé ; la même commande reprend.",
    "Interrupted. What is done is kept; the same command resumes.",
)


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--json`` (argument ``as_json``) and ``--lang`` (argument ``lang``) to a command."""

    @click.option("--json", "as_json", is_flag=True, help="Un objet JSON sur la sortie standard · one JSON object.")
    @click.option("--lang", type=click.Choice(["fr", "en"]), default=None, help="Langue des phrases · language.")
    @functools.wraps(function)
    def command(*arguments: Any, lang: str | None, **named: Any) -> Any:
        return function(*arguments, lang=lang or language([]), **named)

    return command


def language(arguments: list[str]) -> str:
    """``--lang`` of the call, else the locale of the process: English where it begins with ``en``, else French."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.startswith("en") else "fr"


def answer(payload: Mapping[str, Any], text: str, *, as_json: bool) -> None:
    """Prints the result of a command: ``payload`` with ``--json``, else ``text``."""
    click.echo(json.dumps(payload, ensure_ascii=False, default=str) if as_json else text)


def say(sentence: Sentence, lang: str) -> None:
    """A remark on standard error."""
    click.echo(sentence.said(lang), err=True)


@contextmanager
def progress(lang: str) -> Iterator[Progress]:
    """A progress bar on standard error when that is a terminal; silent in a pipe."""
    if not sys.stderr.isatty():
        yield silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int | None, message: Sentence) -> None:
            bar.update(task, completed=done, total=total, description=message.said(lang))

        yield show


def home() -> Path:
    """Where references, models and stores are kept: ``GRAPPE_HOME`` or the user's data folder."""
    return home_folder(os.environ)


def data() -> Path | None:
    """The folder of real data named by ``GRAPPE_DATA``, where it is set and exists."""
    named = os.environ.get("GRAPPE_DATA")
    return Path(named) if named and Path(named).is_dir() else None


def today() -> date:
    """The day the command is given: the only place of the command line that reads the clock."""
    return date.today()
