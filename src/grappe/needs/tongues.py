"""French or English: a count of small words, enough for a job ad."""

import re

_WORD = re.compile(r"[a-zàâçéèêëîïôûùüœ']+")
_FRENCH = frozenset(
    [
        "le",
        "la",
        "les",
        "des",
        "du",
        "de",
        "et",
        "un",
        "une",
        "vous",
        "nous",
        "votre",
        "notre",
        "pour",
        "dans",
        "avec",
        "sur",
        "est",
        "en",
        "au",
        "aux",
        "ou",
        "qui",
        "chez",
        "poste",
        "d'un",
        "l'équipe",
        "ce",
        "cette",
        "vos",
        "nos",
        "recherchons",
        "sera",
        "êtes",
        "par",
        "à",
        "d",
        "l",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "and",
        "of",
        "to",
        "in",
        "for",
        "with",
        "you",
        "our",
        "we",
        "your",
        "will",
        "is",
        "are",
        "on",
        "as",
        "a",
        "an",
        "or",
        "be",
        "this",
        "at",
        "by",
        "from",
        "have",
        "team",
        "work",
        "who",
        "that",
        "looking",
    ]
)


def language_of(text: str) -> str | None:
    """``fr``, ``en``, or ``None`` where the small words do not decide.

    >>> language_of("Nous recherchons un soudeur"), language_of("You will join our team"), language_of("DBA")
    ('fr', 'en', None)
    """
    said = _WORD.findall(text[:400].lower().replace("'", "' "))
    french = sum(map(_FRENCH.__contains__, said))
    english = sum(map(_ENGLISH.__contains__, said))
    if french == english:
        return "fr" if any("é" in word or "è" in word for word in said) else None
    return "fr" if french > english else "en"
