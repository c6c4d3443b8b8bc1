"""Grappe in the browser: one Django app, a folder per part, engines below that know nothing of it."""
