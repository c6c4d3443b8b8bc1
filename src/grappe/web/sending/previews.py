"""What a file would become, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from grappe.needs import FeedMap, look_at, read_rows
from grappe.web.needs.models import Contract
from grappe.web.sending.models import Upload
from grappe.web.sending.queries import feed_map_of, path_of
from grappe.web.stores import folder_of, release_or_none
from grappe.words import Sentence

ROWS_SHOWN, WRITTEN_SHOWN = 50, 200
CONTRACTS = dict(Contract.choices)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it would enter: its rank, what is understood of it, and what there is to say."""

    number: int
    need: Mapping[str, object] | None
    said: tuple[tuple[str, str, Sentence], ...]  #: level, value, sentence
    written: str  #: the row as it was written, its filled cells


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows, and how many of them would be accepted, warned about, refused."""

    rows: tuple[Row, ...]
    accepted: int
    warned: int
    refused: int


@dataclass(frozen=True, slots=True)
class Look:
    """An unknown feed: the proposal, every path with an example, and the first records."""

    proposal: FeedMap
    paths: Mapping[str, str]
    records: tuple[Mapping[str, str], ...]


def preview(upload: Upload) -> Preview:
    """The first rows of a file as they would enter. Raises ``Refused`` where it cannot be read as a whole."""
    outcomes = read_rows(
        path_of(upload),
        day=timezone.localdate(),
        source=upload.source or None,
        feed_map=feed_map_of(upload),
        places=release_or_none("places"),
        rome=release_or_none("rome"),
        member=upload.organisation.key if upload.organisation else None,
    )
    rows = tuple(_row(outcome) for outcome in islice(outcomes, ROWS_SHOWN))
    kept = [row for row in rows if row.need is not None]
    warned = sum(1 for row in kept if row.said)
    return Preview(rows, len(kept), warned, len(rows) - len(kept))


def _row(outcome) -> Row:  # type: ignore[no-untyped-def]
    said = tuple((fault.level, fault.value or "", fault.remark.sentence) for fault in outcome.faults)
    need = outcome.need
    if need is not None:
        need = need | {"contract": CONTRACTS[need["contract"]] if need["contract"] else ""}
    written = " · ".join(text for text in outcome.record.cells.values() if text)
    return Row(outcome.record.row, need, said, written[:WRITTEN_SHOWN])


def look(upload: Upload) -> Look:
    """The first records of an unknown feed beside the mapping as it stands."""
    seen = look_at(path_of(upload))
    kept = feed_map_of(upload)
    proposal = _as_proposed(kept, seen.feed_map) if kept else seen.feed_map
    if proposal is None:
        raise ObjectDoesNotExist
    return Look(proposal, seen.paths, seen.records)


def _as_proposed(kept: FeedMap, proposed: FeedMap | None) -> FeedMap:
    """The map that is kept, with confidence and example where it says what the program proposes for this file."""
    guesses = proposed.fields if proposed else {}
    fields = {
        name: guesses[name] if name in guesses and guesses[name].path == guess.path else guess
        for name, guess in kept.fields.items()
    }
    return replace(kept, fields=fields)


def refused_file(upload: Upload) -> BinaryIO:
    """The workbook of refused rows. Raises ``ObjectDoesNotExist`` where none was refused."""
    if not upload.refused_path:
        raise ObjectDoesNotExist
    return (folder_of(upload.cluster) / upload.refused_path).open("rb")
