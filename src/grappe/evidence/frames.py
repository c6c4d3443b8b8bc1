"""The tables a locker is kept in: facts and past recommendations, as a school writes them."""

from grappe.evidence.kinds import fact_kinds
from grappe.evidence.things import CONFIDENTIALITY, STATES
from grappe.words import Column, Frame

FACTS = Frame(
    name="facts",
    grain="one row per dated fact that a school keeps as evidence; a detail of the kind may have a column of its name",
    key=("fact",),
    columns=(
        Column("fact", "text", "identifier of the fact in the locker"),
        Column("date", "day", "when it happened; for a period, its last day"),
        Column("kind", "text", "what happened", values=tuple(fact_kinds())),
        Column("title", "text", "what happened, in a few words"),
        Column("criteria", "text", "headings with `;` between: `cti-2016:B.1`", null="placed by its kind"),
        Column("quantity", "number", "how much, in the unit of the kind", null="counts for one"),
        Column("partner", "text", "company, body or laboratory concerned", null="none"),
        Column("member", "flag", "the partner is a member of the cluster", null="no"),
        Column("territory", "text", "where, in the words of the profile's territories", null="not known"),
        Column("programme", "text", "programme concerned", null="the whole school"),
        Column("role", "text", "role of the people concerned", null="not given"),
        Column("document", "text", "file name in the folder of documents", null="no document"),
        Column("sha256", "text", "digest of the document when the fact was validated", null="not validated with one"),
        Column("confidentiality", "text", "who may see the document", null="auditor", values=CONFIDENTIALITY),
        Column("validator", "text", "who checked the fact", null="nobody yet"),
        Column("validated", "day", "when it was checked", null="not checked"),
        Column("reused", "text", "other files it served in, with `;` between", null="none"),
        Column("details", "text", "`name=value; name=value`, by kind", null="none"),
    ),
)
RECOMMENDATIONS = Frame(
    name="recommendations",
    grain="one row per recommendation of a past audit",
    key=("number",),
    columns=(
        Column("number", "text", "number in the audit's report"),
        Column("audit", "day", "day of the report"),
        Column("text", "text", "what was recommended"),
        Column("action", "text", "what the school does about it", null="nothing yet"),
        Column("state", "text", "how far it is", values=STATES),
        Column("facts", "text", "facts that show it, with `;` between", null="none"),
        Column("due", "day", "when it is to be done", null="no day set"),
    ),
)
