"""What can be wrong with a row, said in both languages, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

from grappe.words import Refused, Sentence, Where

Level = Literal["warning", "refusal"]


@dataclass(frozen=True, slots=True)
class RowIssue:
    """One thing that is wrong: a ``warning`` lets the row in, a ``refusal`` keeps it out. ``hint`` says what to do."""

    level: Level
    where: Where
    sentence: Sentence
    hint: Sentence | None = None

    def said(self, language: str = "fr") -> str:
        """``file: sheet: row: column: value: what is wrong: what to do`` on one line."""
        return Refused(self.sentence, hint=self.hint, where=self.where).said(language)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong and what to do, before one knows where."""

    sentence: Sentence
    hint: Sentence | None = None


def _remark(fr: str, en: str, hint_fr: str = "", hint_en: str = "") -> Remark:
    return Remark(Sentence(fr, en), Sentence(hint_fr, hint_en) if hint_fr else None)


# Refusals
NO_TITLE = _remark(
    "il manque l'intitulé du poste",
    "the job title is missing",
    "écrivez l'intitulé, par exemple « Soudeur TIG »",
    "write the title, for instance “TIG welder”",
)
NOT_A_COUNT = _remark(
    "le nombre de postes n'est pas un nombre entier d'au moins 1",
    "the number of positions is not a whole number of at least 1",
    "écrivez un nombre, par exemple 2",
    "write a number, for instance 2",
)
TOO_MANY = _remark(
    "plus de 9 999 postes pour un seul besoin",
    "more than 9,999 positions for one need",
    "vérifiez le nombre ; au-delà, faites plusieurs lignes",
    "check the number; beyond, use several rows",
)
SAME_KEY = _remark(
    "même identifiant qu'une ligne précédente, avec un autre contenu",
    "same identifier as an earlier row, with other content",
    "gardez une seule des deux lignes, ou changez l'identifiant",
    "keep one of the two rows, or change the identifier",
)
SHAPE = Sentence("corrigez la ligne, puis renvoyez-la", "correct the row, then send it again")

# Warnings
MANY = _remark(
    "plus de 1 000 postes : à vérifier", "more than 1,000 positions: to be checked", "vérifiez le nombre", "check it"
)
NO_PLACE = _remark(
    "lieu de travail inconnu", "unknown place of work", "indiquez la commune et le code postal", "give commune and code"
)
UNKNOWN_PLACE = _remark(
    "commune non reconnue",
    "commune not recognised",
    "ajoutez le code postal ou le département",
    "add the postal code or the département",
)
WRONG_POSTCODE = _remark("ce n'est pas un code postal", "this is not a postal code", "cinq chiffres", "five digits")
WRONG_INSEE = _remark("ce n'est pas un code INSEE de commune", "this is not an INSEE code", "cinq signes", "five signs")
WRONG_SIRET = _remark(
    "SIRET faux (14 chiffres, clé de contrôle)",
    "wrong SIRET (14 digits, control key)",
    "recopiez-le depuis annuaire-entreprises.data.gouv.fr",
    "copy it from annuaire-entreprises.data.gouv.fr",
)
WRONG_NAF = _remark("ce n'est pas un code NAF", "this is not a NAF code", "exemple : 28.41Z", "example: 28.41Z")
WRONG_ROME = _remark("ce n'est pas un code ROME", "this is not a ROME code", "exemple : H2902", "example: H2902")
UNKNOWN_ROME = _remark(
    "code ROME inconnu de la version installée",
    "ROME code unknown to the installed release",
    "vérifiez le code, ou installez une version plus récente",
    "check the code, or install a newer release",
)
FUTURE = _remark(
    "date de publication dans le futur", "day of publication in the future", "vérifiez la date", "check the day"
)
NOT_A_DAY = _remark(
    "date non comprise, laissée vide", "day not understood, left empty", "exemple : 02/03/2026", "example: 2026-03-02"
)
NOT_PAY = _remark(
    "rémunération non comprise ou invraisemblable, laissée vide",
    "pay not understood or implausible, left empty",
    "un minimum, un maximum, une unité (heure, mois, an)",
    "a minimum, a maximum, a unit (hour, month, year)",
)
NOT_A_CONTRACT = _remark(
    "contrat non compris, laissé vide",
    "contract not understood, left empty",
    "choisissez dans la liste du modèle",
    "choose from the list of the template",
)
NOT_HOURS = _remark(
    "durée de travail non comprise, laissée vide", "working time not understood, left empty", "exemple : 35", "e.g. 35"
)
CUT_TEXT = _remark("texte très long, coupé", "very long text, cut", "gardez l'essentiel", "keep the essential")
