"""The page on shared jobs shows a profile that is one, and columns that are read."""

import re
from pathlib import Path

from grappe.pool import pool_rules
from grappe.pool.reading import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "plan-shared-jobs.md").read_text("utf-8")


def test_the_profile_of_the_page_is_the_built_in_one(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "rules.toml"
    path.write_text(example, "utf-8")
    assert pool_rules(path) == pool_rules("core")


def test_the_columns_of_the_page_are_those_that_are_read():
    (listed,) = re.findall(r"`(need, member, .*?)`", PAGE)
    named = [name.strip() for name in listed.replace("w01 … w52", "w01, w52").split(",")]
    assert [name for name in COLUMNS if not re.fullmatch(r"w\d\d", name)] == [
        name for name in named if name in COLUMNS and name[0] != "w"
    ]
