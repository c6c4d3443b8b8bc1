"""Evidence: dated facts, criteria by edition, anchoring indicators, what is missing, and the dossier of a school."""

from grappe.evidence.dossier import dossier
from grappe.evidence.dossier_work import AUDIENCES
from grappe.evidence.editions import (
    EDITIONS,
    TO_CHECK,
    Edition,
    Heading,
    Placed,
    by_heading,
    edition_of,
    place,
    read_edition,
)
from grappe.evidence.example import example_rows, facts_of, write_empty, write_example
from grappe.evidence.frames import FACTS, RECOMMENDATIONS
from grappe.evidence.indicators import Figure, Indicator, Part, indicators
from grappe.evidence.kinds import FactKind, fact_kinds
from grappe.evidence.lockers import (
    DocumentState,
    LockerRead,
    digest,
    document_states,
    read_locker,
    read_profile,
)
from grappe.evidence.measures import MEASURES as MEASURED
from grappe.evidence.missing import Gap, in_period, missing
from grappe.evidence.reading import FactsRead, a_fact, read_facts, read_recommendations
from grappe.evidence.said import valued
from grappe.evidence.things import CONFIDENTIALITY, EMPLOYERS, STATES, Fact, Judgement, Locker, Profile, Recommendation
from grappe.evidence.tracing import Traced, figures_of

__all__ = [
    "AUDIENCES",
    "CONFIDENTIALITY",
    "EDITIONS",
    "EMPLOYERS",
    "FACTS",
    "MEASURED",
    "RECOMMENDATIONS",
    "STATES",
    "TO_CHECK",
    "DocumentState",
    "Edition",
    "Fact",
    "FactKind",
    "FactsRead",
    "Figure",
    "Gap",
    "Heading",
    "Indicator",
    "Judgement",
    "Locker",
    "LockerRead",
    "Part",
    "Placed",
    "Profile",
    "Recommendation",
    "Traced",
    "a_fact",
    "by_heading",
    "digest",
    "document_states",
    "dossier",
    "edition_of",
    "example_rows",
    "fact_kinds",
    "facts_of",
    "figures_of",
    "in_period",
    "indicators",
    "missing",
    "place",
    "read_edition",
    "read_facts",
    "read_locker",
    "read_profile",
    "read_recommendations",
    "valued",
    "write_empty",
    "write_example",
]
