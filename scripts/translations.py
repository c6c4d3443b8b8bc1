"""Message ids of the site are French; this keeps the English catalogue complete.

``python scripts/translations.py`` reads every template and module of ``grappe.web``, adds new message ids to
``locale/en/LC_MESSAGES/django.po`` and drops those nobody uses. ``--check`` changes nothing and exits 1 when a message
is missing, unused, empty or fuzzy. No gettext tools are needed: templates are turned to Python by Django, calls are
found in the syntax tree.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).parents[1]
WEB = ROOT / "src" / "grappe" / "web"
CATALOGUE = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
#: Function → how many of its first arguments are message ids.
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
Message = tuple[str, str | None]


def messages() -> dict[Message, list[str]]:
    """Every message id (with its plural) and the files that use it."""
    found: dict[Message, list[str]] = {}
    for path in sorted([*WEB.rglob("*.py"), *WEB.rglob("*.html"), *WEB.rglob("*.txt")]):
        for message in _of_template(path) if path.suffix != ".py" else _of_module(path):
            places = found.setdefault(message, [])
            name = str(path.relative_to(WEB))
            places.extend([name] if name not in places else [])
    return found


def _of_module(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [entry.value for entry in node.args[:2] if isinstance(entry, ast.Constant)]
        wanted = CALLS.get(name, 0)
        if wanted and len(texts) >= wanted and all(isinstance(text, str) for text in texts[:wanted]):
            yield (texts[0], texts[1] if wanted == 2 else None)


def _of_template(path: Path) -> Iterator[Message]:
    from django.template.base import Lexer, TokenType

    tokens = iter(Lexer(path.read_text("utf-8")).tokenize())
    for token in tokens:
        if token.token_type != TokenType.BLOCK:
            continue
        words = token.split_contents()
        if words[0] in ("translate", "trans"):
            yield (words[1].strip("\"'"), None)
        elif words[0] in ("blocktranslate", "blocktrans"):
            yield _block(tokens)


def _block(tokens: Iterator[object]) -> Message:
    """The message of a ``blocktranslate``: ``{{ name }}`` becomes ``%(name)s``, as Django does."""
    from django.template.base import TokenType

    parts = [""]
    for token in tokens:
        if token.token_type == TokenType.TEXT:  # type: ignore[attr-defined]
            parts[-1] += token.contents.replace("%", "%%")  # type: ignore[attr-defined]
        elif token.token_type == TokenType.VAR:  # type: ignore[attr-defined]
            parts[-1] += f"%({token.contents})s"  # type: ignore[attr-defined]
        elif token.contents.startswith("plural"):  # type: ignore[attr-defined]
            parts.append("")
        else:
            break
    return (parts[0], parts[1] if len(parts) > 1 else None)


def faults() -> list[str]:
    """What is wrong with the catalogue; empty when it is complete."""
    used, catalogue = messages(), polib.pofile(str(CATALOGUE))
    listed = {(entry.msgid, entry.msgid_plural or None): entry for entry in catalogue if not entry.obsolete}
    found = [
        f"missing: {msgid!r} ({', '.join(used[(msgid, plural)])})"
        for msgid, plural in sorted(used.keys() - listed.keys(), key=str)
    ]
    found += [f"unused: {msgid!r}" for msgid, _plural in sorted(listed.keys() - used.keys(), key=str)]
    for entry in listed.values():
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        found += [f"empty: {entry.msgid!r}"] if not texts or not all(texts) else []
        found += [f"fuzzy: {entry.msgid!r}"] if entry.fuzzy else []
    return found


def update() -> None:
    """Writes the catalogue with exactly the messages in use; translations are kept."""
    old = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    known = {(entry.msgid, entry.msgid_plural or None): entry for entry in old}
    new = polib.POFile(wrapwidth=120)
    new.metadata = {
        "Project-Id-Version": "grappe",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message, places in sorted(messages().items(), key=lambda item: (item[1][0], item[0][0])):
        new.append(_entry(message, places, known.get(message)))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(CATALOGUE))


def _entry(message: Message, places: list[str], known: polib.POEntry | None) -> polib.POEntry:
    msgid, plural = message
    entry = polib.POEntry(msgid=msgid, occurrences=[(place, "") for place in places])
    if "%(" in msgid:
        entry.flags = ["python-format"]
    if plural:
        entry.msgid_plural = plural
        entry.msgstr_plural = dict(known.msgstr_plural) if known else {0: "", 1: ""}
    elif known:
        entry.msgstr = known.msgstr
    return entry


def main(arguments: list[str]) -> int:
    """Updates, or with ``--check`` only looks."""
    if "--check" not in arguments:
        update()
    found = faults()
    print("\n".join(found) or f"{len(messages())} messages, all translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
