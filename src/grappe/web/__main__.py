"""``python -m grappe.web COMMAND``: Django's commands and our own (``prepare``, ``worker``, ``open_cluster``)."""

import os
import sys


def main() -> None:
    """Runs one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grappe.web.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["grappe.web", *sys.argv[1:]])


if __name__ == "__main__":
    main()
