"""The compact model of a rotation in CP-SAT: what the itineraries of the room ``pool`` are compared with.

``python -m benchmarks._rotation_cpsat APPRENTICES COMPANIES SEED SECONDS`` prints JSON: a process of its own, because
the libraries of OR-Tools and of HiGHS do not go together in one. Nothing is solved by HiGHS here, so that nothing
stands in its place.
"""

import json
import sys
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

from ortools.sat.python import cp_model

sys.modules["highspy"] = MagicMock()

from benchmarks.rotation_instances import rotation_document  # noqa: E402
from grappe.pool import RotationProblem, rotation_of  # noqa: E402
from grappe.pool.rotation.arrays import Arrays  # noqa: E402


def solved(problem: RotationProblem, seconds: float) -> dict[str, Any]:
    """Value, bound and gap after so many seconds."""
    model, arrays, total = cp_model.CpModel(), Arrays(problem), []
    at: dict[tuple[int, int, int], Any] = {}
    for person in range(len(problem.apprentices)):
        total += _person(model, arrays, person, at)
    regular, _every = arrays.places
    for company in range(arrays.companies):
        for block in range(arrays.blocks):
            here = [at[key] for key in ((p, block, company) for p in range(len(problem.apprentices))) if key in at]
            if here:
                model.add(sum(here) <= int(regular[company, block]))
    model.minimize(sum(total))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {"value": None, "bound": solver.best_objective_bound, "gap": None}
    value, bound = solver.objective_value, solver.best_objective_bound
    return {"value": value, "bound": bound, "gap": round(value / bound - 1, 4) if bound > 0 else None}


def _person(model: Any, arrays: Arrays, person: int, at: dict[tuple[int, int, int], Any]) -> list[Any]:
    """Rules and costs of one apprentice."""
    problem, rules = arrays.problem, arrays.problem.rules
    who, blocks = problem.apprentices[person], range(arrays.blocks)
    hosts, days = arrays.hosts_of(who), who.days
    x = {(block, host): model.new_bool_var("") for block in blocks for host in hosts}
    at |= {(person, block, host): value for (block, host), value in x.items()}
    for block in blocks:
        model.add_exactly_one(x[block, host] for host in hosts)
    model.add(sum(days[b] * x[b, hosts[0]] for b in blocks) * 2 >= int(2 * rules.employer_share * sum(days)))
    used = {host: model.new_bool_var("") for host in hosts[1:]}
    for host, value in used.items():
        model.add_max_equality(value, [x[block, host] for block in blocks])
    model.add(sum(used.values()) <= rules.other_hosts)
    early = [block for block in blocks if sum(days[:block]) < rules.first_swap_days]
    for block in early:
        model.add(x[block, hosts[0]] == 1)
    for host in hosts:
        for block in range(arrays.blocks - rules.last_blocks_together, arrays.blocks - 1):
            model.add(x[block, host] == x[block + 1, host])
    swaps = _swaps(model, arrays, x, (hosts, days))
    model.add(sum(swaps) <= rules.swaps)
    cost = [rules.cost_swap * swap for swap in swaps]
    travel = {host: arrays.travel(who, host) for host in hosts}
    cost += [int(travel[host][block]) * value for (block, host), value in x.items()]
    return cost + _lacks(model, arrays, x, (hosts, days))


def _swaps(model: Any, arrays: Arrays, x: dict[Any, Any], of: tuple[list[int], Any]) -> list[Any]:
    """A variable for each swap; a stay begun goes on until it is long enough."""
    hosts, days = of
    swaps, least = [], arrays.problem.rules.stay_days
    for block in range(1, arrays.blocks):
        swap = model.new_bool_var("")
        for host in hosts:
            model.add(x[block, host] - x[block - 1, host] <= swap)
            spent, after = days[block], block + 1
            while spent < least and after < arrays.blocks:
                model.add(x[block, host] - x[block - 1, host] <= x[after, host])
                spent, after = spent + days[after], after + 1
            if spent < least:
                model.add(x[block, host] <= x[block - 1, host])
        swaps.append(swap)
    return swaps


def _lacks(model: Any, arrays: Arrays, x: dict[Any, Any], of: tuple[list[int], Any]) -> list[Any]:
    hosts, days = of
    lacks = []
    for year, until in enumerate(arrays.until.tolist()):
        for skill in range(len(arrays.skills)):
            target = int(arrays.targets[year, skill])
            missing = model.new_int_var(0, max(0, target), "")
            learnt = sum(
                days[block] * int(arrays.percents[host, skill]) * x[block, host]
                for block in range(until)
                for host in hosts
            )
            model.add(missing >= target - learnt)
            points = model.new_int_var(0, 10**6, "")
            model.add(100 * points >= arrays.problem.rules.cost_missing_day * missing - 50)
            lacks.append(points)
    return lacks


if __name__ == "__main__":
    asked, companies, seed = (int(word) for word in sys.argv[1:4])
    instance = rotation_of(rotation_document(asked, companies, seed), folder=Path())
    print(json.dumps(solved(instance, float(sys.argv[4]))))
