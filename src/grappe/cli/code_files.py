"""A file coded part by part, by several processes, taken up again where it stopped.

Beside ``OUT`` a folder ``.OUT.parts`` holds a manifest (what is coded, with what) and one file per part, each whole or
absent. The same call finds them and codes the rest; another input, option, release, model or memory starts anew. A part
holds the same bytes whoever coded it and whenever, so that a call that was killed ends with the same file.
"""

import gc
import gzip
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from grappe.coding import Coder, counts
from grappe.tables import room_on_disk, write_file
from grappe.words import Kind, Progress, Refused, Sentence, Where, silent

#: Columns that a coded file gains, after its own.
GAINED = ("rank", "code", "label", "score", "probability", "decision", "reason", "release")
PART = 20_000  #: rows of a part
ALONE = 3 * PART  #: up to so many rows one process is quicker than several
_JOINED = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".jsonl", ".jsonl.gz")  #: formats whose parts are put end to end
_COUNTS = ("auto", "review", "none")
MESSAGE = Sentence("codage des intitulés", "coding titles")


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written: the column of titles, perhaps one of texts, ``top`` proposals, sentences in ``lang``.

    ``make`` makes the coder, in this process or in another: it must be a function that can be named from there.
    """

    column: str
    text_column: str | None
    top: int
    lang: str
    out: Path
    make: Callable[[], Coder]

    @property
    def folder(self) -> Path:
        """Where the parts lie."""
        return self.out.with_name(f".{self.out.name}.parts")


def code_file(
    table: pa.Table, job: Job, *, told: Mapping[str, Any], jobs: int, coder: Coder, progress: Progress
) -> dict[str, int]:
    """Codes a table into ``job.out`` and counts decisions. ``told`` says what the result depends on beside the rows.

    ``coder`` is what ``job.make`` makes, for this process.
    """
    _spare_collector()
    parts = range(max(1, -(-table.num_rows // PART)))
    if len(parts) == 1:
        proposals = _proposals(coder, job, table, progress)
        write_file(beside(table, proposals, job.lang), job.out)
        return dict(counts(proposals))
    folder = job.folder
    with _room(job.out):
        _begin(folder, {**told, "rows": table.num_rows, "top": job.top, "lang": job.lang, "part": PART})
        waiting = [part for part in parts if not _file(folder, part, ".json").is_file()]
        finished = len(parts) - len(waiting)
        for _part in _coded(table, coder, job, waiting, jobs):
            finished += 1
            progress(min(finished * PART, table.num_rows), table.num_rows, MESSAGE)
        found = [json.loads(_file(folder, part, ".json").read_text("utf-8")) for part in parts]
        _join([_file(folder, part, _ending(job.out)) for part in parts], job.out)
    shutil.rmtree(folder, ignore_errors=True)
    return {name: sum(one[name] for one in found) for name in _COUNTS}


def _begin(folder: Path, told: Mapping[str, Any]) -> None:
    """Keeps the parts that are there only if they were made of the same things."""
    manifest = folder / "manifest.json"
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    if folder.is_dir() and not (manifest.is_file() and manifest.read_text("utf-8") == text):
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _whole(manifest, text)


@contextmanager
def _room(out: Path) -> Iterator[None]:
    """Turns a disk that is full or cannot be written into a refusal."""
    try:
        with room_on_disk(out):
            yield
    except OSError as error:
        raise Refused(
            Sentence(f"ce fichier ne peut pas être écrit ({error})", f"this file cannot be written ({error})"),
            hint=Sentence("choisir un autre dossier ou un autre nom", "choose another folder or name"),
            kind=Kind.CALL,
            where=Where(file=str(out)),
        ) from error


def _coded(table: pa.Table, coder: Coder, job: Job, waiting: Sequence[int], jobs: int) -> Iterator[int]:
    """Codes the parts that wait, in this process or in several; gives each when it is on the disk."""
    slices = ((part, table.slice(part * PART, PART)) for part in waiting)
    if jobs < 2 or len(waiting) * PART <= ALONE:
        for part, rows in slices:
            _code_part(coder, job, rows, part)
            yield part
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ready, initargs=(job,)) as workers:
        futures = [workers.submit(_in_worker, rows, part) for part, rows in slices]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            workers.shutdown(wait=False, cancel_futures=True)
            raise


_worker: dict[str, Any] = {}


def _ready(job: Job) -> None:
    """Makes the coder of a worker process."""
    _spare_collector()
    _worker.update(job=job, coder=job.make())


def _spare_collector() -> None:
    """Looks for circles of objects seldom: coding makes many objects and hardly any circle."""
    gc.set_threshold(200_000, 20, 20)


def _in_worker(rows: pa.Table, part: int) -> int:
    _code_part(_worker["coder"], _worker["job"], rows, part)
    return part


def _code_part(coder: Coder, job: Job, rows: pa.Table, part: int) -> None:
    proposals = _proposals(coder, job, rows, silent)
    write_file(beside(rows, proposals, job.lang), _file(job.folder, part, _ending(job.out)))
    _whole(_file(job.folder, part, ".json"), json.dumps(dict(counts(proposals))))


def _proposals(coder: Coder, job: Job, rows: pa.Table, progress: Progress) -> pa.Table:
    titles = texts_of(rows, job.column)
    texts = texts_of(rows, job.text_column) if job.text_column else None
    return coder.code(titles, texts=texts, top=job.top, languages=(job.lang,), progress=progress)


def texts_of(table: pa.Table, column: str) -> list[str]:
    """A column as texts, null as empty."""
    return ["" if value is None else str(value) for value in table[column].to_pylist()]


def beside(table: pa.Table, proposals: pa.Table, lang: str) -> pa.Table:
    """The input's columns, repeated for each proposal, then ``GAINED``; an input column so named is kept apart."""
    coded = proposals.rename_columns(
        ["reason" if name == f"reason_{lang}" else name for name in proposals.column_names]
    ).select(list(GAINED))
    own = [f"{name}_in" if name in GAINED else name for name in table.column_names]
    wide = table.rename_columns(own).take(proposals["row"])
    for name in GAINED:
        wide = wide.append_column(name, coded[name])
    return wide


def _ending(out: Path) -> str:
    """The ending of a part: that of ``out`` unpacked where parts can be put end to end, else Parquet."""
    found = next((ending for ending in _JOINED if out.name.lower().endswith(ending)), None)
    return found.removesuffix(".gz") if found else ".parquet"


def _file(folder: Path, part: int, ending: str) -> Path:
    return folder / f"part-{part:05}{ending}"


def _whole(path: Path, text: str) -> None:
    """A small file, whole or not at all."""
    hidden = path.with_name(f".{path.name}.{os.getpid()}")
    hidden.write_text(text, "utf-8")
    os.replace(hidden, path)


def _join(parts: Sequence[Path], out: Path) -> None:
    """One file of all parts, in order."""
    if parts[0].suffix == ".parquet":
        write_file(pa.concat_tables([pq.read_table(part) for part in parts]), out)
        return
    header = 0 if parts[0].suffix == ".jsonl" else _header(parts[0])
    hidden = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        with hidden.open("wb") as raw:
            packed = out.name.lower().endswith(".gz")
            file = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) if packed else raw
            for rank, part in enumerate(parts):
                _append(part, file, skip=header if rank else 0)  # type: ignore[arg-type]
            if packed:
                file.close()
        os.replace(hidden, out)
    finally:
        hidden.unlink(missing_ok=True)


def _header(part: Path) -> int:
    """Bytes of the header, a record that may hold line breaks between quotes."""
    quotes = size = 0
    with part.open("rb") as file:
        for line in file:
            quotes, size = quotes + line.count(b'"'), size + len(line)
            if quotes % 2 == 0:
                break
    return size


def _append(part: Path, file: BinaryIO, *, skip: int) -> None:
    with part.open("rb") as source:
        source.seek(skip)
        shutil.copyfileobj(source, file, 1 << 20)
