"""Lines written column by column are those that Python's csv writes row by row."""

import csv
import io
from datetime import date

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from grappe.tables.cells import written
from grappe.tables.csv_lines import csv_lines

TEXTS = st.none() | st.text(st.sampled_from("ab,;\"'\r\n=+-@\t é€😀"), max_size=6)
COLUMNS = {
    "text": (pa.string(), TEXTS),
    "whole": (pa.int64(), st.none() | st.integers(-(2**40), 2**40)),
    "number": (pa.float64(), st.none() | st.floats()),
    "flag": (pa.bool_(), st.none() | st.booleans()),
    "day": (pa.date32(), st.none() | st.dates(date(1970, 1, 1), date(2100, 1, 1))),
    "texts": (pa.list_(pa.string()), st.none() | st.lists(TEXTS, max_size=3)),
}


@given(data=st.data(), size=st.integers(0, 6), delimiter=st.sampled_from([",", "\t", ";"]))
@settings(max_examples=300, deadline=None)
def test_the_bytes_are_those_of_the_csv_module(data, size, delimiter):
    kinds = data.draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=5))
    columns = [data.draw(st.lists(COLUMNS[kind][1], min_size=size, max_size=size)) for kind in kinds]
    arrays = [pa.array(values, COLUMNS[kind][0]) for kind, values in zip(kinds, columns, strict=True)]
    table = pa.table(arrays, names=[str(place) for place in range(len(kinds))])
    slow = io.StringIO(newline="")
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    csv.writer(slow, delimiter=delimiter).writerows([written(value) for value in row] for row in rows)
    assert b"".join(csv_lines(table, delimiter)).decode() == slow.getvalue()
