"""Pool: part needs of several members → lawful shared jobs, a bound, the reasons of what stays out, and a checker."""

from grappe.pool.aids import ApprenticeMoney, aid_rules, apprentice_money, collective_advice
from grappe.pool.calls import Call, call_to_members, explanations
from grappe.pool.checking import Check, check
from grappe.pool.columns import lawful_pairs
from grappe.pool.deciding import merged, plan_decided
from grappe.pool.decisions import Decisions, read_decisions
from grappe.pool.explaining import JobExplained, Leaving, explain_job, explanations_json, robustness
from grappe.pool.keeping import (
    clock_told,
    job_of,
    need_json,
    need_of,
    need_rows,
    problem_json,
    problem_of,
    read_kept,
    read_plan_kept,
    write_problem,
)
from grappe.pool.leave import leave_weeks, month_of
from grappe.pool.legal import LegalRules, legal_rules
from grappe.pool.money import JobPrice, Rates, UserPrice, exposure, invoice_rate, job_price, money_rates
from grappe.pool.papers.blocks import JobPaper
from grappe.pool.papers.calendars import job_ical, month_hours
from grappe.pool.papers.memberships import authority_notice, invoice_table, membership_letter, time_sheet
from grappe.pool.papers.parties import Group, JobFile, MemberCard
from grappe.pool.papers.shared_jobs import assignment_agreements, contract_annex, job_sheet, price_table
from grappe.pool.plain_words import Understood, read_words
from grappe.pool.plans import Job, Plan
from grappe.pool.problem import PoolProblem
from grappe.pool.reading import PartNeedsRead, plan_day, read_part_needs, read_similar, similar_by_mobility
from grappe.pool.resolving import Resolved, plan_again
from grappe.pool.rotation import (
    ROTATION_PROFILES,
    Apprentice,
    Judged,
    Rotation,
    RotationCheck,
    RotationProblem,
    RotationRules,
    Stay,
    Visit,
    check_rotation,
    cost_shares,
    hosting_agreements,
    judge,
    mentor_load,
    person_calendar,
    progress_grid,
    read_rotation,
    repair,
    rotate,
    rotation_of,
    rotation_profile,
    rotation_schema,
    rotation_summary,
    visits,
    write_rotation,
)
from grappe.pool.rule_checks import RuleCheck, job_checks, lawful_by
from grappe.pool.rules import PROFILES, PoolRules, pool_rules, profile_text
from grappe.pool.solving import plan
from grappe.pool.things import HALFDAYS, WEEKS, PartNeed
from grappe.pool.timetable import halfday_name, timetable
from grappe.pool.tradeoffs import TradeOff, trade_offs
from grappe.pool.unplaced import Complement, Unplaced, days_told, runs, unplaced
from grappe.pool.writing import plan_summary, write_plan

__all__ = [
    "HALFDAYS",
    "PROFILES",
    "ROTATION_PROFILES",
    "WEEKS",
    "Apprentice",
    "ApprenticeMoney",
    "Call",
    "Check",
    "Complement",
    "Decisions",
    "Group",
    "Job",
    "JobExplained",
    "JobFile",
    "JobPaper",
    "JobPrice",
    "Judged",
    "Leaving",
    "LegalRules",
    "MemberCard",
    "PartNeed",
    "PartNeedsRead",
    "Plan",
    "PoolProblem",
    "PoolRules",
    "Rates",
    "Resolved",
    "Rotation",
    "RotationCheck",
    "RotationProblem",
    "RotationRules",
    "RuleCheck",
    "Stay",
    "TradeOff",
    "Understood",
    "Unplaced",
    "UserPrice",
    "Visit",
    "aid_rules",
    "apprentice_money",
    "assignment_agreements",
    "authority_notice",
    "call_to_members",
    "check",
    "check_rotation",
    "clock_told",
    "collective_advice",
    "contract_annex",
    "cost_shares",
    "days_told",
    "explain_job",
    "explanations",
    "explanations_json",
    "exposure",
    "halfday_name",
    "hosting_agreements",
    "invoice_rate",
    "invoice_table",
    "job_checks",
    "job_ical",
    "job_of",
    "job_price",
    "job_sheet",
    "judge",
    "lawful_by",
    "lawful_pairs",
    "leave_weeks",
    "legal_rules",
    "membership_letter",
    "mentor_load",
    "merged",
    "money_rates",
    "month_hours",
    "month_of",
    "need_json",
    "need_of",
    "need_rows",
    "person_calendar",
    "plan",
    "plan_again",
    "plan_day",
    "plan_decided",
    "plan_summary",
    "pool_rules",
    "price_table",
    "problem_json",
    "problem_of",
    "profile_text",
    "progress_grid",
    "read_decisions",
    "read_kept",
    "read_part_needs",
    "read_plan_kept",
    "read_rotation",
    "read_similar",
    "read_words",
    "repair",
    "robustness",
    "rotate",
    "rotation_of",
    "rotation_profile",
    "rotation_schema",
    "rotation_summary",
    "runs",
    "similar_by_mobility",
    "time_sheet",
    "timetable",
    "trade_offs",
    "unplaced",
    "visits",
    "write_plan",
    "write_problem",
    "write_rotation",
]
