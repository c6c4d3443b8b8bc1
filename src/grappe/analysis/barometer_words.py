"""The sentences of the barometer, in French and in English."""

from collections.abc import Mapping
from typing import Any

from grappe.analysis.barometer import Barometer, hidden, top
from grappe.analysis.figures_said import day_said, interval, month_said, share, whole
from grappe.words import Sentence

CONTRACTS: Mapping[str, Sentence] = {
    "cdi": Sentence("CDI", "Permanent"),
    "cdd": Sentence("CDD", "Fixed-term"),
    "interim": Sentence("Intérim", "Agency work"),
    "apprenticeship": Sentence("Apprentissage", "Apprenticeship"),
    "professionalisation": Sentence("Professionnalisation", "Work-study contract"),
    "internship": Sentence("Stage", "Internship"),
    "seasonal": Sentence("Saisonnier", "Seasonal"),
    "freelance": Sentence("Indépendant", "Freelance"),
    "public": Sentence("Emploi public", "Public service"),
    "other": Sentence("Autre", "Other"),
}
UNKNOWN_SAID = Sentence("non précisé", "not stated")

WORDS: Mapping[str, Sentence] = {
    "title": Sentence("Baromètre des besoins", "Barometer of needs"),
    "brief": Sentence("L’essentiel", "In brief"),
    "needs": Sentence("Besoins", "Needs"),
    "positions": Sentence("Postes", "Positions"),
    "employers": Sentence("Employeurs", "Employers"),
    "coded": Sentence("Besoins rattachés à un métier", "Needs coded to an occupation"),
    "waiting": Sentence("Besoins à vérifier", "Needs waiting for review"),
    "occupations": Sentence("Métiers les plus demandés", "Occupations most in demand"),
    "occupation": Sentence("Métier", "Occupation"),
    "share": Sentence("Part", "Share"),
    "interval": Sentence("intervalle à 95 %", "95% interval"),
    "without_largest": Sentence("Sans le 1er employeur", "Without the largest employer"),
    "permanent": Sentence("CDI (intervalle)", "Permanent (interval)"),
    "pay": Sentence("Salaire médian (brut/an)", "Median pay (gross/year)"),
    "territories": Sentence("Où sont les besoins", "Where the needs are"),
    "territory": Sentence("Département", "Département"),
    "months": Sentence("Mois après mois", "Month by month"),
    "month": Sentence("Mois", "Month"),
    "contracts": Sentence("Contrats proposés", "Contracts offered"),
    "contract": Sentence("Contrat", "Contract"),
    "tension": Sentence("Tension : deux mesures, jamais mélangées", "Tension: two measures, never mixed"),
    "official": Sentence("Niveau officiel (1–5)", "Official level (1–5)"),
    "answers": Sentence("Réponses des membres (n)", "Members' answers (n)"),
    "observed": Sentence("Jugés difficiles (intervalle)", "Judged difficult (interval)"),
    "reference": Sentence("Référence BMO", "BMO reference"),
    "shrunk": Sentence("Part resserrée, non officielle", "Shrunk share, not official"),
    "weight": Sentence("Poids des membres", "Members' weight"),
    "method": Sentence("Méthode et sources", "Method and sources"),
    "sources": Sentence("Versions de référence", "Reference releases"),
    "nothing": Sentence("Aucun chiffre publiable ici.", "No figure can be published here."),
    "page": Sentence("page", "page"),
    "legend_hidden": Sentence("secret statistique", "confidential"),
    "legend_none": Sentence("aucun besoin", "no need"),
    "unprotected": Sentence("SANS SECRET STATISTIQUE : NE PAS DIFFUSER", "NO DISCLOSURE CONTROL: NOT FOR PUBLICATION"),
}


def method(item: Barometer) -> list[Sentence]:
    """How the figures were made, one sentence each."""
    least = item.minimum
    return [
        Sentence(
            "Un besoin est une annonce, une ligne de recueil ou une saisie. Par métier, seuls comptent les besoins "
            "rattachés avec certitude ; les autres attendent une personne.",
            "A need is an advertisement, a line of a survey or an entry. By occupation, only the needs coded beyond "
            "doubt count; the others wait for a person.",
        ),
        Sentence(
            "Chaque part est donnée avec son intervalle de confiance à 95 % (Wilson). Avec 7 réponses, une réponse "
            "pèse 14 points : 4 sur 7 se lit « entre 25 % et 84 % », pas « 57 % ».",
            "Each share comes with its 95% confidence interval (Wilson). With 7 answers one answer weighs 14 points: "
            "4 of 7 reads “between 25% and 84%”, not “57%”.",
        ),
        Sentence(
            f"Un chiffre qui repose sur moins de {least} employeurs n’est pas publié, ni ceux dont une soustraction "
            "le livrerait. Un besoin sans employeur connu n’ajoute aucun employeur.",
            f"A figure that rests on fewer than {least} employers is not published, nor are those that would give it "
            "away by subtraction. A need without a known employer adds none.",
        ),
        Sentence(
            "Salaire : médiane du milieu des fourchettes, brut par an à temps plein ; un taux horaire compte pour "
            "52 semaines légales, un salaire mensuel pour 12 mois.",
            "Pay: median of mid-ranges, gross per year at full time; an hourly rate counts 52 legal weeks, a monthly "
            "pay 12 months.",
        ),
        Sentence(
            "Tension : le niveau officiel est celui de la Dares, tel quel. La part des membres, (d + m·p0) / (n + m), "
            "rapproche leurs réponses de l’enquête BMO quand elles sont peu nombreuses ; elle n’est pas officielle.",
            "Tension: the official level is that of the Dares, as published. The members’ share, "
            "(d + m·p0) / (n + m), draws their answers towards the BMO survey where they are few; it is not official.",
        ),
    ]


def takeaways(item: Barometer) -> list[Sentence]:
    """What the figures say in a few sentences, none of them without its n or interval."""
    said = [_said_of_occupation(row) for row in top(item.occupations, 1)]
    for row in top(item.departements, 1):
        fr, en = whole(row["needs"]), whole(row["needs"], "en")
        said.append(
            Sentence(
                f"Premier département : {row['label_fr']}, {fr} besoins, soit {_ends(row, 'fr')} du total.",
                f"First département: {row['label_en']}, {en} needs, {_ends(row, 'en')} of all.",
            )
        )
    permanent = [row for row in top(item.contracts, 100) if row["contract"] == "cdi"]
    said += [
        Sentence(
            f"Le CDI représente {_ends(row, 'fr')} des besoins.",
            f"Permanent jobs are {_ends(row, 'en')} of needs.",
        )
        for row in permanent
    ]
    if item.open and item.totals.waiting:
        fr, en = whole(item.totals.waiting), whole(item.totals.waiting, "en")
        said.append(
            Sentence(
                f"{fr} besoins attendent une vérification : ils ne sont dans aucun chiffre par métier.",
                f"{en} needs wait for review: they are in no figure by occupation.",
            )
        )
    return said


def _said_of_occupation(row: Mapping[str, Any]) -> Sentence:
    without = row["needs_without_largest"]
    rest_fr = f" ; {whole(without)} sans son premier employeur" if without is not None else ""
    rest_en = f"; {whole(without, 'en')} without its largest employer" if without is not None else ""
    fr, en = whole(row["needs"]), whole(row["needs"], "en")
    return Sentence(
        f"Métier le plus demandé : {row['label_fr']}, {fr} besoins, {_ends(row, 'fr')} du total{rest_fr}.",
        f"Most in demand: {row['label_en']}, {en} needs, {_ends(row, 'en')} of all{rest_en}.",
    )


def _ends(row: Mapping[str, Any], language: str) -> str:
    """A share and its interval: ``26 % (23–30 %)``."""
    return f"{share(row['share'], language)} ({interval(row['share_low'], row['share_high'], language)})"


def period(item: Barometer) -> Sentence:
    """The days of publication that the needs span, and the day of the edition."""
    first, last = item.totals.first_day, item.totals.last_day
    if first is None or last is None:
        return Sentence(f"Édition du {day_said(item.day)}", f"Edition of {day_said(item.day, 'en')}")
    return Sentence(
        f"Besoins publiés du {day_said(first)} au {day_said(last)} · édition du {day_said(item.day)}",
        f"Needs published {day_said(first, 'en')} to {day_said(last, 'en')} · edition of {day_said(item.day, 'en')}",
    )


def left_out(item: Barometer, name: str) -> Sentence:
    """How many rows of one table are not shown, empty where none."""
    count = hidden(getattr(item, name))
    if not count:
        return Sentence("", "")
    return Sentence(
        f"{whole(count)} ligne{'s' if count > 1 else ''} sous secret statistique.",
        f"{whole(count, 'en')} row{'s' if count > 1 else ''} left out as confidential.",
    )


def contract_said(name: str, language: str) -> str:
    """A kind of contract as people call it."""
    return CONTRACTS.get(name, UNKNOWN_SAID).said(language)


def month_or_unknown(name: str, language: str) -> str:
    """A month in full, “not stated” where it is not known."""
    said = month_said(name, language)
    return said if said != name else UNKNOWN_SAID.said(language)
