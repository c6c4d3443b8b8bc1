"""``grappe teach``: programmes against needs, labels and their credentials."""

import click

from grappe.cli.teach_badge import badge
from grappe.cli.teach_gap import gap_, improve_
from grappe.cli.teach_label import label
from grappe.cli.teach_needs import lag_, profile_, titles_
from grappe.cli.teach_programmes import export_, read_, skills_, template_


@click.group()
def command() -> None:
    """Formations face aux besoins, labels et attestations · programmes against needs, labels and credentials."""


command.add_command(badge)
command.add_command(label)
for _part in (read_, template_, export_, skills_, profile_, gap_, titles_, improve_, lag_):
    command.add_command(_part)
