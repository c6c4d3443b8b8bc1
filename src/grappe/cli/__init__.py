"""The command line: file in, file out, no web. One module per part of the sentence, loaded when it is called."""

from grappe.cli.entry import main

__all__ = ["main"]
