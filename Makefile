# Every target is one line of shell; `make help` lists them. ARGS passes arguments on.
PYTHON ?= python3
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo serve test check newest bench soak docs lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/runtime: requirements/runtime.txt pyproject.toml
	@$(PYTHON) requirements/bootstrap.py runtime

.venv/dev: requirements/dev.txt pyproject.toml
	@$(PYTHON) requirements/bootstrap.py dev

demo: .venv/runtime ## load a sample network, print its ten best introductions, serve the app (ARGS=--once: print and stop)
	@$(PY) -m app.cli demo $(ARGS)

serve: .venv/runtime ## serve the API
	@$(PY) -m app.cli serve $(ARGS)

test: .venv/dev ## run every test, on the built-in database and on Neo4j
	@$(PY) -m tests $(ARGS)

check: .venv/dev ## lint, types, layers, query catalog, prose
	@$(PY) -m tests.check

newest: .venv/dev ## the checks and the unit tests on the newest Python that the locks support
	@$(PY) -m tests.newest_python

bench: .venv/dev ## measure against named baselines on both engines (ARGS=--quick: in two minutes)
	@$(PY) -m benchmarks $(ARGS)

soak: .venv/dev ## kill and load whole installations for about an hour, and count what is lost
	@$(PY) -m benchmarks.soak $(ARGS)

docs: .venv/dev ## regenerate the reference of API, queries and commands
	@$(PY) -m docs

lock: .venv/dev ## resolve the dependencies again
	@$(PY) requirements/lock.py

clean: ## remove the environment and caches
	rm -rf .venv .cache build dist
