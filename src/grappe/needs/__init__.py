"""Taking in: advertisements, surveys and spreadsheets become needs; every row is accounted for."""

from grappe.needs.frames import NEEDS, REFUSALS

__all__ = ["NEEDS", "REFUSALS"]
