#!/bin/sh
# Makes the virtual environment from the hashed lock. Usage: setup.sh PYTHON VENV
set -eu
python=$1
venv=$2
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Grappe needs Python 3.11 or later; '$python' is missing or older. Try: make setup PYTHON=python3.12" >&2
    exit 2
fi
if command -v uv >/dev/null 2>&1; then
    [ -x "$venv/bin/python" ] || uv venv --quiet --python "$python" "$venv"
    uv pip install --quiet --python "$venv/bin/python" --require-hashes -r requirements/dev.txt
    uv pip install --quiet --python "$venv/bin/python" --no-build-isolation --no-deps -e .
else
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    echo "Installing the locked packages with pip (about a minute)…" >&2
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
fi
