"""Why a code was proposed, as fields and as a sentence in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from grappe.coding.candidates import Candidate
from grappe.coding.index import TextIndex, stem
from grappe.coding.normaliser import Normalised, normalise
from grappe.coding.recalling import Recalled
from grappe.words import Sentence

_WORDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Reasons:
    """What spoke for a proposal. ``separates`` is ``None`` where nothing tells it from the next one."""

    matched: tuple[str, ...]
    ignored: tuple[str, ...]
    separates: str | None
    sentence: Sentence


def reasons(
    title: Normalised, candidate: Candidate, other: Candidate | None, *, index: TextIndex, remark: Sentence | None
) -> Reasons:
    """The reasons of ``candidate`` against ``other``, the best other proposal. ``remark`` explains the decision."""
    matched, unmatched = _shared(title, candidate)
    ignored = (*(fact.text for fact in title.facts), *unmatched)
    separates = _separating(title, candidate, other, index=index) if other else None
    said = [_nearness(candidate)]
    if candidate.recalled:
        said.append(_remembered(candidate.recalled))
    if matched and not candidate.same:
        said.append(Sentence(f"Mots communs : {_list(matched)}.", f"Words in common: {_list(matched)}."))
    if ignored:
        said.append(Sentence(f"Sans effet : {_list(ignored)}.", f"Without effect: {_list(ignored)}."))
    if other:
        said.append(_against(other, separates))
    if remark:
        said.append(remark)
    sentence = Sentence(" ".join(s.fr for s in said), " ".join(s.en for s in said))
    return Reasons(matched, ignored, separates, sentence)


def nothing_found(title: Normalised, release: str) -> Reasons:
    """The reasons of a title without proposal."""
    ignored = (*(fact.text for fact in title.facts), *_as_written(title))
    if not title.key:
        sentence = Sentence("L'intitulé ne contient aucun mot.", "The title holds no word.")
    else:
        sentence = Sentence(
            f"Aucun intitulé de {release} ne ressemble assez à celui-ci.",
            f"No title of {release} is near enough to this one.",
        )
    return Reasons((), ignored, None, sentence)


def _shared(title: Normalised, candidate: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of the title, as written, that the reference has and has not."""
    has = stems(candidate.nearest.key)
    matched: dict[str, None] = {}
    unmatched: dict[str, None] = {}
    for stemmed, written in _title_words(title):
        (matched if stemmed in has else unmatched)[written] = None
    return tuple(matched), tuple(word for word in unmatched if word not in matched)


def _as_written(title: Normalised) -> tuple[str, ...]:
    return tuple(dict.fromkeys(written for _stem, written in _title_words(title)))


@lru_cache(maxsize=1_000)
def _title_words(title: Normalised) -> tuple[tuple[str, str], ...]:
    """The stem of each word of a title, and the word as written."""
    written = dict(title.written)
    return tuple((stem(word), written.get(word, word)) for word in title.words)


@lru_cache(maxsize=50_000)
def stems(key: str) -> frozenset[str]:
    """The stems of the words of a key."""
    return frozenset(stem(word) for word in key.split())


def _separating(title: Normalised, candidate: Candidate, other: Candidate, *, index: TextIndex) -> str | None:
    """Up to two words that tell the two references apart: of the title first, then the rarest."""
    ours, theirs, said = stems(candidate.nearest.key), stems(other.nearest.key), stems(title.key)
    apart = [pair for pair in _stemmed(candidate.nearest.key) if pair[1] not in theirs]
    apart += [pair for pair in _stemmed(other.nearest.key) if pair[1] not in ours]
    if len(apart) > 1:
        apart.sort(key=lambda pair: (pair[1] not in said, -index.rarity(pair[0])))
    mine, others = _written(candidate.nearest.text), _written(other.nearest.text)
    named = [mine.get(word) or others.get(word) or word for word, _stem in apart[:2]]
    return ", ".join(dict.fromkeys(named)) or None


@lru_cache(maxsize=50_000)
def _stemmed(key: str) -> tuple[tuple[str, str], ...]:
    """The words of a key, each once, with their stems."""
    return tuple((word, stem(word)) for word in dict.fromkeys(key.split()))


@lru_cache(maxsize=50_000)
def _written(reference: str) -> dict[str, str]:
    """Each word of a reference in its one form → as written there."""
    return dict(normalise(reference).written)


def _nearness(candidate: Candidate) -> Sentence:
    title = candidate.nearest.text
    if candidate.same:
        return Sentence(f"Même intitulé que « {title} ».", f"Same title as “{title}”.")
    score = f"{candidate.score:.2f}"
    return Sentence(
        f"Proche de « {title} » (ressemblance {score.replace('.', ',')}).", f"Near “{title}” (likeness {score})."
    )


def _remembered(known: Recalled) -> Sentence:
    times = f"{known.times} × " if known.times > 1 else ""
    said = Sentence(f"Mémoire : {times}", f"Memory: {times}")
    title = f"« {known.title} »" if known.title else known.code, f"“{known.title}”" if known.title else known.code
    confirmed = (" (confirmé)", " (confirmed)") if known.settled else ("", "")
    return Sentence(f"{said.fr}{title[0]}{confirmed[0]}.", f"{said.en}{title[1]}{confirmed[1]}.")


def _against(other: Candidate, separates: str | None) -> Sentence:
    title = other.nearest.text
    if separates is None:
        return Sentence(f"Rien ne le distingue de « {title} ».", f"Nothing tells it from “{title}”.")
    return Sentence(
        f"Face à « {title} », ce qui tranche : {separates}.", f"Against “{title}”, what decides: {separates}."
    )


def _list(words: Sequence[str]) -> str:
    shown = ", ".join(words[:_WORDS_SHOWN])
    return f"{shown} …" if len(words) > _WORDS_SHOWN else shown
