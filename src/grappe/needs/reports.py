"""What became of the rows of each file: counted, told, and the refused ones kept to be corrected."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from grappe.needs.frames import REFUSALS
from grappe.needs.issues import RowIssue
from grappe.words import Sentence

KEPT_ISSUES = 20_000  #: issues told one by one for a file; beyond, they are counted only
KEPT_ROWS = 100_000  #: refused rows kept with their cells for a file


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A refused row with the cells it came with (path → text) and why."""

    file: str
    sheet: str | None
    row: int
    cells: dict[str, str]
    issue: RowIssue


@dataclass(slots=True)
class FileReport:
    """One file: ``rows = accepted + refused + unchanged``; ``warned`` counts accepted rows with a warning.

    ``format`` is the layout that was recognised (``map`` for a mapped feed), ``container`` the kind of file.
    ``columns`` are the columns of the refused rows, in the order of the file. ``incomplete``: the file is cut.
    """

    file: str
    format: str
    container: str
    rows: int = 0
    accepted: int = 0
    warned: int = 0
    refused: int = 0
    unchanged: int = 0
    incomplete: bool = False
    columns: tuple[str, ...] = ()
    issues: list[RowIssue] = field(default_factory=list)
    refused_rows: list[RefusedRow] = field(default_factory=list)
    issue_count: int = 0

    def told(self, issue: RowIssue) -> None:
        """Keeps an issue, as long as there are not too many."""
        self.issue_count += 1
        if len(self.issues) < KEPT_ISSUES:
            self.issues.append(issue)

    def kept(self, row: RefusedRow) -> None:
        """Counts and keeps a refused row."""
        self.refused += 1
        if len(self.refused_rows) < KEPT_ROWS:
            self.refused_rows.append(row)

    def counts(self) -> dict[str, int]:
        """The five counts."""
        return {name: getattr(self, name) for name in COUNTS}


COUNTS = ("rows", "accepted", "warned", "refused", "unchanged")


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What became of all the files of a reading."""

    files: list[FileReport]

    def _total(self, name: str) -> int:
        return sum(getattr(report, name) for report in self.files)

    @property
    def rows(self) -> int:
        """Rows read."""
        return self._total("rows")

    @property
    def accepted(self) -> int:
        """Rows that are new or say something new."""
        return self._total("accepted")

    @property
    def warned(self) -> int:
        """Accepted rows with at least one warning."""
        return self._total("warned")

    @property
    def refused(self) -> int:
        """Rows kept out."""
        return self._total("refused")

    @property
    def unchanged(self) -> int:
        """Rows that said nothing new."""
        return self._total("unchanged")

    @property
    def issues(self) -> list[RowIssue]:
        """Everything told, file by file."""
        return [issue for report in self.files for issue in report.issues]

    @property
    def refused_rows(self) -> list[RefusedRow]:
        """The refused rows with their original cells."""
        return [row for report in self.files for row in report.refused_rows]

    def refusals(self) -> pa.Table:
        """The refused rows as the frame ``REFUSALS``."""
        return REFUSALS.from_rows(_refusal(row) for row in self.refused_rows)

    def as_json(self, *, language: str = "fr", issues: int = 200, refused_file: str | None = None) -> dict[str, Any]:
        """The answer of ``grappe needs read``: counts by file and in all, and the first ``issues`` issues."""
        totals = {name: self._total(name) for name in COUNTS}
        files = [_file_json(report) for report in self.files]
        listed = [_issue_json(issue, language) for issue in self.issues[:issues]]
        told = self._total("issue_count")
        return {"files": files, **totals, "refused_file": refused_file, "issues": listed, "issues_in_all": told}

    def said(self) -> Sentence:
        """One sentence: how many rows were read, taken, refused."""
        n = {name: f"{self._total(name):,}" for name in COUNTS}
        fr = {name: text.replace(",", "\u202f") for name, text in n.items()}
        return Sentence(
            f"{fr['rows']} lignes lues : {fr['accepted']} acceptées (dont {fr['warned']} avec avertissement), "
            f"{fr['refused']} refusées, {fr['unchanged']} inchangées.",
            f"{n['rows']} rows read: {n['accepted']} accepted ({n['warned']} with a warning), "
            f"{n['refused']} refused, {n['unchanged']} unchanged.",
        )


def _file_json(report: FileReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "format": report.format,
        "container": report.container,
        **report.counts(),
        "incomplete": report.incomplete,
    }


def _issue_json(issue: RowIssue, language: str) -> dict[str, Any]:
    where = issue.where
    return {
        "level": issue.level,
        "file": where.file,
        "sheet": where.sheet,
        "row": where.row,
        "column": where.column,
        "value": where.value,
        "sentence": issue.sentence.said(language),
        "hint": issue.hint.said(language) if issue.hint else None,
    }


def _refusal(row: RefusedRow) -> dict[str, Any]:
    issue, hint = row.issue, row.issue.hint
    return {
        "file": row.file,
        "sheet": row.sheet or "",
        "row": row.row,
        "column": issue.where.column,
        "value": issue.where.value,
        "sentence_fr": issue.sentence.fr,
        "sentence_en": issue.sentence.en,
        "hint_fr": hint.fr if hint else None,
        "hint_en": hint.en if hint else None,
        "original": json.dumps(row.cells, ensure_ascii=False),
    }


def columns_of(rows: Iterable[RefusedRow], header: Iterable[str]) -> tuple[str, ...]:
    """The header of the file, then the paths that refused rows have besides, in the order they come."""
    return tuple(dict.fromkeys([*header, *(path for row in rows for path in row.cells)]))
