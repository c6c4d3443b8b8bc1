"""The frames of this room: needs as they are taken in, and the rows that were refused."""

from grappe.words import Column, Frame

KINDS = ("ad", "survey", "entry")
CONTRACTS = (
    "cdi",
    "cdd",
    "interim",
    "apprenticeship",
    "professionalisation",
    "internship",
    "seasonal",
    "freelance",
    "public",
    "other",
)
PAY_UNIT_VALUES = ("hour", "month", "year")

NEEDS = Frame(
    name="needs",
    grain="one row per need: an advertised, surveyed or entered wish to hire for one job",
    key=("need_id",),
    columns=(
        Column("need_id", "text", "source and source key, joined by a colon"),
        Column("source", "text", "feed, member survey or screen that the need came from"),
        Column("source_key", "text", "identifier in that source, else a digest of title, employer, place and day"),
        Column("kind", "text", "how it was expressed: advertised, surveyed, entered", values=KINDS),
        Column("title", "text", "job title, without markup"),
        Column("description", "text", "text of the need, without markup", null="none given"),
        Column("employer", "text", "name of the employer", null="not named"),
        Column("siret", "text", "establishment, checked key", null="not given or wrong"),
        Column("naf", "text", "activity of the employer, NAF rev. 2", null="not given or wrong"),
        Column("rome_given", "text", "occupation that the source states, ROME code", null="not given or wrong"),
        Column("contract", "text", "kind of contract", null="not given or not understood", values=CONTRACTS),
        Column("hours_per_week", "number", "working time", null="not given", unit="h/week"),
        Column("positions", "whole", "number of people wanted, at least 1"),
        Column("pay_min", "number", "lower gross pay", null="not given", unit="€ per pay_unit"),
        Column("pay_max", "number", "upper gross pay", null="not given", unit="€ per pay_unit"),
        Column("pay_unit", "text", "what the pay is counted by", null="no pay given", values=PAY_UNIT_VALUES),
        Column("insee", "text", "commune of the place of work, INSEE code", null="not located"),
        Column(
            "departement",
            "text",
            "département of the place of work, also where the commune is not known",
            null="not located",
        ),
        Column("postcode", "text", "postal code of the place of work", null="not given or wrong"),
        Column("place", "text", "place of work as written", null="not given"),
        Column("lat", "number", "latitude, WGS 84", null="not given", unit="°"),
        Column("lon", "number", "longitude, WGS 84", null="not given", unit="°"),
        Column("published", "day", "day of publication", null="not given"),
        Column("starts", "day", "wished first day of work", null="not given"),
        Column("language", "text", "language of the text: fr or en, guessed where not given", null="not known"),
        Column("url", "text", "address of the ad", null="none"),
        Column("experience", "text", "experience asked for, as written", null="not given"),
        Column("education", "text", "education asked for, as written", null="not given"),
        Column("skills", "texts", "skills named apart from the text, as written", null="none named"),
        Column("difficult", "flag", "the employer expects difficulties to hire", null="not asked"),
        Column("seasonal", "flag", "the need is seasonal", null="not asked"),
        Column("member", "text", "member organisation that expressed it", null="not a member"),
    ),
)

REFUSALS = Frame(
    name="refusals",
    grain="one row per refused row of an input, kept to be corrected and re-sent",
    key=("file", "sheet", "row"),
    columns=(
        Column("file", "text", "name of the input"),
        Column("sheet", "text", "sheet of a workbook; empty for other inputs"),
        Column("row", "whole", "row as a person sees it, header included; rank of the record in JSON and XML"),
        Column("column", "text", "column at fault", null="the row as a whole"),
        Column("value", "text", "value at fault", null="none"),
        Column("sentence_fr", "text", "what is wrong, in French"),
        Column("sentence_en", "text", "what is wrong, in English"),
        Column("hint_fr", "text", "what to do, in French", null="nothing more to say"),
        Column("hint_en", "text", "what to do, in English", null="nothing more to say"),
        Column("original", "text", "the row as it came: JSON object of column → text"),
    ),
)

SURVEY_ANSWERS = Frame(
    name="survey_answers",
    grain="one row per questionnaire that came back: the last one of each respondent of a wave",
    key=("wave", "respondent"),
    columns=(
        Column("wave", "text", "wave of the survey"),
        Column("respondent", "text", "who answered: key of the organisation, or of the invitation"),
        Column("college", "text", "college that was asked"),
        Column("version", "text", "version of the question bank"),
        Column("answered", "day", "day the answers were read"),
        Column("answers", "text", "the answers that stand, as JSON: question → answer in the form of its kind"),
    ),
)
