"""Reading part needs and similar occupations out of files; a row that cannot be right is refused, the others go on."""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from grappe.pool.cells import a_clock, a_number, a_yes, filled, names_in, one_of, text_of, whole
from grappe.pool.things import HALFDAYS, WEEKS, PartNeed
from grappe.references import MOBILITIES, Release
from grappe.tables import read_file
from grappe.words import Refused, Sentence, Where

WEEK_COLUMNS = tuple(f"w{week:02d}" for week in range(1, WEEKS + 1))
COLUMNS = ("need", "member", "occupation", "lat", "lon", "halfdays", *WEEK_COLUMNS)


@dataclass(frozen=True)
class PartNeedsRead:
    """The needs of a file in its order, and the refusal of each row that is not one."""

    needs: tuple[PartNeed, ...]
    refused: tuple[Refused, ...]


def read_part_needs(path: Path) -> PartNeedsRead:
    """Part needs of a file, whose name says its format. Columns that are not known are left alone.

    Raises ``Refused`` for a file that cannot be read, lacks a column, or has more than 52 weeks.
    """
    table = read_file(path)
    _check_columns(table, path)
    needs: dict[str, PartNeed] = {}
    refused = []
    for number, row in enumerate(table.to_pylist(), 2):
        try:
            need = _need({name: text_of(value) for name, value in row.items()})
            if need.need in needs:
                raise filled("need", need.need, Sentence("ce besoin est déjà dans le fichier", "this need came before"))
            needs[need.need] = need
        except Refused as refusal:
            refused.append(_placed(refusal, path, number))
    return PartNeedsRead(tuple(needs.values()), tuple(refused))


def read_similar(path: Path) -> frozenset[tuple[str, str]]:
    """Pairs of similar occupations: the first two columns of a file. A header is a pair that no need asks for.

    Raises ``Refused`` for a file that cannot be read or a row with one occupation.
    """
    rows = _text_rows(path) if path.suffix.lower() in (".csv", ".tsv", ".txt") else _table_rows(read_file(path))
    pairs = set()
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row[:2]]
        if not any(cells):
            continue
        if len(cells) < 2 or not all(cells):
            raise Refused(
                Sentence("il faut deux métiers par ligne", "a row needs two occupations"),
                where=Where(file=str(path), row=number, value=",".join(row)),
            )
        pairs.add((cells[0], cells[1]))
    return frozenset(pairs)


def similar_by_mobility(rome: Release) -> frozenset[tuple[str, str]]:
    """Pairs between which the ROME sees a move, in either direction."""
    table = rome.read(MOBILITIES)
    return frozenset(zip(table["occupation"].to_pylist(), table["target"].to_pylist(), strict=True))


def plan_day(folder: Path) -> date | None:
    """The day whose legal rules the plan in ``folder`` was made under; ``None`` when it says none."""
    try:
        told = json.loads((folder / "plan.json").read_text("utf-8"))
        return date.fromisoformat(told["legal"]["day"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _check_columns(table: pa.Table, path: Path) -> None:
    names = set(table.column_names)
    missing = next((name for name in COLUMNS if name not in names), None)
    if missing is not None:
        raise Refused(
            Sentence("colonne absente", "missing column"),
            hint=Sentence(
                "il faut need, member, occupation, lat, lon, halfdays et les 52 semaines w01 à w52",
                "need, member, occupation, lat, lon, halfdays and the 52 weeks w01 to w52 are needed",
            ),
            where=Where(file=str(path), row=1, column=missing),
        )
    extra = next((name for name in table.column_names if re.fullmatch(r"w\d+", name) and name not in COLUMNS), None)
    if extra is not None:
        raise Refused(
            Sentence("une année a 52 semaines, de w01 à w52", "a year has 52 weeks, w01 to w52"),
            where=Where(file=str(path), row=1, column=extra),
        )


def _need(row: Mapping[str, str]) -> PartNeed:
    member = one_of(row, "member")
    halfdays = _halfdays(row)
    return PartNeed(
        need=one_of(row, "need"),
        member=member,
        occupation=one_of(row, "occupation"),
        lat=a_number(row, "lat", least=-90, most=90),
        lon=a_number(row, "lon", least=-180, most=180),
        halfdays=halfdays,
        weeks=_weeks(row, most=sum(halfdays)),
        priority=whole(row, "priority", least=0, most=10_000) if row.get("priority") else 1,
        forbidden=_forbidden(row, member),
        level=row.get("level") or None,
        pay_hour=a_number(row, "pay_hour", least=0, most=10_000) if row.get("pay_hour") else None,
        willing=row.get("willing") or None,
        skills=names_in(row, "skills"),
        public=a_yes(row, "public"),
        starts=a_clock(row, "starts", least=0, most=14),
        ends=a_clock(row, "ends", least=10, most=24),
    )


def _halfdays(row: Mapping[str, str]) -> tuple[bool, ...]:
    text = row.get("halfdays", "")
    if not re.fullmatch(rf"[01]{{{HALFDAYS}}}", text):
        raise filled(
            "halfdays",
            text,
            Sentence(
                "il faut douze chiffres 0 ou 1, du lundi matin au samedi après-midi",
                "twelve digits 0 or 1 are needed, Monday morning to Saturday afternoon",
            ),
        )
    return tuple(digit == "1" for digit in text)


def _weeks(row: Mapping[str, str], *, most: int) -> tuple[int, ...]:
    weeks = tuple(whole(row, name, least=0, most=most) for name in WEEK_COLUMNS)
    if not any(weeks):
        raise filled("w01", "0", Sentence("aucune demi-journée demandée de l'année", "no half-day asked in the year"))
    return weeks


def _forbidden(row: Mapping[str, str], member: str) -> frozenset[str]:
    forbidden = names_in(row, "forbidden")
    if member in forbidden:
        raise filled(
            "forbidden", member, Sentence("un adhérent ne peut pas s'exclure lui-même", "a member cannot forbid itself")
        )
    return forbidden


def _placed(refusal: Refused, path: Path, row: int) -> Refused:
    where = Where(file=str(path), row=row, column=refusal.where.column, value=refusal.where.value)
    return Refused(refusal.sentence, hint=refusal.hint, where=where)


def _text_rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            Sentence(f"fichier illisible ({error})", f"unreadable file ({error})"), where=Where(file=str(path))
        ) from error
    first = text.partition("\n")[0]
    return list(csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count)))


def _table_rows(table: pa.Table) -> list[list[str]]:
    return [[text_of(value) for value in row.values()] for row in table.to_pylist()]
