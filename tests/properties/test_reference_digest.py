"""The digest of a release: the same rows in any order give it, any other content gives another."""

import pyarrow as pa
from hypothesis import assume, given
from hypothesis import strategies as st

from grappe.references.digest import digest_of

TEXT = st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\x00\x1e\x1f"), max_size=6))
LIST = st.one_of(st.none(), st.lists(st.text("ab|é", min_size=1, max_size=3), max_size=3))
ROW = st.tuples(TEXT, st.one_of(st.none(), st.integers(-9, 9)), st.one_of(st.none(), st.booleans()), LIST)
SCHEMA = pa.schema([("a", pa.string()), ("b", pa.int64()), ("c", pa.bool_()), ("d", pa.list_(pa.string()))])


def table(rows):
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], SCHEMA)


@given(st.lists(ROW, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_frames_and_chunks_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))
    cut = len(rows) // 2
    chunked = pa.concat_tables([table(shuffled[:cut]), table(shuffled[cut:])])
    assert digest_of({"x": table(rows), "y": table([])}) == digest_of({"y": table([]), "x": chunked})


@given(st.lists(ROW, max_size=6), st.lists(ROW, max_size=6))
def test_other_rows_give_another_digest(first, second):
    assume(sorted(map(repr, first)) != sorted(map(repr, second)))
    assert digest_of({"x": table(first)}) != digest_of({"x": table(second)})


@given(st.lists(ROW, max_size=4))
def test_the_name_of_a_frame_is_part_of_it(rows):
    assert digest_of({"x": table(rows)}) != digest_of({"y": table(rows)})
