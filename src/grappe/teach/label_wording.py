"""The wording guard: a cluster's label is private, never a degree, a title, an entry of the RNCP, an accreditation."""

import re

from grappe.words import Kind, Refused, Sentence, Where

_PUBLIC = r"dipl[oô]m\w*|titre\w*|RNCP|certifi\w*|accr[ée]dit\w*|CTI|degree\w*|grade\w*|qualification\w*"
_NAME = re.compile(rf"\b({_PUBLIC})\b", re.IGNORECASE)
_CLAIM = re.compile(
    r"\blabel\w*\b[^.;!?]{0,80}?(?<!n')(?<!n’)\b(vaut|équivaut|tient lieu|confère|délivre|est|is|equals|grants|confers)"
    r"\b"
    rf"(?! (pas|ni|not|neither|jamais|never)\b)[^.;!?]{{0,40}}?\b({_PUBLIC})\b",
    re.IGNORECASE,
)
HINT = Sentence(
    "écrire « label de la grappe » : un label privé n'est ni un diplôme, ni un titre, ni une accréditation",
    "write “label of the cluster”: a private label is neither a degree, nor a title, nor an accreditation",
)


def check_name(name: str) -> str:
    """The name of a label, as given. Raises ``Refused`` for one that borrows from a public recognition."""
    found = _NAME.search(name)
    if found:
        raise _borrowed("name", found[0])
    return name


def check_claims(text: str, column: str = "text") -> str:
    """A text about a label, as given. Raises ``Refused`` where it says that the label is a public recognition.

    That a programme is accredited may be said; that its label is an accreditation may not.
    """
    found = _CLAIM.search(text)
    if found:
        raise _borrowed(column, found[0])
    return text


def _borrowed(column: str, value: str) -> Refused:
    return Refused(
        Sentence("un label n'est pas une reconnaissance publique", "a label is no public recognition"),
        hint=HINT,
        kind=Kind.CALL,
        where=Where(column=column, value=value),
    )
