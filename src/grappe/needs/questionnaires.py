"""The question bank of a territorial survey: colleges, blocks, questions, in both languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from grappe.words import Kind, Refused, Sentence, Where

QuestionKind = Literal["one", "many", "scale", "stances", "number", "flag", "text", "list", "parts", "hires"]
#: The colleges of a survey: each has its own questionnaire, and their answers are compared, never added up.
COLLEGES = ("companies", "training", "actors", "unions")
STANCES: Mapping[str, Sentence] = {
    "yes": Sentence("oui", "yes"),
    "maybe": Sentence("peut-être", "perhaps"),
    "no": Sentence("non", "no"),
}
SCALE = (1, 2, 3, 4, 5)
#: The columns of a table of planned hires: the core of the national survey of labour needs.
HIRES: Mapping[str, Sentence] = {
    "title": Sentence("Métier", "Occupation"),
    "positions": Sentence("Nombre", "Number"),
    "difficult": Sentence("Jugé difficile ?", "Thought difficult?"),
    "seasonal": Sentence("Saisonnier ?", "Seasonal?"),
    "cause": Sentence("Cause de la difficulté", "Cause of the difficulty"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen, or an item that is scored: its key for ever, its label."""

    key: str
    label: Sentence


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank. ``choices`` are the items of a scale, of stances and of parts.

    ``least`` and ``most``: bounds of a number, or how many may be chosen. ``codes`` says that free answers are titles
    of occupations or names of skills, to be coded. ``sums_to``: the number that the parts must add up to.
    """

    key: str
    kind: QuestionKind
    text: Sentence
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    least: float = 0
    most: float = 0
    sums_to: str = ""
    codes: str = ""
    required: bool = False

    def label(self, item: str) -> Sentence:
        """The label of a choice or an item; the key itself where it has none."""
        return next((choice.label for choice in self.choices if choice.key == item), Sentence(item, item))


@dataclass(frozen=True, slots=True)
class Block:
    """Questions that stand together."""

    title: Sentence
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What one college is asked. ``version`` is that of the bank; waves of other versions share questions by key."""

    college: str
    title: Sentence
    version: str
    blocks: tuple[Block, ...]

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question by key, in the order they are asked."""
        return {question.key: question for block in self.blocks for question in block.questions}


def questionnaire(college: str) -> Questionnaire:
    """The questionnaire of a college. Raises ``Refused`` for a college that the bank does not know."""
    found = _bank().get(college)
    if found is None:
        raise Refused(
            Sentence(f"collège inconnu : {college}", f"unknown college: {college}"),
            hint=Sentence(", ".join(COLLEGES), ", ".join(COLLEGES)),
            kind=Kind.CALL,
            where=Where(value=college),
        )
    return found


@lru_cache(maxsize=1)
def _bank() -> Mapping[str, Questionnaire]:
    document = tomllib.loads(files("grappe.needs").joinpath("questionnaire/bank.toml").read_text("utf-8"))
    questions = {key: _question(key, entry) for key, entry in document["questions"].items()}
    return {
        college: Questionnaire(
            college,
            Sentence(entry["fr"], entry["en"]),
            document["version"],
            tuple(Block(Sentence(fr, en), tuple(questions[key] for key in keys)) for fr, en, keys in entry["blocks"]),
        )
        for college, entry in document["colleges"].items()
    }


def _question(key: str, entry: Mapping[str, Any]) -> Question:
    listed = entry.get("choices", entry.get("items", ()))
    return Question(
        key=key,
        kind=entry["kind"],
        text=Sentence(entry["fr"], entry["en"]),
        choices=tuple(Choice(name, Sentence(fr, en)) for name, fr, en in listed),
        unit=entry.get("unit", ""),
        least=entry.get("least", 0),
        most=entry.get("most", 0),
        sums_to=entry.get("sums_to", ""),
        codes=entry.get("codes", ""),
        required=entry.get("required", False),
    )
