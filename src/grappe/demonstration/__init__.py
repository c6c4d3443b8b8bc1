"""A fictional mechatronics cluster drawn from a seed: members, schools, needs and ads. Nothing is real."""

from grappe.demonstration.opinions import Opinion, opinions
from grappe.demonstration.rotations import rotation_asked
from grappe.demonstration.sharing import PartAsked, parts_asked
from grappe.demonstration.syllabi import SyllabusStyle, invented_syllabus
from grappe.demonstration.things import (
    Account,
    Contact,
    Demonstration,
    FictionalCluster,
    Member,
    School,
    Site,
    Town,
)
from grappe.demonstration.whole import demonstrate
from grappe.demonstration.writing import WrittenDemonstration, write_demonstration

__all__ = [
    "Account",
    "Contact",
    "Demonstration",
    "FictionalCluster",
    "Member",
    "Opinion",
    "PartAsked",
    "School",
    "Site",
    "SyllabusStyle",
    "Town",
    "WrittenDemonstration",
    "demonstrate",
    "invented_syllabus",
    "opinions",
    "parts_asked",
    "rotation_asked",
    "write_demonstration",
]
