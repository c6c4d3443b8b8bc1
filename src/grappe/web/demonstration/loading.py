"""The whole demonstration, step by step: cluster, files taken in as an officer would, coding, analysis."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File

from grappe.demonstration import Demonstration, demonstrate, opinions, write_demonstration
from grappe.web import stores
from grappe.web.clusters.models import Cluster, Membership, Role
from grappe.web.demonstration.actions import load_demonstration
from grappe.web.demonstration.partaking import share
from grappe.web.demonstration.proving import prove
from grappe.web.demonstration.queries import demonstration_cluster, finished, people
from grappe.web.demonstration.teaching import teach
from grappe.web.jobs.running import run
from grappe.web.refreshing import refresh
from grappe.web.sending.actions import confirm_upload, receive_file
from grappe.web.surveys.actions import (
    close_wave,
    create_wave,
    invite_organisations,
    invite_person,
    open_wave,
    send_answers,
)
from grappe.web.surveys.queries import invitations, visible
from grappe.words import Progress, Sentence

SEED, STEPS = 2026, 6


def load(*, day: date, tell: Progress) -> Cluster:
    """The demonstration's cluster; made, coded and analysed where it is absent or unfinished."""
    present = demonstration_cluster()
    if present is not None and finished(present):
        return present
    tell(0, STEPS, Sentence("Démonstration : tirage", "Demonstration: drawing"))
    rome, places = stores.release("rome"), stores.release("places")
    demonstration = demonstrate(SEED, day=day, rome=rome, places=places)
    tell(1, STEPS, Sentence("Démonstration : membres et comptes", "Demonstration: members and accounts"))
    cluster = load_demonstration(demonstration=demonstration)
    officer = next(person for person in people(cluster) if person.role == Role.OFFICER)
    _take_in(demonstration, officer, tell)
    _ask(demonstration, officer, day)
    prove(demonstration, people(cluster), day)
    share(demonstration, officer, day)
    tell(STEPS - 1, STEPS, Sentence("Démonstration : codage et analyse", "Demonstration: coding and analysis"))
    run(str(refresh(by=officer).uuid))
    teach(people(cluster), day)
    tell(STEPS, STEPS, Sentence("Démonstration chargée", "Demonstration loaded"))
    return cluster


def _ask(demonstration: Demonstration, officer: Membership, day: date) -> None:
    """A survey that was answered and closed; nothing is asked twice."""
    name, closes = f"Enquête métiers {day.year}", day - timedelta(days=20)
    if visible(officer).filter(name=name).exists():
        return
    wave = create_wave(by=officer, name=name, closes=closes)
    invite_organisations(by=officer, wave=wave, kinds=["company", "school"])
    told = opinions(SEED, members=demonstration.members, schools=demonstration.schools)
    for opinion in told:
        if opinion.organisation is None:
            invite_person(by=officer, wave=wave, college=opinion.college, name=opinion.name, email=opinion.email)
    open_wave(by=officer, wave=wave)
    asked = {item.organisation.key if item.organisation else item.email: item for item in invitations(wave)}
    for opinion in told:
        if opinion.answers:
            send_answers(invitation=asked[opinion.organisation or opinion.email], written=opinion.answers)
    close_wave(by=officer, wave=wave)


def _take_in(demonstration: Demonstration, officer: Membership, tell: Progress) -> None:
    """Sends the files as an officer would, and reads them at once; sent again, they change nothing."""
    with TemporaryDirectory(prefix="grappe-") as folder:
        written = write_demonstration(demonstration, Path(folder))
        for step, path in enumerate((written.needs, written.entries, written.ads), start=2):
            tell(step, STEPS, Sentence(f"Démonstration : {path.name}", f"Demonstration: {path.name}"))
            with path.open("rb") as opened:
                upload = receive_file(by=officer, file=File(opened, name=path.name))
            confirm_upload(by=officer, upload=upload)
            if upload.job is not None:
                run(str(upload.job.uuid))
