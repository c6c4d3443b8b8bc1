"""The blocks of a problem, from its list or its calendar, and the company days that an apprentice has in each."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from grappe.pool.rotation.calendars import read_school_calendar, stays
from grappe.pool.rotation.forms import BlockForm, DaysForm, ProblemForm
from grappe.pool.rotation.things import Block
from grappe.words import Refused, SchoolYear, Sentence, Where

BLOCKS_MOST = 80


def blocks_of(form: ProblemForm, folder: Path, file: str | None) -> tuple[tuple[Block, ...], tuple[Sentence, ...]]:
    """The blocks in order, and what was remarked about the calendar. Raises ``Refused``."""
    holidays = frozenset(form.holidays)
    remarks: tuple[Sentence, ...] = ()
    if form.blocks is not None:
        blocks = _listed(form.blocks, holidays, file)
    elif form.calendar is not None:
        calendar = read_school_calendar(folder / form.calendar.file)
        found = stays(calendar, split_weeks=form.calendar.split_weeks)
        blocks = tuple(
            Block(f"B{number:02d}", stay.start, stay.end, stay.year, worked(stay.start, stay.end, holidays))
            for number, stay in enumerate(found, 1)
        )
        remarks = calendar.remarks
    else:
        raise Refused(
            Sentence("ni périodes ni calendrier", "neither blocks nor calendar"),
            hint=Sentence("écrire « blocks » ou « calendar »", "write “blocks” or “calendar”"),
            where=Where(file=file),
        )
    _checked(blocks, file)
    return blocks, remarks


def worked(start: date, end: date, holidays: frozenset[date]) -> int:
    """Monday to Friday, both ends included, without holidays."""
    days = (start + timedelta(days=at) for at in range((end - start).days + 1))
    return sum(day.weekday() < 5 and day not in holidays for day in days)


def company_days(blocks: tuple[Block, ...], absences: Iterable[DaysForm], holidays: frozenset[date]) -> tuple[int, ...]:
    """Company days of each block, less the working days of absences; 0 when nothing is left."""
    stretches = [(absence.from_, absence.to) for absence in absences]
    if not stretches:
        return tuple(block.days for block in blocks)
    return tuple(max(0, block.days - _gone(block, stretches, holidays)) for block in blocks)


def _gone(block: Block, stretches: list[tuple[date, date]], holidays: frozenset[date]) -> int:
    """Working days of a block that lie in some stretch."""
    days = [block.start + timedelta(days=at) for at in range((block.end - block.start).days + 1)]
    return sum(
        day.weekday() < 5 and day not in holidays and any(start <= day <= end for start, end in stretches)
        for day in days
    )


def _listed(entries: list[BlockForm], holidays: frozenset[date], file: str | None) -> tuple[Block, ...]:
    entries = sorted(entries, key=lambda entry: entry.from_)
    first = SchoolYear.of(entries[0].from_).first
    return tuple(
        Block(
            str(entry.block),
            entry.from_,
            entry.to,
            entry.year or SchoolYear.of(entry.from_).first - first + 1,
            entry.days or worked(entry.from_, entry.to, holidays),
        )
        for entry in entries
    )


def _checked(blocks: tuple[Block, ...], file: str | None) -> None:
    """Blocks follow each other without overlap, years only grow, names differ."""
    names = [block.block for block in blocks]
    for before, after in pairwise(blocks):
        if after.start <= before.end or after.year < before.year:
            said = Sentence("cette période chevauche la précédente", "this block overlaps the one before")
            raise _fault(file, after, said)
    for block in blocks:
        if block.end < block.start or (block.end - block.start).days > 400:
            raise _fault(
                file, block, Sentence("cette période finit avant son début", "this block ends before it begins")
            )
        if names.count(block.block) > 1:
            raise _fault(file, block, Sentence("cet identifiant sert deux fois", "this identifier is used twice"))
    if len(blocks) > BLOCKS_MOST:
        said = Sentence(f"plus de {BLOCKS_MOST} périodes", f"more than {BLOCKS_MOST} blocks")
        raise Refused(said, where=Where(file=file, column="blocks", value=str(len(blocks))))


def _fault(file: str | None, block: Block, said: Sentence) -> Refused:
    return Refused(said, where=Where(file=file, column=f"blocks.{block.block}", value=f"{block.start} – {block.end}"))
