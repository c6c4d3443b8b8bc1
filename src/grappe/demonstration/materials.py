"""The words and proportions that the fictional cluster is drawn from: TOML files of this room."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def material(name: str) -> dict[str, Any]:
    """The document of ``grappe/demonstration/material/<name>.toml``; it is not to be changed."""
    text = files("grappe.demonstration").joinpath("material", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
