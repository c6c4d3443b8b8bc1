"""Programmes: real syllabi read, courses mapped, titles against occupations, the best small change at full size."""

import os
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from grappe.references import install
from grappe.teach import (
    Change,
    ImproveProblem,
    SkillsMapper,
    improve,
    map_skills,
    read_certifications,
    read_file_of_programmes,
    titles_gap,
)

PROGRAMMES, COURSES, SKILLS = 30, 400, 300


def run() -> list[dict[str, Any]]:
    """The figures of programmes; those on real data where ``GRAPPE_DATA`` names some."""
    named = os.environ.get("GRAPPE_DATA")
    return [*_best_change(), *(_real(Path(named)) if named else ())]


def problem_of(seed: int) -> ImproveProblem:
    """A made problem of the size of the bar: every programme misses most skills, four courses fit each."""
    source = Random(seed)
    courses = [f"{place % PROGRAMMES}/{place}" for place in range(COURSES)]
    changes = []
    for programme in range(PROGRAMMES):
        own = courses[programme::PROGRAMMES]
        for skill in source.sample(range(SKILLS), 240):
            weight = source.paretovariate(1.3) / SKILLS / PROGRAMMES
            for course in source.sample(own, 4):
                for level, hours, share in (("aware", 2.0, 0.2), ("applies", 8.0, 1.0)):
                    worth = weight * share * source.uniform(0.9, 1.0)
                    changes.append(Change(course, str(skill), level, hours, worth, str(programme)))
    room = {course: source.choice((6.0, 8.0, 10.0, 12.0)) for course in courses}
    return ImproveProblem(tuple(changes), 400.0, room)


def _best_change() -> list[dict[str, Any]]:
    problem = problem_of(1)
    began = time.process_time()
    found = improve(problem, seconds=60)
    processor = round(time.process_time() - began, 1)
    what = f"best small change, {PROGRAMMES} programmes, {COURSES} courses, {SKILLS} skills"
    return [
        _figure(f"{what}: gap", round(found.gap, 6), "bound ÷ objective − 1", 0.01, changes=len(problem.changes)),
        _figure(
            f"{what}: seconds",
            round(found.seconds, 1),
            "s",
            60,
            processor_seconds=processor,
        ),
    ]


def _figure(what: str, value: float, unit: str, most: float, **more: Any) -> dict[str, Any]:
    return {"what": f"teach: {what}", "value": value, "unit": unit, "bar": f"<= {most}", "ok": value <= most} | more


def _real(data: Path) -> list[dict[str, Any]]:
    education = data / "education"
    syllabi = [read_file_of_programmes(path) for path in sorted((education / "syllabi").glob("*.docx"))]
    sheets, attached = sum(one.sheets for one in syllabi), sum(one.sheets_attached for one in syllabi)
    courses = [course for one in syllabi for programme in one.programmes for course in programme.courses()]
    catalogue = read_file_of_programmes(education / "insa_lyon_courses.json.gz")
    courses += [course for programme in catalogue.programmes for course in programme.courses()]
    share = round(attached / max(1, sheets), 4)
    figures = [
        {
            "what": f"teach: course sheets of four real syllabi attached to their course, of {sheets}",
            "value": share, "unit": "share", "bar": ">= 0.98", "ok": share >= 0.98,
        }
    ]  # fmt: skip
    with TemporaryDirectory() as home:
        esco, rome = (install(Path(home), name, data=data, download=False) for name in ("esco", "rome"))
        began, wall = time.process_time(), time.perf_counter()
        links = map_skills(courses, SkillsMapper.of_release(esco))
        seconds = round(time.perf_counter() - wall, 1)
        processor = round(time.process_time() - began, 1)
        what = f"{len(courses):,} course descriptions → skills, model of the labels included"
        figures.append(_figure(what, seconds, "s", 60, links=links.num_rows, processor_seconds=processor))
        titles = read_certifications(education / "certif_info_2024.csv")
        wall = time.perf_counter()
        pairs = titles_gap(titles, rome).num_rows
        figures.append(
            _figure(
                f"gap of {len(titles)} titles × all occupations",
                round(time.perf_counter() - wall, 2),
                "s",
                10,
                pairs=pairs,
            )
        )
    return figures
