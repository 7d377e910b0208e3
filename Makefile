## Detainer Desk: `make TARGET`. Needs python3 (3.11 or newer) and make; brings the rest.

PYTHON3 ?= python3
WORKERS ?= 2
FAULTS  ?= 15
PYTHON  := .venv/bin/python
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
           --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml
SETUP   := .venv/.runtime-lock
TOOLS   := .venv/.dev-lock
CHECKS  := format lint types contracts deps spelling readme dockerfile

# A hundred processes start in the tests; with their modules compiled, each takes a quarter less.
COMPILED := PYTHONDONTWRITEBYTECODE=

# Text is UTF-8 whatever the machine's locale says.
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test coverage faults check bench validate-blocks example messages pictures lock clean $(CHECKS)

help:
	@sed -n 's/^## //p' Makefile

## run       set up, then start the desk (the local Slack, unless Slack tokens are set)
run: $(SETUP)
	@$(PYTHON) -m bot run

## test      set up, then run every test
test: $(TOOLS)
	@$(PYTHON) -m tests.support
	@$(COMPILED) $(PYTHON) -m pytest -n $(WORKERS) --dist worksteal $(MEASURED)

## coverage  run every test and say which lines and branches none of them ran; takes longer
coverage:
	@$(MAKE) test MEASURED="--cov --cov-report term"

## faults    kill desks at every step and let two race on Slack's worst day, often (FAULTS=15), and count
faults: $(TOOLS)
	@$(PYTHON) -m tests.support
	@DESK_TEST_FAULTS=$(FAULTS) $(COMPILED) $(PYTHON) -m pytest -q -n 0 -s \
	  tests/test_kill_sweep.py tests/bot/delivery/bad_days/test_races.py

## check     format, lint, types, import contracts, dependencies, spelling, README, Dockerfile
check: $(CHECKS)

## bench     measure the desk against its peers, one table
bench: $(TOOLS)
	@$(PYTHON) -m tests.benchmarks

## example   write the expectations of new example documents, to be read by a person
example: $(TOOLS)
	@$(PYTHON) -m tests.examples

## validate-blocks  ask Slack (over the network, no token) about every sort of payload that the tests make
validate-blocks: $(TOOLS)
	@$(PYTHON) -m tests.support.slack.blocks_validate

## messages  write all messages of the replay and sixty places' answers as one page, and read them
messages: $(TOOLS)
	@$(PYTHON) -m tests.support.reader .cache/messages.html

## pictures  take README's two pictures anew from the local Slack's page
pictures: $(TOOLS)
	@$(PYTHON) -m tests.support.pictures.screens

## setup     lay requirements.lock into .venv (run and test do it by themselves)
setup: $(SETUP)

## lock      pin what pyproject.toml asks for (UPGRADE=--upgrade takes the newest)
lock: .venv/bin/uv
	@echo "Pinning requirements.lock and requirements-dev.lock"
	@$(COMPILE) -o requirements.lock
	@$(COMPILE) --group dev --constraints requirements.lock -o requirements-dev.lock

## clean     remove .venv and every cache
clean:
	@rm -rf .venv .cache
	@find bot jobs models tests -name __pycache__ -prune -exec rm -rf {} +

$(SETUP): requirements.lock .ci/venv.py
	@$(PYTHON3) .ci/venv.py requirements.lock
	@touch $@

# The lock of the tools holds all of the other: one is laid, not two in turn.
$(TOOLS): requirements-dev.lock requirements.lock .ci/venv.py
	@$(PYTHON3) .ci/venv.py requirements-dev.lock
	@touch $(SETUP) $@

# A lock that lacks something lays uv all the same, and `make lock` is its cure.
.venv/bin/uv:
	@$(PYTHON3) .ci/venv.py requirements-dev.lock || test -x $@

format: $(TOOLS)
	@echo "Checking the format"
	@$(PYTHON) -m ruff format --check --quiet .

lint: $(TOOLS)
	@echo "Checking the style"
	@$(PYTHON) -m ruff check --quiet .

types: $(TOOLS)
	@echo "Checking the types"
	@$(PYTHON) -m mypy --no-error-summary

contracts: $(TOOLS)
	@echo "Checking the import contracts"
	@.venv/bin/lint-imports --no-logo

deps: $(TOOLS)
	@echo "Checking for dead and undeclared dependencies"
	@$(PYTHON) -m deptry .

spelling: $(TOOLS)
	@echo "Checking the spelling"
	@.venv/bin/typos

readme: $(TOOLS)
	@echo "Checking that the generated parts of README and docs are current"
	@$(PYTHON) -m cogapp --check README.md docs/command-line.md docs/sources.md

dockerfile: $(TOOLS)
	@echo "Checking the Dockerfile"
	@if .venv/bin/hadolint --version >/dev/null 2>&1; then .venv/bin/hadolint Dockerfile; \
	else echo "hadolint has no build for this machine: the Dockerfile was not checked"; fi
