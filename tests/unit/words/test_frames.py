"""Frames: a table is checked where it crosses a border."""

from datetime import date

import pyarrow as pa
import pytest

from grappe.words import Column, Frame, FrameBroken

FRAME = Frame(
    "offers",
    "one row per offer",
    ("id",),
    (
        Column("id", "text", "identifier"),
        Column("kind", "text", "kind", values=("ad", "survey")),
        Column("positions", "whole", "positions", null="unknown", unit="persons"),
        Column("published", "day", "day of publication", null="unknown"),
    ),
)


def offer(**changed):
    return {"id": "1", "kind": "ad", "positions": 2, "published": date(2026, 3, 1), **changed}


def test_extra_columns_are_dropped_and_order_restored():
    table = FRAME.from_rows([offer()])
    shuffled = table.append_column("extra", pa.array(["x"])).select(["extra", "published", "kind", "positions", "id"])
    assert FRAME.check(shuffled).schema == FRAME.schema


def test_a_number_of_another_width_is_cast():
    table = FRAME.from_rows([offer()]).set_column(2, "positions", pa.array([2], pa.int32()))
    assert FRAME.check(table)["positions"].type == pa.int64()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([offer(id=None)], "offers: id: valeur manquante"),
        ([offer(kind="rumour")], "offers: kind: « rumour »: attendu : ad, survey"),
        ([offer(), offer(positions=3)], "offers: id: « 1 »: clé en double"),
    ],
)
def test_what_the_declaration_forbids_is_refused(rows, words):
    with pytest.raises(FrameBroken) as refusal:
        FRAME.check(FRAME.from_rows(rows))
    assert refusal.value.said("fr") == words


def test_a_missing_column_and_a_wrong_type_are_refused():
    table = FRAME.from_rows([offer()])
    with pytest.raises(FrameBroken, match="colonne absente"):
        FRAME.check(table.drop_columns(["kind"]))
    with pytest.raises(FrameBroken, match="type inattendu"):
        FRAME.check(table.set_column(2, "positions", pa.array(["deux"])))


def test_a_key_that_is_not_a_column_is_a_bug_of_the_declaration():
    with pytest.raises(ValueError, match="badly declared"):
        Frame("x", "one row per x", ("nothing",), (Column("id", "text", "identifier"),))


def test_an_empty_frame_passes():
    assert FRAME.check(FRAME.empty()).num_rows == 0
