"""Long work on occupations: needs are brought together, coded, analysed; the screens read what it leaves."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from grappe.analysis import EMERGENCE, analyse_store, emergence
from grappe.coding import (
    CODED,
    REVIEWED,
    Taught,
    TaughtMemory,
    TextModel,
    code_store,
    find_memory,
    find_model,
    learn_only,
    taught_by_ads,
)
from grappe.needs import NEEDS
from grappe.references import Release
from grappe.tables import Store, locked
from grappe.web.clusters.models import Cluster
from grappe.web.jobs.kinds import Outcome, work
from grappe.web.jobs.models import Job
from grappe.web.needs.models import Need
from grappe.web.needs.taking_in import table_of
from grappe.web.review.queries import confirmed, decided
from grappe.web.stores import folder_of, indexes, release, release_or_none, store_of
from grappe.words import Progress, Refused, Sentence, standard_rules

MEMBERS = "membres"


@work("occupations.refresh", Sentence("Codage et analyse des besoins", "Coding and analysis of the needs"))
def refresh(job: Job, progress: Progress) -> Outcome:
    """Members' needs join the ads in the store, every need is coded, figures are computed; idempotent.

    One at a time in a cluster: a second worker waits, then finds most of it done.
    """
    with _alone(job.cluster, progress):
        return _refreshed(job, progress)


@contextmanager
def _alone(cluster: Cluster, progress: Progress) -> Iterator[None]:
    """Holds the cluster's computation; a cancelled job does not wait for it any longer."""
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(locked(folder_of(cluster) / "refresh.lock", seconds=0.5))
                break
            except Refused:
                progress(0, None, Sentence("Un autre calcul se termine", "Another computation is ending"))
        yield


def _refreshed(job: Job, progress: Progress) -> Outcome:
    store = store_of(job.cluster)
    progress(0, None, Sentence("Rassemblement des besoins", "Bringing needs together"))
    bring_members_needs(job.cluster, store)
    rome = release("rome")
    model = find_model(Path(settings.HOME), rome)
    coded = code_store(
        store,
        rome=rome,
        confirmed=confirmed(job.cluster),
        model=model,
        memory=_taught(job.cluster, store, rome, model),
        upgrade=bool(job.arguments.get("upgrade")),
        kept=indexes(),
        progress=progress,
    )
    write_back(job.cluster, store)
    analyse_store(
        store,
        rome=release("rome"),
        places=release("places"),
        labour=release_or_none("labour"),
        rules=standard_rules(),
        day=timezone.localdate(),
        progress=progress,
    )
    _rising(store)
    said = Sentence(
        f"{coded.rows} besoins : {coded.auto} codés, {coded.review} à vérifier.",
        f"{coded.rows} needs: {coded.auto} coded, {coded.review} to review.",
    )
    return Outcome(said, reverse("occupations:dashboard"), coded.as_json())


def _rising(store: Store) -> None:
    """The skills of the advertisements by state, as of today, in place of those found before."""
    day = timezone.localdate()
    found = emergence(store, rome=release("rome"), rules=standard_rules(), day=day)
    store.replace(EMERGENCE, found.table, commit=f"emergence:{store.digest}:{day.isoformat()}")


def _taught(cluster: Cluster, store: Store, rome: Release, model: TextModel | None) -> TaughtMemory | None:
    """The cluster's memory, brought up to what its ads and its people say, beside what the installation learned.

    It lies in the cluster's own folder: no other cluster ever reads it.
    """
    taught = taught_by_ads(store) | {REVIEWED: Taught(decided(cluster), "person")}
    learn_only(folder_of(cluster), taught, rome=rome, model=model, kept=indexes())
    return find_memory([folder_of(cluster), Path(settings.HOME)], rome, model=model, kept=indexes())


def bring_members_needs(cluster: Cluster, store: Store) -> None:
    """The members' needs as they stand now take the place of those brought before."""
    table = table_of(Need.objects.filter(cluster=cluster).order_by("pk"))
    digest = hashlib.blake2b(repr(table.to_pylist()).encode(), digest_size=16).hexdigest()
    store.replace(NEEDS, table, commit=f"members:{digest}", source=MEMBERS)


def write_back(cluster: Cluster, store: Store) -> None:
    """The code of each member's need onto its record, for lists."""
    sql = (
        "SELECT c.need_id, c.code, c.label, c.decision, c.by, c.release FROM coded c JOIN needs n USING (need_id)"
        " WHERE c.rank = 1 AND c.nomenclature = 'rome' AND n.kind <> 'ad'"
    )
    found = {row["need_id"]: row for row in store.query(sql, frames=[NEEDS, CODED]).to_pylist()}
    changed = []
    for need in Need.objects.filter(cluster=cluster).only("pk", "source", "key", "occupation", "decision", "release"):
        row = found.get(f"{need.source}:{need.key}")
        if row and _apply(need, row):
            changed.append(need)
    Need.objects.bulk_update(changed, ["occupation", "occupation_label", "decision", "release"], batch_size=500)


def _apply(need: Need, row: dict[str, str]) -> bool:
    decision = "person" if row["by"] == "person" else row["decision"]
    kept = decision in ("auto", "person")
    new = (row["code"] if kept else "", decision, row["release"])
    if new == (need.occupation, need.decision, need.release):
        return False
    need.occupation, need.decision, need.release = new
    need.occupation_label = row["label"][:200] if kept else ""
    return True
