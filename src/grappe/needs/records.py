"""Raw records of any container: CSV, workbook, JSON, JSONL, XML, RSS, HTML with JSON-LD, Parquet; gzip over any text.

A record is flat: a dictionary from path to text.

- CSV, workbook, Parquet: the path is the column's header.
- JSON: members are joined by dots, elements of a list are numbered: ``lieuTravail.codePostal``,
  ``competences[0].libelle``. Numbers keep their digits, ``true``/``false`` are these words, ``null`` is left out.
- XML: tags are joined by dots (``region.city``), attributes follow ``@`` (``contract@clientcode``), namespaces show as
  their prefix (``dc:date``). The first of repeated tags has its plain path, the next ones ``tag[1]``, ``tag[2]``…
  An element that holds HTML (``<p>``, ``<br>``, text between tags…) is one text, markup included.

Empty cells are left out. Texts are stripped of outer spaces.
"""

from collections.abc import Iterator
from pathlib import Path

from grappe.needs.containers import Format, recognised_format, refuse_bomb
from grappe.needs.delimited import delimited_records
from grappe.needs.json_records import json_records, jsonl_records, page_records
from grappe.needs.raw import Note, Record, Scan, placed
from grappe.needs.sheets import parquet_records, sheet_records
from grappe.needs.xml_records import xml_records
from grappe.words import Refused, Sentence, Where

__all__ = ["Format", "Note", "Record", "Records", "records"]


class Records:
    """The records of one file, read while they are iterated, once.

    ``format`` is the container. ``notes`` fills while reading: what the reader must tell about the file as a whole (an
    encoding that was guessed, a file cut in the middle). ``incomplete`` says that the end of the file is missing: the
    records before the cut were given. ``record_path`` is known once the first record was given (empty for CSV,
    workbooks, JSONL). ``columns`` holds the header of each sheet read (key ``None`` for CSV).
    """

    def __init__(self, path: Path, *, format: Format, record_path: str | None = None, scan: Scan | None = None) -> None:
        self.path = path
        self.format: Format = format
        self.record_path = record_path
        self.notes: list[Note] = []
        self.columns: dict[str | None, list[str]] = {}
        self.scan = scan

    @property
    def incomplete(self) -> bool:
        """Whether the file was cut: records after the cut are missing."""
        return any(note.incomplete for note in self.notes)

    def __iter__(self) -> Iterator[Record]:
        count = 0
        try:
            for record in self._read():
                count += 1
                yield record
        except Refused as refusal:
            raise placed(refusal, self.path.name) from refusal
        if not count:
            raise self._without_record()

    def _read(self) -> Iterator[Record]:
        if self.format in ("xlsx", "ods", "xls"):
            return sheet_records(self.path, self.columns)
        if self.format == "parquet":
            return parquet_records(self.path)
        if self.format == "csv":
            return delimited_records(self.path, self)
        return self._structured()

    def _structured(self) -> Iterator[Record]:
        if self.format == "xml":
            return xml_records(self.path, self)
        if self.format == "json":
            return json_records(self.path, self)
        if self.format == "jsonl":
            return jsonl_records(self.path, self)
        return page_records(self.path, self)

    def _without_record(self) -> Refused:
        if self.incomplete:
            return Refused(
                Sentence("fichier coupé avant la première offre", "the file is cut before its first record"),
                hint=Sentence("téléchargez-le de nouveau", "download it again"),
                where=Where(file=self.path.name),
            )
        return Refused(
            Sentence("aucune ligne sous l'en-tête, aucune offre", "no row under the header, no record"),
            hint=Sentence("vérifiez que c'est le bon fichier", "check that this is the right file"),
            where=Where(file=self.path.name),
        )


def records(
    path: Path | str, *, format: Format | None = None, record_path: str | None = None, scan: Scan | None = None
) -> Records:
    """The records of a file. ``format`` is recognised from the content; ``record_path`` is found in JSON and XML.
    ``scan`` is that of an earlier reading of the same file, which saves a pass.

    Raises ``Refused`` at once when the file is absent, empty, of no known kind or a decompression bomb; while reading
    when it has no record or is broken at its beginning.
    """
    path = Path(path)
    found = format or recognised_format(path)
    if format is None:
        refuse_bomb(path, found)
    return Records(path, format=found, record_path=record_path, scan=scan)
