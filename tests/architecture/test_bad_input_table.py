"""The table of bad inputs in ``tests/README.md`` names tests and files that exist."""

import re
from pathlib import Path

from tests.bad_inputs import BAD

TESTS = Path(__file__).parents[1]
README = TESTS / "README.md"
NAMED = re.compile(r"(?<![`\w/])[a-z0-9]+(?:_[a-z0-9]+)+(?![\w.`])")


def test_every_test_that_it_names_exists():
    code = "\n".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    names = " ".join(re.findall(r"def (test_\w+)", code))
    table = README.read_text("utf-8").partition("## Bad input")[2]
    named = set(NAMED.findall(table))
    assert len(named) > 30
    assert {name for name in named if name not in names} == set()


def test_every_bad_file_stands_in_it_and_no_other():
    listed = set(re.findall(r"BAD\[([^\]…]+)\]", README.read_text("utf-8")))
    known = {bad.name for bad in BAD}
    assert listed <= known
    assert known - listed == {"faux.xlsx", "formules.csv"}
