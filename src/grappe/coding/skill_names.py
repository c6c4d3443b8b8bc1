"""Free skills: names of technologies and products that texts write and that no label of the references holds.

A name is a word with signs that ordinary words lack (``C++``, ``PowerBI``, ``SAP``, ``S7-1500``), or a capitalised word
inside a sentence that several texts write. Names of places and of the texts' own employers are left out.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from grappe.coding import lexicon
from grappe.coding.coder import Coder
from grappe.coding.folding import fold
from grappe.coding.normaliser import phrase
from grappe.coding.skill_texts import negated, sentences
from grappe.words import Column, Frame

FREE_SKILLS = Frame(
    name="free_skills",
    grain="one row per name that no label of the references holds, those of most texts first",
    key=("name",),
    columns=(
        Column("name", "text", "the name in its commonest spelling"),
        Column("texts", "whole", "texts that write it"),
        Column("mentions", "whole", "times that it is written"),
        Column("evidence", "text", "the first sentence that writes it"),
        Column("row", "whole", "place in the input of the text with that sentence, from 0"),
    ),
)
_NAME = re.compile(r"(?<![\w@/.])[A-Za-zÀ-ÿ][\wÀ-ÿ]*(?:[.+#&/-]*[\wÀ-ÿ+#]+)*\+*#?(?![\w@])")
_MARKED = re.compile(r"[A-Z].*[A-Z0-9+#]|[a-z][A-Z]|^[A-Z]\+\+|\w\.(?:js|NET|io)\b|^\.NET")
_LONGEST = 30


@dataclass(slots=True)
class _Seen:
    spellings: dict[str, int]
    rows: set[int]
    evidence: str
    row: int
    marked: bool


def free_skills(texts: Sequence[str | None], coder: Coder, *, least: int = 1, beside: Collection[str] = ()) -> pa.Table:
    """``FREE_SKILLS``: names written in at least ``least`` texts; without signs of a name, in at least two more.

    ``beside`` are names to leave out, such as those of employers. A name in capitals throughout a sentence of capitals
    does not count.
    """
    left_out = {fold(word) for name in beside for word in name.split()}
    seen: dict[str, _Seen] = {}
    for row, text in enumerate(texts):
        for name, marked, sentence in _names(text or ""):
            key = fold(name)
            if key in left_out or _known(name, coder):
                continue
            one = seen.setdefault(key, _Seen({}, set(), sentence, row, marked))
            one.spellings[name] = one.spellings.get(name, 0) + 1
            one.rows.add(row)
            one.marked = one.marked or marked
    kept = [one for one in seen.values() if len(one.rows) >= (least if one.marked else least + 2)]
    return FREE_SKILLS.from_rows(sorted((_row(one) for one in kept), key=lambda row: (-row["texts"], row["name"])))


def _names(text: str) -> Iterator[tuple[str, bool, str]]:
    """Names in the sentences of a text, whether their letters mark them as names, and the sentence."""
    for _at, sentence in sentences(text):
        if negated(sentence) or sentence.isupper() or _shouted(sentence):
            continue
        for match in _NAME.finditer(sentence):
            name = match.group().rstrip("-./&")
            if not 1 < len(name) <= _LONGEST or not any(letter.isupper() for letter in name):
                continue
            marked = bool(_MARKED.search(name))
            if marked or match.start() > 0:
                yield name, marked, sentence


def _shouted(sentence: str) -> bool:
    """Whether most words of a sentence are in capitals, so that capitals mark no name."""
    words = [word for word in sentence.split() if word.isalpha() and len(word) > 1]
    return sum(word.isupper() for word in words) > max(2, len(words) / 2)


def _known(name: str, coder: Coder) -> bool:
    """Whether the references, or our lists of places, abbreviations and facts, hold the words of a name."""
    words = phrase(name).key.split()
    spelt = fold(name).split()
    short = bool(lexicon.shortened().at(spelt, 0) or lexicon.facts().at(spelt, 0)) if spelt else True
    return not words or short or tuple(words) in lexicon.places() or all(coder.index.knows(word) for word in words)


def _row(one: _Seen) -> dict[str, object]:
    name = max(one.spellings, key=lambda spelling: (one.spellings[spelling], spelling))
    said = {"name": name, "texts": len(one.rows), "mentions": sum(one.spellings.values())}
    return said | {"evidence": one.evidence, "row": one.row}
