"""A questionnaire as a page shows it: what was typed stands in its field, what is wrong stands beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grappe.needs import HIRES, SCALE, STANCES, Objection, Question, Questionnaire
from grappe.web.surveys.forms import HIRE_ROWS

#: How a checked answer is typed again.
_WORDS: Mapping[Any, str] = {True: "oui", False: "non", None: ""}


@dataclass(frozen=True, slots=True)
class Item:
    """A choice, or a line that is marked: key, label, whether it is chosen, what was typed."""

    key: str
    label: str
    chosen: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as shown. ``options`` are the marks or stances of its lines; ``wrong`` what there is to put right."""

    key: str
    kind: str
    text: str
    required: bool
    value: str
    items: tuple[Item, ...]
    options: tuple[tuple[str, str], ...]
    most: int
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    wrong: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A block of questions under its title."""

    title: str
    questions: tuple[Asked, ...]


def sections(
    asked: Questionnaire, written: Mapping[str, Any], objections: Sequence[Objection], language: str
) -> tuple[Section, ...]:
    """The blocks of a questionnaire with what was typed in them."""
    wrong: dict[str, list[Objection]] = {}
    for objection in objections:
        wrong.setdefault(objection.question, []).append(objection)
    return tuple(
        Section(
            block.title.said(language),
            tuple(
                _asked(question, written.get(question.key), wrong.get(question.key, ()), language)
                for question in block.questions
            ),
        )
        for block in asked.blocks
    )


def heads(language: str) -> tuple[tuple[str, str], ...]:
    """The columns of planned hires."""
    return tuple((key, label.said(language)) for key, label in HIRES.items())


def _asked(question: Question, typed: Any, wrong: Sequence[Objection], language: str) -> Asked:
    return Asked(
        key=question.key,
        kind=question.kind,
        text=question.text.said(language),
        required=question.required,
        value=_value(typed),
        items=tuple(_items(question, typed, language)),
        options=_options(question, language),
        most=int(question.most) if question.kind == "many" else 0,
        rows=_rows(typed) if question.kind == "hires" else (),
        wrong=tuple(_wrong(question, objection, language) for objection in wrong),
    )


def _value(typed: Any) -> str:
    if isinstance(typed, list):
        return "\n".join(text for text in typed if isinstance(text, str))
    return "" if typed is None or isinstance(typed, Mapping) else str(typed)


def _items(question: Question, typed: Any, language: str) -> Iterator[Item]:
    for choice in question.choices:
        label = choice.label.said(language)
        if question.kind in ("scale", "stances", "parts"):
            value = typed.get(choice.key, "") if isinstance(typed, Mapping) else ""
            yield Item(choice.key, label, value=str(value))
        else:
            chosen = choice.key in typed if isinstance(typed, list) else choice.key == typed
            yield Item(choice.key, label, chosen=chosen)


def _options(question: Question, language: str) -> tuple[tuple[str, str], ...]:
    if question.kind == "scale":
        return tuple((str(mark), str(mark)) for mark in SCALE)
    if question.kind == "stances":
        return tuple((key, label.said(language)) for key, label in STANCES.items())
    return ()


def _rows(typed: Any) -> tuple[tuple[int, Mapping[str, str]], ...]:
    """The rows that were filled in, and empty ones below."""
    given = [row for row in typed if isinstance(row, Mapping)] if isinstance(typed, list) else []
    filled = [{key: _WORDS.get(value, value) for key, value in row.items()} for row in given]
    return tuple(enumerate([*filled, *({} for _row in range(HIRE_ROWS))], start=1))


def _wrong(question: Question, objection: Objection, language: str) -> tuple[str, str, str]:
    """Where (an item or a row), what is wrong, what to do."""
    place = question.label(objection.item).said(language) if objection.item else ""
    said = " : ".join(part for part in (place, f"« {objection.value} »" if objection.value else "") if part)
    return said, objection.sentence.said(language), objection.hint.said(language)
