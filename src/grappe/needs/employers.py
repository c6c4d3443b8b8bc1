"""The employer of a feed that has only one and does not repeat it in each record."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from grappe.needs.leaves import Leaf
from grappe.needs.markup import text_of
from grappe.needs.naming import Name, contents, lexicons
from grappe.needs.plain import words

_NAMED = 0.6
_LONGEST = 100
_MOST = 0.95  #: share of the addresses that must agree on the site
_SAID = 0.5  #: share of the records whose texts must name the employer
_APART = r"[\s\-_'’.&]*"


def employer_outside(outside: Mapping[str, str]) -> str | None:
    """The employer that a document names beside its records: ``company.name``, ``<entreprise>``."""
    scored = [
        (lexicons()["employer"].score(Name.of(path)), text)
        for path, text in outside.items()
        if len(text) <= _LONGEST
        and re.search(r"[^\W\d]{2}", text)
        and not re.match(r"https?:|www\.", text)
        and not _is_board(text)
    ]
    score, text = max(scored, default=(0.0, ""), key=lambda item: item[0])
    return text_of(text) if score >= _NAMED else None


def employer_of_site(paths: Sequence[str], leaves: Sequence[Leaf], outside: Mapping[str, str]) -> str | None:
    """The employer whose own site all the addresses share, as most of the texts write its name; else ``None``."""
    by_path = {leaf.path: leaf for leaf in leaves}
    urls = [url for path in paths if path in by_path for url in by_path[path].values.values()]
    for label in _labels(urls):
        written = _written(label, leaves, outside)
        if written:
            return written
    return None


def _labels(urls: Sequence[str]) -> list[str]:
    """What may be a name in the addresses: labels of the host and first step, shared by nearly all of them."""
    counted = Counter(label for url in urls for label in _telling(url))
    return [label for label, times in counted.most_common() if times >= _MOST * max(len(urls), 1)]


def _telling(url: str) -> set[str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").split(".")[:-1]
    step = [part for part in parts.path.split("/") if part][:1]
    pieces = {piece for label in [*host, *step] for piece in (label, *re.split(r"[-_]", label))}
    return {
        piece.lower()
        for piece in pieces
        if len(piece) > 2 and re.fullmatch(r"[a-zA-Z][\w-]*", piece) and not _is_board(piece)
    }


def _is_board(text: str) -> bool:
    """Whether a name is that of a job board or of recruiting software, or an everyday word of addresses."""
    return words(text).replace(" ", "") in _boards()


def _boards() -> frozenset[str]:
    return frozenset(contents()["boards"]) | frozenset(contents()["address_words"])


def _written(label: str, leaves: Sequence[Leaf], outside: Mapping[str, str]) -> str | None:
    """The name as most records write it in their texts."""
    letters = [re.escape(letter) for letter in label if letter.isalnum()]
    pattern = re.compile(r"(?<!\w)" + _APART.join(letters) + r"(?!\w)", re.I)
    records = leaves[0].records if leaves else 0
    texts = [leaf for leaf in leaves if leaf.shape["url"] < 0.5 and leaf.shape["email"] < 0.5]
    found = [
        match
        for rank in range(records)
        if (match := _first(pattern, (leaf.full[rank] for leaf in texts if rank in leaf.full)))
    ]
    if len(found) < _SAID * records and not _first(pattern, outside.values()):
        return None
    forms = Counter(found or [_first(pattern, outside.values()) or label])
    return max(forms.items(), key=lambda item: (item[1], item[0][:1].isupper()))[0]


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str | None:
    for text in texts:
        for match in pattern.finditer(text_of(text)):
            if match[0][:1].isupper():
                return " ".join(match[0].split())
    return None
