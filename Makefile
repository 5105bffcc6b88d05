# One verb each; `make help` lists them.
PORT ?= 8080
SHOP ?= shops/demo
DATA ?= data
PYTHON ?= python3
UV = $$(PYTHON=$(PYTHON) sh scripts/install-uv.sh)
BIN = .venv/bin

.PHONY: help run install test check format quality bench soak docs ui lock clean

help:
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'

run: .venv/.ready ## serve SHOP on PORT, keeping state in DATA
	@$(BIN)/python -m compileall -q src
	$(BIN)/xiaoer serve --port $(PORT) $(if $(SHOP),--shop $(SHOP)) --data $(DATA)

install: .venv/.complete ## make the whole environment in .venv

.venv/.ready: requirements.lock pyproject.toml
	@test -d .venv || $(UV) venv --quiet --python $(PYTHON) .venv
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

.venv/.complete: .venv/.ready requirements-dev.lock
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

test: install ## every test
	@sh scripts/install-chromium.sh >/dev/null
	$(BIN)/python -m pytest -n 2 --dist loadfile --ignore=tests/e2e
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/e2e/browser
	$(BIN)/python -m pytest --ignore=tests/e2e/browser tests/e2e

check: install ## lint, types, architecture, dependencies, deployment files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/bandit -q -c pyproject.toml -r src
	sh scripts/check-deploy.sh

format: install ## put the code in its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

quality: install ## measure understanding, retrieval and guards
	$(BIN)/python -m benchmarks.quality
	$(BIN)/python -m benchmarks.evil

bench: install ## measure speed, memory, import, and the models
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.model_load
	$(BIN)/xiaoer bench models

soak: install ## long fault campaign
	$(BIN)/python -m benchmarks.soak

docs: install ## regenerate generated documents
	$(BIN)/python -m scripts.docs

ui: ## build the pages of web-ui (needs Node)
	cd web-ui && npm ci --silent && npm run --silent build

lock: ## refresh the pinned requirements
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --all-extras pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --all-extras --group test --group quality --group bench pyproject.toml -o requirements-dev.lock

clean: ## remove the environment and caches
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
