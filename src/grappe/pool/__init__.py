"""Pool: part needs of several members → lawful shared jobs, a bound, the reasons of what stays out, and a checker."""

from grappe.pool.checking import Check, check
from grappe.pool.plans import Job, Plan
from grappe.pool.problem import PoolProblem
from grappe.pool.reading import PartNeedsRead, read_part_needs, read_similar, similar_by_mobility
from grappe.pool.rules import PROFILES, PoolRules, pool_rules
from grappe.pool.solving import plan
from grappe.pool.things import HALFDAYS, WEEKS, PartNeed
from grappe.pool.timetable import timetable
from grappe.pool.unplaced import Complement, Unplaced, unplaced
from grappe.pool.writing import plan_summary, write_plan

__all__ = [
    "HALFDAYS",
    "PROFILES",
    "WEEKS",
    "Check",
    "Complement",
    "Job",
    "PartNeed",
    "PartNeedsRead",
    "Plan",
    "PoolProblem",
    "PoolRules",
    "Unplaced",
    "check",
    "plan",
    "plan_summary",
    "pool_rules",
    "read_part_needs",
    "read_similar",
    "similar_by_mobility",
    "timetable",
    "unplaced",
    "write_plan",
]
