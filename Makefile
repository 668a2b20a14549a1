# The only place where commands are defined: continuous integration and the hooks call these targets.

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
PYTHON3 ?= python3
INSTALLED := $(VENV)/.installed
CHECKOV := .checkov/bin/checkov

# How many processes test, mutate and compile.
WORKERS ?= 2

# Debian packages that tests need beyond pip's. A test that needs one skips where it is missing.
SYSTEM_PACKAGES := postgresql postgresql-postgis
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

UV_VERSION := 0.13.9

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# NO_SKIP=1 makes a skipped test a failure (tests/conftest.py).
export NO_SKIP
# Bytecode is a third of the start-up time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "%-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- Set-up ----------------------------------------------------------------------------------------------------------

# Runs again only when a file on the right is newer, so every later run works without a network.
$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON3) -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --no-deps --require-hashes --requirement requirements.lock
	$(PYTHON) -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(PYTHON) -m compileall -q -j $(WORKERS) $(VENV)/lib archspec renderers
	touch $@

# checkov pins libraries that others need newer, so it has an environment of its own.
$(CHECKOV): tests/cdk/checkov.lock
	$(PYTHON3) -m venv .checkov
	.checkov/bin/python -m pip install --quiet --no-deps --require-hashes --requirement tests/cdk/checkov.lock
	touch $@

.PHONY: system-packages
system-packages: ## Install the Debian packages that tests need (as root, or with sudo)
ifeq ($(strip $(SYSTEM_PACKAGES)),)
	@echo 'No Debian package is needed.'
else
	$(SUDO) apt-get update
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(SYSTEM_PACKAGES)
endif

# --- The product -----------------------------------------------------------------------------------------------------

.PHONY: build
build: $(INSTALLED) ## Build every picture, document and verdict of specs/ into build/
	$(BIN)/archspec build specs/ -o build

.PHONY: check
check: $(INSTALLED) ## Check specs/ against the rules
	$(BIN)/archspec check specs/

# --- What holds it ---------------------------------------------------------------------------------------------------

.PHONY: test
test: lint types unit ## Run everything a change must pass; NO_SKIP=1 fails on a skipped test

.PHONY: unit
unit: $(INSTALLED) $(CHECKOV) ## Run the tests with branch coverage
	$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal --cov --cov-report term
	$(BIN)/coverage report --include 'renderers/*' --fail-under 0

.PHONY: lint
lint: $(INSTALLED) ## Check style, spelling, import directions, the workflow and what other CI systems are given
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/typos
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/zizmor --offline --quiet .github action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.gitlab-ci docs/ci/gitlab.yml

.PHONY: types
types: $(INSTALLED) ## Check types
	$(BIN)/mypy

.PHONY: format
format: $(INSTALLED) ## Format the code and mend what ruff can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: mutants
mutants: $(INSTALLED) ## Change the checks and views in small ways and list the changes no test notices
	HYPOTHESIS_PROFILE=mutation $(BIN)/mutmut run --max-children $(WORKERS)
	$(BIN)/mutmut results

# How many hostile files `make fuzz` tries; the tests try 20,000.
CASES ?= 200000

.PHONY: fuzz
fuzz: $(INSTALLED) ## Give hostile files of every kind to the commands that read them
	$(PYTHON) -m tests.security.fuzz --cases $(CASES) --workers $(WORKERS)

.PHONY: bench
bench: $(INSTALLED) ## Time the commands beside their named peers
	$(PYTHON) tests/bench/run.py

# --- Contributing ----------------------------------------------------------------------------------------------------

.PHONY: new-kind
new-kind: $(INSTALLED) ## Write the home, builder and oracle of a kind, to fill in: NAME=dynamodb_table
	@$(PYTHON) -m tests.new_kind '$(NAME)'

# --- Generated files -------------------------------------------------------------------------------------------------

.PHONY: docs
docs: $(INSTALLED) ## Write docs/reference/ and the schema again
	$(PYTHON) -m tests.regenerate docs

.PHONY: golden
golden: $(INSTALLED) ## Write the expected outputs of the tests again; read the diff before committing it
	$(PYTHON) -m tests.regenerate golden

.PHONY: lock
lock: ## Pin what pyproject.toml asks for; LOCK_ARGS=--upgrade takes newer releases
	$(PYTHON3) -m venv .uv
	.uv/bin/python -m pip install --quiet uv==$(UV_VERSION)
	.uv/bin/uv pip compile pyproject.toml --group dev --extra all --universal --python-version 3.11 \
		--generate-hashes --exclude-newer '1 week' --no-config --no-header --no-emit-index-url --no-emit-find-links \
		--quiet --output-file requirements.lock $(LOCK_ARGS)
	.uv/bin/uv pip compile tests/cdk/checkov.in --universal --python-version 3.11 \
		--generate-hashes --exclude-newer '1 week' --no-config --no-header --no-emit-index-url --no-emit-find-links \
		--quiet --output-file tests/cdk/checkov.lock $(LOCK_ARGS)

.PHONY: dist
dist: $(INSTALLED) ## Build the source distribution and the wheel into dist/
	$(BIN)/pyproject-build --no-isolation --outdir dist

.PHONY: clean
clean: ## Remove everything these targets make
	rm -rf $(VENV) .checkov .uv build dist mutants .coverage .coverage.* .hypothesis .*_cache
	find archspec renderers tests -name __pycache__ -type d -prune -exec rm -rf {} +
