"""The surprises that we expect of each release, with the figure each one is known by; ``surprises`` says what is new.

Written down so that nobody discovers them twice, and so that a new edition that breaks one is noticed on the day it is
installed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from grappe.references.labour_frames import BASIN_TENSIONS, BMO, FAP_ROME, TENSIONS
from grappe.references.occupation_frames import (
    APPELLATIONS,
    CROSSWALK,
    ESCO_OCCUPATION_SKILLS,
    ESCO_OCCUPATIONS,
    ESCO_SKILLS,
    MOBILITIES,
    OCCUPATION_SKILLS,
    OCCUPATIONS,
    SKILLS,
)
from grappe.references.place_frames import BASINS, COMMUNES, NAF
from grappe.references.release import Release
from grappe.words import Frame, Sentence

Measure = Callable[[Release], int]


@dataclass(frozen=True, slots=True)
class Expectation:
    """A figure that a release is known by, and what it means for whoever reads the release."""

    what: Sentence
    expected: int
    measure: Measure


@dataclass(frozen=True, slots=True)
class Surprise:
    """An expectation that the installed release does not meet."""

    what: Sentence
    expected: int
    found: int


def _rows(frame: Frame) -> Measure:
    return lambda release: release.read(frame).num_rows if release.has(frame) else 0


def _distinct(frame: Frame, column: str) -> Measure:
    return lambda release: int(pc.count_distinct(release.read(frame).column(column)).as_py())


def _nulls(frame: Frame, column: str) -> Measure:
    return lambda release: int(release.read(frame).column(column).null_count)


def _count(frame: Frame, column: str, value: str) -> Measure:
    return lambda release: int(pc.sum(pc.equal(release.read(frame).column(column), value)).as_py() or 0)


def _unlisted(release: Release) -> int:
    table: pa.Table = release.read(OCCUPATIONS)
    return int(pc.sum(pc.equal(table["code"], table["label_fr"])).as_py() or 0)


def _e(fr: str, en: str, expected: int, measure: Measure) -> Expectation:
    return Expectation(Sentence(fr, en), expected, measure)


EXPECTED: Mapping[str, tuple[Expectation, ...]] = {
    "rome v460": (
        _e(
            "métiers, trois fois ceux du ROME 3",
            "occupations, three times those of the ROME 3",
            1584,
            _rows(OCCUPATIONS),
        ),
        _e(
            "familles : les codes du ROME 3", "families: the codes of the ROME 3", 532, _distinct(OCCUPATIONS, "parent")
        ),
        _e("appellations", "job titles", 13_120, _rows(APPELLATIONS)),
        _e("savoir-faire", "skills", 17_810, _count(SKILLS, "kind", "skill")),
        _e(
            "macro-compétences hors savoir-être",
            "macro-skills, soft skills apart",
            491,
            _count(SKILLS, "kind", "macro"),
        ),
        _e("savoir-être", "soft skills", 16, _count(SKILLS, "kind", "soft")),
        _e("savoirs", "items of knowledge", 15_354, _count(SKILLS, "kind", "knowledge")),
        _e(
            "liens métier–compétence : les contextes de travail de la même table sont écartés",
            "occupation–skill links: working contexts of the same table are left out",
            90_556,
            _rows(OCCUPATION_SKILLS),
        ),
        _e("mobilités", "mobilities", 14_912, _rows(MOBILITIES)),
        _e("transition numérique non renseignée", "digital flag not assessed", 222, _nulls(OCCUPATIONS, "digital")),
    ),
    "rome v347": (
        _e("métiers", "occupations", 532, _rows(OCCUPATIONS)),
        _e("métier cité, absent de la liste (L1510)", "occupation named, missing from the list (L1510)", 1, _unlisted),
        _e("appellations", "job titles", 10_990, _rows(APPELLATIONS)),
    ),
    "esco v1.1": (
        _e("métiers", "occupations", 3_007, _rows(ESCO_OCCUPATIONS)),
        _e("compétences et savoirs", "skills and knowledge", 13_896, _rows(ESCO_SKILLS)),
        _e("compétences sans libellé français", "skills without a French label", 512, _nulls(ESCO_SKILLS, "label_fr")),
        _e("compétences sans aucun libellé", "skills without any label", 158, _nulls(ESCO_SKILLS, "label_en")),
        _e("liens métier–compétence", "occupation–skill links", 123_788, _rows(ESCO_OCCUPATION_SKILLS)),
    ),
    "crosswalk v1.4": (
        _e("paires appellation–métier ESCO", "pairs of job title and ESCO occupation", 11_118, _rows(CROSSWALK)),
        _e("dont exactes : un dixième", "of which exact: one in ten", 1_144, _count(CROSSWALK, "relation", "exact")),
    ),
    "naf rev2": (_e("sous-classes", "sub-classes", 732, _count(NAF, "level", "subclass")),),
    "places 2025": (
        _e("communes", "communes", 34_875, _rows(COMMUNES)),
        _e("communes des bassins : codes de 2018", "communes of the basins: codes of 2018", 35_357, _rows(BASINS)),
        _e("bassins", "basins", 403, _distinct(BASINS, "basin")),
    ),
    "labour 2025": (
        _e("lignes de tension Dares (2019)", "rows of Dares tension (2019)", 31_034, _rows(TENSIONS)),
        _e("niveaux non publiés", "levels that are not published", 13_891, _nulls(TENSIONS, "level")),
        _e(
            "tensions par bassin (2021, codes du ROME 3)",
            "tensions by basin (2021, ROME 3 codes)",
            27_135,
            _rows(BASIN_TENSIONS),
        ),
        _e("métiers de l'enquête BMO", "occupations of the BMO survey", 1_584, _rows(BMO)),
        _e("métiers sans projet publié", "occupations without a published project", 1_127, _nulls(BMO, "projects")),
        _e("paires FAP–ROME", "FAP–ROME pairs", 749, _rows(FAP_ROME)),
    ),
}


def surprises(release: Release) -> tuple[Surprise, ...]:
    """What the release does not have as expected; empty for an edition that nobody has described yet."""
    found = [(expectation, expectation.measure(release)) for expectation in EXPECTED.get(str(release), ())]
    return tuple(Surprise(e.what, e.expected, count) for e, count in found if count != e.expected)
