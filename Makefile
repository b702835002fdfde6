# Every target works alone on a fresh clone: it makes what it needs first.
.DEFAULT_GOAL := help
.PHONY: help setup dev run test lint format bench chaos lock clean

# The first Python that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

help: ## Say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: .venv/.installed ## Make .venv from the pinned, hashed lock

dev: .venv/.developing ## The same, with the tools for tests and checks

run: setup ## Serve the playground on 127.0.0.1 (no account, no key, no network)
	@$(BIN)/parlance playground

test: dev ## Run the whole test suite
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: dev ## Check style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: dev ## Put the code into the project's format
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

bench: dev ## Run the benchmarks: a table, and benchmarks/results.json
	$(BIN)/python -m benchmarks

chaos: dev ## Kill, cut and starve the real program, and count what was lost (minutes)
	$(BIN)/python -m tests.chaos $(ARGS)

LOCKING := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --quiet --custom-compile-command "make lock"

lock: ## Renew the lock files (needs uv)
	$(LOCKING) --group build -o requirements.lock
	$(LOCKING) --group dev -o requirements-dev.lock

clean: ## Remove what the other targets made
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Parlance needs Python 3.11 or newer; none was found." >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.developing: requirements-dev.lock .venv/.installed
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
