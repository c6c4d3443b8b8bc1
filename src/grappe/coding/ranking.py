"""Any list ranked for any queries by the text model alone: no nomenclature, no crosswalk, no memory."""

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grappe.coding.folding import fold
from grappe.coding.index import Floats, TextIndex
from grappe.coding.known import Grouping
from grappe.coding.normaliser import label_key
from grappe.coding.text_model import TextModel
from grappe.words import Refused, Sentence, Where

PREFERRED = 0.07  #: what the first name of a concept, its preferred label, is worth
GROUP = 0.3  #: what a text of a group of occupations is brought down by: a person is coded to an occupation
TOGETHER = 0.35  #: share of the concept in the evidence of each of its labels
LIKEST = 0.5  #: share of the likest label in that of the concept; the rest is the mean of its labels
RANK_SHARE = 0.95  #: share of the text model in a likeness, where there is one
MOSTLY = 0.8  #: where so much of a list is titles that the model knows, what is none of them is a heading, a group
RANKED_BY = "characters+stems 1"  #: what else a likeness is made of, shown beside results
_GROUP_MARK = "/isco/"
_CHUNK = 256  #: queries compared at once

Places = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Text = tuple[str, str]  #: identifier and text


@dataclass(frozen=True, slots=True)
class Ranked:
    """One element of the answer to a query; ``rank`` counts from 1."""

    query: str
    element: str
    rank: int
    score: float


def rank(
    queries: Sequence[Text],
    corpus: Sequence[Text],
    *,
    top: int,
    concepts: Mapping[str, str] | None = None,
    language: str = "fr",
    model: TextModel | None = None,
) -> Iterator[Ranked]:
    """The ``top`` elements of the corpus for each query, likest first, equal scores by identifier.

    ``concepts`` maps elements to concepts; the answer then opens with the first element of each concept, concepts by
    their likest element, and the other elements follow in their own order.
    """
    asked = Evidence(corpus, concepts=concepts, language=language, model=model)
    ranking = Ranking(corpus, concepts)
    for start in range(0, len(queries), _CHUNK):
        chunk = queries[start : start + _CHUNK]
        for (query, _text), scores in zip(chunk, asked.of([text for _query, text in chunk]), strict=True):
            listed = ranking.by_concept(scores) if concepts else ranking.by_element(scores)
            for place, element in enumerate(listed[:top].tolist(), 1):
                yield Ranked(query, corpus[element][0], place, round(float(scores[element]), 5))


class Evidence:
    """How much each element of a list speaks for itself as the answer to a query.

    Likeness, then what is known of concepts: from ``concepts`` where given, else from what the model remembers of the
    texts it learned from. Labels of one concept share what speaks for it, first names gain, groups of occupations lose.
    """

    def __init__(
        self,
        corpus: Sequence[Text],
        *,
        concepts: Mapping[str, str] | None = None,
        language: str = "fr",
        model: TextModel | None = None,
    ) -> None:
        texts = [text for _identifier, text in corpus]
        self._language, self._model = language, model
        self._index = TextIndex([words_of(text, language) for text in texts], language=language)
        self._vectors = model.encode([label_key(text) for text in texts]) if model else None
        self._grouping = _grouping(corpus, concepts, model)
        self._priors = _priors(corpus, concepts, self._grouping)

    def of(self, texts: Sequence[str]) -> Floats:
        """One row per query, one column per element."""
        table = self._index.scores([words_of(text, self._language) for text in texts])
        if self._model is not None and self._vectors is not None:
            table *= 1 - RANK_SHARE
            table += RANK_SHARE * (self._model.encode([label_key(text) for text in texts]) @ self._vectors.T)
        return together(table, self._grouping) + self._priors if self._grouping else table


def together(table: Floats, grouping: Grouping) -> Floats:
    """``table`` with ``TOGETHER`` of each element's evidence taken from its concept (the clearest of its concepts)."""
    ordered = table[:, grouping.elements]
    likest = np.maximum.reduceat(ordered, grouping.starts, axis=1)
    mean = np.add.reduceat(ordered, grouping.starts, axis=1) / grouping.sizes
    shared = np.repeat(LIKEST * likest + (1 - LIKEST) * mean, grouping.sizes, axis=1)
    back = np.argsort(grouping.elements, kind="stable")
    firsts = np.flatnonzero(np.diff(grouping.elements[back], prepend=-1))
    own: Floats = np.maximum.reduceat(shared[:, back], firsts, axis=1)
    mixed: Floats = ((1 - TOGETHER) * table + TOGETHER * own).astype(np.float32)
    return mixed


def _grouping(corpus: Sequence[Text], concepts: Mapping[str, str] | None, model: TextModel | None) -> Grouping | None:
    if not corpus or (concepts is None and (model is None or not len(model.known.hashes))):
        return None
    if concepts is not None:
        return Grouping.told([identifier for identifier, _text in corpus], concepts)
    return Grouping.remembered([fold(text) for _identifier, text in corpus], model.known) if model else None


def _priors(corpus: Sequence[Text], concepts: Mapping[str, str] | None, grouping: Grouping | None) -> Floats:
    """What each element gains or loses whatever the query."""
    if grouping is None:
        return np.zeros(len(corpus), np.float32)
    if concepts is not None:
        groups = np.array([_GROUP_MARK in concepts.get(identifier, identifier) for identifier, _text in corpus], bool)
    else:
        groups = ~grouping.known if grouping.known.mean() >= MOSTLY else np.zeros(len(corpus), bool)
    return (PREFERRED * grouping.preferred - GROUP * groups).astype(np.float32)


def words_of(text: str, language: str) -> str:
    """The words of a text as they are compared: in their one form where the language is French."""
    if language == "fr":
        return label_key(text)
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def read_pairs(path: Path) -> list[Text]:
    """The pairs of a file of ``id TAB text`` without header, packed or not. Raises ``Refused`` naming the line."""
    pairs: list[Text] = []
    for row, line in enumerate(read_lines(path), 1):
        identifier, tab, text = line.partition("\t")
        if not tab:
            raise Refused(
                Sentence("cette ligne n'a pas de tabulation", "this line has no tab"),
                hint=Sentence("attendu : identifiant TAB texte", "expected: identifier TAB text"),
                where=Where(file=str(path), row=row, value=line),
            )
        pairs.append((identifier, text.strip()))
    return pairs


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, packed or not, without empty ones. Raises ``Refused`` where it cannot be read."""
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.name.endswith(".gz") else content).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise Refused(
            Sentence(f"fichier illisible ({error})", f"unreadable file ({error})"),
            hint=Sentence("attendu : texte UTF-8", "expected: UTF-8 text"),
            where=Where(file=str(path)),
        ) from error
    return [line for line in text.split("\n") if line.strip()]


class Ranking:
    """The two orders in which the elements of a corpus answer a query, as places in the corpus."""

    def __init__(self, corpus: Sequence[Text], concepts: Mapping[str, str] | None) -> None:
        self._places = np.array(sorted(range(len(corpus)), key=lambda place: corpus[place][0]), np.int64)
        first: dict[str, int] = {}
        named = [(concepts or {}).get(identifier, identifier) for identifier, _text in corpus]
        self._preferred = np.array([first.setdefault(name, place) for place, name in enumerate(named)], np.int64)

    def by_element(self, scores: Floats) -> Places:
        """Likest first; scores equal to five decimals by identifier."""
        ordered: Places = self._places[np.argsort(-np.round(scores[self._places], 5), kind="stable")]
        return ordered

    def by_concept(self, scores: Floats) -> Places:
        """The first element of each concept, concepts by their likest element; then the others, likest first."""
        likest = self.by_element(scores)
        opened = self._preferred[likest]
        _concepts, firsts = np.unique(opened, return_index=True)
        heads = opened[np.sort(firsts)]
        return np.concatenate([heads, likest[self._preferred[likest] != likest]])

    def by_block(self, scores: Floats) -> Places:
        """Concepts by their likest element, each with all its elements, likest first."""
        likest = self.by_element(scores)
        _concepts, firsts, own = np.unique(self._preferred[likest], return_index=True, return_inverse=True)
        return likest[np.argsort(firsts[own], kind="stable")]
