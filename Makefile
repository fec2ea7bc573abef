# Each target makes what it needs; nothing but Python >= 3.11, git and make must be on the machine.
# A package index other than pip's default is pip's own setting: PIP_INDEX_URL, or PIP_NO_INDEX=1 PIP_FIND_LINKS=wheelhouse.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
BUILD ?=
TEST ?=
BENCH ?=

.PHONY: site test serve bench bench-pictures drill lint clean help

help:
	@echo "make site   build content/ into output/"
	@echo "make test   install what the tests need and run them"
	@echo "make serve  live preview on http://localhost:8000"
	@echo "make lint   ruff and mypy"
	@echo "make bench  the race against Hugo and stock Pelican"
	@echo "make bench-pictures  pictures against Hugo, vipsthumbnail and the floor"
	@echo "make drill  the long tests"
	@echo "make clean  remove what was made"

# A stamp per set of packages: installing again happens only when pyproject.toml changed.
$(VENV)/.site: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[desk]'
	# as pip does for what it installs: where PYTHONDONTWRITEBYTECODE is set, each start would compile everything again
	$(BIN)/python -m compileall -q plugins
	@touch $@

$(VENV)/.test: pyproject.toml $(VENV)/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/.lint: pyproject.toml $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[lint]'
	@touch $@

$(VENV)/.bench: pyproject.toml $(VENV)/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

site: $(VENV)/.site
	$(BIN)/xinglin build $(BUILD)

serve: $(VENV)/.site
	$(BIN)/xinglin serve

test: $(VENV)/.test
	$(BIN)/python -m pytest -m "not drill" --numprocesses auto --dist loadscope $(TEST)

drill: $(VENV)/.test
	$(BIN)/python -m pytest -m drill $(TEST)

lint: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/race.py $(BENCH)

bench-pictures: $(VENV)/.bench
	$(BIN)/python benchmarks/pictures/race.py $(BENCH)

clean:
	rm -rf $(VENV) output .xinglin-cache build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
