"""Titles grouped for one decision, and the reference searched by words."""

from grappe.coding import alike, named, normalise


def groups(*titles: tuple[str, str | None]) -> list[list[int]]:
    return alike([(normalise(title).key, code) for title, code in titles])


def test_alike_titles_with_the_same_proposal_stand_together():
    assert groups(
        ("Soudeur plasma", "H2913"), ("Soudeur plasma inox", "H2913"), ("Soudeuse plasma nuit", "H2913"),
        ("Soudeur plasma", "H2902"), ("Chef de quai", "H2913"),
    ) == [[0, 1, 2], [3], [4]]  # fmt: skip


def test_titles_without_a_proposal_stand_alone():
    assert groups(("Agent", None), ("Agent", None)) == [[0], [1]]


def test_every_title_is_in_one_group_led_by_the_first():
    listed = [(f"Soudeur {word}", "H2913") for word in ["plasma", "inox", "plasma", "titane"]]
    found = groups(*listed)
    assert sorted(place for group in found for place in group) == [0, 1, 2, 3]
    assert all(group == sorted(group) for group in found)


def test_the_reference_is_searched_by_words_by_their_beginning_and_by_code(coder):
    space = coder.space
    assert "H2913" in [one.code for one in named(space, "soudeuse")]
    assert "H2913" in [one.code for one in named(space, "soud")]
    assert [one.code for one in named(space, "h2913")] == ["H2913"]
    assert named(space, "") == []
    assert named(space, "zzzz") == []
    assert len({one.code for one in named(space, "technicien")}) == len(named(space, "technicien")) <= 12
