# One obvious command for each habit; `make` alone lists them. Works with GNU make 3.81 (macOS) and newer.
# Another Python:  make run PYTHON=python3.13

PYTHON ?= python3
DOCKER ?= docker
IMAGE  ?= loss-landscape
ARGS   ?=

VENV := .venv
BIN  := $(VENV)/bin
# The stamps' names hold the version, so that another Python makes a new environment.
STAMP := $(VENV)/python-$(shell $(PYTHON) -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null).
# Nothing but what the locks name, so that no later release of anything can stop an install. They are complete, so pip must not look
# for anything more: an older pip (23.2 and before) refuses a lock in which a package asks for an extra of another ("coverage[toml]")
# as soon as a newer release of that other one exists. It must not build anything either: what it would build with is in no lock.
PIP_INSTALL := pip --disable-pip-version-check --no-input -qq install --no-deps --only-binary :all: --require-hashes
PIP := $(BIN)/python -m $(PIP_INSTALL)
# A file that names another pip than the one that Python brings, see .ci/run.
PIP_FROM ?=

JS_TESTS := tests/js/*.test.js tests/js/*.test.mjs
# What the browser tests bring from npm; npm writes this file last.
AXE := tests/node_modules/.package-lock.json
NPM_CI := npm ci --no-audit --no-fund --ignore-scripts --loglevel=error --prefix
PLOTLY := app/serve/plotly
FONTS := app/serve/fonts
LOAD := .venv-load

XDIST := --numprocesses=auto --dist=load --maxschedchunk=1
NODE_TEST := node --test --test-reporter=spec $(JS_TESTS)

.PHONY: help run test check look plotly fonts format bench load image lock clean test-system check-system
.NOTPARALLEL:
.DEFAULT_GOAL := help

help: ## List these commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1	/' | expand -t 16

run: $(STAMP)run ## Start the app; it prints its address
	$(BIN)/python -m app $(ARGS)

test: test-system $(STAMP)test $(AXE) $(PLOTLY)/plotly.min.js $(if $(TORCH),$(STAMP)torch) ## Run every test, with a browser; brings what is missing (a part: make test ARGS="-k link")
	@red=0; \
	$(BIN)/python -m pytest $(XDIST) $(ARGS) || red=1; \
	$(NODE_TEST) || red=1; \
	exit $$red

check: check-system $(STAMP)test ## Format, lint, types, and the scripts' tests
	@red=0; \
	$(BIN)/ruff format --check . || red=1; \
	$(BIN)/ruff check . || red=1; \
	$(BIN)/mypy || red=1; \
	$(NODE_TEST) || red=1; \
	exit $$red

plotly: check-system $(PLOTLY)/plotly.min.js ## Build the plotly.js with only our traces, and our scripts as few bytes (the image does it by itself)
	@node $(PLOTLY)/small.mjs assets app/serve/small

fonts: check-system ## Cut the pages' fonts anew, after a change of app/serve/fonts/characters.txt
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(NPM_CI) $(FONTS); \
	$(PYTHON) -m venv "$$tools"; \
	"$$tools/bin/python" -m $(PIP_INSTALL) --requirement $(FONTS)/requirements.lock; \
	"$$tools/bin/python" $(FONTS)/cut.py assets/fonts

format: $(STAMP)test ## Put the code into its format, with the lint's safe repairs
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

look: test-system $(STAMP)test $(AXE) $(PLOTLY)/plotly.min.js ## Every page on every screen in both themes, into screenshots/ (some: make look ARGS="lab --screen 390x844")
	@red=0; \
	$(BIN)/python -m tests.browser.look $(ARGS) || red=1; \
	if [ -z "$(ARGS)" ]; then $(BIN)/python -m pytest $(XDIST) -m wide || red=1; fi; \
	exit $$red

bench: $(STAMP)test ## Measure the engine (beside scikit-learn and torch, after .venv/bin/pip install '.[bench]')
	$(BIN)/python -m tests.bench $(ARGS)

load: $(STAMP)test $(LOAD)/locked ## A class of 300 on this machine, for three minutes (shorter: make load ARGS=--quick)
	$(BIN)/python -m tests.load --locust $(LOAD)/bin/locust $(ARGS)

image: ## Build the container image
	$(DOCKER) build --tag $(IMAGE) .

lock: ## Write the lock files anew from pyproject.toml (with newer releases: make lock ARGS=--upgrade)
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; uv=uv; \
	if ! command -v uv >/dev/null; then \
	  PYTHON=$(PYTHON) tests/system-packages python; \
	  $(PYTHON) -m venv "$$tools"; "$$tools/bin/pip" --disable-pip-version-check --quiet install uv; uv="$$tools/bin/uv"; \
	fi; \
	compile="$$uv pip compile --quiet --universal --python-version 3.11 --generate-hashes"; \
	compile="$$compile --no-emit-index-url --no-emit-find-links $(ARGS)"; \
	export UV_CUSTOM_COMPILE_COMMAND="make lock"; \
	$$compile pyproject.toml --output-file requirements.lock; \
	$$compile pyproject.toml --extra test --output-file requirements-test.lock; \
	$$compile pyproject.toml --extra load --output-file tests/load/requirements.lock; \
	echo torch | $$compile - --constraint requirements-test.lock --no-generate-hashes --no-annotate --output-file tests/torch.constraints.txt

clean: ## Remove what these commands made
	rm -rf $(VENV) $(LOAD) tests/node_modules $(PLOTLY)/node_modules $(FONTS)/node_modules $(PLOTLY)/plotly.* $(PLOTLY)/runtime.min.js app/serve/packed app/serve/small build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find app losscore tests -name __pycache__ -type d -prune -exec rm -rf {} +

# First of all, so that whoever may not install hears of everything at once.
test-system:
	@PYTHON=$(PYTHON) tests/system-packages python browser node servers

check-system:
	@PYTHON=$(PYTHON) tests/system-packages python node

$(LOAD)/locked: tests/load/requirements.lock
	@PYTHON=$(PYTHON) tests/system-packages python
	@$(PYTHON) -m venv --clear $(LOAD)
	@$(LOAD)/bin/python -m $(PIP_INSTALL) --requirement tests/load/requirements.lock
	@touch $@

# One environment for both: the test lock holds everything that is in the run lock, so once it is in, it stays.
$(STAMP)venv:
	@PYTHON=$(PYTHON) tests/system-packages python
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(if $(PIP_FROM),$(PIP) --requirement $(PIP_FROM))
	@touch $@

$(STAMP)run: $(STAMP)venv requirements.lock
	@if [ -e $(STAMP)test ]; then $(MAKE) -s $(STAMP)test; else $(PIP) --requirement requirements.lock; fi
	@touch $@

# PyTorch, for the test that runs the code that a run is taken away as: hundreds of megabytes, so only on demand (TORCH=1).
$(STAMP)torch: $(STAMP)test tests/torch.constraints.txt
	@$(BIN)/python -m pip --disable-pip-version-check --no-input -qq install --only-binary :all: --constraint tests/torch.constraints.txt torch
	@touch $@

$(AXE): tests/package.json tests/package-lock.json
	@$(NPM_CI) tests
	@touch $@

# Light: of plotly.js only the traces that our pages draw. Without it the app sends all of it.
$(PLOTLY)/plotly.min.js: $(PLOTLY)/package.json $(PLOTLY)/package-lock.json $(PLOTLY)/build.mjs $(PLOTLY)/descriptions.mjs $(PLOTLY)/stackgl.mjs
	@$(NPM_CI) $(PLOTLY)
	@node $(PLOTLY)/build.mjs

$(STAMP)test: $(STAMP)venv requirements-test.lock
	@$(PIP) --requirement requirements-test.lock
	@touch $@
