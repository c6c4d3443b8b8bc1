"""What a demand table says, as an officer reads it."""

from datetime import date
from pathlib import Path

import pytest
from tests.oracles.invented_needs import need, place_release, stored

from grappe.analysis import demand, wilson
from grappe.words import standard_rules

DAY = date(2026, 3, 2)

#: Welders: Lille asks most, Arras has three employers, Tours six. Fitters: six employers in Lille.
NEEDS = [
    *(("H2913", "59350", f"Atelier {n % 8}", "cdi" if n < 9 else "cdd") for n in range(12)),
    *(("H2913", "59350", "Chantiers du Nord", "cdi") for _ in range(6)),
    *(("H2913", "62041", f"Forge {n}", "cdd") for n in range(3)),
    *(("H2913", "37261", f"Tôlerie {n}", "cdi") for n in range(6)),
    *(("H2901", "59350", f"Atelier {n}", "cdi") for n in range(6)),
]


def shown(value):
    return "" if value is None else f"{value:.0%}" if isinstance(value, float) else str(value)


def test_a_table_with_intervals_the_largest_employer_and_what_is_withheld(tmp_path: Path):
    needs = [
        need(n, code=code, insee=insee, departement=insee[:2], employer=employer, contract=contract)
        for n, (code, insee, employer, contract) in enumerate(NEEDS)
    ]
    table = demand(
        stored(tmp_path / "store", needs),
        by=("occupation", "territory"),
        places=place_release(tmp_path),
        rules=standard_rules(),
        day=DAY,
    )
    columns = ["occupation", "territory", "needs", "employers", "share", "share_low", "share_high"]
    columns += ["largest_employer_share", "needs_without_largest", "permanent_share", "disclosure"]
    assert [" | ".join(shown(row[name]) for name in columns) for row in table.to_pylist()] == [
        "H2901 | 59 | 6 | 6 | 18% | 9% | 34% | 17% | 5 | 100% | published",
        "H2913 | 37 |  |  |  |  |  |  |  |  | complementary",  # else 27 − 18 − 6 would give Arras away
        "H2913 | 59 | 18 | 9 | 55% | 38% | 70% | 33% | 12 | 83% | published",
        "H2913 | 62 |  |  |  |  |  |  |  |  | suppressed",  # three employers
    ]


@pytest.mark.parametrize(("k", "n", "said"), [(4, 7, "25 – 84 %"), (11, 21, "32 – 72 %")])
def test_a_share_of_few_answers_is_said_with_its_interval(k, n, said):
    low, high = wilson(k, n)
    assert f"{100 * low:.0f} – {100 * high:.0f} %" == said
