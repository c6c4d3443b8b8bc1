"""The truth table: for every action, exactly these roles. A new action fails here until its row is written."""

import pytest

from grappe.web.clusters.models import Membership, Organisation, Role
from grappe.web.clusters.rules import (
    can_edit_organisation,
    can_give_role,
    can_withdraw,
    check_edit_organisation,
    check_see_members,
)
from grappe.web.jobs.models import Job, State
from grappe.web.jobs.rules import can_cancel_job, can_resume_job, can_see_job
from grappe.web.policy import ACTIONS, NotAllowed

TABLE = {
    "members.see": {"officer", "member", "school", "auditor"},
    "members.edit": {"officer"},
    "accounts.see": {"officer", "auditor"},
    "accounts.edit": {"officer"},
    "journal.see": {"officer", "auditor"},
    "jobs.see": {"officer", "auditor"},
    "needs.see": {"officer", "member", "auditor"},
    "needs.send": {"officer", "member"},
    "surveys.see": {"officer", "auditor"},
    "surveys.run": {"officer"},
    "results.see": {"officer", "member", "school", "auditor"},
    "ads.see": {"officer", "auditor"},
    "titles.see": {"officer", "auditor"},
    "titles.review": {"officer"},
    "occupations.see": {"officer", "member", "school", "network", "auditor", "reviewer"},
    "programmes.see": {"officer", "member", "school", "auditor"},
    "programmes.send": {"officer", "school"},
    "interventions.see": {"officer", "member", "school", "auditor"},
    "interventions.propose": {"officer", "member", "school"},
    "askers.see": {"officer", "auditor"},
    "occupations.recompute": {"officer"},
    "figures.publish": {"officer"},
    "sharing.see": {"officer", "member", "auditor"},
    "sharing.ask": {"officer", "member"},
    "sharing.plan": {"officer"},
    "plans.see": {"officer", "auditor"},
    "evidence.see": {"officer", "member", "school", "auditor"},
    "evidence.keep": {"officer", "school"},
    "dossier.see": {"officer", "school", "auditor"},
    "labels.see": {"officer", "school", "reviewer", "auditor"},
    "labels.run": {"officer"},
    "labels.apply": {"school"},
    "labels.review": {"reviewer"},
}


def test_every_action_has_its_row():
    assert set(ACTIONS) == set(TABLE)


@pytest.mark.parametrize("action", TABLE)
def test_exactly_these_roles_may(action):
    assert ACTIONS[action] == TABLE[action]


def test_the_auditor_changes_nothing():
    writing = {action for action, roles in ACTIONS.items() if "auditor" in roles and not action.endswith(".see")}
    assert writing == set()


def test_who_belongs_to_no_cluster_may_nothing():
    with pytest.raises(NotAllowed) as refusal:
        check_see_members(None)
    assert "chargé de mission" in refusal.value.said("fr")
    assert "officer" in refusal.value.said("en")


def test_a_refusal_says_who_may(people):
    with pytest.raises(NotAllowed) as refusal:
        check_see_members(people["network"])
    assert refusal.value.said("en") == "The list of members is for members only."


def test_an_organisation_is_edited_by_the_officer_and_by_its_own_people(people, organisation, other_cluster):
    may = {role for role, membership in people.items() if can_edit_organisation(membership, organisation)}
    assert may == {"officer", "member"}
    foreign = Organisation.objects.create(cluster=other_cluster, key="x", name="X", kind="company")
    assert not any(can_edit_organisation(membership, foreign) for membership in people.values())
    with pytest.raises(NotAllowed):
        check_edit_organisation(None, organisation)


@pytest.mark.parametrize("role", Role)
def test_members_and_schools_speak_for_an_organisation_of_the_cluster(role, officer, organisation, other_cluster):
    foreign = Organisation.objects.create(cluster=other_cluster, key="x", name="X", kind="company")
    speaks = role in (Role.MEMBER, Role.SCHOOL)
    assert can_give_role(officer, role, organisation)
    assert can_give_role(officer, role, None) is not speaks
    assert can_give_role(officer, role, foreign) is not speaks


def test_an_officer_withdraws_anyone_of_the_cluster_but_themselves(people, officer, other_cluster, membership_in):
    may = {role for role, membership in people.items() if can_withdraw(officer, membership)}
    assert may == {"member", "school", "network", "auditor", "reviewer"}
    assert not can_withdraw(officer, membership_in(other_cluster, Role.AUDITOR))
    assert not can_withdraw(people["auditor"], people["member"])


@pytest.mark.parametrize(
    ("state", "cancel", "resume"),
    [
        (State.WAITING, True, False),
        (State.RUNNING, True, False),
        (State.DONE, False, False),
        (State.FAILED, False, True),
        (State.CANCELLED, False, True),
        (State.LOST, False, True),
    ],
)
def test_what_the_state_of_a_job_allows(state, cancel, resume, people):
    own = people["member"]
    job = Job(cluster=own.cluster, started_by=own.user, state=state)
    for membership in (own, people["officer"]):
        assert can_see_job(membership, job)
        assert can_cancel_job(membership, job) is cancel
        assert can_resume_job(membership, job) is resume
    for role in ("school", "auditor", "network"):
        assert can_see_job(people[role], job) is (role == "auditor")
        assert not can_cancel_job(people[role], job)
        assert not can_resume_job(people[role], job)


def test_an_officer_of_another_cluster_touches_no_job_here(people, other_cluster, membership_in):
    stranger: Membership = membership_in(other_cluster, Role.OFFICER)
    job = Job(cluster=people["officer"].cluster, started_by=people["member"].user, state=State.RUNNING)
    assert not can_cancel_job(stranger, job)
