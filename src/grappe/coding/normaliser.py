"""A title as a person writes it → the words of the job, and what was said beside it.

Gender, number, case, accents and the order of marks (H/F, contract, place …) never change the words.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from grappe.coding import lexicon
from grappe.coding.folding import fold
from grappe.coding.gender import masculine, without_inclusive

#: Kinds of facts that an ad says beside the job.
FACT_KINDS = (
    "contract",
    "alternance",
    "duration",
    "hours",
    "level",
    "place",
    "urgency",
    "remote",
    "salary",
    "gender",
    "reference",
    "number",
)
BREAK = "|"  #: between two parts of a title
_NUMBER = r"\d[\d\s]*(?:[.,]\d+)?"
_SIGNS = re.compile(
    rf"(?P<salary>{_NUMBER}\s?(?:k€|k\s?euros?|keur|ke\b|€|eur(?:os?)?\b|k\b)(?:\s?(?:-|a|/)\s?{_NUMBER}\s?(?:k€|€|k\b))?"
    rf"(?:\s?(?:brut|net)s?)?(?:\s?(?:/|par|de l')\s?(?:h|heure|mois|an|jour|j)\b)?)"
    r"|(?P<level>\bbac\s?\+\s?\d(?:\s?/\s?\d)?|\bniveau\s[iv]{1,3}\b)"
    r"|(?P<hours>\b\d{1,2}\s?h(?:\d\d)?\b(?:\s?/\s?(?:semaine|sem|s)\b)?|\b\d{2,3}\s?%)"
    r"|(?P<reference>#\s?[a-z]*\d[\w-]*|\b(?:ref|reference|offre)\s?[.:n°#-]*\s?[a-z]*[-_]?\d[\w./-]*|\b[a-z]{1,6}[-_]?\d{3,}[\w-]*|\b\d{4,}\b)"
    r"|(?P<place>\(\s?(?:2[ab]|\d{2,3})\s?\)|\b\d{5}\b|\b\d{1,2}(?:er|e|eme)\b(?:\sarr\w*)?)"
    r"|(?P<gender>\b[hfmw]\s?[/-]\s?[hfmw](?:\s?[/-]\s?(?:x|d|nb|n|i))?(?![a-z])|\b[xd]\s?/\s?[hfm]\s?/\s?[hfm]\b|\(\s?[hfm]\s?\))"
)
_INITIALS = re.compile(r"(?<![a-z0-9.])(?:[a-z]\.){2,}(?![a-z])")
_TOKEN = re.compile(r"[^\W_]+|[|/,;:()\[\]–•·+&\"«»]|(?<=\s)-(?=\s)|(?<=\s)-|-(?=\s)")
_OR = frozenset({"ou"})


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an ad says beside the job: its kind (``FACT_KINDS``) and the words that say it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Normalised:
    """A title read: ``key`` is its job words in order, ``full_key`` the same before facts were taken out.

    ``parts`` are the pieces between signs, each a run of words; ``jobs`` are those that a slash or *ou* sets side by
    side as different jobs (one where the title names one job). ``written`` gives each word as it was written (folded).
    """

    key: str
    full_key: str
    parts: tuple[str, ...]
    jobs: tuple[str, ...]
    facts: tuple[Fact, ...]
    written: tuple[tuple[str, str], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The job words, in order."""
        return tuple(self.key.split())


@lru_cache(maxsize=50_000)
def normalise(text: str) -> Normalised:
    """Reads a title. Idempotent on ``key``: a key is its own key.

    >>> normalise("Technicien·ne de maintenance (H/F) CDD 6 mois URGENT").key
    'technicien maintenance'
    >>> [fact.kind for fact in normalise("Ingé méthodes indus (alternance)").facts]
    ['alternance']
    """
    read = _read(text)
    if not _says_more(read.key):
        return read
    again = normalise(read.key)  # what was taken out had kept two halves of a fact apart
    return replace(again, full_key=read.full_key, facts=(*read.facts, *again.facts), written=read.written)


def _says_more(key: str) -> bool:
    """Whether a key still says a fact beside its job."""
    words = key.split()
    known = lexicon.facts()
    if known.by_first.keys().isdisjoint(words) and not any(word.isdigit() for word in words):
        return bool(_SIGNS.search(key))
    told = [word.isdigit() or known.at(words, place) is not None for place, word in enumerate(words)]
    return bool(_SIGNS.search(key)) or (any(told) and not _only_facts(words))


def _only_facts(words: list[str]) -> bool:
    return all(token == BREAK for token in _without_facts(words)[0])


def _read(text: str) -> Normalised:
    folded, facts = _without_signs(_spelt(fold(text)))
    tokens, written = _tokens(folded)
    kept, said = _without_facts([token for token in tokens if token in _OR or token not in lexicon.stop()])
    whole = _merged(_content(_flat(_merged(tokens))))
    parts = [part for part in (_content(part) for part in _parts(_merged(kept))) if part]
    parts, places = _without_places(parts)
    key = _merged(_flat_words(parts)) or whole
    return Normalised(
        key=" ".join(key),
        full_key=" ".join(whole),
        parts=tuple(" ".join(part) for part in parts),
        jobs=_jobs(_merged(kept)),
        facts=(*facts, *said, *places),
        written=tuple(written.items()),
    )


@lru_cache(maxsize=50_000)
def phrase(text: str) -> Normalised:
    """Reads a skill phrase: its words, nothing taken out.

    >>> phrase("Régler les machines à commande numérique").key
    'regler machine command numerique'
    """
    tokens, written = _tokens(_spelt(fold(text)))
    key = " ".join(_merged(_content(_flat(_merged(tokens)))))
    return Normalised(key=key, full_key=key, parts=(), jobs=(), facts=(), written=tuple(written.items()))


def label_key(text: str) -> str:
    """The words of a reference label: a title without anything said beside it."""
    return normalise(text).full_key


def signature(key: str) -> tuple[str, ...]:
    """The words of a key whatever their order: two titles of one signature are the same title."""
    return tuple(sorted(set(key.split())))


def _spelt(folded: str) -> str:
    """Names written with signs and initials with dots, as words; inclusive endings gone."""
    if "." in folded:
        folded = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", folded)
    for sign, word in lexicon.symbols():
        if sign in folded:
            folded = folded.replace(sign, f" {word} ")
    return without_inclusive(folded)


def _without_signs(folded: str) -> tuple[str, list[Fact]]:
    """Takes out the facts that signs show: pay, level, hours, references, H/F."""
    facts: list[Fact] = []

    def taken(match: re.Match[str]) -> str:
        facts.append(Fact(str(match.lastgroup), " ".join(match.group().split()).strip("() ")))
        return f" {BREAK} "

    return _SIGNS.sub(taken, folded), facts


def _tokens(folded: str) -> tuple[list[str], dict[str, str]]:
    """Words in their one form, abbreviations spelt out, signs as ``|`` or ``/``; and form → as written."""
    raw = _TOKEN.findall(folded.replace("'", " "))
    short = lexicon.shortened()
    tokens: list[str] = []
    written: dict[str, str] = {}
    place = 0
    while place < len(raw):
        word = raw[place]
        if not word[0].isalnum():
            tokens += [] if word == "&" else ["/" if word == "/" else BREAK]
            place += 1
            continue
        found = short.at(raw, place) if word in short.by_first or word.isdigit() else None
        length, meant = found or (1, masculine(word))
        for form in meant.split():
            tokens.append(form)
            written.setdefault(form, " ".join(raw[place : place + length]))
        place += length
    return tokens, written


def _without_facts(tokens: list[str]) -> tuple[list[str], list[Fact]]:
    """Takes out runs that say a fact; again until nothing is found, as a gap can bring a run together."""
    known = lexicon.facts()
    facts: list[Fact] = []
    if known.by_first.keys().isdisjoint(tokens) and not any(token.isdigit() for token in tokens):
        return tokens, facts
    while True:
        kept: list[str] = []
        place = 0
        while place < len(tokens):
            found = known.at(tokens, place)
            if found is None and tokens[place].isdigit():
                found = (1, "number")
            if found is None:
                kept.append(tokens[place])
            else:
                facts.append(Fact(found[1], " ".join(tokens[place : place + found[0]])))
                kept.append(BREAK)
            place += found[0] if found else 1
        if len(facts) == 0 or kept == tokens or not any(known.at(kept, p) for p in range(len(kept))):
            return kept, facts
        tokens = kept


def _merged(tokens: list[str]) -> list[str]:
    """Doublets of gender said once: ``technicien / technicien maintenance`` → ``technicien maintenance``.

    A run of up to four words that comes again at once, with or without a slash between, is one run.
    """
    words = [token for token in tokens if token not in "/|"]
    if len(set(words)) == len(words):
        return tokens
    merged = tokens
    length = min(4, len(merged) // 2)
    while length:
        for start in range(len(merged) - 2 * length + 1):
            after = start + length
            between = 1 if merged[after] == "/" else 0
            if merged[start:after] == merged[after + between : after + between + length] and merged[start] not in "/|":
                merged = merged[:after] + merged[after + between + length :]
                length = min(4, len(merged) // 2) + 1
                break
        length -= 1
    return merged


def _parts(tokens: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token in (BREAK, "/"):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _jobs(tokens: list[str]) -> tuple[str, ...]:
    """The pieces that a slash or *ou* sets side by side."""
    jobs: list[list[str]] = [[]]
    for token in tokens:
        if token == "/" or token in _OR:
            jobs.append([])
        elif token != BREAK:
            jobs[-1].append(token)
    named = [" ".join(_content(job)) for job in jobs]
    return tuple(dict.fromkeys(job for job in named if job))


def _without_places(parts: list[list[str]]) -> tuple[list[list[str]], list[Fact]]:
    """Parts after the first that are nothing but a place."""
    known = lexicon.places()
    kept = [part for rank, part in enumerate(parts) if rank == 0 or tuple(part) not in known]
    gone = [part for rank, part in enumerate(parts) if rank and tuple(part) in known]
    return kept, [Fact("place", " ".join(part)) for part in gone]


def _content(words: list[str]) -> list[str]:
    small = lexicon.stop()
    return [word for word in words if word not in small]


def _flat(tokens: list[str]) -> list[str]:
    return [token for token in tokens if token not in (BREAK, "/")]


def _flat_words(parts: list[list[str]]) -> list[str]:
    return [word for part in parts for word in part]
