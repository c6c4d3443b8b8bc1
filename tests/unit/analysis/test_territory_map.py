"""The map of départements."""

import pytest
from lxml import etree

from grappe.analysis import territory_map
from grappe.analysis.territory_map import SHADES, box, classes, shade
from grappe.references import OUTLINES

SQUARES = OUTLINES.from_rows(
    {"level": "departement", "code": code, "name": code, "path": f"M{left},-100h50v50h-50z"}
    for code, left in (("01", 0), ("02", 50), ("03", 400))
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("M897,-6534h79v79h-79z", (897, -6534, 976, -6455)),
        ("M837.3-6565.6l11.1-37.8 5.3 0.3z", (837.3, -6603.4, 853.7, -6565.6)),
        ("M0 0L10 5 3 20ZM-5 1l1 1", (-5, 0, 10, 20)),
        ("M1 1H9V4z", (1, 1, 9, 4)),
    ],
)
def test_the_box_of_a_path(path, expected):
    assert box(path) == pytest.approx(expected)


def test_classes_part_the_values_and_keep_the_darkest_for_the_most():
    bounds = classes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    assert len(bounds) == 5
    assert bounds[-1] == 10
    assert shade(10, bounds) == SHADES[-1]
    assert shade(1, bounds) == SHADES[0]
    assert shade(7, classes([7])) == SHADES[-1]
    assert classes([]) == []


def test_a_value_that_may_not_be_shown_is_hatched_and_one_that_is_not_there_is_empty():
    drawn = etree.fromstring(territory_map(SQUARES, {"01": 12.0, "02": None}).encode())
    fills = [path.get("fill") for path in drawn.iterfind(".//{*}g/{*}path")]
    assert fills == [SHADES[-1], "url(#hidden)", "#f4f4f1"]
    assert [text.text for text in drawn.iterfind(".//{*}text")] == ["01"]


def test_the_map_is_zoomed_to_what_has_a_value():
    left, _, width, _ = map(
        float, etree.fromstring(territory_map(SQUARES, {"01": 1.0}).encode()).get("viewBox").split()
    )
    assert width == 250
    assert left + width < 400


def test_a_code_without_outline_and_no_value_at_all_still_draw():
    assert territory_map(SQUARES, {"971": 3.0}).count("<path") == territory_map(SQUARES, {}).count("<path")
