"""``grappe teach``: programmes against needs, labels and their credentials."""

import click

from grappe.cli.teach_badge import badge
from grappe.cli.teach_label import label


@click.group()
def command() -> None:
    """Formations face aux besoins, labels et attestations · programmes against needs, labels and credentials."""


command.add_command(badge)
command.add_command(label)
