# The two commands: `make serve` and `make test`. Needs Python 3.11+ (with venv), make and git.
# Everything is installed into .venv; only Chromium, for the tests, may come from the system.

PYTHON ?= python3
BIN := .venv/bin
SITE ?= site
ADDRESS ?= 127.0.0.1:8000
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Dates in the build come from the last commit, so that building twice gives the same bytes.
export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

.DEFAULT_GOAL := help
.PHONY: help serve build check generate report check-freshness links check-links lint test bench screenshot clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

serve: .venv/build.stamp ## Build the site, serve it, and show each change at once
	@echo "Serving at http://$(ADDRESS)/ (stop with Ctrl+C)"
	$(BIN)/python -m mkdocs serve --dev-addr $(ADDRESS)

build: .venv/build.stamp ## Build the site into site/, strictly
	$(BIN)/python -m mkdocs build --strict --site-dir $(SITE)
	$(BIN)/python -m macros.exporting $(SITE)
	$(BIN)/python -m macros.paper $(SITE)
	$(BIN)/python -m macros.publishing $(SITE)

check: .venv/test.stamp ## Check data, pages, links, schemas and the reading level in seconds
	$(BIN)/python -m macros check
	$(BIN)/python -m mkdocs build --strict --site-dir build/check

generate: .venv/build.stamp ## Write the JSON Schemas and the record of published ids
	$(BIN)/python -m macros generate

report: .venv/test.stamp ## Show length, reading level, sources and items of each page
	@$(BIN)/python -m macros report

check-freshness: .venv/build.stamp ## Show what must be read again: make check-freshness DATE=2027-06-01
	@$(BIN)/python -m macros freshness $(DATE)

links: .venv/build.stamp ## List every link to another site, with the files that have it
	@$(BIN)/python -m macros links

check-links: .venv/build.stamp ## Try every link to another site: slow, and needs the network
	@$(BIN)/python -m macros check-links

lint: .venv/test.stamp ## Check style and types of the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test: .venv/test.stamp .venv/chromium.stamp ## Run all tests
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

bench: .venv/test.stamp .venv/chromium.stamp ## Measure speed and size
	$(BIN)/python -m tests.bench

screenshot: .venv/test.stamp .venv/chromium.stamp ## Take the README's picture from the real site
	$(BIN)/python -m tests.screenshot

clean: ## Remove everything that was made, and the environment
	rm -rf .venv site build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The guide needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "$(PYTHON) has no venv module. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/build.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

.venv/test.stamp: tests/requirements.txt .venv/build.stamp
	$(BIN)/python -m pip install --quiet --requirement tests/requirements.txt
	@touch $@

.venv/chromium.stamp: .venv/test.stamp
	$(BIN)/python -m tests.chromium
	@touch $@
