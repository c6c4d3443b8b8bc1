"""``python -m grappe.cli``: the command line without an installed script."""

from grappe.cli import main

if __name__ == "__main__":
    main()
