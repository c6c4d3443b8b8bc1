"""The reference pages say what the code says."""

from scripts.reference import stale


def test_reference_pages_are_up_to_date():
    assert stale() == [], "run `make docs`"
