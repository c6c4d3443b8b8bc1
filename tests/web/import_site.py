"""A site of its own for imports that are killed: ``python import_site.py send|worker|recover``.

Under a GRAPPE_HOME. ``send`` confirms a file of ads and surveyed needs; the environment's ``STOP_AT`` names the step at
which the worker stops and waits to be killed: ``reading``, ``written`` (ads in the store) or ``recorded``.
"""

import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "grappe.web.settings"
django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402

from grappe.needs import NEEDS  # noqa: E402
from grappe.web.clusters.actions import appoint, create_cluster  # noqa: E402
from grappe.web.jobs import sweeping  # noqa: E402
from grappe.web.jobs.actions import resume_job  # noqa: E402
from grappe.web.jobs.models import Job  # noqa: E402
from grappe.web.needs.models import Need  # noqa: E402
from grappe.web.sending import tasks  # noqa: E402
from grappe.web.sending.actions import confirm_upload, receive_file  # noqa: E402
from grappe.web.sending.models import Upload  # noqa: E402
from grappe.web.stores import store_of  # noqa: E402

ROWS = 1200  #: of which every second one is an ad
REACHED = Path(os.environ["GRAPPE_HOME"]) / "reached"


def content() -> bytes:
    """Rows as ``grappe needs export`` writes them: ads and surveyed needs in one file."""
    rows = (f"f:{n},f,{n},{'ad' if n % 2 else 'survey'},Soudeur {n},1,Lille,59000" for n in range(ROWS))
    return "\n".join(["need_id,source,source_key,kind,title,positions,place,postcode", *rows]).encode()


def stop(*_arguments: object) -> None:
    """Says that the step is reached, and waits to be killed."""
    REACHED.write_text("here")
    time.sleep(60)


def stop_at(step: str) -> None:
    """Puts the stop into the import."""
    if step == "reading":
        before = tasks._staged

        def staged(upload, staging, progress):  # type: ignore[no-untyped-def]
            before(upload, staging, progress)
            stop()

        tasks._staged = staged
    elif step == "written":
        tasks._store_records = stop  # type: ignore[assignment]
    elif step == "recorded":
        tasks._finish = stop  # type: ignore[assignment]


def main(verb: str) -> None:
    """One verb."""
    if verb == "send":
        officer = appoint(cluster=create_cluster(key="t", name="T"), email="o@t.example", name="O", role="officer")
        upload = receive_file(by=officer, file=ContentFile(content(), name="besoins.csv"))
        confirm_upload(by=officer, upload=upload)
    elif verb == "worker":
        stop_at(os.environ.get("STOP_AT", ""))
        call_command("worker", batch="--batch" in sys.argv, interval=0.1)
    elif verb == "recover":
        show()
        time.sleep(0.6)
        sweeping.sweep(timedelta(seconds=0.5))
        show()
        job = Job.objects.select_related("cluster").get(kind="needs.read")
        resume_job(by=job.cluster.memberships.select_related("user", "cluster").get(), job=job)
    show()


def show() -> None:
    """How things stand, as JSON."""
    upload = Upload.objects.select_related("job", "cluster").get()
    store = store_of(upload.cluster)
    ads = store.query("SELECT count(*) AS n FROM needs WHERE kind = 'ad'", frames=[NEEDS])["n"][0].as_py()
    told = {"job": upload.job.state, "attempt": upload.job.attempt, "upload": upload.state}
    told |= {name: getattr(upload, name) for name in ("rows", "accepted", "refused", "unchanged")}
    told |= {"ads": ads, "needs": Need.objects.count()}
    told |= {"refreshes": Job.objects.filter(kind="occupations.refresh").count()}
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
