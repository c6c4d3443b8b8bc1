"""The store: what is written is read, once, the newest last; what cannot be is refused and changes nothing."""

import json
from datetime import date

import pyarrow as pa
import pytest

from grappe.tables import Written, open_store
from grappe.words import Column, Frame, FrameBroken, Kind, Refused


def rows(frame, *ids, **others):
    return frame.from_rows([{"id": name, "title": f"title of {name}", **others} for name in ids])


def ids(store, frame):
    return store.read(frame)["id"].to_pylist()


def files(store):
    return sorted(path.name for path in (store.folder / "parts").iterdir())


def test_a_frame_never_written_is_empty(store, ads):
    assert store.read(ads).equals(ads.empty().cast(ads.schema))
    assert (store.count(ads), store.has(ads)) == (0, False)
    assert store.query("SELECT count(*) AS n FROM ads", frames=[ads]).to_pylist() == [{"n": 0}]


def test_a_known_key_with_other_content_takes_the_newest_row(store, ads):
    assert store.write(ads, rows(ads, "a", "b", "c"), source="one", commit="1") == Written(3, 0, 0)
    again = pa.concat_tables([rows(ads, "a"), rows(ads, "b", pay=30_000.0), rows(ads, "d")])
    assert store.write(ads, again, source="two", commit="2") == Written(1, 1, 1)
    assert sorted(ids(store, ads)) == ["a", "b", "c", "d"]
    assert store.count(ads) == 4
    found = store.query("SELECT pay FROM ads WHERE id = $id", frames=[ads], parameters={"id": "b"})
    assert found["pay"].to_pylist() == [30_000.0]


def test_null_and_lists_are_content_like_any_other(store, ads):
    table = ads.from_rows([{"id": "a", "skills": ["x", None]}, {"id": "b", "pay": float("nan")}])
    store.write(ads, table, source="one", commit="1")
    assert store.write(ads, table, source="one", commit="2") == Written(0, 0, 2)
    assert store.write(ads, ads.from_rows([{"id": "a", "skills": ["x"]}]), source="one", commit="3") == Written(0, 1, 0)


def test_the_same_commit_again_changes_nothing_and_reads_nothing(store, ads):
    store.write(ads, rows(ads, "a", "b"), source="one", commit="1")
    before = store.digest

    def exploding():
        raise AssertionError("consumed")
        yield

    assert store.write(ads, exploding(), source="one", commit="1") == Written(0, 0, 2)
    assert store.digest == before


def test_a_key_twice_in_one_write_counts_row_after_row(store, ads):
    store.write(ads, rows(ads, "a"), source="one", commit="1")
    table = pa.concat_tables(
        [rows(ads, "a"), rows(ads, "a", pay=1.0), rows(ads, "a", pay=1.0), rows(ads, "b"), rows(ads, "b")]
    )
    assert store.write(ads, table, source="one", commit="2") == Written(1, 1, 3)
    assert store.read(ads).select(["id", "pay"]).to_pylist() == [{"id": "a", "pay": 1.0}, {"id": "b", "pay": None}]


def test_a_nullable_key_meets_itself(store):
    frame = Frame(
        "pairs",
        "one row per pair",
        ("a", "b"),
        (Column("a", "text", "first"), Column("b", "text", "second", null="everywhere"), Column("n", "whole", "count")),
    )
    store.write(frame, frame.from_rows([{"a": "x", "n": 1}, {"a": "x", "b": "y", "n": 2}]), source="s", commit="1")
    assert store.write(frame, frame.from_rows([{"a": "x", "n": 3}]), source="s", commit="2") == Written(0, 1, 0)
    assert sorted(store.read(frame)["n"].to_pylist()) == [2, 3]


def test_batches_and_tables_are_both_taken(store, ads):
    table = rows(ads, *map(str, range(10)))
    assert store.write(ads, iter(table.to_batches(3)), source="s", commit="1") == Written(10, 0, 0)
    assert store.write(ads, [table.slice(0, 5), table.slice(5)], source="s", commit="2") == Written(0, 0, 10)
    assert store.write(ads, [], source="s", commit="3") == Written(0, 0, 0)


def test_a_broken_row_refuses_the_whole_write(store, ads):
    store.write(ads, rows(ads, "a"), source="one", commit="1")
    before, there = store.digest, files(store)
    with pytest.raises(FrameBroken):
        store.write(ads, [rows(ads, "b"), ads.from_rows([{"id": None}])], source="one", commit="2")
    assert (store.digest, files(store)) == (before, there)


def test_replace_puts_new_rows_in_place_of_all_or_of_a_source(store, ads):
    store.write(ads, rows(ads, "a", "b"), source="one", commit="1")
    store.write(ads, rows(ads, "c"), source="two", commit="2")
    store.replace(ads, rows(ads, "d"), source="one", commit="3")
    assert sorted(ids(store, ads)) == ["c", "d"]
    store.replace(ads, rows(ads, "e"), commit="4")
    assert ids(store, ads) == ["e"]
    assert store.write(ads, rows(ads, "a"), source="one", commit="1") == Written(1, 0, 0)


def test_replace_again_is_idempotent_but_may_go_back(store, ads):
    store.replace(ads, rows(ads, "a"), commit="1")
    before = store.digest
    store.replace(ads, rows(ads, "a"), commit="1")
    assert store.digest == before
    store.replace(ads, rows(ads, "b"), commit="2")
    store.replace(ads, rows(ads, "a"), commit="1")
    assert ids(store, ads) == ["a"]


def test_replace_refuses_a_key_that_comes_twice(store, ads):
    store.replace(ads, rows(ads, "a"), commit="1")
    with pytest.raises(FrameBroken) as refusal:
        store.replace(ads, rows(ads, "b", "b"), commit="2")
    assert refusal.value.said("en") == "ads: id: « b »: duplicate key"
    assert ids(store, ads) == ["a"]


def test_an_empty_replacement_leaves_a_frame_that_is_there(store, ads):
    store.replace(ads, ads.empty(), commit="1")
    assert (store.has(ads), store.count(ads)) == (True, 0)


def test_a_later_schema_reads_what_an_earlier_one_wrote(store, ads, later_ads):
    store.write(ads, rows(ads, "a", "b"), source="one", commit="1")
    store.write(later_ads, rows(later_ads, "b", "c", day=date(2026, 3, 1)), source="one", commit="2")
    expected = {"a": None, "b": date(2026, 3, 1), "c": date(2026, 3, 1)}
    found = store.read(later_ads)
    assert found.schema == later_ads.schema
    assert dict(zip(found["id"].to_pylist(), found["day"].to_pylist(), strict=True)) == expected
    asked = store.query("SELECT id, day FROM ads ORDER BY id", frames=[later_ads]).to_pylist()
    assert {row["id"]: row["day"] for row in asked} == expected
    assert store.read(later_ads, columns=["day"]).num_rows == 3
    assert sorted(ids(store, ads)) == ["a", "b", "c"]


def test_merging_parts_keeps_the_columns_of_every_age(store, ads, later_ads):
    store.write(later_ads, rows(later_ads, "first", day=date(2026, 3, 1)), source="one", commit="first")
    for number in range(40):
        store.write(ads, rows(ads, f"k{number}", "same", pay=float(number)), source="one", commit=str(number))
    assert store.count(ads) == len(ids(store, ads)) == 42
    days = dict(zip(*store.read(later_ads).select(["id", "day"]).to_pydict().values(), strict=True))
    assert days["first"] == date(2026, 3, 1)
    assert days["k39"] is None
    assert len([name for name in files(store) if "dead" not in name]) <= 34


def test_a_part_without_a_required_column_is_refused(store, ads):
    store.write(ads, rows(ads, "a"), source="one", commit="1")
    stricter = Frame("ads", "one row per ad", ("id",), (*ads.columns, Column("kind", "text", "which kind")))
    for reading in (lambda: store.read(stricter), lambda: store.query("FROM ads", frames=[stricter])):
        with pytest.raises(Refused) as refusal:
            reading()
        assert refusal.value.where.column == "kind"


def test_parts_of_which_every_row_is_current_cost_a_plain_scan(store, ads):
    for number in range(3):
        store.write(ads, rows(ads, f"k{number}"), source="one", commit=str(number))
    plan = store.query("EXPLAIN SELECT count(*) FROM ads", frames=[ads]).to_pylist()[0]["explain_value"]
    assert plan.count("READ_PARQUET") + plan.count("PARQUET_SCAN") == 1
    assert not {"WINDOW", "UNION", "JOIN"} & set(plan.replace("_", " ").split())


def test_leftovers_are_swept_by_the_next_write(store, ads):
    store.write(ads, rows(ads, "a"), source="one", commit="1")
    (store.folder / "parts" / "ads-000002.parquet").write_bytes(b"half a part")
    (store.folder / "parts" / "ads-000003.tmp").write_bytes(b"")
    (store.folder / "spill" / "4194999-0").mkdir(parents=True)
    assert ids(store, ads) == ["a"]
    store.write(ads, rows(ads, "b"), source="one", commit="2")
    assert files(store) == ["ads-000001.parquet", "ads-000002.parquet"]
    assert list((store.folder / "spill").iterdir()) == []
    assert sorted(ids(store, ads)) == ["a", "b"]


def test_equal_histories_have_equal_digests(tmp_path, ads):
    stores = [open_store(tmp_path / name, create=True) for name in "xy"]
    for each in stores:
        each.write(ads, rows(ads, "a", "b"), source="one", commit="1")
    assert stores[0].digest == stores[1].digest
    stores[1].write(ads, rows(ads, "a", pay=1.0), source="one", commit="2")
    assert stores[0].digest != stores[1].digest


def test_no_store_is_missing_and_says_what_to_type(tmp_path):
    with pytest.raises(Refused) as refusal:
        open_store(tmp_path / "nowhere")
    assert refusal.value.kind is Kind.MISSING
    assert "grappe needs read" in refusal.value.said("en")


def test_opening_again_with_create_keeps_the_content(store, ads):
    store.write(ads, rows(ads, "a"), source="one", commit="1")
    assert ids(open_store(store.folder, create=True), ads) == ["a"]


def test_a_folder_that_holds_something_else_is_not_a_store(tmp_path):
    (tmp_path / "thesis.docx").write_text("chapter one")
    with pytest.raises(Refused) as refusal:
        open_store(tmp_path, create=True)
    assert "empty or a new folder" in refusal.value.said("en")
    with pytest.raises(Refused):
        open_store(tmp_path / "thesis.docx", create=True)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 1, "version": 1, "frames": {"ads": 3}}'])
def test_a_damaged_manifest_is_refused(store, text):
    (store.folder / "manifest.json").write_text(text)
    with pytest.raises(Refused) as refusal:
        open_store(store.folder)
    assert "unreadable manifest" in refusal.value.said("en")


def test_a_store_of_a_newer_format_is_refused(store):
    path = store.folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 2}))
    with pytest.raises(Refused) as refusal:
        open_store(store.folder)
    assert refusal.value.hint.en == "update Grappe"


@pytest.mark.parametrize("damage", ["removed", "cut"])
def test_a_part_gone_or_cut_is_refused(store, ads, damage):
    store.write(ads, rows(ads, "a"), source="one", commit="1")
    (part,) = (store.folder / "parts").iterdir()
    part.unlink() if damage == "removed" else part.write_bytes(part.read_bytes()[:50])
    for reading in (lambda: store.read(ads), lambda: store.query("FROM ads", frames=[ads])):
        with pytest.raises(Refused) as refusal:
            reading()
        assert "backup" in refusal.value.said("en")
