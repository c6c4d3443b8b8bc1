"""Long work on needs: reading a file that was confirmed."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from grappe.needs import NEEDS, ReadReport, read, refused_workbook
from grappe.tables import open_store
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership
from grappe.web.jobs.kinds import Outcome, work
from grappe.web.jobs.models import Job
from grappe.web.needs.taking_in import store_rows
from grappe.web.refreshing import refresh
from grappe.web.sending.models import Step, Upload
from grappe.web.sending.queries import feed_map_of, path_of
from grappe.web.stores import folder_of, release_or_none, store_of
from grappe.words import Progress, Refused, Sentence

ISSUES_KEPT = 300
STORED = Sentence("Besoins rangés", "Needs stored")


@work("needs.read", Sentence("Lecture d'un fichier de besoins", "Reading a file of needs"))
def read_upload(job: Job, progress: Progress) -> Outcome:
    """Reads a confirmed file: ads into the store, members' needs into records, refused rows into a workbook.

    Idempotent: a file that was read halfway is read again from its beginning and changes nothing twice.
    """
    upload = Upload.objects.select_related("cluster", "organisation").get(uuid=job.arguments["upload"])
    staging = folder_of(upload.cluster) / "staging" / upload.uuid.hex
    shutil.rmtree(staging, ignore_errors=True)
    try:
        report, table = _read(upload, staging, progress)
    except Refused as refusal:
        said = {"refusal_fr": refusal.said("fr")[:500], "refusal_en": refusal.said("en")[:500]}
        Upload.objects.filter(pk=upload.pk).update(state=Step.REFUSED, **said)
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    _store(upload, job, report, table)
    progress(report.rows, report.rows, STORED)
    return Outcome(_said(report), reverse("sending:upload", args=[upload.uuid]), report.as_json())


def _read(upload: Upload, staging: Path, progress: Progress) -> tuple[ReadReport, pa.Table]:
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
    written = [_store_ads(upload, table.filter(ads)), (0, 0, 0)]
    with transaction.atomic():
        own = table.filter(pc.invert(ads))
        rows = (_surveyed(row) for batch in own.to_batches(max_chunksize=2000) for row in batch.to_pylist())
        written[1] = store_rows(
            cluster=upload.cluster, source=_source(table, upload), rows=rows, organisation=upload.organisation
        )
        _finish(upload, job, report, [sum(counts) for counts in zip(*written, strict=True)])


def _surveyed(row: dict[str, object]) -> dict[str, object]:
    return row | {"kind": "survey"} if row["kind"] == "ad" else row


def _source(table: pa.Table, upload: Upload) -> str:
    return str(table["source"][0].as_py()) if table.num_rows else upload.source


def _store_ads(upload: Upload, ads: pa.Table) -> tuple[int, int, int]:
    if not ads.num_rows:
        return 0, 0, 0
    store = store_of(upload.cluster)
    commit = f"upload:{upload.digest}:{store.digest}"
    written = store.write(NEEDS, ads, source=str(ads["source"][0].as_py()), commit=commit)
    return written.new, written.changed, written.unchanged


def _finish(upload: Upload, job: Job, report: ReadReport, written: list[int]) -> None:
    """The counts as the cluster sees them: what was known already is unchanged, not accepted."""
    new, changed, unchanged = written
    issues = [_issue(issue) for file in report.files for issue in file.issues[:ISSUES_KEPT]]
    Upload.objects.filter(pk=upload.pk).update(
        state=Step.DONE,
        rows=report.rows,
        accepted=new + changed,
        warned=min(report.warned, new + changed),
        refused=report.refused,
        unchanged=report.rows - report.refused - new - changed,
        issues=issues[:ISSUES_KEPT],
        refused_path=_refused(upload, report),
    )
    by = (
        Membership.objects.filter(cluster=upload.cluster, user=upload.sent_by).select_related("cluster", "user").first()
    )
    counts = {"accepted": new + changed, "refused": report.refused, "unchanged": unchanged}
    record(action="needs.read", by=by, cluster=upload.cluster, subject=upload, counts=counts)
    if by and new + changed:
        refresh(by=by)


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


def _said(report: ReadReport) -> Sentence:
    return Sentence(
        f"{report.rows} lignes lues, {report.refused} refusées.", f"{report.rows} rows read, {report.refused} refused."
    )
