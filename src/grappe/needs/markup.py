"""Texts without markup: what a reader would see, scripts and styles gone, paragraphs kept as lines."""

import html
import re

_HIDDEN = re.compile(r"<(script|style|head|iframe|object|svg)\b.*?(</\1\s*>|$)", re.I | re.S)
_COMMENT = re.compile(r"<!--.*?(-->|$)|<!\[CDATA\[|\]\]>|<!doctype[^>]*>", re.I | re.S)
_BREAK = re.compile(r"<(?:br|/p|/div|/ul|/ol|/h[1-6]|/tr|p|div|h[1-6])\b[^<>]*>", re.I)
_ITEM = re.compile(r"(?<!\s)\s*<li\b[^<>]*>", re.I)  # a run of spaces is tried once, from its beginning
_TAG = re.compile(r"</?[a-z][^<>]*>|<[a-z/][^<>]*$", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\ufeff]")


def text_of(raw: str) -> str:
    """The text of HTML (also HTML escaped once more) or of plain text: tidy spaces, one blank line at most.

    >>> text_of("<p>Vos missions&nbsp;:</p><ul><li>souder</li></ul><script>alert(1)</script>")
    'Vos missions :\\n\\n- souder'
    """
    if "<" in raw or "&" in raw:
        raw = _without_markup(raw)
    if not raw.replace("\n", " ").isprintable():  # also true of every space but the plain one
        return _tidy(_CONTROL.sub("", raw))
    untidy = "  " in raw or ("\n" in raw and (" \n" in raw or "\n " in raw or "\n\n\n" in raw))
    return _tidy(raw) if untidy else raw.strip()


def _tidy(raw: str) -> str:
    """Single spaces, no spaces around line breaks, one blank line at most."""
    lines: list[str] = []
    for line in raw.splitlines():
        tidy = " ".join(line.split())
        if tidy or (lines and lines[-1]):
            lines.append(tidy)
    return "\n".join(lines).strip()


def title_of(raw: str) -> str:
    """A title on one line, without markup.

    >>> title_of('<a href="/x">Contrat  d&#039;apprentissage</a>')
    "Contrat d'apprentissage"
    """
    if "<" in raw or "&" in raw:
        raw = _without_markup(raw)
    return " ".join((raw if raw.isprintable() else _CONTROL.sub(" ", raw)).split())


def _without_markup(raw: str) -> str:
    """Two rounds: feeds escape their HTML once or twice."""
    for _ in range(3):
        if "<" in raw:
            raw = _COMMENT.sub(" ", _HIDDEN.sub(" ", raw))
            raw = _TAG.sub("", _BREAK.sub("\n", _ITEM.sub("\n- ", raw)))
        once = html.unescape(raw) if "&" in raw else raw
        if once == raw:
            return raw
        raw = once
    return _TAG.sub("", raw)
