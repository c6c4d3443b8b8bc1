"""Nomenclatures and official statistics as releases: ROME, ESCO and their bridge, NAF, places, labour market."""

from grappe.references.comparing import Difference, Moved, Renamed, diff
from grappe.references.download import Patience, download
from grappe.references.hierarchy import Hierarchy, hierarchy
from grappe.references.installing import install, read
from grappe.references.known_differences import EXPECTED, Expectation, Surprise, surprises
from grappe.references.labour_frames import BASIN_TENSIONS, BMO, BMO_BASINS, FAP_ROME, TENSIONS
from grappe.references.occupation_frames import (
    APPELLATIONS,
    CROSSWALK,
    ESCO_OCCUPATION_SKILLS,
    ESCO_OCCUPATIONS,
    ESCO_SKILLS,
    MOBILITIES,
    OCCUPATION_SECTORS,
    OCCUPATION_SKILLS,
    OCCUPATIONS,
    SKILLS,
)
from grappe.references.place_frames import BASINS, COMMUNES, NAF, OUTLINES
from grappe.references.projection import MAP_BOX, great_circle_km, lambert93, on_map
from grappe.references.release import NOMENCLATURES, Reading, Release, current, find, releases

__all__ = [
    "APPELLATIONS",
    "BASINS",
    "BASIN_TENSIONS",
    "BMO",
    "BMO_BASINS",
    "COMMUNES",
    "CROSSWALK",
    "ESCO_OCCUPATIONS",
    "ESCO_OCCUPATION_SKILLS",
    "ESCO_SKILLS",
    "EXPECTED",
    "FAP_ROME",
    "MAP_BOX",
    "MOBILITIES",
    "NAF",
    "NOMENCLATURES",
    "OCCUPATIONS",
    "OCCUPATION_SECTORS",
    "OCCUPATION_SKILLS",
    "OUTLINES",
    "SKILLS",
    "TENSIONS",
    "Difference",
    "Expectation",
    "Hierarchy",
    "Moved",
    "Patience",
    "Reading",
    "Release",
    "Renamed",
    "Surprise",
    "current",
    "diff",
    "download",
    "find",
    "great_circle_km",
    "hierarchy",
    "install",
    "lambert93",
    "on_map",
    "read",
    "releases",
    "surprises",
]
