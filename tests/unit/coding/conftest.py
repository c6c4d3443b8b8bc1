"""The starter release, a coder made from it, and stores of needs."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from grappe.coding import Coder, Normalised, Recalled
from grappe.needs import NEEDS
from grappe.references import Release, install
from grappe.tables import Store, open_store


@pytest.fixture(scope="session")
def rome(tmp_path_factory) -> Release:
    """The starter release of the ROME."""
    return install(tmp_path_factory.mktemp("references"), "rome", download=False)


@pytest.fixture(scope="session")
def coder(rome) -> Coder:
    """A coder of titles to the starter release."""
    return Coder.of_occupations(rome)


@pytest.fixture
def store_of(tmp_path: Path) -> Callable[..., Store]:
    """A store with one need per title; a pair is a title and the code that its source gave."""

    def made(titles: Sequence[str | tuple[str, str]], *, commit: str = "first") -> Store:
        store = open_store(tmp_path / "store", create=True)
        rows = [need(place, title) for place, title in enumerate(titles)]
        store.write(NEEDS, NEEDS.from_rows(rows), source="test", commit=commit)
        return store

    return made


def need(place: int, title: str | tuple[str, str]) -> dict:
    """A need with what a store asks for."""
    name, given = title if isinstance(title, tuple) else (title, None)
    told = {"need_id": f"test:{place}", "source": "test", "source_key": str(place), "kind": "ad", "positions": 1}
    return told | {"title": name, "rome_given": given, "skills": []}


class Known:
    """A memory of one answer for every title."""

    name = "memory test"

    def __init__(self, *recalled: Recalled) -> None:
        self.recalled = recalled

    def recall(self, titles: Sequence[Normalised]) -> list[tuple[Recalled, ...]]:
        return [self.recalled for _title in titles]


def split_occupation(coder: Coder) -> tuple[str, str, str]:
    """The code of an occupation that ROME 4 split, another of its parts, and a title that only that part has."""
    space = coder.space
    for reference in space.references:
        whole = space.family.get(reference.code, reference.code)
        same = {code for one in space.references if one.key == reference.key for code in [one.code]}
        if whole != reference.code and whole in space.labels and same == {reference.code}:
            return whole, reference.code, reference.text
    raise AssertionError("no split occupation")
