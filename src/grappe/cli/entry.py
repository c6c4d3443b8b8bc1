"""``grappe``: the group of commands, and what becomes of refusals, interruptions and bugs."""

import importlib
import os
import signal
import sys

import click

from grappe.cli import console
from grappe.words import Interrupted, Refused

#: Command → module of this package that defines ``command`` and the line of help shown by ``grappe --help``.
COMMANDS = {
    "serve": ("grappe.cli.serve", "Ouvre Grappe dans le navigateur · open Grappe in the browser"),
    "demo": ("grappe.cli.demo", "Écrit une grappe fictive complète · write a whole fictional cluster"),
    "doctor": (
        "grappe.cli.doctor",
        "Dit ce qui est installé et ce qui manque · say what is installed and what is missing",
    ),
    "references": (
        "grappe.cli.references",
        "Nomenclatures : liste, installation, comparaison · releases of nomenclatures",
    ),
    "needs": ("grappe.cli.needs", "Besoins : lire, exporter, modèle, flux inconnus · take needs in"),
    "code": ("grappe.cli.code", "Intitulés et compétences → codes, avec raisons · code titles and skills"),
    "analyse": ("grappe.cli.analyse", "Besoins codés → chiffres et baromètre · figures and barometer"),
    "pool": ("grappe.cli.pool", "Emplois partagés : proposer, vérifier · shared jobs: plan, check"),
    "teach": ("grappe.cli.teach", "Formations, labels et leurs attestations · programmes, labels and credentials"),
    "evidence": ("grappe.cli.evidence", "Preuves d'une école : indicateurs, manques, dossier · evidence and dossier"),
}


class Lazy(click.Group):
    """A group whose commands are imported when they are called, so that ``grappe --help`` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name][0]).command
        command.name = name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commandes · commands"):
            formatter.write_dl([(name, text) for name, (_module, text) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="grappe", prog_name="grappe")
def grappe() -> None:
    """Des besoins d'un cluster aux emplois, aux formations et aux preuves.

    From the needs of an economic cluster to jobs, training and evidence.

    Codes de sortie · exit codes: 0 fait/done, 1 défaut/bug, 2 appel/call, 3 entrée refusée/input refused, 4 lignes
    refusées (--strict)/rows refused, 5 référence absente/reference missing, 6 sans solution/no solution,
    130 interrompu/interrupted.
    """


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits with a documented code; ``arguments`` default to those of the process."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Runs one command and gives its exit code: every refusal is a sentence on standard error."""
    try:
        result = grappe.main(args=arguments, prog_name="grappe", standalone_mode=False)
    except Refused as refusal:
        click.echo(refusal.said(console.language(arguments)), err=True)
        return refusal.kind.value
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, Interrupted, click.Abort):
        click.echo(console.INTERRUPTED.said(console.language(arguments)), err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    return result if isinstance(result, int) else 0
