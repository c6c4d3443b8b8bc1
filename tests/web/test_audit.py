"""The journal: every deed leaves an event, nothing personal in it, and tampering shows."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import grappe.web
from grappe.web.audit import queries
from grappe.web.audit.actions import record
from grappe.web.audit.labels import LABELS
from grappe.web.audit.models import AuditEvent
from grappe.web.clusters import actions

HERE = Path(grappe.web.__file__).parent
#: Deeds that leave no event, and why.
EXEMPT: dict[str, str] = {
    "occupations.recompute": "starts a job, which leaves its own event (job.start)",
    "sending.own_source": "names a source and changes nothing",
    "privacy.forget_what_is_over": "each removal it asks for leaves its own event (needs.forget)",
}


def deeds() -> list[tuple[str, ast.FunctionDef, ast.Module]]:
    """Every public function of every ``actions.py``."""
    found = []
    for path in sorted(HERE.glob("*/actions.py")):
        module = ast.parse(path.read_text("utf-8"))
        for node in module.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found.append((f"{path.parent.name}.{node.name}", node, module))
    return found


DEEDS = deeds()
NAMES = [name for name, _node, _module in DEEDS]


def called(node: ast.AST) -> set[str]:
    """The names of the functions that a piece of code calls."""
    calls = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}


@pytest.mark.parametrize(("name", "node", "module"), DEEDS, ids=NAMES)
def test_every_deed_is_keyword_only_atomic_and_leaves_an_event(name, node, module):
    if name in EXEMPT:
        return
    assert not node.args.args, "keyword-only"
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    assert any("atomic" in decorator for decorator in decorators), "atomic"
    own = {item.name: item for item in module.body if isinstance(item, ast.FunctionDef)}
    reached = called(node)
    for step in list(reached & set(own)):
        reached |= called(own[step])
    assert name == "audit.record" or "record" in reached


def test_exemptions_name_deeds_that_exist():
    assert set(EXEMPT) <= set(NAMES)


def test_every_action_has_a_name_on_screen():
    written = set()
    for path in HERE.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                written |= {k.value.value for k in node.keywords if k.arg == "action" and hasattr(k.value, "value")}
    assert written - set(LABELS) == set()


def test_an_event_names_fields_and_never_values(officer, organisation):
    actions.save_organisation(by=officer, organisation=organisation, values={"name": "Très Secret", "commune": "Arras"})
    event = AuditEvent.objects.get(action="organisation.save")
    assert (event.actor, event.role, event.cluster) == (officer.user, "officer", officer.cluster)
    assert event.fields == ["commune", "name"]
    assert event.object_ref == str(organisation.uuid)
    assert "Secret" not in str(vars(event))


def test_the_chain_holds_until_an_event_is_changed_removed_or_cut_off(officer):
    events = [record(action="job.start", by=officer, counts={"n": n}) for n in range(5)]
    cluster = officer.cluster
    assert queries.verified(cluster) == (5, None)
    AuditEvent.objects.filter(pk=events[2].pk).update(counts={"n": 99})
    assert queries.verified(cluster) == (5, 3)
    AuditEvent.objects.filter(pk=events[2].pk).update(counts={"n": 2})
    assert queries.verified(cluster) == (5, None)
    AuditEvent.objects.filter(pk=events[4].pk).delete()
    assert queries.verified(cluster) == (5, 5)
    AuditEvent.objects.filter(pk=events[1].pk).delete()
    assert queries.verified(cluster) == (5, 2)


def test_the_journal_filters_by_person_action_and_day(people, browse):
    record(action="job.start", by=people["officer"])
    record(action="job.cancel", by=people["member"])
    client = browse(people["auditor"])
    member = people["member"].user
    found = client.get("/journal/", {"personne": str(member.uuid)}).context["listing"].rows
    assert [event.action for event in found] == ["job.cancel"]
    found = client.get("/journal/", {"action": "job.start"}).context["listing"].rows
    assert [event.actor for event in found] == [people["officer"].user]
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert client.get("/journal/", {"du": tomorrow}).context["listing"].total == 0
    today = timezone.localdate().isoformat()
    assert client.get("/journal/", {"du": today, "au": today}).context["listing"].total == 2


def test_the_journal_is_exported_with_its_digests_and_the_export_is_an_event(people, browse):
    event = record(action="job.start", by=people["officer"])
    response = browse(people["auditor"]).get("/journal/?export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert event.digest in text
    assert AuditEvent.objects.filter(action="journal.export", actor=people["auditor"].user).count() == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["Grappe <", "lecture d&#x27;un fichier", "acceptées\u00a0: 12"]),
        ("en", ["Cluster <", "accepted: 12"]),
    ],
)
def test_the_journal_speaks_the_language_of_the_page(officer, browse, language, said):
    record(action="job.start", by=officer, subject=officer.cluster, purpose="needs.read", counts={"accepted": 12})
    client = browse(officer)
    client.cookies["grappe_language"] = language
    page = client.get("/journal/").content.decode()
    assert [part for part in said if part not in page] == []
