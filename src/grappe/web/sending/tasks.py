"""Long work on needs: reading a file that was confirmed."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from grappe.needs import NEEDS, ReadReport, read, refused_workbook
from grappe.tables import Store, open_store
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership
from grappe.web.jobs.kinds import Outcome, work
from grappe.web.jobs.models import Job
from grappe.web.needs.taking_in import store_rows
from grappe.web.refreshing import refresh
from grappe.web.sending.models import Step, Upload
from grappe.web.sending.queries import feed_map_of, path_of
from grappe.web.stores import folder_of, release_or_none, store_of
from grappe.words import Kind, Progress, Refused, Sentence

ISSUES_KEPT = 300
STORED = Sentence("Besoins rangés", "Needs stored")


@work("needs.read", Sentence("Lecture d'un fichier de besoins", "Reading a file of needs"))
def read_upload(job: Job, progress: Progress) -> Outcome:
    """Reads a confirmed file: ads into the store, members' needs into records, refused rows into a workbook.

    Idempotent: a file that was read halfway is read again from its beginning and changes nothing twice; one that was
    read to its end is not read again.
    """
    upload = Upload.objects.select_related("cluster", "organisation").get(uuid=job.arguments["upload"])
    link = reverse("sending:upload", args=[upload.uuid])
    if upload.state == Step.DONE:
        return Outcome(_said(upload.rows or 0, upload.refused or 0), link)
    if upload.state == Step.DROPPED:
        raise Refused(Sentence("Ce fichier a été abandonné.", "This file was given up."), kind=Kind.CALL)
    report, table = _read(upload, job, progress)
    progress(report.rows, report.rows, STORED)
    _store(upload, job, report, table)
    return Outcome(_said(report.rows, report.refused), link, report.as_json(issues=0))


def _read(upload: Upload, job: Job, progress: Progress) -> tuple[ReadReport, pa.Table]:
    """What the file holds, read into a store of its own that is gone afterwards."""
    folder = folder_of(upload.cluster) / "staging" / upload.uuid.hex
    try:
        return _staged(upload, folder / str(job.attempt), progress)
    except Refused as refusal:
        said = {"refusal_fr": refusal.said("fr")[:500], "refusal_en": refusal.said("en")[:500]}
        Upload.objects.filter(pk=upload.pk, state=Step.READING).update(state=Step.REFUSED, **said)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _staged(upload: Upload, staging: Path, progress: Progress) -> tuple[ReadReport, pa.Table]:
    store = open_store(staging, create=True)
    report = read(
        [path_of(upload)],
        into=store,
        day=timezone.localdate(),
        source=upload.source or None,
        feed_map=feed_map_of(upload),
        places=release_or_none("places"),
        rome=release_or_none("rome"),
        member=upload.organisation.key if upload.organisation else None,
        progress=progress,
    )
    return report, store.read(NEEDS)


def _store(upload: Upload, job: Job, report: ReadReport, table: pa.Table) -> None:
    ads = pc.and_(pc.equal(table["kind"], "ad"), not upload.organisation_id)
    written = [_store_ads(upload, table.filter(ads))]
    own = table.filter(pc.invert(ads))
    if upload.organisation_id:  # whatever its rows say: nobody writes over another member's needs
        own = own.set_column(own.column_names.index("source"), "source", pa.repeat(upload.source, own.num_rows))
    with transaction.atomic():
        written += [_store_records(upload, own, source) for source in pc.unique(own["source"]).to_pylist()]
        _finish(upload, job, report, sum(written))


def _store_records(upload: Upload, own: pa.Table, source: str) -> int:
    """Members' needs of one source into records; gives how many say something new."""
    chosen = own.filter(pc.equal(own["source"], source))
    rows = (_surveyed(row) for batch in chosen.to_batches(max_chunksize=2000) for row in batch.to_pylist())
    new, changed, _unchanged = store_rows(
        cluster=upload.cluster, source=source[:80], rows=rows, organisation=upload.organisation
    )
    return new + changed


def _surveyed(row: dict[str, object]) -> dict[str, object]:
    return row | {"kind": "survey"} if row["kind"] == "ad" else row


def _store_ads(upload: Upload, ads: pa.Table) -> int:
    """Ads into the cluster's store; gives how many say something new.

    That number is kept before it comes true: a worker killed right after the write leaves it to the next attempt.
    """
    if not ads.num_rows:
        return 0
    store = store_of(upload.cluster)
    if upload.accepted is None:
        upload.accepted = _new_to(store, ads)
        Upload.objects.filter(pk=upload.pk).update(accepted=upload.accepted)
    store.write(NEEDS, ads, source=upload.source, commit=f"upload:{upload.uuid}")
    return upload.accepted


def _new_to(store: Store, ads: pa.Table) -> int:
    sql = (
        "SELECT count(*) AS n FROM (SELECT * FROM given EXCEPT"
        " SELECT * FROM needs WHERE need_id IN (SELECT need_id FROM given))"
    )
    return int(store.query(sql, frames=[NEEDS], tables={"given": ads})["n"][0].as_py())


def _finish(upload: Upload, job: Job, report: ReadReport, accepted: int) -> None:
    """The counts as the cluster sees them: what was known already is unchanged, not accepted."""
    unchanged = report.rows - report.refused - accepted
    issues = [_issue(issue) for file in report.files for issue in file.issues[:ISSUES_KEPT]]
    Upload.objects.filter(pk=upload.pk).update(
        state=Step.DONE,
        rows=report.rows,
        accepted=accepted,
        warned=min(report.warned, accepted),
        refused=report.refused,
        unchanged=unchanged,
        issues=issues[:ISSUES_KEPT],
        refused_path=_refused(upload, report),
    )
    by = _in_whose_name(upload, job)
    counts = {"accepted": accepted, "refused": report.refused, "unchanged": unchanged}
    record(action="needs.read", by=by, cluster=upload.cluster, subject=upload, counts=counts)
    if by and accepted:
        refresh(by=by)


def _in_whose_name(upload: Upload, job: Job) -> Membership | None:
    """Who sent the file, else who had it read; ``None`` when both have left the cluster."""
    people = Membership.objects.filter(cluster=upload.cluster).select_related("cluster", "user")
    users = (upload.sent_by_id, job.started_by_id)
    return next((found for user in users if user and (found := people.filter(user=user).first())), None)


def _refused(upload: Upload, report: ReadReport) -> str:
    if not report.refused:
        return ""
    relative = f"uploads/{upload.uuid.hex}-refused.xlsx"
    (folder_of(upload.cluster) / relative).write_bytes(refused_workbook(report))
    return relative


def _issue(issue) -> dict[str, object]:  # type: ignore[no-untyped-def]
    where = issue.where
    return {
        "level": issue.level,
        "sheet": where.sheet or "",
        "row": where.row,
        "column": where.column or "",
        "value": (where.value or "")[:120],
        "fr": issue.sentence.fr,
        "en": issue.sentence.en,
        "hint_fr": issue.hint.fr if issue.hint else "",
        "hint_en": issue.hint.en if issue.hint else "",
    }


def _said(rows: int, refused: int) -> Sentence:
    return Sentence(f"{rows} lignes lues, {refused} refusées.", f"{rows} rows read, {refused} refused.")
