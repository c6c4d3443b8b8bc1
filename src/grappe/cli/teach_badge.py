"""``grappe teach badge``: a label as a signed file that anyone can check, its withdrawal, and the cluster's keys."""

import re
import unicodedata
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from grappe.cli import console
from grappe.teach import (
    EXAMPLE_CLUSTER,
    BadgeBook,
    BadgeCheck,
    KeyRegister,
    Labelled,
    check_badge,
    example_label,
    labelled,
    read_credential,
    read_register,
    write_json,
)
from grappe.words import Kind, Refused, Sentence, Where

DAY = click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Jour (sinon aujourd'hui) · day (else today).")
DEMO = click.option("--demo", is_flag=True, help="Un label fictif · an invented label.")
LABEL = click.argument("label", metavar="[LABEL]", required=False, type=click.Path(path_type=Path))
BOOK = click.option(
    "--book",
    type=click.Path(path_type=Path),
    help="Dossier des attestations et des clés · folder of the cluster's book.",
)


@click.group("badge")
def badge() -> None:
    """Attestations de label : émettre, vérifier, retirer, clés · credentials of labels: issue, verify, revoke, keys."""


@badge.command("issue")
@LABEL
@DEMO
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Fichier JSON à écrire · JSON to write.")
@click.option("--url", help="Adresse publique de la liste de statut · public address of the status list.")
@BOOK
@DAY
@console.options
def issue_(
    label: Path | None,
    demo: bool,
    out: Path,
    url: str | None,
    book: Path | None,
    day: datetime | None,
    as_json: bool,
    lang: str,
) -> None:
    """Émet l'attestation d'un label (label.json) · issues the credential of a label.

    Écrit aussi, à côté, la liste de statut et le registre de clés. JSON: {"credential", "issuer", "valid_until",
    "file", "status_file", "keys_file"}.
    """
    at = _at(day)
    given = _label(label, demo=demo, day=at.date())
    held = _book(given.cluster, book, url)
    document = held.issue(given, at)
    status, keys = beside(out)
    write_json(out, document)
    write_json(status, read_credential(held.status_file))
    write_json(keys, held.keys.register().as_json())
    payload = {
        "credential": document["id"],
        "issuer": document["issuer"]["id"],
        "valid_until": document["validUntil"],
        "file": str(out),
        "status_file": str(status),
        "keys_file": str(keys),
    }
    said = Sentence(f"Attestation émise : {out}", f"Credential issued: {out}")
    console.answer(payload, said.said(lang), as_json=as_json)


@badge.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--status", type=click.Path(path_type=Path), help="Liste de statut (sinon à côté) · status list.")
@click.option("--keys", type=click.Path(path_type=Path), help="Registre de clés (sinon à côté) · key register.")
@DAY
@console.options
def verify_(file: Path, status: Path | None, keys: Path | None, day: datetime | None, as_json: bool, lang: str) -> int:
    """Vérifie une attestation, hors ligne · verifies a credential, offline; exit 0 only when valid.

    Sans --status ni --keys : les fichiers FILE.status.json et FILE.keys.json à côté, s'il y en a. JSON: {"valid",
    "reason", "issuer", "programme", "status", "key"}.
    """
    found = _verified(file, status, keys, _at(day))
    reason = found.reason.said(lang)
    payload = {
        "valid": found.valid,
        "reason": reason,
        "issuer": found.issuer,
        "programme": found.programme,
        "status": found.status,
        "key": found.key,
    }
    verdict = Sentence("valable", "valid") if found.valid else Sentence("non valable", "not valid")
    console.answer(payload, f"{verdict.said(lang)}: {reason}", as_json=as_json)
    return 0 if found.valid else Kind.INPUT.value


@badge.command("revoke")
@LABEL
@DEMO
@click.option("--reason", required=True, help="Pourquoi · why.")
@click.option("--out", type=click.Path(path_type=Path), help="Liste de statut à écrire · status list to write.")
@BOOK
@DAY
@console.options
def revoke_(
    label: Path | None,
    demo: bool,
    reason: str,
    out: Path | None,
    book: Path | None,
    day: datetime | None,
    as_json: bool,
    lang: str,
) -> None:
    """Retire les attestations d'un label · withdraws the credentials of a label. JSON: {"revoked", "status_file"}."""
    at = _at(day)
    given = _label(label, demo=demo, day=at.date())
    held = _book(given.cluster, book, None)
    count = held.revoke(given.label, reason, at)
    if out:
        write_json(out, read_credential(held.status_file))
    written = out or held.status_file
    said = Sentence(
        f"{count} attestation(s) retirée(s), liste de statut à publier : {written}",
        f"{count} credential(s) withdrawn, status list to publish: {written}",
    )
    console.answer({"revoked": count, "status_file": str(written)}, said.said(lang), as_json=as_json)


@badge.command("keys")
@click.option("--cluster", default=EXAMPLE_CLUSTER, show_default=True, help="Nom de la grappe · name of the cluster.")
@click.option("--rotate", is_flag=True, help="Changer de clé · sign with another key from now on.")
@click.option("--stolen", metavar="DID", help="Cette clé a été volée · this key was stolen.")
@click.option("--out", type=click.Path(path_type=Path), help="Registre à écrire · register to write.")
@BOOK
@DAY
@console.options
def keys_(
    cluster: str,
    rotate: bool,
    stolen: str | None,
    out: Path | None,
    book: Path | None,
    day: datetime | None,
    as_json: bool,
    lang: str,
) -> None:
    """Clés de la grappe : voir, changer, déclarer volée · the cluster's keys. JSON: {"cluster", "keys"}."""
    at = _at(day)
    held = _book(cluster, book, None)
    if stolen:
        held.keys.steal(stolen, at.date())
    if rotate:
        held.keys.rotate(at.date())
    if stolen or rotate:
        held.publish(at)
    register = held.keys.register()
    if out:
        write_json(out, register.as_json())
    console.answer(register.as_json(), _listed(register).said(lang), as_json=as_json)


def beside(file: Path) -> tuple[Path, Path]:
    """Where the status list and the key register of a credential are looked for: beside it."""
    return file.with_suffix(".status.json"), file.with_suffix(".keys.json")


def _verified(file: Path, status: Path | None, keys: Path | None, at: datetime) -> BadgeCheck:
    near = beside(file)
    status = status or (near[0] if near[0].is_file() else None)
    keys = keys or (near[1] if near[1].is_file() else None)
    if not file.is_file():
        raise Refused(Sentence("fichier introuvable", "file not found"), where=Where(file=str(file)))
    try:
        document = read_credential(file)
        listed = read_credential(status) if status else None
        register = read_register(keys) if keys else None
    except Refused as refusal:
        return BadgeCheck(False, refusal.sentence)
    return check_badge(document, at, status=listed, register=register)


def _label(path: Path | None, *, demo: bool, day: date) -> Labelled:
    if demo == (path is not None):
        raise Refused(Sentence("donner un label.json, ou --demo", "give a label.json, or --demo"), kind=Kind.CALL)
    return labelled(read_credential(path), str(path)) if path else example_label(day)


def _book(cluster: str, folder: Path | None, url: str | None) -> BadgeBook:
    plain = unicodedata.normalize("NFKD", cluster).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "grappe"
    return BadgeBook(folder or console.home() / "labels" / slug, cluster, url)


def _at(day: datetime | None) -> datetime:
    return datetime.combine(day.date(), time(12), UTC) if day else datetime.now(UTC)


def _listed(register: KeyRegister) -> Sentence:
    if not register.keys:
        return Sentence("Aucune clé encore : la première attestation la fera.", "No key yet: a credential makes it.")
    fr, en = [], []
    for key in register.keys:
        stolen, until = key.stolen, key.until
        fr.append(f"{key.did} : " + (f"volée le {stolen}" if stolen else f"retirée le {until}" if until else "signe"))
        en.append(f"{key.did}: " + (f"stolen on {stolen}" if stolen else f"retired on {until}" if until else "signs"))
    return Sentence("\n".join(fr), "\n".join(en))
