"""Pool: part needs of several members → lawful shared jobs, a bound, the reasons of what stays out, and a checker."""

from grappe.pool.checking import Check, check
from grappe.pool.leave import leave_weeks, month_of
from grappe.pool.legal import LegalRules, legal_rules
from grappe.pool.plans import Job, Plan
from grappe.pool.problem import PoolProblem
from grappe.pool.reading import PartNeedsRead, plan_day, read_part_needs, read_similar, similar_by_mobility
from grappe.pool.rule_checks import RuleCheck, job_checks, lawful_by
from grappe.pool.rules import PROFILES, PoolRules, pool_rules, profile_text
from grappe.pool.solving import plan
from grappe.pool.things import HALFDAYS, WEEKS, PartNeed
from grappe.pool.timetable import halfday_name, timetable
from grappe.pool.unplaced import Complement, Unplaced, unplaced
from grappe.pool.writing import plan_summary, write_plan

__all__ = [
    "HALFDAYS",
    "PROFILES",
    "WEEKS",
    "Check",
    "Complement",
    "Job",
    "LegalRules",
    "PartNeed",
    "PartNeedsRead",
    "Plan",
    "PoolProblem",
    "PoolRules",
    "RuleCheck",
    "Unplaced",
    "check",
    "halfday_name",
    "job_checks",
    "lawful_by",
    "leave_weeks",
    "legal_rules",
    "month_of",
    "plan",
    "plan_day",
    "plan_summary",
    "pool_rules",
    "profile_text",
    "read_part_needs",
    "read_similar",
    "similar_by_mobility",
    "timetable",
    "unplaced",
    "write_plan",
]
