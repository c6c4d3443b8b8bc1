"""The demonstration's evidence and label: five years of invented facts, a label from call to credential."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from grappe.demonstration import Demonstration
from grappe.evidence import example_rows, facts_of
from grappe.teach import scheme_text
from grappe.web.clusters.models import Membership, Role
from grappe.web.evidence.actions import import_facts, save_profile, save_recommendation
from grappe.web.label.actions import apply_for_label, issue_credential, make_gesture, name_reviewer, open_call
from grappe.web.label.models import LabelApplication, LabelCall
from grappe.web.label.queries import case_of, figures_of
from grappe.words import SchoolYear

FACTS, PROGRAMME = 240, "Mécatronique par apprentissage"
ADDRESS = "http://127.0.0.1/labels/registre/{}/statuts.json"


def prove(demonstration: Demonstration, people: list[Membership], day: date) -> None:
    """Fills the locker of the school that has an account, and labels its programme; nothing is done twice."""
    by_role = {role: [person for person in people if person.role == role] for role in Role}
    officer, school = by_role[Role.OFFICER][0], by_role[Role.SCHOOL][0]
    if LabelCall.objects.filter(cluster=officer.cluster).exists():
        return
    _fill(school, demonstration.seed, day)
    _label(officer, school, by_role[Role.REVIEWER][:2], day)


def _fill(school: Membership, seed: int, day: date) -> None:
    organisation = school.organisation
    assert organisation is not None
    last = SchoolYear.of(day).first - 1
    import_facts(by=school, school=organisation, facts=facts_of(example_rows(Random(seed), day, FACTS), day))
    profile = {"programme": PROGRAMME, "first_year": last - 4, "last_year": last, "territories": "Rives; Plateau"}
    save_profile(by=school, school=organisation, values=profile)
    asked = {
        "number": "1",
        "audit": date(day.year - 4, 3, 12),
        "text": "Associer davantage les entreprises au conseil de perfectionnement",
        "action": "Deux sièges de plus pour des adhérents",
        "state": "done",
        "facts": "F0001",
    }
    save_recommendation(by=school, school=organisation, values=asked)


def _label(officer: Membership, school: Membership, reviewers: list[Membership], day: date) -> None:
    committee: list[dict[str, Any]] = [{"name": f"Membre {n}", "employer": f"Atelier fictif {n}"} for n in range(1, 6)]
    call = open_call(
        by=officer,
        name=f"Formation ancrée {day.year}",
        scheme=scheme_text("default"),
        opens=day - timedelta(days=1),
        closes=day + timedelta(days=60),
        committee=committee,
    )
    row = apply_for_label(by=school, call=call, programme=PROGRAMME, today=day)
    at = timezone.now()
    documents = ["application", "programme", "governance", "graduates"]
    figures = dict(figures_of(row, day))
    _do(school, row, "submit", at, text="Soixante apprentis, onze adhérents.", documents=documents, figures=figures)
    _do(officer, row, "admit", at)
    for number, reviewer in enumerate(reviewers, 1):
        name_reviewer(by=officer, application=row, reviewer=reviewer, employer=f"Université fictive {number}", at=at)
        _do(reviewer, row, "review", at, points=_points(row, 3))
    _do(officer, row, "close_reviews", at)
    _do(officer, row, "hear", at, text="La directrice des études et deux apprentis.")
    present = [member["name"] for member in committee[:4]]
    _do(officer, row, "open_session", at, present=present, chair=present[0], closes=at + timedelta(hours=2))
    for member in present[:3]:
        make_gesture(by=officer, application=row, do="vote", at=at, data={"vote": "label"}, who=member)
    _do(officer, row, "decide", at, outcome="label", reasons="Bien accordée aux besoins de la grappe.")
    issue_credential(
        by=officer, application=row, at=at, status_address=ADDRESS.format(officer.cluster.key), language="fr"
    )


def _points(row: LabelApplication, points: float) -> dict[str, float]:
    """What the computed figures suggest; ``points`` where there is none."""
    case = case_of(row)
    suggested = {each.id: each.suggested(case.figures.get(each.indicator or "")) for each in case.scheme.criteria}
    return {name: points if value is None else float(value) for name, value in suggested.items()}


def _do(by: Membership, row: LabelApplication, do: str, at: datetime, **data: Any) -> None:
    make_gesture(by=by, application=row, do=do, at=at, data=data)
