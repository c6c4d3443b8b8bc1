"""The frames of places and activities: communes, employment basins, outlines, NAF."""

from grappe.words import Column, Frame

COMMUNES = Frame(
    name="communes",
    grain="one row per commune of the official geographical code",
    key=("insee",),
    columns=(
        Column("insee", "text", "INSEE code"),
        Column("name", "text", "name"),
        Column("departement", "text", "code of the département"),
        Column("region", "text", "code of the region"),
        Column("epci", "text", "SIREN of the group of communes", null="in none"),
        Column("population", "whole", "inhabitants", null="unknown", unit="people"),
        Column("lon", "number", "longitude of the centre, WGS 84", null="unknown", unit="°"),
        Column("lat", "number", "latitude of the centre, WGS 84", null="unknown", unit="°"),
    ),
)

BASINS = Frame(
    name="basins",
    grain="one row per commune (code of the year of the basins) and its employment basin",
    key=("insee",),
    columns=(
        Column("insee", "text", "INSEE code"),
        Column("basin", "text", "code of the basin, France Travail"),
        Column("basin_name", "text", "name of the basin"),
    ),
)

OUTLINES = Frame(
    name="outlines",
    grain="one row per département or region, metropolitan France",
    key=("level", "code"),
    columns=(
        Column("level", "text", "which division", values=("departement", "region")),
        Column("code", "text", "code of the département or region"),
        Column("name", "text", "name"),
        Column(
            "path",
            "text",
            "SVG path, Lambert-93: x easting, y minus northing; borders shared exactly",
            unit="km",
        ),
    ),
)

NAF = Frame(
    name="naf",
    grain="one row per division, group, class or sub-class of activities",
    key=("code",),
    columns=(
        Column("code", "text", "NAF code: 62, 62.0, 62.01 or 62.01Z"),
        Column("label_fr", "text", "label in French"),
        Column("label_en", "text", "label in English (NACE)", null="none"),
        Column("level", "text", "depth", values=("division", "group", "class", "subclass")),
        Column("parent", "text", "code one level up", null="a division"),
    ),
)
