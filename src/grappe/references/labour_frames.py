"""The frames of the labour market: Dares tensions, basin tensions, hiring survey (BMO), FAP–ROME."""

from grappe.words import Column, Frame

TERRITORY_LEVELS = ("national", "region", "departement")


def _level(name: str, about: str) -> Column:
    return Column(name, "whole", f"{about}: 1 lowest to 5 highest", null="not published")


TENSIONS = Frame(
    name="tensions",
    grain="one row per professional family (FAP), territory and year",
    key=("fap", "fap_level", "territory_level", "territory", "year"),
    columns=(
        Column("fap", "text", "professional family"),
        Column("fap_level", "text", "fine or broad families", values=("fap225", "fap87")),
        Column("territory_level", "text", "which territory", values=TERRITORY_LEVELS),
        Column("territory", "text", "code of the region or département", null="the whole country"),
        Column("year", "whole", "year of the indicator"),
        Column("tension", "number", "Dares tension, standardised", null="not published"),
        _level("level", "official level of tension"),
        _level("hiring_intensity", "intensity of hiring"),
        _level("training_link", "link between training and job"),
        _level("labour_shortage", "lack of available labour"),
        _level("non_durable", "non-durability of the jobs"),
        _level("working_conditions", "constraining working conditions"),
        _level("geographic_mismatch", "geographic mismatch"),
        Column("employment", "number", "mean employment", null="not published", unit="people"),
    ),
)

BASIN_TENSIONS = Frame(
    name="basin_tensions",
    grain="one row per occupation, employment basin and year",
    key=("rome", "basin", "year"),
    columns=(
        Column("rome", "text", "ROME 3 code"),
        Column("basin", "text", "employment basin"),
        Column("year", "whole", "year of the indicator"),
        Column("offers", "number", "recorded offers", null="not published", unit="offers"),
        Column("jobseekers", "number", "jobseekers of categories A, B, C", null="not published", unit="people"),
        _level("level", "official level of tension"),
        _level("hiring_intensity", "intensity of hiring"),
        _level("training_link", "specificity of training to the job"),
        _level("labour_shortage", "lack of available labour"),
        _level("non_durable", "non-durability of the jobs"),
        _level("working_conditions", "constraining working conditions"),
        _level("geographic_mismatch", "geographic mismatch"),
    ),
)

BMO = Frame(
    name="bmo",
    grain="one row per occupation and year, whole country",
    key=("rome", "year"),
    columns=(
        Column("rome", "text", "ROME code"),
        Column("year", "whole", "year of the survey"),
        Column("projects", "number", "hiring projects", null="masked or not surveyed, never zero", unit="projects"),
        Column("difficult", "number", "projects judged difficult", null="masked or not surveyed", unit="projects"),
        Column("difficult_share", "number", "share judged difficult, 0 to 1", null="masked or not surveyed"),
        Column("seasonal_share", "number", "share of seasonal projects, 0 to 1", null="masked or not surveyed"),
        Column("offers", "number", "offers open at the publisher", null="unknown", unit="offers"),
        Column("pay_year", "number", "gross pay of the offers", null="unknown", unit="€/year"),
    ),
)

BMO_BASINS = Frame(
    name="bmo_basins",
    grain="one row per surveyed occupation of the BMO, département, basin and year",
    key=("year", "occupation", "departement", "basin"),
    columns=(
        Column("year", "whole", "year of the survey"),
        Column("occupation", "text", "code of the BMO occupation (a FAP, not a ROME code)"),
        Column("label", "text", "name of the BMO occupation"),
        Column("region", "text", "code of the region"),
        Column("departement", "text", "code of the département"),
        Column("basin", "text", "employment basin of that year"),
        Column("basin_name", "text", "name of the basin", null="not given"),
        Column("projects", "number", "hiring projects", null="masked, never zero", unit="projects"),
        Column("difficult", "number", "projects judged difficult", null="masked, never zero", unit="projects"),
        Column("seasonal", "number", "seasonal projects", null="masked, never zero", unit="projects"),
    ),
)

FAP_ROME = Frame(
    name="fap_rome",
    grain="one row per professional family (FAP 225) and ROME 3 occupation in it",
    key=("fap", "rome"),
    columns=(
        Column("fap", "text", "professional family"),
        Column("rome", "text", "ROME 3 code"),
    ),
)
