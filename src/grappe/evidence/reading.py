"""Facts and recommendations out of files; a row that cannot be right is refused, the others go on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from grappe.evidence.cells import a_day, a_number, a_yes, listed, needed, one_in, pairs, text_of, wrong
from grappe.evidence.frames import FACTS, RECOMMENDATIONS
from grappe.evidence.kinds import FactKind, fact_kinds
from grappe.evidence.things import CONFIDENTIALITY, EMPLOYERS, STATES, Fact, Recommendation
from grappe.tables import read_file
from grappe.words import Refused, Sentence, Where

T = TypeVar("T")
Row = Mapping[str, str]
#: Columns without which a file holds no facts.
NEEDED = ("fact", "date", "kind", "title")


@dataclass(frozen=True)
class FactsRead:
    """The facts of a file in its order, and the refusal of each row that is none."""

    facts: tuple[Fact, ...]
    refused: tuple[Refused, ...]


def read_facts(path: Path, day: date) -> FactsRead:
    """The facts of a file, whose name says its format, up to ``day``. Columns that are not known are left alone.

    Raises ``Refused`` for a file that cannot be read or lacks a column. A fact to come, one without what its kind
    needs, and one whose identifier came before are refused by row.
    """
    rows = list(_rows(path, NEEDED))
    read, refused = _each(rows, path, lambda row: a_fact(row, day))
    facts: dict[str, Fact] = {}
    for number, fact in read:
        if fact.fact in facts:
            where = Where(file=str(path), row=number, column="fact", value=fact.fact)
            refused.append(Refused(_TWICE, where=where))
        else:
            facts[fact.fact] = fact
    return FactsRead(tuple(facts.values()), tuple(sorted(refused, key=lambda each: each.where.row or 0)))


def read_recommendations(path: Path) -> tuple[tuple[Recommendation, ...], tuple[Refused, ...]]:
    """Past recommendations of a file, and the refusal of each row that is none."""
    read, refused = _each(_rows(path, ("number", "audit", "text", "state")), path, _recommendation)
    return tuple(each for _number, each in read), tuple(refused)


def a_fact(row: Row, day: date) -> Fact:
    """The fact of a row of texts. Raises ``Refused`` with the column and the value."""
    kind = fact_kinds()[one_in(row, "kind", tuple(fact_kinds()))]
    when = a_day(row, "date")
    if when is None:
        raise wrong("date", "", Sentence("il manque le jour du fait", "the day of the fact is missing"))
    if when > day:
        raise wrong("date", str(when), Sentence("un fait à venir ne prouve rien", "a fact to come proves nothing"))
    return Fact(
        fact=needed(row, "fact"),
        day=when,
        kind=kind.name,
        title=needed(row, "title"),
        criteria=listed(row, "criteria"),
        quantity=_quantity(row, kind),
        partner=row.get("partner") or None,
        member=bool(a_yes(row, "member")),
        territory=row.get("territory") or None,
        programme=row.get("programme") or None,
        role=row.get("role") or None,
        document=_document(row),
        sha256=_digest(row),
        confidentiality=one_in(row, "confidentiality", CONFIDENTIALITY) if row.get("confidentiality") else "auditor",
        validator=row.get("validator") or None,
        validated=a_day(row, "validated"),
        reused=listed(row, "reused"),
        details=_details(row, kind),
    )


def _details(row: Row, kind: FactKind) -> dict[str, str]:
    """Details of a cell and of the columns named as details are, checked by kind and in one spelling."""
    given = {name: row[name] for name in kind.details if row.get(name)} | pairs(row, "details")
    missing = next((name for name in kind.needs if not given.get(name)), None)
    if missing:
        raise wrong(
            missing,
            "",
            Sentence(f"{kind.label.fr} : il manque « {missing} »", f"{kind.label.en}: “{missing}” is missing"),
            Sentence(f"l'écrire dans details : {missing}=…", f"write it in details: {missing}=…"),
        )
    for name in given:
        if name in kind.numbers:
            given[name] = f"{a_number(given, name):.12g}"
        elif name in kind.days:
            given[name] = str(a_day(given, name))
        elif name == "employer":
            given[name] = one_in(given, name, EMPLOYERS)
        elif name in ("hired", "broken", "abroad"):
            given[name] = "yes" if a_yes(given, name) else "no"
    return given


def _quantity(row: Row, kind: FactKind) -> float | None:
    value = a_number(row, "quantity")
    if value is None and kind.unit in ("h", "weeks", "students", "share", "employed"):
        raise wrong("quantity", "", Sentence(f"il manque la quantité ({kind.unit})", f"quantity missing ({kind.unit})"))
    if kind.unit == "share" and value is not None and value > 1:
        raise wrong("quantity", f"{value:g}", Sentence("une part va de 0 à 1", "a share goes from 0 to 1"))
    return value


def _document(row: Row) -> str | None:
    name = row.get("document") or None
    if name and (Path(name).is_absolute() or ".." in Path(name).parts):
        raise wrong("document", name, Sentence("un nom de fichier est attendu", "a file name is needed"))
    return name


def _digest(row: Row) -> str | None:
    text = row.get("sha256", "").lower() or None
    if text and (len(text) != 64 or set(text) - set("0123456789abcdef")):
        raise wrong("sha256", text, Sentence("ce n'est pas une empreinte SHA-256", "this is no SHA-256 digest"))
    return text


def _recommendation(row: Row) -> Recommendation:
    audit = a_day(row, "audit")
    if audit is None:
        raise wrong("audit", "", Sentence("il manque le jour de l'audit", "the day of the audit is missing"))
    return Recommendation(
        number=needed(row, "number"),
        audit=audit,
        text=needed(row, "text"),
        action=row.get("action", ""),
        state=one_in(row, "state", STATES),
        facts=listed(row, "facts"),
        due=a_day(row, "due"),
    )


def _rows(path: Path, columns: tuple[str, ...]) -> Iterable[dict[str, str]]:
    table = read_file(path)
    missing = next((name for name in columns if name not in table.column_names), None)
    if missing is not None:
        known = FACTS.names if columns is NEEDED else RECOMMENDATIONS.names
        raise Refused(
            Sentence("colonne absente", "missing column"),
            hint=Sentence(f"colonnes attendues : {', '.join(known)}", f"columns expected: {', '.join(known)}"),
            where=Where(file=str(path), row=1, column=missing),
        )
    for row in table.to_pylist():
        yield {name: text_of(value) for name, value in row.items()}


def _each(rows: Iterable[Row], path: Path, read: Callable[[Row], T]) -> tuple[list[tuple[int, T]], list[Refused]]:
    found, refused = [], []
    for number, row in enumerate(rows, 2):
        try:
            found.append((number, read(row)))
        except Refused as refusal:
            where = Where(file=str(path), row=number, column=refusal.where.column, value=refusal.where.value)
            refused.append(Refused(refusal.sentence, hint=refusal.hint, where=where))
    return found, refused


_TWICE = Sentence("ce fait est déjà dans le fichier", "this fact came before")
