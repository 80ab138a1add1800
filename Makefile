# make compare   set up, then compare the guarantee regimes (a few minutes)
# make test      set up, then run every test
# make lint      ruff and mypy
# make bench     speed on this machine, against plain Mesa
# make clean     remove the environment and the caches; results in runs/ stay
# make constraints   choose the newest versions afresh and write them to constraints.txt
#
# PYTHON=python3.12 make ...   sets up with another interpreter (3.11 or newer)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
STUDY := guarantees

.DELETE_ON_ERROR:
.PHONY: compare test lint bench setup constraints clean

compare: $(READY)
	$(BIN)/ceasefire run configs/studies/$(STUDY).yaml --out runs/$(STUDY)
	@echo
	@echo "The comparison lies in runs/$(STUDY)/:"
	@cd runs/$(STUDY) && for f in report.html summary.csv figures/*; do \
		if [ -e "$$f" ]; then echo "  runs/$(STUDY)/$$f"; fi; done

# PYTEST passes options on: make test PYTEST="tests/line -x". The tests of a file stay in one process.
test: $(READY)
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(PYTEST)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/ceasefire bench

setup: $(READY)

# The environment is made once, and brought up to date when what it must hold changes.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is not Python 3.11 or newer; name one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,explore,cluster]'
	@touch $@

constraints:
	fresh=$$(mktemp -d) && trap 'rm -rf "$$fresh"' EXIT && \
	$(PYTHON) -m venv "$$fresh" && \
	"$$fresh/bin/python" -m pip install --quiet '.[dev,explore,cluster]' && \
	{ sed -n '/^#/p' constraints.txt; \
	  "$$fresh/bin/python" -m pip freeze --exclude ceasefire | LC_ALL=C sort -f; } > "$$fresh/constraints.txt" && \
	cp "$$fresh/constraints.txt" constraints.txt

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find sim tests benchmarks notebooks -name __pycache__ -type d -prune -exec rm -rf {} +
