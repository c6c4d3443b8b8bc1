"""The frames of this room: proposals for titles, and codings of the needs of a store."""

from grappe.words import Column, Frame

DECISIONS = ("auto", "review", "none")
BY = ("given", "same_title", "model", "person")
NOMENCLATURES = ("rome", "esco")

_ABOUT_A_PROPOSAL = (
    Column("rank", "whole", "1 is the best proposal"),
    Column("code", "text", "code proposed", null="nothing is near enough to be proposed"),
    Column("label", "text", "label of the code", null="no code"),
    Column("score", "number", "likeness of the title to the nearest reference title, 0 to 1"),
    Column("probability", "number", "calibrated chance that an employer gives this code to this title, 0 to 1"),
    Column(
        "decision",
        "text",
        "of the title: coded, to be reviewed, nothing found; the same on all ranks",
        values=DECISIONS,
    ),
)
_REASONS = (
    Column("reason_fr", "text", "why this code, in French"),
    Column("reason_en", "text", "why this code, in English"),
    Column("matched", "texts", "words of the title that the nearest reference title has, as written"),
    Column("ignored", "texts", "words of the title without effect: facts beside the job, words it does not have"),
    Column("nearest", "text", "nearest reference title of this code", null="no code, or one given without a title"),
    Column("runner_up", "text", "code of the next proposal", null="no other proposal"),
    Column("separates", "text", "words that tell this proposal from the next", null="nothing tells them apart"),
    Column("release", "text", "release of the nomenclature that the code belongs to"),
)

PROPOSALS = Frame(
    name="proposals",
    grain="one row per title and proposal; a title without proposal has one row without code",
    key=("row", "rank"),
    columns=(Column("row", "whole", "place of the title in the input, from 0"), *_ABOUT_A_PROPOSAL, *_REASONS),
)

CODED = Frame(
    name="coded",
    grain="one row per need, nomenclature and proposal; a need without proposal has one row without code",
    key=("need_id", "nomenclature", "rank"),
    columns=(
        Column("need_id", "text", "need that was coded"),
        Column("nomenclature", "text", "what it was coded to", values=NOMENCLATURES),
        *_ABOUT_A_PROPOSAL,
        Column("by", "text", "who says so: the source, a same title, likeness, a person", values=BY),
        *_REASONS,
        Column("title", "text", "the title that was coded"),
        Column("given", "text", "the code that the source gave when it was coded", null="none"),
        Column("model", "text", "text model that had its say, by name and digest", null="none, or coded before 0.2"),
        Column("memory", "text", "memory that had its say, by name and digest", null="none, or coded before 0.2"),
    ),
)
