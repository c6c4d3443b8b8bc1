"""How two editions of a nomenclature are compared: what became of each occupation, told by its job titles."""

from grappe.references.comparing import Concepts, Moved, Renamed, compare

OLD = Concepts(
    labels={"M1805": "Développement informatique", "M1802": "Expertise système", "A1204": "Nature", "B9999": "Vieux"},
    parents={},
    titles={
        "1": ("M1805", "Développeur / Développeuse"),
        "2": ("M1805", "Développeur / Développeuse mobile"),
        "3": ("M1805", "Expert / Experte méthodes"),
        "4": ("M1802", "Expert / Experte système"),
        "5": ("A1204", "Garde nature"),
        "6": ("M1802", "Expert / Experte réseau"),
        "7": ("B9999", "Télégraphiste"),
    },
)
NEW = Concepts(
    labels={
        "M1805": "Développeur / Développeuse informatique",
        "M1855": "Développeur / Développeuse mobile",
        "M1811": "Expert / Experte",
        "M1899": "Éco-concepteur / Éco-conceptrice",
        "A1204": "Nature",
        "Z1000": "Entièrement neuf",
    },
    parents={"M1855": "M1805", "M1811": "M1802", "M1899": "M1805", "Z1000": None},
    titles={
        "1": ("M1805", "Développeur / Développeuse"),
        "2": ("M1855", "Développeur / Développeuse d'applications mobiles"),
        "3": ("M1811", "Expert / Experte méthodes"),
        "4": ("M1811", "Expert / Experte système"),
        "5": ("A1204", "Garde nature"),
        "6": ("M1811", "Expert / Experte réseau"),
        "8": ("Z1000", "Neuf / Neuve"),
    },
)
CHANGED = compare("rome v1", OLD, "rome v2", NEW)


def test_an_occupation_whose_titles_went_to_several_is_split():
    # M1899 received no title: it continues its parent.
    assert CHANGED.split == {"M1805": ("M1805", "M1811", "M1855", "M1899")}


def test_an_occupation_that_received_titles_of_several_is_merged():
    assert CHANGED.merged == {"M1811": ("M1802", "M1805")}


def test_an_occupation_that_continues_nothing_appeared():
    assert CHANGED.appeared == ("Z1000",)
    assert CHANGED.new_codes == ("M1811", "M1855", "M1899", "Z1000")


def test_an_occupation_whose_titles_went_nowhere_disappeared():
    # M1802 lost its code too, but lives on in M1811.
    assert CHANGED.disappeared == ("B9999",)
    assert CHANGED.gone_codes == ("B9999", "M1802")


def test_an_occupation_that_kept_its_code_under_other_words_is_renamed():
    assert CHANGED.renamed == (
        Renamed("M1805", "Développement informatique", "Développeur / Développeuse informatique"),
    )


def test_a_title_moves_is_reworded_appears_or_goes():
    assert CHANGED.moved[0] == Moved("2", "Développeur / Développeuse d'applications mobiles", "M1805", "M1855")
    assert [title.code for title in CHANGED.titles_renamed] == ["2"]
    assert (CHANGED.titles_appeared, CHANGED.titles_disappeared) == (("8",), ("7",))


def test_nothing_changed_between_an_edition_and_itself():
    same = compare("rome v1", OLD, "rome v1", OLD).counts()
    assert {name: count for name, count in same.items() if not name.endswith("_count")} == dict.fromkeys(
        [name for name in same if not name.endswith("_count")], 0
    )
