"""What can be wrong with an answer to a survey, said in both languages, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from grappe.words import Sentence


@dataclass(frozen=True, slots=True)
class Objection:
    """One answer that did not enter, or that is doubtful (``kept``): where, what was written, what to do."""

    question: str
    item: str
    value: str
    sentence: Sentence
    hint: Sentence
    kept: bool = False


#: What is wrong in French and English, what to do in French and English; ``{…}`` are filled in.
_REMARKS: Mapping[str, tuple[str, str, str, str]] = {
    "unknown": ("question inconnue", "unknown question", "ôtez-la", "remove it"),
    "missing": ("réponse attendue", "an answer is expected", "répondez à cette question", "answer this question"),
    "choice": ("ce n'est pas un des choix", "this is not one of the choices", "choisissez : {fr}", "choose: {en}"),
    "many": ("{n} choix, {most} au plus", "{n} choices, at most {most}", "gardez-en {most}", "keep {most} of them"),
    "shape": ("réponse illisible", "unreadable answer", "attendu : {fr}", "expected: {en}"),
    "item": ("réponse ou ligne inconnue", "unknown answer or row", "attendu : {fr}", "expected: {en}"),
    "number": ("ce n'est pas un nombre", "this is not a number", "écrivez par exemple 12", "write for instance 12"),
    "bounds": ("hors de {least} à {most}", "not between {least} and {most}", "vérifiez le nombre", "check the number"),
    "flag": ("ni oui ni non", "neither yes nor no", "écrivez oui ou non", "write yes or no"),
    "title": ("il manque le métier", "the occupation is missing", "par exemple « Soudeur TIG »", "say “TIG welder”"),
    "positions": (
        "ce n'est pas un nombre de postes de 1 à 9 999",
        "this is not a number of positions from 1 to 9,999",
        "écrivez un nombre entier",
        "write a whole number",
    ),
    "sum": (
        "la somme fait {sum}, le total déclaré est {total}",
        "the parts add up to {sum}, the total given is {total}",
        "corrigez les parts ou le total",
        "correct the parts or the total",
    ),
    "five": (
        "moins de départs en cinq ans qu'en deux",
        "fewer retirements in five years than in two",
        "vérifiez les deux nombres",
        "check both numbers",
    ),
}


def objection(
    remark: str, question: str, value: object = "", *, item: str = "", kept: bool = False, **filled: object
) -> Objection:
    """The objection of a kind to an answer; ``filled`` completes its sentences."""
    fr, en, do_fr, do_en = (text.format(**filled) for text in _REMARKS[remark])
    return Objection(question, item, str(value)[:200], Sentence(fr, en), Sentence(do_fr, do_en), kept)
