"""The enumeration finds every lawful set and no other."""

from itertools import combinations

from hypothesis import given, settings
from tests.oracles import pool as oracle
from tests.oracles.invented_part_needs import problems

from grappe.pool.columns import enumerate_columns


@settings(max_examples=60, deadline=None)
@given(problems(7))
def test_columns_are_the_lawful_sets(problem):
    count = len(problem.needs)
    if not count:
        return
    columns = enumerate_columns(problem, lambda: True)
    found = {tuple(need for need in row if need < count) for row in columns.sets.tolist()}
    lawful = {
        held
        for size in range(2, problem.rules.users_max + 1)
        for held in combinations(range(count), size)
        if oracle.lawful(problem, [problem.needs[place] for place in held])
    }
    assert found == lawful
    assert len(columns) == len(lawful)
