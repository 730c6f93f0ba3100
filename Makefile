# Everything a day needs. `make` alone says what there is.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run install test hostile check fix migration demo bench screenshots lock help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check
# How many tests run at once, and anything else pytest should hear: make test ARGS="-k seats".
JOBS ?= 2
ARGS ?=

# What these start is an installation on one's own machine, unless the environment says otherwise.
run migration demo bench screenshots: export PARLEY_ENV ?= development

run: $(VENV)/.runs ## Serve Parley at http://127.0.0.1:8000 with a demonstration (HOST, PORT)
	@exec $(BIN)/parley run

install: $(VENV)/.runs ## Install what Parley needs to run, and nothing more
	@$(BIN)/python -m compileall -q app migrations wsgi.py  # For a user who may not write here.

test: $(VENV)/.develops ## Run every test on SQLite and PostgreSQL and in a browser
	$(BIN)/pytest -n $(JOBS) --dist worksteal $(ARGS)

hostile: $(VENV)/.develops ## Ask 10,000 random and hostile questions of the public site, on each database
	HOSTILE_QUERIES=10000 $(BIN)/pytest -q -n 0 tests/archive/test_search.py -k no_question

check: $(VENV)/.develops ## Check style, types, templates, the stairs, the documentation, the dependencies
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/djlint app/templates --lint --quiet
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/documentation
	$(PIP) check

fix: $(VENV)/.develops ## Mend what can be mended by itself: style, imports, layout
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

migration: $(VENV)/.develops ## Write a migration for what changed in the models: make migration m="Add rooms"
	@test -n "$(m)" || { echo 'Say what changes: make migration m="Add rooms"' >&2; exit 2; }
	$(BIN)/parley db upgrade
	$(BIN)/parley db migrate -m "$(m)"

demo: $(VENV)/.runs ## Build the demonstration in an empty database
	$(BIN)/parley db upgrade
	$(BIN)/parley demo

bench: $(VENV)/.develops ## Measure what the project promises, and print the tables (ARGS="mail")
	$(BIN)/python -m bench $(ARGS)

screenshots: $(VENV)/.develops ## Make the pictures of the documentation anew, with Chromium
	$(BIN)/python -m docs.screenshots

lock: ## Choose the newest allowed dependencies, and lock them by hash (needs uv)
	uv pip compile pyproject.toml --upgrade $(LOCK) --extra build --extra local -o deploy/requirements.txt
	uv pip compile pyproject.toml --upgrade $(LOCK) --extra build --extra local --extra dev \
		-c deploy/requirements.txt -o deploy/requirements-dev.txt

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- stamps: what was done once is not done again until its cause changes ----------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Parley needs Python 3.11 or newer; choose one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Parley: making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# The lock is installed with its hashes; then Parley itself, which asks the network for nothing.
$(VENV)/.runs: deploy/requirements.txt pyproject.toml | $(BIN)/python
	@echo "Parley: installing the libraries (about a minute) ..."
	@$(PIP) install --quiet --require-hashes -r $<
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.develops: deploy/requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Parley: installing the libraries and the tools of development (about two minutes) ..."
	@$(PIP) install --quiet --require-hashes -r $<
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runs
