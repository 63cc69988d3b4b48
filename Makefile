# `make` lists what there is. Nothing but a POSIX shell and Python 3.11 or newer is needed to begin.

SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON_IN_VENV := .venv/bin/python
# What pytest is told besides; for example: make test PYTEST_ARGS='tests/domain -x'
PYTEST_ARGS ?=
BENCH_ARGS ?=
PYBABEL := $(PYTHON_IN_VENV) -m babel.messages.frontend
LOCK := $(PYTHON_IN_VENV) -m piptools compile --quiet --generate-hashes --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help run test check format bench messages lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## start the sample registry at http://127.0.0.1:8000 (HOST, PORT, DATABASE_URL, … apply)
	@scripts/environment run
	@exec env REGISTRY_PROFILE="$${REGISTRY_PROFILE:-sample}" $(PYTHON_IN_VENV) wsgi.py up

test: ## every test, in a real browser and on both databases too
	@scripts/environment dev
	@scripts/browser
	$(PYTHON_IN_VENV) -m pytest -n 2 $(PYTEST_ARGS)

check: ## format, lint, types, architecture
	@scripts/environment dev
	$(PYTHON_IN_VENV) -m ruff format --check .
	$(PYTHON_IN_VENV) -m ruff check .
	$(PYTHON_IN_VENV) -m mypy
	$(PYTHON_IN_VENV) -m pytest -q tests/architecture

format: ## put the code into the form that `make check` asks for
	@scripts/environment dev
	$(PYTHON_IN_VENV) -m ruff format .
	$(PYTHON_IN_VENV) -m ruff check --fix .

bench: ## measure this registry beside others (BENCH_ARGS='--help' lists what there is)
	@scripts/environment dev
	$(PYTHON_IN_VENV) -m bench $(BENCH_ARGS)

messages: ## collect the texts to translate, update and compile the Chinese catalogue
	@scripts/environment dev
	$(PYBABEL) extract -F babel.cfg -k lazy_gettext --no-location --sort-output \
		--project=registry --output-file=messages.pot .
	$(PYBABEL) update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--locale=zh_Hans_CN --input-file=messages.pot --output-dir=webapp/translations
	$(PYBABEL) compile --directory=webapp/translations --statistics

lock: ## pin every requirement by version and hash (LOCK_ARGS=--upgrade raises the versions)
	@scripts/environment dev
	$(PYTHON_IN_VENV) -m pip install --quiet 'pip-tools>=7.5'
	$(LOCK) $(LOCK_ARGS) --output-file=requirements.txt requirements.in
	$(LOCK) $(LOCK_ARGS) --output-file=requirements-dev.txt requirements-dev.in

clean: ## remove the environment and all caches; the instance folder with its data stays
	rm -rf .venv .venv.lock .pytest_cache .mypy_cache .ruff_cache .hypothesis messages.pot
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
