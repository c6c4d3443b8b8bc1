"""Links of the pages lead somewhere; pages are found from the index; pictures are light."""

from pathlib import Path

import pytest
from tests.docs.pages import ROOT, anchors, every_page, hand_written, links, named

MOST_BYTES = 200_000


@pytest.mark.parametrize("page", every_page(), ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in links(page):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


def test_every_page_is_found_from_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    listed = {(index.parent / target.partition("#")[0]).resolve() for target in links(index)}
    pages = [page for page in hand_written() if page.is_relative_to(ROOT / "docs") and page != index]
    assert [named(page) for page in pages if page not in listed] == []


def test_pictures_are_light_and_shown() -> None:
    pictures = set((ROOT / "docs" / "images").iterdir())
    shown = {(page.parent / target).resolve() for page in every_page() for target in links(page)}
    assert [picture.name for picture in pictures if picture.stat().st_size > MOST_BYTES] == []
    assert [picture.name for picture in pictures if picture not in shown] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = {(folder / target).resolve() for target in links(folder / "README.md")}
    assert [named(page) for page in sorted(folder.glob("0*.md")) if page not in listed] == []
