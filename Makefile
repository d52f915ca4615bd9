# The commands of the project; `make` alone lists them.
PY := .venv/bin/python
BIN := .venv/bin
START = launcher=$$(command -v python3 || command -v "$(PYTHON)") \
	|| { echo "Workshop needs Python 3.11 or newer, and there is no python3 here."; exit 1; }; \
	exec "$$launcher" workshop/start.py
export PYTHON
# Otherwise each of the hundreds of processes of a check would compile the project anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test tools lint types unit browser stills bench format
.NOTPARALLEL:

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

run:  ## start the site; the first time it installs what it needs
	@$(START) run

test: tools  ## check everything: style, types, tests, tests in a browser
	@$(MAKE) --no-print-directory lint types unit browser

tools:  ## install what the checks need
	@$(START) tools

lint: tools  ## check style, templates, imports between floors, migrations, the release settings
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/oxlint --deny-warnings static/js
	git ls-files -z -- '*.html' | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=tests.settings WORKSHOP_TLS=1 $(PY) manage.py check --deploy --fail-level WARNING

types: tools  ## check the type annotations
	$(BIN)/mypy

unit: tools  ## run the tests that need no browser
	$(PY) -m pytest --ignore=tests/browser -n 3 --dist worksteal

browser: tools  ## run the tests in Chromium
	@if $(PY) -m tests.chromium; then $(PY) -m pytest tests/browser -n 2 --dist worksteal; else test -z "$$CI"; fi

stills: tools  ## draw the still of every lab (of one: LAB=fan-out) with Chromium, after its scenario or its scene has changed
	$(PY) -m tests.stills $(LAB)

bench: tools  ## measure speed against what it is measured against
	$(PY) -m tests.bench

format: tools  ## write Python and templates in the project's style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	git ls-files -z -- '*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2
