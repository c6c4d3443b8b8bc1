"""Files of part needs: what is read, and what is refused where."""

import csv

import pyarrow as pa
import pytest
from benchmarks.pool_instances import instance, write

from grappe.pool import pool_rules, read_part_needs, read_similar
from grappe.tables import read_file, write_file
from grappe.words import Refused

WEEKS = {f"w{week:02d}": "2" for week in range(1, 53)}
ROW = {"need": "n1", "member": "m1", "occupation": "K1802", "lat": "47.1", "lon": "2.3", "halfdays": "110000000000"}
ROW |= WEEKS | {"priority": "", "forbidden": "", "level": "", "pay_hour": "", "willing": ""}


@pytest.fixture
def file(tmp_path):
    """Writes rows that differ from a good one."""

    def write_rows(*changes, without=()):
        path = tmp_path / "needs.csv"
        rows = [{name: value for name, value in (ROW | change).items() if name not in without} for change in changes]
        with path.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write_rows


def test_what_is_written_is_read_again(tmp_path):
    problem = instance(30, 1)
    write(problem, tmp_path)
    read = read_part_needs(tmp_path / "needs.csv")
    assert read.needs == problem.needs
    assert read.refused == ()
    assert problem.similar <= read_similar(tmp_path / "similar.csv")
    assert pool_rules(tmp_path / "rules.toml") == problem.rules


@pytest.mark.parametrize("name", ["needs.xlsx", "needs.parquet", "needs.csv.gz"])
def test_other_formats_say_the_same(tmp_path, name):
    problem = instance(6, 1)
    write(problem, tmp_path)
    table = read_file(tmp_path / "needs.csv")
    weeks = [table.column_names.index(f"w{week:02d}") for week in range(1, 53)]
    if name != "needs.csv.gz":
        for at in weeks:
            table = table.set_column(at, table.column_names[at], table.column(at).cast(pa.int64()))
    write_file(table, tmp_path / name)
    assert read_part_needs(tmp_path / name).needs == problem.needs


def test_empty_means_priority_one_and_nobody_forbidden(file):
    (need,) = read_part_needs(file({"forbidden": " m2; m3 ;"}, {"priority": "3", "need": "n1"})).needs
    assert (need.priority, need.forbidden, need.pay_hour) == (1, {"m2", "m3"}, None)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"need": ""}, "need"),
        ({"member": " "}, "member"),
        ({"occupation": ""}, "occupation"),
        ({"lat": ""}, "lat"),
        ({"lat": "91"}, "lat"),
        ({"lon": "nan"}, "lon"),
        ({"lon": "inf"}, "lon"),
        ({"halfdays": "11"}, "halfdays"),
        ({"halfdays": "110000000002"}, "halfdays"),
        ({"w07": "3"}, "w07"),
        ({"w07": "-1"}, "w07"),
        ({"w07": "1.5"}, "w07"),
        ({"w07": ""}, "w07"),
        ({"w07": "²"}, "w07"),
        (dict.fromkeys(WEEKS, "0"), "w01"),
        ({"priority": "1.5"}, "priority"),
        ({"priority": "-2"}, "priority"),
        ({"forbidden": "m1"}, "forbidden"),
        ({"pay_hour": "a lot"}, "pay_hour"),
    ],
)
def test_a_row_that_is_no_need_is_refused_and_the_others_go_on(file, change, column):
    read = read_part_needs(file(change, {"need": "n2"}))
    assert [need.need for need in read.needs] == ["n2"]
    (refusal,) = read.refused
    assert (refusal.where.row, refusal.where.column) == (2, column)
    assert refusal.said("en").startswith(str(refusal.where.file))


def test_the_second_need_of_the_same_name_is_refused(file):
    read = read_part_needs(file({}, {"member": "m2"}))
    assert [need.member for need in read.needs] == ["m1"]
    assert [(refusal.where.row, refusal.where.column, refusal.where.value) for refusal in read.refused] == [
        (3, "need", "n1")
    ]


def test_a_year_has_fifty_two_weeks(file):
    with pytest.raises(Refused, match="absente") as short:
        read_part_needs(file({}, without=("w17",)))
    assert short.value.where.column == "w17"
    with pytest.raises(Refused, match="52 semaines") as long:
        read_part_needs(file({"w53": "2"}))
    assert long.value.where.column == "w53"


def test_similar_occupations_come_in_pairs(tmp_path):
    path = tmp_path / "similar.csv"
    path.write_text("occupation,occupation\nK1802,K1803\n\nK1805,K1806\n", "utf-8")
    assert {("K1802", "K1803"), ("K1805", "K1806")} <= read_similar(path)
    path.write_text("K1802;K1803\nK1805;\n", "utf-8")
    with pytest.raises(Refused, match="deux métiers") as refusal:
        read_similar(path)
    assert refusal.value.where.row == 2
