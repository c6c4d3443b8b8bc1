"""The compact model of shared jobs in CP-SAT: what the columns of the room ``pool`` are compared with.

``python -m benchmarks._pool_cpsat NEEDS SEED SECONDS`` prints JSON: a process of its own, because the libraries of
OR-Tools and of HiGHS do not go together in one. A job is led by its first need; half-days are told pair by pair, which
is a relaxation. Nothing is solved by HiGHS here, so that nothing stands in its place.
"""

import json
import sys
from typing import Any
from unittest.mock import MagicMock

import numpy as np
from ortools.sat.python import cp_model

sys.modules["highspy"] = MagicMock()

from benchmarks.pool_instances import instance  # noqa: E402
from grappe.pool import PoolProblem  # noqa: E402
from grappe.pool.columns import lawful_pairs  # noqa: E402


def solved(problem: PoolProblem, seconds: float) -> dict[str, Any]:
    """Value, bound and gap after so many seconds."""
    pairs, _complete = lawful_pairs(problem, lambda: True)
    model, rules, count = cp_model.CpModel(), problem.rules, len(problem.needs)
    led = {at: [int(other) for other in np.flatnonzero(pairs[at]) if other > at] for at in range(count)}
    joins = {(at, other): model.new_bool_var("") for at, others in led.items() for other in [at, *others]}
    in_jobs: dict[int, list[Any]] = {at: [] for at in range(count)}
    for (_leader, other), value in joins.items():
        in_jobs[other].append(value)
    for values in in_jobs.values():
        model.add_at_most_one(values)
    for leader, others in led.items():
        here, mine = [leader, *others], joins[leader, leader]
        for at, one in enumerate(others):
            model.add_implication(joins[leader, one], mine)
            for other in others[at + 1 :]:
                if not pairs[one, other]:
                    model.add_at_most_one(joins[leader, one], joins[leader, other])
        model.add(sum(joins[leader, other] for other in here) <= rules.users_max)
        model.add(sum(joins[leader, other] for other in here) >= 2).only_enforce_if(mine)
        for week in range(problem.patterns.shape[1]):
            spent = sum(int(problem.patterns[other, week]) * joins[leader, other] for other in here)
            model.add(spent <= rules.halfdays_per_week_max)
        year = sum(int(problem.years[other]) * joins[leader, other] for other in here)
        model.add(year <= rules.halfdays_per_year_max)
        model.add(year >= rules.halfdays_per_year_min).only_enforce_if(mine)
    model.maximize(sum(int(problem.worth[other]) * value for (_leader, other), value in joins.items()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.solve(model)
    value = solver.objective_value if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
    bound = solver.best_objective_bound
    return {"value": value, "bound": bound, "gap": round(bound / value - 1, 4) if value else None}


if __name__ == "__main__":
    print(json.dumps(solved(instance(int(sys.argv[1]), int(sys.argv[2])), float(sys.argv[3]))))
