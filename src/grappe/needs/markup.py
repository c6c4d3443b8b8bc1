"""Texts without markup: what a reader would see, scripts and styles gone, paragraphs kept as lines."""

import html
import re

_HIDDEN = re.compile(r"<(script|style|head|iframe|object|svg)\b.*?(</\1\s*>|$)", re.I | re.S)
_COMMENT = re.compile(r"<!--.*?(-->|$)|<!\[CDATA\[|\]\]>|<!doctype[^>]*>", re.I | re.S)
_BREAK = re.compile(r"<(?:br|/p|/div|/ul|/ol|/h[1-6]|/tr|p|div|h[1-6])\b[^<>]*>", re.I)
_ITEM = re.compile(r"\s*<li\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]*>|<[a-z/][^<>]*$", re.I)
_BLANKS = re.compile(r"[ \t\u00a0\u202f\u200b\ufeff]+")
_LINES = re.compile(r" ?\n ?(?:\s*\n)*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def text_of(raw: str) -> str:
    """The text of HTML (also HTML escaped once more) or of plain text: tidy spaces, one blank line at most.

    >>> text_of("<p>Vos missions&nbsp;:</p><ul><li>souder</li></ul><script>alert(1)</script>")
    'Vos missions :\\n- souder'
    """
    if "<" in raw or "&" in raw:
        raw = _without_markup(raw)
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    raw = _CONTROL.sub("", raw)
    return _LINES.sub(_kept_line, _BLANKS.sub(" ", raw)).strip()


def title_of(raw: str) -> str:
    """A title on one line, without markup.

    >>> title_of('<a href="/x">Contrat  d&#039;apprentissage</a>')
    "Contrat d'apprentissage"
    """
    if "<" in raw or "&" in raw:
        raw = _without_markup(raw)
    return " ".join(_CONTROL.sub(" ", raw).split())


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


def _kept_line(match: re.Match[str]) -> str:
    return "\n\n" if match[0].count("\n") > 2 else "\n"
