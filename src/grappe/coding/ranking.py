"""Any list ranked for any queries by the text model alone: no nomenclature, no crosswalk, no memory."""

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grappe.coding.folding import fold
from grappe.coding.index import Floats, TextIndex
from grappe.coding.normaliser import label_key
from grappe.coding.text_model import TextModel
from grappe.words import Refused, Sentence, Where

PREFERRED = 0.04  #: what the first text of a concept, its preferred label, is worth: picked on the English MELO set
GROUP = 0.3  #: what a text of a group of occupations is brought down by: a person is coded to an occupation
RANK_SHARE = 0.95  #: share of the text model in a likeness, where there is one: picked on the English MELO set
_GROUP_MARK = "/isco/"

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
    table = evidence(queries, corpus, concepts=concepts, language=language, model=model)
    ranking = Ranking(corpus, concepts)
    for (query, _text), scores in zip(queries, table, strict=True):
        listed = ranking.by_concept(scores) if concepts else ranking.by_element(scores)
        for place, element in enumerate(listed[:top].tolist(), 1):
            yield Ranked(query, corpus[element][0], place, round(float(scores[element]), 5))


def evidence(
    queries: Sequence[Text],
    corpus: Sequence[Text],
    *,
    concepts: Mapping[str, str] | None,
    language: str,
    model: TextModel | None = None,
) -> Floats:
    """The likeness of every query to every element, with the priors of ``concepts`` where these are given."""
    table = likeness(queries, corpus, language=language, model=model)
    return table + priors(corpus, concepts) if concepts else table


def likeness(
    queries: Sequence[Text], corpus: Sequence[Text], *, language: str = "fr", model: TextModel | None = None
) -> Floats:
    """The likeness of every query to every element, as a table; ``model`` counts for ``RANK_SHARE`` of it."""
    texts = [words_of(text, language) for _identifier, text in corpus]
    index = TextIndex(texts, language=language, model=model, share=RANK_SHARE)
    return index.scores([words_of(text, language) for _identifier, text in queries])


def priors(corpus: Sequence[Text], concepts: Mapping[str, str]) -> Floats:
    """What each element gains or loses whatever the query: preferred labels up, groups down."""
    seen: set[str] = set()
    values = np.zeros(len(corpus), np.float32)
    for place, (identifier, _text) in enumerate(corpus):
        concept = concepts.get(identifier, identifier)
        values[place] = (PREFERRED if concept not in seen else 0.0) - (GROUP if _GROUP_MARK in concept else 0.0)
        seen.add(concept)
    return values


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
