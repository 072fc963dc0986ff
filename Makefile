# Two commands: `make harvest` and `make test`. Both set up what they need in .venv from the lock files.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: harvest test setup browser pywb docs pictures clean
.DEFAULT_GOAL := harvest

harvest: $(VENV)/base.stamp  ## crawl the bundled sample government sites and score what was read
	@$(BIN)/harvester sample --harvest --db data/harvest.db

test: $(VENV)/dev.stamp browser pywb  ## run the whole test suite, ruff and mypy included
	@$(BIN)/python -m pytest -n auto --dist loadfile

setup: $(VENV)/dev.stamp  ## everything a developer needs, without running anything

docs: $(VENV)/dev.stamp  ## build the documentation site into build/docs
	@$(BIN)/python -m sphinx --fail-on-warning --quiet docs build/docs && echo "Open build/docs/index.html"

pictures: $(VENV)/dev.stamp browser  ## take the screenshots of the documentation anew
	@HARVESTER_PICTURES=docs/images $(BIN)/python -m pytest tests/web/test_browser.py -k pictures

browser: $(VENV)/dev.stamp
	@.ci/browser $(BIN)/python

pywb: $(VENV)/dev.stamp
	@.ci/pywb $(BIN)/python

$(VENV)/base.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { echo "No virtual environment could be made; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Installing what the harvest needs into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/base.stamp requirements-dev.lock
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

clean:  ## remove the virtual environment and caches; data stays
	rm -rf $(VENV) .venv-pywb .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
