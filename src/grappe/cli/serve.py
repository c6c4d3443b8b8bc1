"""``grappe serve``: everything a person needs to open Grappe in the browser, started and stopped as one."""

import contextlib
import json
import os
import socket
import sys
import urllib.request
import webbrowser
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.cli.children import Children, run_to_end
from grappe.references import NOMENCLATURES, install
from grappe.words import Kind, Progress, Refused, Sentence, Where

ORIGINS = {
    "official": Sentence("téléchargement officiel", "official download"),
    "data": Sentence("dossier GRAPPE_DATA", "GRAPPE_DATA folder"),
    "starter": Sentence("version de départ fournie avec Grappe", "starter release shipped with Grappe"),
    "file": Sentence("fichier installé", "installed file"),
}
PUBLIC_DEMO = Sentence(
    "Attention : les mots de passe de la démonstration sont connus de tous et ce site est visible du réseau.",
    "Warning: the demonstration's passwords are public and this site is visible from the network.",
)
STARTING = Sentence("Démarrage du site…", "Starting the site…")
STOPPED = Sentence("Grappe est arrêté.", "Grappe has stopped.")


@click.command()
@click.option("--demo", is_flag=True, help="Charge la grappe de démonstration · load the demonstration cluster.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--no-browser", is_flag=True, help="N'ouvre pas le navigateur · do not open the browser.")
@console.options
def command(*, demo: bool, port: int, host: str, no_browser: bool, as_json: bool, lang: str) -> int:
    """Ouvre Grappe dans le navigateur : base, références, démonstration, site et travaux · open Grappe."""
    check_free(host, port)
    home = console.home()
    console.say(Sentence(f"Dossier : {home}", f"Home: {home}"), lang)
    present = json.loads(run_to_end("prepare")[-1])["accounts"]
    releases = install_references(home, lang)
    accounts = (present or load_demonstration(lang)) if demo else []
    if demo and host not in ("127.0.0.1", "localhost", "::1"):
        console.say(PUBLIC_DEMO, lang)
    console.say(STARTING, lang)
    with Children(environment=_reached_under(host)) as children:
        children.start("web", "--host", host, "--port", str(port))
        address = f"http://{_shown(host)}:{port}/"
        children.wait_until(lambda: answers(f"{address}healthz"))
        children.start("worker")
        payload = {"address": address, "accounts": accounts, "references": releases, "home": str(home)}
        console.answer(payload, greeting(address, accounts, lang), as_json=as_json)
        sys.stdout.flush()
        if not no_browser and not as_json and _has_screen():
            webbrowser.open(address)
        ended = children.wait()
    console.say(ended or STOPPED, lang)
    return 1 if ended else 0


def check_free(host: str, port: int) -> None:
    """Raises ``Refused`` when somebody listens on the port already, or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                Sentence(f"le port {port} est déjà utilisé", f"port {port} is in use"),
                hint=Sentence(
                    f"arrêter l'autre programme, ou : grappe serve --port {port + 1}",
                    f"stop the other program, or: grappe serve --port {port + 1}",
                ),
                kind=Kind.CALL,
                where=Where(value=f"{host}:{port}"),
            ) from error


def install_references(home: Path, lang: str) -> dict[str, dict[str, str]]:
    """Installs what is missing and says where each release comes from; what cannot be had is said and left out."""
    said: dict[str, dict[str, str]] = {}
    for nomenclature in NOMENCLATURES:
        try:
            with console.progress(lang) as tell:
                release = install(home, nomenclature, data=console.data(), progress=tell)
        except Refused as refusal:
            if refusal.kind is not Kind.MISSING:
                raise
            console.say(Sentence(refusal.said("fr"), refusal.said("en")), lang)
        else:
            said[nomenclature] = {"release": release.name, "origin": release.origin}
    for nomenclature, entry in said.items():
        origin = ORIGINS[entry["origin"]]
        line = f"{nomenclature} {entry['release']} ("
        console.say(Sentence(f"Référence : {line}{origin.fr})", f"Reference: {line}{origin.en})"), lang)
    return said


def load_demonstration(lang: str) -> list[dict[str, str]]:
    """Loads the demonstration where it is absent, coded and analysed, and gives its accounts."""
    with console.progress(lang) as tell:
        lines = run_to_end("load_demonstration", on_line=lambda line: _relay(line, tell, lang))
    return list(json.loads(lines[-1])["accounts"]) if lines else []


def greeting(address: str, accounts: list[dict[str, str]], lang: str) -> str:
    """What stands on the terminal once the site answers."""
    english = lang == "en"
    lines = ["", f"  Grappe : {address}", ""]
    if accounts:
        lines.append("  Demonstration accounts:" if english else "  Comptes de démonstration :")
        width = max(len(account["email"]) for account in accounts)
        for account in accounts:
            lines.append(f"    {account['role']:<9} {account['email']:<{width}}  {account['password']}")
        lines.append("")
    lines.append("  Ctrl-C stops everything." if english else "  Ctrl-C arrête tout.")
    return "\n".join(lines)


def answers(address: str) -> bool:
    """Whether the site answers, in whatever state."""
    try:
        with urllib.request.urlopen(address, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _relay(line: str, tell: Progress, lang: str) -> None:
    entry: dict[str, Any] = {}
    with contextlib.suppress(ValueError):
        entry = json.loads(line)
    if "fr" in entry:
        sentence = Sentence(entry["fr"], entry["en"])
        tell(entry["done"], entry["total"], sentence)
        if not sys.stderr.isatty():
            console.say(sentence, lang)


def _reached_under(host: str) -> dict[str, str]:
    """The environment of the site: it also answers to the address it was asked to listen on."""
    names = [os.environ.get("GRAPPE_HOSTS", ""), "*" if host in ("0.0.0.0", "::") else host]
    return {**os.environ, "GRAPPE_HOSTS": ",".join(name for name in names if name)}


def _shown(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}
    return shown.get(host, host)


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
