"""What a memory says of a title: by the known titles near to it, and by its light head where one was learned.

Both give chances of codes; their mean, in log odds above ``UNKNOWN``, is what a code gains over one that memory does
not know. A memory that knows nothing near keeps silent, so that the references alone decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grappe.coding.index import Floats, TextIndex
from grappe.coding.memory import Lesson
from grappe.coding.memory_head import Head
from grappe.coding.normaliser import Normalised
from grappe.coding.recalling import Recalled

NEAREST = 15  #: known titles that have a say
NEAR = 0.35  #: likeness under which a known title has none
SHARPNESS = 8.0  #: how much more a nearer title says
PERSON, EMPLOYER = 3.0, 1.0  #: what a known title says by who taught it
DOUBT = 1.0  #: a known title that is the same says this much against what no known title says
UNKNOWN = 0.001  #: chance of a code that memory does not know
LEAST_SAID = 0.002  #: chance under which a code is not recalled
HEAD_SHARE = 0.75  #: share of the head in the chance, where there is one
LEAST = 0.1  #: chance of the best code under which memory keeps silent
TOLD = 12  #: codes recalled for a title at most
GAIN = 3.0  #: what a unit of log odds weighs in the coder: picked on ads apart from the test
SETTLED = 2_000.0  #: what persons decided for this very title comes before all else


@dataclass(frozen=True, slots=True)
class _Known:
    """A known title near to the one asked for: its lesson and what it says, 0 to 1 and more for persons."""

    lesson: Lesson
    voice: float


class TaughtMemory:
    """Lessons that answer a coder (``recalling.Memory``). ``name`` changes with the lessons and with the head."""

    def __init__(self, lessons: Sequence[Lesson], *, digest: str, head: Head | None = None) -> None:
        self.name = f"{'mémoire+' if head else 'mémoire '}{digest[:8]}"
        self.digest = digest
        self._head = head
        self._lessons: dict[str, list[Lesson]] = {}
        for lesson in lessons:
            self._lessons.setdefault(lesson.key, []).append(lesson)
        self._keys = list(self._lessons)
        self._index = TextIndex(self._keys)

    def recall(self, titles: Sequence[Normalised]) -> list[list[Recalled]]:
        """The codes recalled for each title, likeliest first."""
        keys = [title.key for title in titles]
        near = self._near(keys)
        chances = self._head.chances(keys) if self._head and keys else None
        return [
            self._recalled(key, known, None if chances is None else chances[row])
            for row, (key, known) in enumerate(zip(keys, near, strict=True))
        ]

    def _near(self, keys: Sequence[str]) -> list[list[_Known]]:
        found = self._index.search(keys, top=NEAREST)
        return [
            [
                _Known(lesson, _voice(lesson) * float(np.exp(SHARPNESS * (score - 1))))
                for place, score in zip(places, scores, strict=True)
                if place >= 0 and score >= NEAR
                for lesson in self._lessons[self._keys[place]]
            ]
            for places, scores in zip(found.documents.tolist(), found.scores.tolist(), strict=True)
        ]

    def _recalled(self, key: str, known: Sequence[_Known], chances: Floats | None) -> list[Recalled]:
        if not key:
            return []
        voices: dict[str, float] = {}
        best: dict[str, _Known] = {}
        for one in sorted(known, key=lambda one: -one.voice):
            voices[one.lesson.code] = voices.get(one.lesson.code, 0.0) + one.voice
            best.setdefault(one.lesson.code, one)
        said = _mixed(voices, chances, self._head.codes if self._head else ())
        if max(said.values(), default=0.0) < LEAST:
            return []
        told = sorted(said, key=lambda code: (-said[code], code))[:TOLD]
        return [_answer(key, code, said[code], best.get(code)) for code in told if said[code] > LEAST_SAID]


def _voice(lesson: Lesson) -> float:
    """What a lesson says when its title is the same: persons more than employers, each time a little more."""
    return float(PERSON * np.sqrt(lesson.persons) + EMPLOYER * np.sqrt(lesson.times - lesson.persons))


def _mixed(voices: dict[str, float], chances: Floats | None, codes: Sequence[str]) -> dict[str, float]:
    """The chance of each code: of the neighbours and of the head, in one."""
    total = sum(voices.values()) + DOUBT * float(np.exp(SHARPNESS * (NEAR - 1)) + 0.05)
    near = {code: voice / total for code, voice in voices.items()}
    if chances is None:
        return near
    best = np.argpartition(-chances, TOLD)[:TOLD] if len(chances) > TOLD else np.arange(len(chances))
    head = {codes[place]: float(chances[place]) for place in best.tolist()}
    every = sorted(near.keys() | head.keys())
    return {code: (1 - HEAD_SHARE) * near.get(code, 0.0) + HEAD_SHARE * head.get(code, 0.0) for code in every}


def _answer(key: str, code: str, chance: float, known: _Known | None) -> Recalled:
    weight = GAIN * float(np.log1p(chance / UNKNOWN))
    if known is None:
        return Recalled(code, weight)
    lesson = known.lesson
    settled = lesson.key == key and lesson.persons > 0
    return Recalled(code, weight + SETTLED * settled, lesson.title, lesson.times, settled)
