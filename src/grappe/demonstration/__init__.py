"""A fictional mechatronics cluster drawn from a seed: members, schools, needs and ads. Nothing is real."""

from grappe.demonstration.opinions import Opinion, opinions
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
    "School",
    "Site",
    "Town",
    "WrittenDemonstration",
    "demonstrate",
    "opinions",
    "write_demonstration",
]
