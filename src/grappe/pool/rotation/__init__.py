"""Rotation of apprentice engineers: itineraries as columns, a bound, a repair, a checker, and papers."""

from grappe.pool.rotation.agreements import MENTIONS, cost_shares, hosting_agreements
from grappe.pool.rotation.calendars import CalendarRead, read_school_calendar, stays
from grappe.pool.rotation.checking import RotationCheck, check_rotation
from grappe.pool.rotation.forms import rotation_schema
from grappe.pool.rotation.judging import Judged, judge
from grappe.pool.rotation.person_calendars import person_calendar
from grappe.pool.rotation.reading import read_rotation, rotation_of
from grappe.pool.rotation.readings import Visit, mentor_load, progress_grid, visits
from grappe.pool.rotation.repaired import without_company
from grappe.pool.rotation.repairing import repair
from grappe.pool.rotation.rotations import Rotation, Stay
from grappe.pool.rotation.rules import ROTATION_PROFILES, RotationRules, rotation_profile
from grappe.pool.rotation.solving import rotate
from grappe.pool.rotation.things import Apprentice, RotationProblem
from grappe.pool.rotation.writing import rotation_summary, write_rotation

__all__ = [
    "MENTIONS",
    "ROTATION_PROFILES",
    "Apprentice",
    "CalendarRead",
    "Judged",
    "Rotation",
    "RotationCheck",
    "RotationProblem",
    "RotationRules",
    "Stay",
    "Visit",
    "check_rotation",
    "cost_shares",
    "hosting_agreements",
    "judge",
    "mentor_load",
    "person_calendar",
    "progress_grid",
    "read_rotation",
    "read_school_calendar",
    "repair",
    "rotate",
    "rotation_of",
    "rotation_profile",
    "rotation_schema",
    "rotation_summary",
    "stays",
    "visits",
    "without_company",
    "write_rotation",
]
