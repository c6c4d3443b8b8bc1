"""Taking in: advertisements, surveys and spreadsheets become needs; every row is accounted for."""

from grappe.needs.corrections import refused_workbook
from grappe.needs.exporting import export, exported
from grappe.needs.fields import FIELDS
from grappe.needs.frames import CONTRACTS, KINDS, NEEDS, REFUSALS
from grappe.needs.inputs import CONFIDENT
from grappe.needs.issues import RowIssue
from grappe.needs.layouts import Layout, known_layouts
from grappe.needs.places import Located, Places
from grappe.needs.raw import Note, Record
from grappe.needs.reading import RowsRefused, read, read_rows
from grappe.needs.records import Records, records
from grappe.needs.reports import FileReport, ReadReport, RefusedRow
from grappe.needs.rows import Fault, Outcome, digest_key
from grappe.needs.template import template

#: The kinds of feeds that are recognised, by name.
KNOWN_FORMATS = tuple(layout.name for layout in known_layouts())

__all__ = [
    "CONFIDENT",
    "CONTRACTS",
    "FIELDS",
    "KINDS",
    "KNOWN_FORMATS",
    "NEEDS",
    "REFUSALS",
    "Fault",
    "FileReport",
    "Layout",
    "Located",
    "Note",
    "Outcome",
    "Places",
    "ReadReport",
    "Record",
    "Records",
    "RefusedRow",
    "RowIssue",
    "RowsRefused",
    "digest_key",
    "export",
    "exported",
    "known_layouts",
    "read",
    "read_rows",
    "records",
    "refused_workbook",
    "template",
]
