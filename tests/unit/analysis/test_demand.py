"""Needs counted by occupation, territory, month, contract."""

from datetime import date

import pytest
from tests.oracles.invented_needs import need, stored

from grappe.analysis import demand, demand_frame
from grappe.needs import NEEDS
from grappe.words import Kind, Refused


def cells(store, places, rules, day, by, **given):
    """The demand as a dictionary from key to row."""
    table = demand(store, by=by, places=places, rules=rules, day=day, **given)
    return {tuple(row[name] for name in by): row for row in table.to_pylist()}


def test_only_decided_codes_count_by_occupation_and_every_need_elsewhere(tmp_path, places, rules, day):
    needs = [
        need(1, code="H2913"),
        need(2, code="H2913", decision="review"),
        need(3),
        need(4, code="H2901", contract="cdi"),
    ]
    given = {"places": places, "rules": rules, "day": day, "disclosure": False}
    store = stored(tmp_path / "store", needs)
    assert {key: row["needs"] for key, row in cells(store, by=("occupation",), **given).items()} == {
        ("H2901",): 1,
        ("H2913",): 1,
    }
    assert {key: row["needs"] for key, row in cells(store, by=("contract",), **given).items()} == {
        ("?",): 3,
        ("cdi",): 1,
    }
    assert cells(store, by=(), **given)[()]["needs"] == 4


@pytest.mark.parametrize(
    ("territory", "expected"),
    [
        ("commune", {"59350": 1, "37261": 1, "?": 2}),
        ("basin", {"B1": 1, "B3": 1, "?": 2}),
        ("departement", {"59": 2, "37": 1, "?": 1}),
        ("region", {"32": 2, "24": 1, "?": 1}),
    ],
)
def test_a_need_counts_at_the_finest_place_that_is_known(tmp_path, places, rules, day, territory, expected):
    needs = [
        need(1, insee="59350", departement="59"),
        need(2, departement="59"),
        need(3, insee="37261", departement="37"),
        need(4),
    ]
    store = stored(tmp_path / "store", needs)
    found = cells(store, places, rules, day, ("territory",), territory=territory, disclosure=False)
    assert {key[0]: row["needs"] for key, row in found.items()} == expected


def test_an_employer_is_one_under_one_siren_or_one_name_whatever_the_spelling(tmp_path, places, rules, day):
    needs = [
        need(1, employer="MÉCA-NORD", siret="73282932000074"),
        need(2, employer="Usine Méca Nord", siret="73282932000074"),
        need(3, employer="  Méca Nord "),
        need(4, employer="Autre"),
        need(5),
    ]
    row = cells(stored(tmp_path / "store", needs), places, rules, day, (), disclosure=False)[()]
    assert (row["needs"], row["employers"]) == (5, 2)
    assert (row["largest_employer_share"], row["needs_without_largest"]) == (3 / 5, 2)


def test_pay_is_brought_to_a_full_time_year(tmp_path, places, rules, day):
    pays = [(12.0, 14.0, "hour"), (2000.0, 2000.0, "month"), (30_000.0, None, "year")]
    needs = [
        need(n, employer=f"e{n}", pay_min=low, pay_max=high, pay_unit=unit) for n, (low, high, unit) in enumerate(pays)
    ]
    store = stored(tmp_path / "store", [*needs, need(9)])
    row = cells(store, places, rules, day, (), disclosure=False)[()]
    assert (row["pay_median_year"], row["pay_n"]) == (24_000.0, 3)  # of 23,660, 24,000 and 30,000


def test_pay_and_contracts_of_few_employers_are_left_out_of_a_published_cell(tmp_path, places, rules, day):
    needs = [need(n, employer=f"e{n}", contract="cdi" if n < 4 else None) for n in range(6)]
    store = stored(tmp_path / "store", needs)
    row = cells(store, places, rules, day, ())[()]
    assert (row["disclosure"], row["needs"], row["permanent_share"], row["pay_n"]) == ("published", 6, None, None)
    assert cells(store, places, rules, day, (), disclosure=False)[()]["permanent_share"] == 1.0


@pytest.mark.parametrize(("small", "large"), [("cdi", "cdd"), (None, "cdi"), ("cdi", "cdi")])
def test_the_share_in_cdi_never_gives_away_a_contract_that_is_withheld(tmp_path, places, rules, day, small, large):
    needs = [need(n, code="H2913", employer=f"e{n}", contract=small if n < 2 else large) for n in range(14)]
    needs += [need(n, code="H2913", employer=f"e{n}", contract="interim") for n in range(20, 30)]
    store = stored(tmp_path / "store", needs)
    whole = cells(store, places, rules, day, ("occupation",))[("H2913",)]
    contracts = cells(store, places, rules, day, ("occupation", "contract"))
    withheld = {key[1] for key, row in contracts.items() if row["needs"] is None}
    assert whole["needs"] == 24
    assert (whole["permanent_share"] is None) == bool(withheld & {"cdi", "?"})
    assert (whole["permanent_n"] is None) == (whole["permanent_share"] is None) == (small != large)


def test_no_sum_of_cells_gives_the_contracts_of_one_away(tmp_path, places, rules, day):
    """Of each sum of a publication, either every count of contracts is said or two at least are not."""
    towns = [("59350", "59"), ("62041", "62"), ("37261", "37")]
    needs = [
        need(
            100 * town + n,
            code="H2913",
            employer=f"e{town}-{n}",
            contract=None if town == 2 and n > 2 else "cdi" if n % 2 else "cdd",
            insee=towns[town][0],
            departement=towns[town][1],
        )
        for town in range(3)
        for n in range(8)
    ]
    needs += [need(900, code="H2901", employer="seul", contract="cdi")]
    store = stored(tmp_path / "store", needs)
    for parts, whole in ((("occupation", "territory"), ("occupation",)), (("territory",), ())):
        above = cells(store, places, rules, day, whole)
        said: dict[tuple, list] = {key: [row["permanent_n"]] for key, row in above.items()}
        for key, row in cells(store, places, rules, day, parts).items():
            said[key[: len(whole)]].append(row["permanent_n"])
        assert all(counts.count(None) != 1 for counts in said.values()), said
        assert any(set(counts) - {None} for counts in said.values()), said


def test_an_empty_store_has_no_demand(tmp_path, places, rules, day):
    store = stored(tmp_path / "store", [])
    assert cells(store, places, rules, day, ()) == {}
    assert cells(store, places, rules, day, ("occupation", "territory", "month")) == {}


@pytest.mark.parametrize("by", [("salary",), ("month", "month"), ("occupation", "territory", "month", "year", "kind")])
def test_dimensions_that_do_not_exist_or_come_twice_are_a_wrong_call(tmp_path, places, rules, day, by):
    with pytest.raises(Refused) as refused:
        demand(stored(tmp_path / "store", []), by=by, places=places, rules=rules, day=day)
    assert refused.value.kind is Kind.CALL


def test_a_territory_that_does_not_exist_is_a_wrong_call(tmp_path, places, rules, day):
    with pytest.raises(Refused) as refused:
        demand(stored(tmp_path / "store", []), territory="canton", places=places, rules=rules, day=day)
    assert refused.value.kind is Kind.CALL


def test_without_disclosure_a_small_cell_is_shown_and_marked(tmp_path, places, rules, day):
    store = stored(tmp_path / "store", [need(1, employer="a", published=date(2026, 1, 5))])
    assert cells(store, places, rules, day, ("month",))[("2026-01",)]["needs"] is None
    open_ = cells(store, places, rules, day, ("month",), disclosure=False)[("2026-01",)]
    assert (open_["needs"], open_["disclosure"]) == (1, "suppressed")


def test_the_frame_is_named_after_what_it_counts_by():
    assert demand_frame(("occupation", "territory"), "region").name == "demand_by_occupation_region"


def test_needs_that_arrive_meanwhile_are_counted_whole(tmp_path, places, rules, day, monkeypatch):
    store = stored(tmp_path / "store", [need(n, employer=f"e{n}", contract="cdi") for n in range(6)])
    asked = store.query

    def arriving(sql, **given):
        answer = asked(sql, **given)
        more = [need(100 + n, employer=f"e{n}", contract="cdd") for n in range(5)]
        store.write(NEEDS, NEEDS.from_rows(more), source="t", commit="more")
        return answer

    monkeypatch.setattr(store, "query", arriving)
    found = cells(store, places, rules, day, ("contract",))
    assert {key[0]: row["needs"] for key, row in found.items()} == {"cdi": 6, "cdd": 5}
