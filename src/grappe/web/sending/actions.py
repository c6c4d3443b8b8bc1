"""Deeds on files sent in: received, matched, confirmed, dropped. Nothing enters the needs before confirmation."""

import hashlib
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.core.files import File
from django.db import transaction

from grappe.needs import FeedMap, look_at, map_text
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership, Organisation
from grappe.web.jobs.actions import start_job
from grappe.web.needs.rules import check_send_needs
from grappe.web.sending.models import SourceMapping, Step, Upload
from grappe.web.sending.queries import path_of
from grappe.web.sending.rules import check_confirm_upload, check_drop_upload
from grappe.web.stores import folder_of
from grappe.words import Kind, Refused, Sentence, Where

EXTENSIONS = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".jsonl", ".xml", ".rss", ".atom", ".html", ".gz",
)  # fmt: skip
LARGEST, NAME_LIMIT = 500 * 1024 * 1024, 200
#: Sources that the site itself writes under; a file of that name is kept under another.
RESERVED = ("membres", "saisie")


@transaction.atomic
def receive_file(*, by: Membership, file: File, source: str = "") -> Upload:
    """Keeps a file under a name of our own and looks at what it is. Raises ``Refused`` for what is not read at all.

    An unknown format waits for its fields to be matched, unless a file of the same shape was matched before.
    """
    check_send_needs(by)
    name = _shortened(Path(file.name or "fichier").name)
    extension = _extension(name, file)
    relative = f"uploads/{uuid4().hex}{extension}"
    path = folder_of(by.cluster) / relative
    digest = _write(path, file)
    try:
        upload = _looked_at(by, path, name)
    except BaseException:
        path.unlink()
        raise
    own = own_source(by.organisation) if by.organisation else ""
    upload.source = (own or _free(source or upload.source))[:80]
    upload.path, upload.size, upload.digest = relative, path.stat().st_size, digest
    if not own:
        _known_of_a_member(upload)
    upload.save()
    record(action="needs.send", by=by, subject=upload, purpose=upload.format)
    return upload


def own_source(organisation: Organisation) -> str:
    """The source of everything that an organisation sends of its own."""
    return f"adherent-{organisation.key}"


def _free(source: str) -> str:
    return f"fichier-{source}" if source.strip().casefold() in RESERVED else source


def _known_of_a_member(upload: Upload) -> None:
    """The very file that a member sent before stays that member's: its needs are not counted twice."""
    same = Upload.objects.filter(cluster=upload.cluster, digest=upload.digest, state=Step.DONE)
    if earlier := same.exclude(organisation=None).select_related("organisation").order_by("pk").first():
        upload.organisation, upload.source = earlier.organisation, earlier.source


def _looked_at(by: Membership, path: Path, name: str) -> Upload:
    """The upload as far as the file's look goes: format, source, remembered or proposed mapping, step."""
    try:
        look = look_at(path, name=name)
    except Refused as refusal:
        where = refusal.where
        named = Where(name, where.sheet, where.row, where.column, where.value)
        raise Refused(refusal.sentence, hint=refusal.hint, kind=refusal.kind, where=named) from refusal
    upload = Upload(cluster=by.cluster, organisation=by.organisation, sent_by=by.user, name=name)
    upload.format, upload.source, upload.shape = look.format, look.source, look.shape
    if look.feed_map is None:
        return upload
    known = SourceMapping.objects.filter(cluster=by.cluster, shape=look.shape).first()
    upload.feed_map = known.feed_map if known else map_text(look.feed_map)
    upload.source = (known.source if known else "") or look.source
    upload.state = Step.PREVIEW if known else Step.MAPPING
    return upload


@transaction.atomic
def match_fields(*, by: Membership, upload: Upload, feed_map: FeedMap) -> None:
    """Keeps how an unknown feed is read, for this file and for the next ones of the same shape."""
    check_confirm_upload(by, upload)
    upload.feed_map, upload.state = map_text(feed_map), Step.PREVIEW
    _move(upload, (Step.MAPPING, Step.PREVIEW), state=Step.PREVIEW, feed_map=upload.feed_map)
    _remember(by, upload)
    record(action="needs.match", by=by, subject=upload, fields=sorted(feed_map.fields))


def _remember(by: Membership, upload: Upload) -> None:
    """A member's mapping serves where there is none; the officer's serves everybody. A member's source is its own."""
    known = SourceMapping.objects.filter(cluster=by.cluster, shape=upload.shape)
    if upload.organisation_id and known.exclude(source="").exists():
        return
    source = "" if upload.organisation_id else upload.source
    remembered = {"source": source, "feed_map": upload.feed_map, "updated_by": by.user}
    SourceMapping.objects.update_or_create(cluster=by.cluster, shape=upload.shape, defaults=remembered)


def _move(upload: Upload, steps: tuple[Step, ...], **changes: object) -> None:
    """Changes an upload that stands at one of these steps. Raises ``Refused`` where somebody else moved it on."""
    if not Upload.objects.filter(pk=upload.pk, state__in=steps).update(**changes):
        raise Refused(
            Sentence("Ce fichier a été traité entre-temps.", "This file was dealt with meanwhile."), kind=Kind.CALL
        )


@transaction.atomic
def confirm_upload(*, by: Membership, upload: Upload) -> None:
    """Starts reading a file for good."""
    check_confirm_upload(by, upload)
    if upload.state == Step.MAPPING:
        raise Refused(
            Sentence("Dites d'abord quelle colonne est laquelle.", "Say first which field is which."), kind=Kind.CALL
        )
    _move(upload, (Step.PREVIEW,), state=Step.READING)
    upload.job = start_job(by=by, kind="needs.read", arguments={"upload": str(upload.uuid)})
    Upload.objects.filter(pk=upload.pk).update(job=upload.job)
    record(action="needs.confirm", by=by, subject=upload)


@transaction.atomic
def drop_upload(*, by: Membership, upload: Upload) -> None:
    """Gives a file up before it is read, or once its reading stopped; the file itself is removed."""
    check_drop_upload(by, upload)
    stands = (Step.READING,) if upload.state == Step.READING else (Step.MAPPING, Step.PREVIEW)
    _move(upload, stands, state=Step.DROPPED)
    transaction.on_commit(lambda: path_of(upload).unlink(missing_ok=True))
    record(action="needs.drop", by=by, subject=upload)


@transaction.atomic
def forget_files(*, before: date) -> int:
    """Removes the files sent before a day that are not being read; one that waited for an answer is given up."""
    found = Upload.objects.filter(created_at__date__lt=before).exclude(state=Step.READING).exclude(path="")
    paths = [path_of(item) for item in found.select_related("cluster")]
    found.filter(state__in=(Step.MAPPING, Step.PREVIEW)).update(state=Step.DROPPED)
    found.update(path="")
    transaction.on_commit(lambda: _remove(paths))
    if paths:
        record(action="needs.forget", counts={"files": len(paths)})
    return len(paths)


@transaction.atomic
def forget_refused_rows(*, before: date) -> int:
    """Removes the refused rows of the files sent before a day, and the values that their remarks cite."""
    found = Upload.objects.filter(created_at__date__lt=before).exclude(state=Step.READING)
    found = found.exclude(refused_path="", issues=[])
    kept = list(found.select_related("cluster"))
    paths = [folder_of(item.cluster) / item.refused_path for item in kept if item.refused_path]
    found.update(refused_path="", issues=[])
    transaction.on_commit(lambda: _remove(paths))
    if kept:
        record(action="needs.forget", counts={"refused": len(kept)})
    return len(kept)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _shortened(name: str) -> str:
    """A name cut to its column, its ending kept."""
    if len(name) <= NAME_LIMIT:
        return name
    ending = "".join(Path(name).suffixes[-2:])[-20:]
    return name[: NAME_LIMIT - len(ending)] + ending


def _extension(name: str, file: File) -> str:
    """The ending that says how a file is packed: one or two of ``EXTENSIONS``, never anything else of the name."""
    *_stem, inner, last = ["", "", *Path(name.lower()).suffixes]
    suffixes = (inner if last == ".gz" and inner in EXTENSIONS else "") + last
    if last not in EXTENSIONS:
        raise Refused(
            Sentence("ce type de fichier n'est pas lu", "this kind of file is not read"),
            hint=Sentence("envoyez un fichier " + ", ".join(EXTENSIONS), "send one of " + ", ".join(EXTENSIONS)),
            where=Where(file=name),
        )
    if (file.size or 0) > LARGEST:
        raise Refused(
            Sentence("ce fichier est trop grand (500 Mo au plus)", "this file is too large (500 MB at most)"),
            hint=Sentence("passez par la ligne de commande", "use the command line"),
            where=Where(file=name),
        )
    return suffixes


def _write(path: Path, file: File) -> str:
    digest = hashlib.sha256()
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with path.open("xb") as kept:
            for chunk in file.chunks():
                digest.update(chunk)
                kept.write(chunk)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Refused(
            Sentence(
                f"le fichier n'a pas pu être gardé ({error.strerror})", f"it could not be kept ({error.strerror})"
            ),
            hint=Sentence("prévenez l'administrateur, puis renvoyez-le", "tell the administrator, then send it again"),
        ) from error
    return digest.hexdigest()
