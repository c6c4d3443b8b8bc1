"""Why a code was proposed, as fields and as a sentence in both languages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grappe.coding.candidates import Candidate
from grappe.coding.folding import fold
from grappe.coding.gender import masculine, without_inclusive
from grappe.coding.index import stem
from grappe.coding.normaliser import Normalised
from grappe.coding.recalling import Recalled
from grappe.words import Sentence

_WORDS_SHOWN = 6
_WORD = re.compile(r"[^\W_]+")
_SOME = 0.05  #: likeness under which a reference says nothing beside what memory recalls

Rarity = Callable[[str], float]  #: how much a word says


@dataclass(slots=True)
class Reasons:
    """What spoke for a proposal. ``separates`` is ``None`` where nothing tells it from the next one.

    ``sentence`` says it as running text; nothing is put in words before it is asked for.
    """

    matched: tuple[str, ...]
    ignored: tuple[str, ...]
    separates: str | None = None
    candidate: Candidate | None = None
    other: Candidate | None = None
    remark: Sentence | None = None

    def sentence(self, language: str) -> str:
        """All of it as running text, in French (``fr``) or English."""
        english = language == "en"
        said = []
        if self.candidate:
            known_alone = self.candidate.recalled is not None and (self.candidate.likeness or 0.0) < _SOME
            if not known_alone:
                said.append(_nearness(self.candidate, english=english))
            if self.candidate.recalled:
                said.append(_remembered(self.candidate.recalled).said(language))
            if self.matched and not (known_alone or self.candidate.same or self.candidate.equivalent):
                said.append(f"{'Words in common: ' if english else 'Mots communs : '}{_list(self.matched)}.")
            if self.ignored:
                said.append(f"{'Without effect: ' if english else 'Sans effet : '}{_list(self.ignored)}.")
        if self.other:
            said.append(_against(self.other, self.separates, english=english))
        if self.remark:
            said.append(self.remark.said(language))
        return " ".join(said)


class Spoken:
    """What reasons need of a title, worked out once for all its proposals: facts, words by stem and as written."""

    def __init__(self, title: Normalised) -> None:
        written = dict(title.written)
        self.facts = tuple([fact.text for fact in title.facts])
        self.words = [(stem(word), written.get(word, word)) for word in title.words]
        self.stems = {stemmed for stemmed, _written in self.words}


def reasons(
    title: Spoken, candidate: Candidate, other: Candidate | None, *, rarity: Rarity, remark: Sentence | None
) -> Reasons:
    """The reasons of ``candidate`` against ``other``, the best other proposal. ``remark`` explains the decision."""
    matched, unmatched = _shared(title, candidate)
    ignored = (*title.facts, *unmatched)
    separates = _separating(title, candidate, other, rarity=rarity) if other else None
    return Reasons(matched, ignored, separates, candidate, other, remark)


def nothing_found(title: Normalised, release: str) -> Reasons:
    """The reasons of a title without proposal."""
    spoken = Spoken(title)
    ignored = (*spoken.facts, *dict.fromkeys([written for _stem, written in spoken.words]))
    if not title.key:
        sentence = Sentence("L'intitulé ne contient aucun mot.", "The title holds no word.")
    else:
        sentence = Sentence(
            f"Aucun intitulé de {release} ne ressemble assez à celui-ci.",
            f"No title of {release} is near enough to this one.",
        )
    return Reasons((), ignored, remark=sentence)


def _shared(title: Spoken, candidate: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of the title, as written, that the reference has and has not."""
    has, words = stems(candidate.nearest.key), title.words
    matched = tuple(dict.fromkeys([written for stemmed, written in words if stemmed in has]))
    if len(matched) == len(words):
        return matched, ()
    unmatched = dict.fromkeys([written for stemmed, written in words if stemmed not in has])
    return matched, tuple([word for word in unmatched if word not in matched])


@lru_cache(maxsize=50_000)
def stems(key: str) -> frozenset[str]:
    """The stems of the words of a key."""
    return frozenset(stem(word) for word in key.split())


def _separating(title: Spoken, candidate: Candidate, other: Candidate, *, rarity: Rarity) -> str | None:
    """Up to two words that tell the two references apart: of the title first, then the rarest."""
    mine, others = candidate.nearest, other.nearest
    apart = _apart((mine.text, mine.key), (others.text, others.key), rarity)
    if len(apart) > 1:
        said = title.stems
        apart = [*[pair for pair in apart if pair[0] in said], *[pair for pair in apart if pair[0] not in said]]
    return ", ".join(dict.fromkeys([shown for _stem, shown in apart[:2]])) or None


@lru_cache(maxsize=100_000)
def _apart(one: tuple[str, str], other: tuple[str, str], rarity: Rarity) -> list[tuple[str, str]]:
    """The words (stem, as written) that one of two references (text, key) has and the other has not, rarest first."""
    ours, theirs = stems(one[1]), stems(other[1])
    apart = [pair for pair in _stemmed(one[1]) if pair[1] not in theirs]
    apart += [pair for pair in _stemmed(other[1]) if pair[1] not in ours]
    apart.sort(key=lambda pair: -rarity(pair[0]))
    mine, others = _written(one[0]), _written(other[0])
    return [(stemmed, mine.get(word) or others.get(word) or word) for word, stemmed in apart]


@lru_cache(maxsize=50_000)
def _stemmed(key: str) -> tuple[tuple[str, str], ...]:
    """The words of a key, each once, with their stems."""
    return tuple((word, stem(word)) for word in dict.fromkeys(key.split()))


@lru_cache(maxsize=50_000)
def _written(reference: str) -> dict[str, str]:
    """Each word of a reference in its one form → as written there, folded."""
    words = _WORD.findall(without_inclusive(fold(reference)))
    return {masculine(word): word for word in reversed(words)}


def _nearness(candidate: Candidate, *, english: bool) -> str:
    title = candidate.nearest.text
    if candidate.same:
        return f"Same title as “{title}”." if english else f"Même intitulé que « {title} »."
    if candidate.equivalent:
        if english:
            return f"Title “{title}”, the rest names no job."
        return f"Intitulé « {title} », le reste ne nomme pas de métier."
    score = f"{candidate.score if candidate.likeness is None else candidate.likeness:.2f}"
    if english:
        return f"Near “{title}” (likeness {score})."
    return f"Proche de « {title} » (ressemblance {score.replace('.', ',')})."


def _remembered(known: Recalled) -> Sentence:
    if known.said:
        return known.said
    if not known.title:
        return Sentence("La mémoire associe ces mots à ce métier.", "Memory links these words to this occupation.")
    if known.settled:
        fr = "une fois" if known.times == 1 else f"{known.times} fois"
        en = "once" if known.times == 1 else f"{known.times} times"
        return Sentence(
            f"Mémoire : « {known.title} », confirmé {fr} ici.", f"Memory: “{known.title}”, confirmed {en} here."
        )
    times = f"{known.times} × " if known.times > 1 else ""
    return Sentence(f"Mémoire : {times}« {known.title} ».", f"Memory: {times}“{known.title}”.")


def _against(other: Candidate, separates: str | None, *, english: bool) -> str:
    title = other.nearest.text
    if separates is None:
        return f"Nothing tells it from “{title}”." if english else f"Rien ne le distingue de « {title} »."
    if english:
        return f"Against “{title}”, what decides: {separates}."
    return f"Face à « {title} », ce qui tranche : {separates}."


def _list(words: Sequence[str]) -> str:
    shown = ", ".join(words[:_WORDS_SHOWN])
    return f"{shown} …" if len(words) > _WORDS_SHOWN else shown
