"""Recommendation sheets: what the figures call for, drafted for the officer to complete; evidence is always cited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from grappe.analysis.barometer import Barometer, top
from grappe.analysis.disclosure import PUBLISHED
from grappe.analysis.figures_said import interval, share, whole
from grappe.analysis.survey_whole import Survey
from grappe.needs import questionnaire
from grappe.papers import Block, Paper, Table, Text, Title
from grappe.words import Sentence

STRONG_TENSION = 4  #: official level from which an occupation calls for action
READY = 0.5  #: share of firms ready for an action, lower bound of its interval, from which it is worth starting
FOUR = 4.0  #: mean mark from which a cause of tension is strong
MOST = 8
TO_COMPLETE = Sentence("à compléter", "to be completed")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One sheet. Every field is a sentence; those that figures cannot say are ``TO_COMPLETE``.

    ``evidence`` cites the figure with its n and interval; ``caution`` says what it does not prove.
    """

    objective: Sentence
    problem: Sentence
    evidence: Sentence
    action: Sentence
    indicator: Sentence
    caution: Sentence
    priority: Sentence = TO_COMPLETE
    public: Sentence = TO_COMPLETE
    partners: Sentence = TO_COMPLETE
    modalities: Sentence = TO_COMPLETE
    deliverable: Sentence = TO_COMPLETE
    effect: Sentence = TO_COMPLETE


_NAMES = {
    "objective": Sentence("Objectif", "Objective"),
    "priority": Sentence("Priorité", "Priority"),
    "public": Sentence("Public", "Public"),
    "problem": Sentence("Problème", "Problem"),
    "evidence": Sentence("Ce qui le montre", "Evidence"),
    "action": Sentence("Action", "Action"),
    "partners": Sentence("Partenaires", "Partners"),
    "modalities": Sentence("Modalités", "Modalities"),
    "deliverable": Sentence("Livrable", "Deliverable"),
    "effect": Sentence("Effet attendu", "Expected effect"),
    "indicator": Sentence("Indicateur de suivi", "Follow-up indicator"),
    "caution": Sentence("Point de vigilance", "Point of caution"),
}


def recommendations(item: Barometer, survey: Survey | None = None) -> tuple[Recommendation, ...]:
    """At most ``MOST`` drafts, from published figures alone: tense occupations, strong causes, actions firms want."""
    found = [*_of_occupations(item), *(_of_survey(survey) if survey else ())]
    return tuple(found[:MOST])


def _of_occupations(item: Barometer) -> Iterator[Recommendation]:
    asked = {row["occupation"]: row for row in top(item.occupations, 12)}
    for row in item.tension.to_pylist() if item.tension.num_columns else ():
        wanted = asked.get(row["occupation"])
        if wanted and (row["official_level"] or 0) >= STRONG_TENSION:
            yield _of_occupation(wanted, row)


def _of_occupation(wanted: dict[str, Any], tension: dict[str, Any]) -> Recommendation:
    level, fr, en = tension["official_level"], wanted["label_fr"], wanted["label_en"]
    needs = {lang: whole(wanted["needs"], lang) for lang in ("fr", "en")}
    bounds = {lang: interval(wanted["share_low"], wanted["share_high"], lang) for lang in ("fr", "en")}
    return Recommendation(
        objective=Sentence(f"Pourvoir : {fr}", f"Fill: {en}"),
        problem=Sentence(
            f"{fr} : métier demandé ici et en tension {level} sur 5.", f"{en}: asked for here, tension {level} of 5."
        ),
        evidence=Sentence(
            f"{needs['fr']} besoins chez {wanted['employers']} employeurs, {bounds['fr']} de la demande ; "
            f"niveau officiel {level} (Dares {tension['year']}, {tension['fap']}).",
            f"{needs['en']} needs at {wanted['employers']} employers, {bounds['en']} of the demand; official level "
            f"{level} (Dares {tension['year']}, {tension['fap']}).",
        ),
        action=Sentence(
            "Lettre de besoins aux écoles ; visites et campagne sur le métier ; apprentis partagés entre membres.",
            "Letter of needs to schools; visits and a campaign on the occupation; apprentices shared by members.",
        ),
        indicator=Sentence(
            "Besoins pourvus à six mois ; délai pour pourvoir.", "Needs filled within six months; time to fill."
        ),
        caution=Sentence(
            "Le niveau officiel est celui de la famille professionnelle, pas du seul métier.",
            "The official level is that of the professional family, not of this occupation alone.",
        ),
    )


def _of_survey(survey: Survey) -> Iterator[Recommendation]:
    rows = [
        row for row in survey.figures.to_pylist() if row["college"] == "companies" and row["disclosure"] == PUBLISHED
    ]
    asked = questionnaire("companies").questions
    for row in sorted(rows, key=lambda row: -(row["mean"] or 0)):
        if row["question"] == "tension_causes" and (row["mean_low"] or 0) >= FOUR - 0.5 and row["mean"] >= FOUR:
            yield _of_cause(asked["tension_causes"].label(row["item"]), row)
    for row in sorted(rows, key=lambda row: -(row["share"] or 0)):
        if row["question"] == "readiness" and row["choice"] == "yes" and (row["share_low"] or 0) >= READY:
            yield _of_readiness(asked["readiness"].label(row["item"]), row)


def _of_cause(label: Sentence, row: dict[str, Any]) -> Recommendation:
    said = dict.fromkeys(("fr", "en"), f"{row['mean']:.1f}")
    bounds = f"{row['mean_low']:.1f}–{row['mean_high']:.1f}"
    return Recommendation(
        objective=Sentence(f"Agir sur une cause : {label.fr.lower()}", f"Act on a cause: {label.en.lower()}"),
        problem=Sentence(
            f"Les entreprises y voient une cause forte de leurs difficultés : {label.fr.lower()}.",
            f"Companies see in it a strong cause of their difficulties: {label.en.lower()}.",
        ),
        evidence=Sentence(
            f"Note moyenne {said['fr'].replace('.', ',')} sur 5 ({bounds.replace('.', ',')}, n = {row['n']}).",
            f"Mean mark {said['en']} of 5 ({bounds}, n = {row['n']}).",
        ),
        action=TO_COMPLETE,
        indicator=Sentence("La même note à la prochaine vague.", "The same mark in the next wave."),
        caution=Sentence(
            "C'est l'avis des entreprises ; les autres collèges peuvent voir autrement.",
            "This is the view of companies; other colleges may see otherwise.",
        ),
    )


def _of_readiness(label: Sentence, row: dict[str, Any]) -> Recommendation:
    fr, en = (_ready(row, language) for language in ("fr", "en"))
    return Recommendation(
        objective=Sentence(f"Lancer ensemble : {label.fr.lower()}", f"Start together: {label.en.lower()}"),
        problem=Sentence("Les entreprises agissent seules.", "Companies act alone."),
        evidence=Sentence(f"Prêtes : {fr}.", f"Ready: {en}."),
        action=label,
        indicator=Sentence("Entreprises qui y ont pris part.", "Companies that took part."),
        caution=Sentence("Dire oui dans une enquête n'est pas venir.", "To say yes in a survey is not to come."),
    )


def _ready(row: dict[str, Any], language: str) -> str:
    bounds = interval(row["share_low"], row["share_high"], language)
    return f"{share(row['share'], language)} ({bounds}, n = {row['n']})"


def recommendations_paper(item: Barometer, sheets: Sequence[Recommendation], *, language: str = "fr") -> Paper:
    """The sheets as one document."""
    title = Sentence("Fiches de recommandation", "Recommendation sheets").said(language)
    return Paper(title, item.cluster, item.cluster, language, item.day, tuple(_blocks(sheets, language)))


def _blocks(sheets: Sequence[Recommendation], language: str) -> Iterator[Block]:
    if not sheets:
        yield Text(
            Sentence(
                "Les chiffres publiables n'appellent aucune action à eux seuls.",
                "The figures that may be published call for no action by themselves.",
            ).said(language)
        )
    order = list(_NAMES)
    for number, sheet in enumerate(sheets, start=1):
        values = {field.name: getattr(sheet, field.name) for field in fields(sheet)}
        yield Title(1, f"{number}. {sheet.objective.said(language)}")
        rows = tuple((_NAMES[name].said(language), values[name].said(language)) for name in order)
        yield Table(sheet.objective.said(language), ("", ""), rows, (3, 9))
