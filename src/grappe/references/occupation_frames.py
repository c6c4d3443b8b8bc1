"""The frames of occupations and skills: ROME, ESCO and the bridge between them."""

from grappe.words import Column, Frame

SKILL_KINDS = ("skill", "knowledge", "macro", "soft")
RELATIONS = ("exact", "close", "broad", "narrow")

OCCUPATIONS = Frame(
    name="occupations",
    grain="one row per occupation of the ROME",
    key=("code",),
    columns=(
        Column("code", "text", "ROME code"),
        Column("label_fr", "text", "title in French, both genders"),
        Column("label_en", "text", "title in English", null="the release has no English"),
        Column("label_short", "text", "shorter French title", null="the release has none"),
        Column("parent", "text", "occupation of the ROME 3 that it comes from", null="the release has no families"),
        Column("domain", "text", "great domain, a letter"),
        Column("definition_fr", "text", "what the occupation does, in French", null="the release has none"),
        Column("definition_en", "text", "what the occupation does, in English", null="the release has none"),
        Column("green", "flag", "green occupation or one that the ecological transition needs", null="not assessed"),
        Column("digital", "flag", "concerned by the digital transition", null="not assessed"),
        Column("demographic", "flag", "concerned by the demographic transition", null="not assessed"),
        Column("regulated", "flag", "access is regulated", null="not assessed"),
        Column("executive", "flag", "held by cadres", null="not assessed"),
    ),
)

APPELLATIONS = Frame(
    name="appellations",
    grain="one row per job title (appellation) of the ROME and language",
    key=("code", "language"),
    columns=(
        Column("code", "text", "OGR number; the starter release numbers its own titles"),
        Column("occupation", "text", "ROME code that the title belongs to"),
        Column("label", "text", "the title, both genders where French"),
        Column("label_short", "text", "shorter title", null="none, or the same"),
        Column("language", "text", "language of the title", values=("fr", "en")),
        Column("main", "flag", "the title names the occupation itself, the others are synonyms", null="not told apart"),
        Column("rare", "flag", "seldom used", null="not assessed"),
    ),
)

SKILLS = Frame(
    name="skills",
    grain="one row per skill, item of knowledge, macro-skill or soft skill of the ROME",
    key=("code",),
    columns=(
        Column("code", "text", "OGR number"),
        Column("label_fr", "text", "label in French"),
        Column("label_en", "text", "label in English", null="the release has no English"),
        Column("kind", "text", "savoir-faire, savoir, macro-compétence or savoir-être", values=SKILL_KINDS),
        Column("category", "text", "category as the publisher words it", null="not classified"),
        Column("macro", "text", "OGR number of the macro-skill above", null="none above"),
        Column("macro_code", "text", "place in the tree of skills: domain, stake, objective (1A101)", null="none"),
    ),
)

OCCUPATION_SKILLS = Frame(
    name="occupation_skills",
    grain="one row per occupation and skill that its sheet lists",
    key=("occupation", "skill"),
    columns=(
        Column("occupation", "text", "ROME code"),
        Column("skill", "text", "OGR number of a skill or item of knowledge"),
        Column("weight", "text", "core of the occupation, or emerging", null="ordinary", values=("main", "emerging")),
    ),
)

MOBILITIES = Frame(
    name="mobilities",
    grain="one row per occupation and occupation that one can move to",
    key=("occupation", "target"),
    columns=(
        Column("occupation", "text", "ROME code left"),
        Column("target", "text", "ROME code reached"),
        Column("rank", "whole", "order of proximity, 1 is the nearest", null="the release does not rank"),
        Column("kind", "text", "near, or a step up (ROME 3)", null="not told apart", values=("near", "step")),
    ),
)

OCCUPATION_SECTORS = Frame(
    name="occupation_sectors",
    grain="one row per occupation and economic sector where it is found",
    key=("occupation", "naf"),
    columns=(
        Column("occupation", "text", "ROME code"),
        Column("naf", "text", "division of the NAF, two digits; 00 is every sector"),
    ),
)

ESCO_OCCUPATIONS = Frame(
    name="esco_occupations",
    grain="one row per occupation of ESCO",
    key=("uri",),
    columns=(
        Column("uri", "text", "ESCO URI"),
        Column("code", "text", "ESCO code: ISCO group, then ranks"),
        Column("isco", "text", "ISCO-08 unit group, four digits"),
        Column("label_fr", "text", "preferred label in French"),
        Column("alt_fr", "texts", "other labels in French, none: empty list"),
        Column("label_en", "text", "preferred label in English"),
        Column("alt_en", "texts", "other labels in English, none: empty list"),
        Column("definition_fr", "text", "description in French", null="none"),
        Column("definition_en", "text", "description in English", null="none"),
    ),
)

ESCO_SKILLS = Frame(
    name="esco_skills",
    grain="one row per skill or knowledge concept of ESCO",
    key=("uri",),
    columns=(
        Column("uri", "text", "ESCO URI"),
        Column("kind", "text", "skill or knowledge; a concept without type counts as skill", values=SKILL_KINDS[:2]),
        Column("reuse", "text", "reuse level as ESCO words it", null="not given"),
        Column("label_fr", "text", "preferred label in French", null="no French label in this release"),
        Column("alt_fr", "texts", "other labels in French, none: empty list"),
        Column(
            "label_en",
            "text",
            "preferred label in English",
            null="no English label in this release; a few concepts have no label at all",
        ),
        Column("alt_en", "texts", "other labels in English, none: empty list"),
        Column("definition_en", "text", "description in English", null="none"),
        Column("broader", "texts", "URIs of the broader concepts", null="none given"),
    ),
)

ESCO_OCCUPATION_SKILLS = Frame(
    name="esco_occupation_skills",
    grain="one row per ESCO occupation and skill",
    key=("occupation", "skill", "relation"),
    columns=(
        Column("occupation", "text", "ESCO URI of the occupation"),
        Column("skill", "text", "ESCO URI of the skill"),
        Column("relation", "text", "whether every holder needs it", values=("essential", "optional")),
    ),
)

CROSSWALK = Frame(
    name="crosswalk",
    grain="one row per ROME job title and ESCO occupation that it matches",
    key=("appellation", "esco"),
    columns=(
        Column("appellation", "text", "OGR number of the job title"),
        Column("esco", "text", "ESCO URI of the occupation"),
        Column("relation", "text", "SKOS relation, seen from ESCO as published", values=RELATIONS),
    ),
)
