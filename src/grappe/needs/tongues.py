"""French or English: a count of small words, enough for a job ad."""

_LOOKED_AT = 200  #: characters; the beginning of a text says its language
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
    beginning = text[:_LOOKED_AT].lower()
    accents = "é" in beginning or "è" in beginning or "à" in beginning
    if accents and " the " not in beginning and " and " not in beginning:
        return "fr"
    said = set(beginning.replace("'", " ").replace("’", " ").replace(",", " ").replace(".", " ").split())
    french, english = len(_FRENCH & said), len(_ENGLISH & said)
    if french == english:
        return "fr" if accents else None
    return "fr" if french > english else "en"
