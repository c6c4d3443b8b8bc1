"""The letter of needs to schools: what the cluster asks for, with n and interval, and what it asks of them."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from grappe.analysis.barometer import Barometer, top
from grappe.analysis.barometer_words import period
from grappe.analysis.figures_said import interval, share, whole
from grappe.papers import Block, Paper, Table, Text, Title
from grappe.words import Sentence

OCCUPATIONS_TOLD, SKILLS_TOLD = 15, 12

_WORDS: Mapping[str, Sentence] = {
    "title": Sentence("Lettre de besoins", "Letter of needs"),
    "to": Sentence("à l'attention de {to}", "to {to}"),
    "opening": Sentence(
        "Madame, Monsieur, voici les métiers que nos membres cherchent, tels qu'ils les ont exprimés ({period}). "
        "Chaque nombre est donné avec ce sur quoi il repose ; aucun ne désigne une entreprise.",
        "Dear all, here are the occupations that our members look for, as they expressed them ({period}). Each number "
        "comes with what it rests on; none points to a company.",
    ),
    "occupations": Sentence("Métiers demandés", "Occupations asked for"),
    "caption": Sentence(
        "Les métiers les plus demandés. Part : parmi les besoins rattachés à un métier, intervalle à 95 %.",
        "The occupations most in demand. Share: among the needs coded to an occupation, 95% interval.",
    ),
    "nothing": Sentence(
        "Trop peu d'employeurs ont exprimé des besoins pour qu'un chiffre soit publié.",
        "Too few employers expressed needs for a figure to be published.",
    ),
    "hard": Sentence("Où le recrutement est difficile", "Where hiring is hard"),
    "hard_caption": Sentence(
        "Niveau officiel de la Dares (1 à 5) ; à côté, la part que nos membres jugent difficile, non officielle.",
        "Tension: official level of the Dares (1 to 5); beside it the share our members judge difficult, not official.",
    ),
    "skills": Sentence("Compétences qui montent", "Skills on the rise"),
    "skills_caption": Sentence(
        "Compétences dont la part dans les besoins augmente, et ce qui le montre.",
        "Skills whose share of the needs rises, and what shows it.",
    ),
    "asked": Sentence("Ce que nous vous demandons", "What we ask of you"),
    "ask_1": Sentence(
        "Dites-nous lesquels de vos programmes forment à ces métiers, avec combien de places.",
        "Tell us which of your programmes train for these occupations, with how many places.",
    ),
    "ask_2": Sentence(
        "Dites-nous quelles compétences vous ajouteriez à la rentrée, et lesquelles nos membres peuvent enseigner.",
        "Tell us which skills you can add by the next school year, and which of them our members can teach.",
    ),
    "ask_3": Sentence(
        "Proposez-nous des apprentis : plusieurs membres peuvent en partager un.",
        "Offer us apprentices: several members can share one.",
    ),
    "closing": Sentence(
        "La méthode, les seuils et les sources sont dans le baromètre du même jour.",
        "The method, the thresholds and the sources stand in the barometer of the same day.",
    ),
    "occupation": Sentence("Métier", "Occupation"),
    "needs": Sentence("Besoins", "Needs"),
    "positions": Sentence("Postes", "Positions"),
    "employers": Sentence("Employeurs", "Employers"),
    "share": Sentence("Part (intervalle)", "Share (interval)"),
    "level": Sentence("Niveau officiel", "Official level"),
    "difficult": Sentence("Jugés difficiles (intervalle)", "Judged difficult (interval)"),
    "n": Sentence("n", "n"),
    "skill": Sentence("Compétence", "Skill"),
    "state": Sentence("État", "State"),
    "ads": Sentence("Besoins qui la citent", "Needs that name it"),
}
_STATES = {
    "emerging": Sentence("émergente", "emerging"),
    "growing": Sentence("en croissance", "growing"),
    "core": Sentence("installée", "core"),
    "declining": Sentence("en recul", "declining"),
}


def needs_letter(item: Barometer, *, to: str = "", rising: pa.Table | None = None, language: str = "fr") -> Paper:
    """The letter, from the figures of a barometer; only what may be published is in it.

    ``to``: the school, nothing for a letter to all; ``rising``: skills by state (``EMERGENCE``, of
    which those that rise are told), nothing where they were not looked for.
    """
    words = {name: sentence.said(language) for name, sentence in _WORDS.items()}
    subtitle = f"{item.cluster} · {words['to'].format(to=to)}" if to else item.cluster
    blocks = tuple(_blocks(item, rising, words, language))
    return Paper(words["title"], subtitle, item.cluster, language, item.day, blocks)


def _blocks(item: Barometer, rising: pa.Table | None, words: Mapping[str, str], language: str) -> Iterator[Block]:
    yield Text(words["opening"].format(period=period(item).said(language)))
    yield Title(1, words["occupations"])
    rows = top(item.occupations, OCCUPATIONS_TOLD)
    if not rows:
        yield Text(words["nothing"])
    else:
        heads = ("occupation", "needs", "positions", "employers", "share")
        told = tuple(_occupation(row, language) for row in rows)
        yield Table(words["caption"], _heads(words, heads), told, (6, 2, 2, 2, 4), frozenset({1, 2, 3, 4}))
    yield from _hard(item, {row["occupation"] for row in rows}, words, language)
    if rising is not None and rising.num_rows:
        yield from _rising(rising, words, language)
    yield Title(1, words["asked"])
    yield from (Text(words[name]) for name in ("ask_1", "ask_2", "ask_3", "closing"))


def _heads(words: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words[name] for name in names)


def _occupation(row: Mapping[str, Any], language: str) -> tuple[str, ...]:
    bounds = interval(row["share_low"], row["share_high"], language)
    counts = (whole(row[name], language) for name in ("needs", "positions", "employers"))
    return (_name(row, language), *counts, f"{share(row['share'], language)} ({bounds})")


def _name(row: Mapping[str, Any], language: str) -> str:
    return f"{row[f'label_{language}']} ({row['occupation']})"


def _hard(item: Barometer, told: set[str], words: Mapping[str, str], language: str) -> Iterator[Block]:
    """The tension of the occupations of the letter, official and members' apart."""
    if not item.tension.num_columns:
        return
    rows = [
        row
        for row in item.tension.to_pylist()
        if row["occupation"] in told and (row["official_level"] or row["survey_n"])
    ]
    if rows:
        yield Title(1, words["hard"])
        cells = tuple(_tension(row, language) for row in rows)
        heads = _heads(words, ("occupation", "level", "difficult", "n"))
        yield Table(words["hard_caption"], heads, cells, (6, 2, 4, 2), frozenset({1, 2, 3}))


def _tension(row: Mapping[str, Any], language: str) -> tuple[str, ...]:
    level = str(row["official_level"] or "–")
    bounds = interval(row["survey_low"], row["survey_high"], language)
    said = f"{share(row['observed_share'], language)} ({bounds})" if row["observed_share"] is not None else "–"
    return (_name(row, language), level, said, str(row["survey_n"] or "–"))


def _rising(rising: pa.Table, words: Mapping[str, str], language: str) -> Iterator[Block]:
    yield Title(1, words["skills"])
    rows = [row for row in rising.to_pylist() if row["state"] in ("emerging", "growing")][:SKILLS_TOLD]
    cells = tuple((row["label"], _STATES[row["state"]].said(language), whole(row["ads"], language)) for row in rows)
    yield Table(words["skills_caption"], _heads(words, ("skill", "state", "ads")), cells, (7, 3, 3), frozenset({2}))
