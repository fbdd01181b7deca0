# `make` sets up and builds every report, `make test` sets up and tests. `make help` lists the rest.
.DEFAULT_GOAL := all
.NOTPARALLEL:
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
# The tools of the environment first, so that rules find `effektspor` without its being activated.
IN_VENV := PATH="$(CURDIR)/$(BIN):$$PATH"
SETUP_INPUTS := envs/setup.sh envs/build.lock pyproject.toml
CORES ?= all
WORKERS ?= auto
WORLDS ?= 2000
PIPELINE_WORLDS ?= 50
MINUTES ?= 60
PERSONS ?= 1000000
FORMATS ?= dta parquet csv
DIR ?= results/benchmark

ifneq ($(words $(CURDIR)),1)
  $(error The path of this checkout has a space in it ($(CURDIR)): move it to a path without)
endif

.PHONY: FORCE all setup test lint pytest recovery benchmark-national benchmark-effects lock renderer dag clean distclean help

all: setup ## set up, then build the reports of every study in config.yaml
	@$(BIN)/python -m compileall -q workflow
	@$(IN_VENV) snakemake --cores $(CORES)

setup: $(VENV)/.ready-run

# The stamps come last: a set-up that broke off half way is not ready, and is run again.
$(VENV)/.ready-run: envs/run.lock $(SETUP_INPUTS)
	@PYTHON="$(PYTHON)" sh envs/setup.sh run
	@touch $@

$(VENV)/.ready-test: envs/test.lock envs/run.lock $(SETUP_INPUTS)
	@PYTHON="$(PYTHON)" sh envs/setup.sh test
	@touch $(VENV)/.ready-run $@

# Another Python asked for than the environment has: set up anew, whatever the stamps say.
ifneq ($(strip $(PYTHON)),)
minor = $(shell "$(1)" -c 'import sys; print(sys.version_info[:2])' 2>/dev/null)
ifneq ($(call minor,$(PYTHON)),$(call minor,$(BIN)/python))
$(VENV)/.ready-run $(VENV)/.ready-test: FORCE
endif
endif
FORCE:

test: lint pytest ## set up, then check style, types and workflow and run all tests

lint: $(VENV)/.ready-test ## style, types and workflow only
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(IN_VENV) sh -c 'snakefmt --check Snakefile rules 2>/dev/null || { snakefmt --diff Snakefile rules; exit 1; }'
	@$(IN_VENV) snakemake --quiet all --lint
	@echo "lint: style, types and workflow are in order"

# A file's tests stay in one process, for they share what its first test has built; the workflows of
# tests/e2e come early, so that no long file is left to run alone at the end. One thread per process.
pytest: $(VENV)/.ready-test ## tests only; ARGS="-k name" chooses, WORKERS= processes (4 at most)
	@$(IN_VENV) OMP_NUM_THREADS=1 pytest --numprocesses $(WORKERS) --maxprocesses 4 \
	  --dist loadfile --no-loadscope-reorder $(ARGS)

# Begins nothing new after MINUTES and continues where it stopped; with ARGS="--docs docs" it renews
# the page and the figure too.
recovery: setup ## bias, coverage, size and power over simulated worlds (WORLDS= PIPELINE_WORLDS= MINUTES=)
	@$(IN_VENV) effektspor recovery --worlds $(WORLDS) --pipeline-worlds $(PIPELINE_WORLDS) --minutes $(MINUTES) $(ARGS)

# Peers and their versions are those of the test environment.
benchmark-national: $(VENV)/.ready-test ## national file to effects, beside peers (PERSONS= FORMATS= DIR=)
	@$(IN_VENV) effektspor benchmark-national --persons $(PERSONS) --formats $(FORMATS) --dir "$(DIR)" $(ARGS)

benchmark-effects: $(VENV)/.ready-test ## weekly effects, draws and rate ratio, beside peers (DIR=, ARGS=)
	@$(IN_VENV) effektspor benchmark-effects --dir "$(DIR)" $(ARGS)

lock: ## renew the hash-pinned locks in envs/ from pyproject.toml
	@sh envs/lock.sh

renderer: setup ## look again whether Quarto can be had
	@$(BIN)/python -m effektspor.setup_renderer --lock envs/quarto.lock

dag: setup ## draw docs/images/dag.svg (needs Graphviz)
	@$(IN_VENV) snakemake --rulegraph dot | python -m effektspor.dag > $(VENV)/dag.dot
	@dot -Tsvg -o docs/images/dag.svg $(VENV)/dag.dot

clean: ## remove what was built, keep the environment
	rm -rf results release resources/synthetic logs benchmarks .snakemake

distclean: clean ## remove the environment and caches too
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis workflow/*.egg-info
	find workflow tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
