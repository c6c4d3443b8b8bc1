# Two commands: `make run` and `make test`. Each sets itself up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Tests look for real data here; they skip with a reason where it is unset.
export GRAPPE_DATA

.PHONY: run setup test check bench docs lock clean

run: setup
	@$(BIN)/grappe serve --demo

setup: $(STAMP)

# uv when present, else the standard venv + pip; both accept the same hashed lock.
$(STAMP): requirements/dev.txt pyproject.toml
	@sh scripts/setup.sh "$(PYTHON)" "$(VENV)"
	@touch $(STAMP)

test: setup
	@$(BIN)/python -m pytest $(or $(ARGS),-n auto)
ifeq ($(ARGS),)
	@$(BIN)/python tests/web/postgres.py
endif

check: setup
	@$(BIN)/python scripts/check.py

bench: setup $(VENV)/.peers
	@$(BIN)/python -m benchmarks $(ARGS)

# What our figures are compared with (never needed by the program).
$(VENV)/.peers: requirements/peers.txt | setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.txt
	@touch $@

docs: setup
	@$(BIN)/python scripts/reference.py

lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --group dev pyproject.toml -o requirements/dev.txt --no-header -q
	uv pip compile --universal --generate-hashes --python-version 3.11 pyproject.toml --extra postgres -c requirements/dev.txt -o requirements/run.txt --no-header -q
	uv pip compile --universal --generate-hashes --python-version 3.11 pyproject.toml --extra spark -c requirements/dev.txt -o requirements/spark.txt --no-header -q
	uv pip compile --universal --generate-hashes --python-version 3.11 --group peers pyproject.toml -c requirements/dev.txt -o requirements/peers.txt --no-header -q

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
