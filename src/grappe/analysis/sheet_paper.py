"""The sheet of an occupation as a document: definition, who asks, how hard, skills, ways in."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from grappe.analysis.disclosure import PUBLISHED
from grappe.analysis.figures_said import euros, interval, share, whole
from grappe.analysis.occupation_sheets import OccupationSheet
from grappe.papers import Block, Paper, Table, Text, Title
from grappe.words import Sentence

_WORDS: Mapping[str, Sentence] = {
    "what": Sentence("Ce qu'est ce métier", "What this occupation is"),
    "asked": Sentence("Qui le demande", "Who asks for it"),
    "needs": Sentence("Besoins", "Needs"),
    "positions": Sentence("Postes", "Positions"),
    "employers": Sentence("Employeurs", "Employers"),
    "largest": Sentence("Part du premier employeur", "Share of the largest employer"),
    "without": Sentence("Besoins sans le premier employeur", "Needs without the largest employer"),
    "permanent": Sentence("Part en CDI", "Share of permanent jobs"),
    "pay": Sentence("Salaire médian brut par an", "Median gross pay a year"),
    "hidden": Sentence(
        "Trop peu d'employeurs pour publier des chiffres.", "Too few employers for figures to be published."
    ),
    "figure": Sentence("Chiffre", "Figure"),
    "value": Sentence("Valeur", "Value"),
    "where": Sentence("Où", "Where"),
    "place": Sentence("Département", "Département"),
    "hard": Sentence("Difficulté à recruter", "Difficulty of hiring"),
    "official": Sentence("Niveau officiel de tension (Dares, 1 à 5)", "Official level of tension (Dares, 1 to 5)"),
    "members": Sentence(
        "Part jugée difficile par nos membres (non officielle)", "Share our members judge difficult (not official)"
    ),
    "skills": Sentence("Compétences", "Skills"),
    "skill": Sentence("Compétence", "Skill"),
    "kind": Sentence("Nature", "Kind"),
    "mark": Sentence("Marque du référentiel", "Mark of the reference"),
    "ways": Sentence("Métiers proches, dans les deux sens", "Near occupations, either way"),
    "code": Sentence("Code", "Code"),
    "occupation": Sentence("Métier", "Occupation"),
    "main": Sentence("principale", "main"),
    "emerging": Sentence("émergente", "emerging"),
    "skill_": Sentence("savoir-faire", "skill"),
    "knowledge": Sentence("savoir", "knowledge"),
    "macro": Sentence("macro-savoir-faire", "macro skill"),
    "soft": Sentence("savoir-être", "soft skill"),
}


def sheet_paper(item: OccupationSheet, *, cluster: str, day: date, release: str, language: str = "fr") -> Paper:
    """The document of an occupation sheet; members are never named in it. ``release`` is that of the codes."""
    words = {name: sentence.said(language) for name, sentence in _WORDS.items()}
    name = (item.label_en if language == "en" else None) or item.label_fr
    blocks = tuple(_blocks(item, words, language))
    return Paper(name, f"{item.code} · {release} · {cluster}", cluster, language, day, blocks)


def _blocks(item: OccupationSheet, words: Mapping[str, str], language: str) -> Iterator[Block]:
    definition = (item.definition_en if language == "en" else None) or item.definition_fr
    if definition:
        yield Title(1, words["what"])
        yield Text(definition)
    yield Title(1, words["asked"])
    yield from _asked(item, words, language)
    yield from _hard(item, words, language)
    if item.skills:
        rows = tuple(_skill(row, words, language) for row in item.skills)
        yield Title(1, words["skills"])
        yield Table(words["skills"], (words["skill"], words["kind"], words["mark"]), rows, (8, 3, 3))
    if item.mobilities:
        yield Title(1, words["ways"])
        listed = tuple((_label(row, language), row["code"]) for row in item.mobilities)
        yield Table(words["ways"], (words["occupation"], words["code"]), listed, (9, 2))


def _label(row: Mapping[str, Any], language: str) -> str:
    return str((row["label_en"] if language == "en" else None) or row["label_fr"])


def _skill(row: Mapping[str, Any], words: Mapping[str, str], language: str) -> tuple[str, str, str]:
    kind = words.get(row["kind"] if row["kind"] != "skill" else "skill_", str(row["kind"]))
    return _label(row, language), kind, words.get(row["weight"] or "", "")


def _asked(item: OccupationSheet, words: Mapping[str, str], language: str) -> Iterator[Block]:
    whole_rows = [row for row in item.figures.get("occupation", ()) if row["disclosure"] == PUBLISHED]
    if not whole_rows:
        yield Text(words["hidden"])
        return
    rows = tuple(_figures(whole_rows[0], words, language))
    yield Table(words["asked"], (words["figure"], words["value"]), rows, (6, 6), frozenset({1}))
    places = [row for row in item.figures.get("occupation,territory", ()) if row["disclosure"] == PUBLISHED]
    if places:
        listed = tuple((row["territory"], whole(row["needs"], language)) for row in places[:10])
        yield Table(words["where"], (words["place"], words["needs"]), listed, (6, 3), frozenset({1}))


def _figures(row: Mapping[str, Any], words: Mapping[str, str], language: str) -> Iterator[tuple[str, str]]:
    for name in ("needs", "positions", "employers"):
        yield words[name], whole(row[name], language)
    yield words["largest"], share(row["largest_employer_share"], language)
    yield words["without"], whole(row["needs_without_largest"], language)
    bounds = interval(row["permanent_low"], row["permanent_high"], language)
    yield words["permanent"], f"{share(row['permanent_share'], language)} ({bounds}), n = {row['permanent_n']}"
    yield words["pay"], f"{euros(row['pay_median_year'], language)}, n = {row['pay_n']}"


def _hard(item: OccupationSheet, words: Mapping[str, str], language: str) -> Iterator[Block]:
    told = item.tension
    if told is None:
        return
    rows = []
    if told["official_level"] is not None:
        rows.append((words["official"], f"{told['official_level']} ({told['fap']}, {told['year']})"))
    if told["observed_share"] is not None:
        bounds = interval(told["survey_low"], told["survey_high"], language)
        rows.append((words["members"], f"{share(told['observed_share'], language)} ({bounds}), n = {told['survey_n']}"))
    if rows:
        yield Title(1, words["hard"])
        yield Table(words["hard"], (words["figure"], words["value"]), tuple(rows), (7, 5), frozenset({1}))
