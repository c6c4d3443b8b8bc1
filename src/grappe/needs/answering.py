"""Answers to a questionnaire, checked one by one: the good ones enter, what is wrong with the others is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grappe.needs.figures import flag_of, number_of
from grappe.needs.markup import text_of
from grappe.needs.objections import Objection, objection
from grappe.needs.plain import plain
from grappe.needs.questionnaires import SCALE, STANCES, Question, Questionnaire
from grappe.words import Sentence

LONGEST_TEXT, LONGEST_LINE, MOST_LINES, MOST_HIRES, MOST_POSITIONS = 4_000, 200, 60, 200, 9_999
_MARK = Sentence("une note entière de 1 à 5", "a whole mark from 1 to 5")
_STANCE = Sentence("oui, peut-être ou non", "yes, perhaps or no")
_AMOUNT = Sentence("un nombre, 0 ou plus", "a number, 0 or more")


@dataclass(slots=True)
class Answered:
    """The answers that stand, by question, and what is to be said of the others.

    one: a key · many: keys · scale: item → 1…5 · stances: item → yes/maybe/no · number: a float · flag: a bool ·
    text · list: lines · parts: item → float · hires: rows of ``title``, ``positions``, ``difficult``, ``seasonal``,
    ``cause``. A question without answer is absent.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    objections: list[Objection] = field(default_factory=list)

    @property
    def refused(self) -> list[Objection]:
        """The answers that did not enter."""
        return [told for told in self.objections if not told.kept]


def check_answers(asked: Questionnaire, written: Mapping[str, Any]) -> Answered:
    """The answers as a form, a sheet or a script wrote them, checked. Nothing is raised: what is wrong is told.

    ``written``: question → text, list of texts, item → text, or rows, as its kind asks; numbers and booleans may also
    come as such. Unknown questions are told.
    """
    done = Answered()
    for key, question in asked.questions.items():
        if not _empty(written.get(key)):
            _READ[question.kind](question, written[key], done)
        if question.required and key not in done.answers:
            done.objections.append(objection("missing", key))
    done.objections += [objection("unknown", key, text) for key, text in written.items() if key not in asked.questions]
    _add_up(asked, done)
    two, five = done.answers.get("retirements_2y"), done.answers.get("retirements_5y")
    if two is not None and five is not None and five < two:
        done.objections.append(objection("five", "retirements_5y", f"{five:g}", kept=True))
    return done


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {}, ())


def _choice_of(question: Question, value: Any) -> str | None:
    """The key that a text means: the key itself or its label in either language, whatever the case."""
    said = plain(str(value))
    for choice in question.choices:
        if said in (plain(choice.key), plain(choice.label.fr), plain(choice.label.en)):
            return choice.key
    return None


def _not_in_list(question: Question, value: Any) -> Objection:
    fr = " · ".join(choice.label.fr for choice in question.choices)
    return objection("choice", question.key, value, fr=fr, en=" · ".join(item.label.en for item in question.choices))


def _one(question: Question, value: Any, done: Answered) -> None:
    found = _choice_of(question, value)
    if found is None:
        done.objections.append(_not_in_list(question, value))
    else:
        done.answers[question.key] = found


def _many(question: Question, value: Any, done: Answered) -> None:
    texts = [text for text in _listed(value, ";") if str(text).strip()]
    found = {text: _choice_of(question, text) for text in texts}
    done.objections += [_not_in_list(question, text) for text, key in found.items() if key is None]
    chosen = list(dict.fromkeys(key for key in found.values() if key))
    most = int(question.most)
    if most and len(chosen) > most:
        done.objections.append(objection("many", question.key, "; ".join(chosen), n=len(chosen), most=most))
    elif chosen:
        done.answers[question.key] = chosen


def _listed(value: Any, mark: str) -> Sequence[Any]:
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    return value if listed else str(value).replace(mark, "\n").splitlines()


def _by_item(read: Callable[[str], Any], expected: Sentence) -> Callable[[Question, Any, Answered], None]:
    """Reads a question whose items are answered one by one; a bad item leaves the others."""

    def check(question: Question, value: Any, done: Answered) -> None:
        if not isinstance(value, Mapping):
            done.objections.append(objection("shape", question.key, value, fr=expected.fr, en=expected.en))
            return
        found: dict[str, Any] = {}
        for written, text in value.items():
            item = _choice_of(question, written)
            answer = None if item is None or _empty(text) else read(str(text))
            if item and answer is not None:
                found[item] = answer
            elif not _empty(text):
                told = objection("item", question.key, text, item=str(written), fr=expected.fr, en=expected.en)
                done.objections.append(told)
        if found:
            done.answers[question.key] = found

    return check


def _mark(text: str) -> int | None:
    number = number_of(text)
    return int(number) if number in SCALE else None


def _stance(text: str) -> str | None:
    said = plain(text)
    return next((key for key, label in STANCES.items() if said in (key, plain(label.fr), plain(label.en))), None)


def _amount(text: str) -> float | None:
    number = number_of(text)
    return number if number is not None and number >= 0 else None


def _number(question: Question, value: Any, done: Answered) -> None:
    number = number_of(str(value))
    if number is None:
        done.objections.append(objection("number", question.key, value))
    elif question.most and not question.least <= number <= question.most:
        least, most = f"{question.least:g}", f"{question.most:g}"
        done.objections.append(objection("bounds", question.key, value, least=least, most=most))
    else:
        done.answers[question.key] = number


def _flag(question: Question, value: Any, done: Answered) -> None:
    found = _flag_or_none(value)
    if found is None:
        done.objections.append(objection("flag", question.key, value))
    else:
        done.answers[question.key] = found


def _flag_or_none(value: Any) -> bool | None:
    if isinstance(value, bool) or value is None:
        return value
    return flag_of(str(value)) if value else None


def _text(question: Question, value: Any, done: Answered) -> None:
    if text := text_of(str(value))[:LONGEST_TEXT].strip():
        done.answers[question.key] = text


def _list(question: Question, value: Any, done: Answered) -> None:
    lines = [_line(line) for line in _listed(value, ";")]
    if kept := list(dict.fromkeys(line for line in lines if line)):
        done.answers[question.key] = kept[:MOST_LINES]


def _line(value: Any) -> str:
    return text_of(str(value or "")).strip()[:LONGEST_LINE]


def _hires(question: Question, value: Any, done: Answered) -> None:
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, Sequence) else []
    filled = [(rank, row) for rank, row in enumerate(rows, start=1) if not all(map(_empty, row.values()))]
    kept = [row for rank, given in filled[:MOST_HIRES] if (row := _hire(question, rank, given, done))]
    if kept:
        done.answers[question.key] = kept


def _hire(question: Question, rank: int, given: Mapping[str, Any], done: Answered) -> dict[str, Any] | None:
    title, wanted = _line(given.get("title")), number_of(str(given.get("positions") or 1))
    if not title:
        done.objections.append(objection("title", question.key, given.get("positions") or "", item=str(rank)))
        return None
    if wanted is None or wanted != int(wanted) or not 1 <= wanted <= MOST_POSITIONS:
        done.objections.append(objection("positions", question.key, given.get("positions"), item=str(rank)))
        return None
    flags = {name: _flag_or_none(given.get(name)) for name in ("difficult", "seasonal")}
    return {"title": title, "positions": int(wanted), **flags, "cause": _line(given.get("cause"))}


def _add_up(asked: Questionnaire, done: Answered) -> None:
    """Parts that do not add up to their total do not enter."""
    for key, question in asked.questions.items():
        total, parts = done.answers.get(question.sums_to), done.answers.get(key)
        if question.kind == "parts" and parts and total is not None and sum(parts.values()) != total:
            summed = f"{sum(done.answers.pop(key).values()):g}"
            done.objections.append(objection("sum", key, summed, sum=summed, total=f"{total:g}"))


_READ: Mapping[str, Callable[[Question, Any, Answered], None]] = {
    "one": _one,
    "many": _many,
    "scale": _by_item(_mark, _MARK),
    "stances": _by_item(_stance, _STANCE),
    "number": _number,
    "flag": _flag,
    "text": _text,
    "list": _list,
    "parts": _by_item(_amount, _AMOUNT),
    "hires": _hires,
}
