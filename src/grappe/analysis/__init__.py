"""Analysis: coded needs → figures, with n, interval, with and without the largest employer, disclosure last."""

from grappe.analysis.demand import DIMENSIONS, demand, demand_frame
from grappe.analysis.dimensions import EXPRESSIONS, TERRITORIES, UNKNOWN, Territory
from grappe.analysis.disclosure import COMPLEMENTARY, PUBLISHED, STATUSES, SUPPRESSED, protect
from grappe.analysis.provenance import manifest, rows_by_status
from grappe.analysis.shares import LocalDifficulty, Share, local_difficulty, wilson
from grappe.analysis.totals import Totals, totals

__all__ = [
    "COMPLEMENTARY",
    "DIMENSIONS",
    "EXPRESSIONS",
    "PUBLISHED",
    "STATUSES",
    "SUPPRESSED",
    "TERRITORIES",
    "UNKNOWN",
    "LocalDifficulty",
    "Share",
    "Territory",
    "Totals",
    "demand",
    "demand_frame",
    "local_difficulty",
    "manifest",
    "protect",
    "rows_by_status",
    "totals",
    "wilson",
]
