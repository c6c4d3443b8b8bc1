"""What the pages show is run: shell and Python blocks in order, in an empty folder and home, without network."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from scripts.reference import commands
from tests.docs.pages import Block, blocks, hand_written, named

from grappe.cli.entry import grappe

BIN = Path(sys.executable).parent
SECONDS = 120
#: Why a block may be shown without being run.
REASONS = {
    "it is run by every build",
    "it does not end",
    "it needs the network",
    "it needs a server",
    "it needs files of yours",
    "it takes long",
}
RUN = {"sh", "python"}
NUMBER = re.compile(r"\d[\d  .,]*")


def pages_that_run() -> list[Path]:
    return [page for page in hand_written() if any(block.language in RUN for block in blocks(page))]


def surroundings(folder: Path) -> dict[str, str]:
    """A fresh home, English sentences, and a proxy that refuses: what asks for the network fails at once."""
    home = folder / "home"
    home.mkdir()
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": f"{BIN}:/usr/bin:/bin",
        "HOME": str(home),
        "GRAPPE_HOME": str(home / "grappe"),
        "LANG": "en_GB.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "error::DeprecationWarning:__main__",
        "TMPDIR": str(folder),
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nowhere),
        **{name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ},
    }


def run(block: Block, folder: Path, environment: dict[str, str]) -> str:
    """What a block prints; fails with it when the block fails."""
    command = ["sh", "-eu", "-c", block.text] if block.language == "sh" else [sys.executable, "-c", block.text]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, f"{block.page}:\n{block.text}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.parametrize("page", pages_that_run(), ids=named)
def test_every_command_of_a_page_works(page: Path, tmp_path: Path) -> None:
    """A block ``text`` after a block that ran shows lines of what it prints; figures in it may be others."""
    environment, printed = surroundings(tmp_path), ""
    folder = tmp_path / "folder"
    folder.mkdir()
    for block in blocks(page):
        if block.language in RUN and block.reason is None:
            printed = run(block, folder, environment)
        elif block.language == "text" and block.reason is None:
            missing = [line for line in lines(block.text) if line not in lines(printed)]
            assert missing == [], f"{block.page} shows what is not printed; printed:\n{printed}"


def lines(text: str) -> list[str]:
    """Lines with their figures and widths taken out."""
    return [re.sub(r"\s+", " ", NUMBER.sub("#", line)).strip() for line in text.splitlines() if line.strip()]


def test_few_blocks_are_not_run_and_each_says_why() -> None:
    skipped = [block for page in hand_written() for block in blocks(page) if block.reason]
    assert {block.reason for block in skipped} <= REASONS
    assert len(skipped) <= 12


def test_no_block_hides_from_the_test() -> None:
    """Languages are named, so that no command goes unseen."""
    known = RUN | {"text", "toml", "json", "ini"}
    shown = [block for page in hand_written() for block in blocks(page)]
    assert [(block.page, block.text[:60]) for block in shown if block.language not in known] == []


def command_tree() -> dict[tuple[str, ...], click.Command]:
    return dict(commands(grappe, ("grappe",)))


def test_commands_that_are_not_run_exist_with_their_options() -> None:
    tree, wrong = command_tree(), []
    for page in hand_written():
        for block in blocks(page):
            for line in block.text.replace("\\\n", " ").splitlines() if block.reason and block.language == "sh" else []:
                words = shlex.split(line, comments=True)
                if words[:1] == ["grappe"] and (fault := misspelt(words, tree)):
                    wrong.append(f"{block.page}: {line}: {fault}")
    assert wrong == []


def misspelt(words: list[str], tree: dict[tuple[str, ...], click.Command]) -> str | None:
    """What a call of ``grappe`` names that does not exist."""
    path = max((path for path in tree if tuple(words[: len(path)]) == path), key=len)
    if isinstance(tree[path], click.Group):
        return f"no command {' '.join(words)}"
    known = {option for parameter in tree[path].params for option in (*parameter.opts, *parameter.secondary_opts)}
    unknown = [word for word in words if word.startswith("--") and word.split("=")[0] not in known]
    return f"no option {unknown}" if unknown else None


def test_every_command_is_told_of() -> None:
    told = "\n".join(page.read_text("utf-8") for page in hand_written())
    ends = [path for path, command in command_tree().items() if not isinstance(command, click.Group)]
    assert [" ".join(path) for path in ends if " ".join(path) not in told] == []
