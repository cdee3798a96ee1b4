# make demo   builds the graph of the packaged sample, and a page to look at
# make test   checks style, types, tests and coverage
# make page   checks the scripts of the page (ESLint, tsc, Prettier; needs npm)
# make harden reads a hundred thousand damaged files, kills kg at random moments, fills its disk, breaks its code, and
#             reports what was lost, and what the tests did not notice
# make bench  measures rates, memory and growth, and writes the table into the README (MOST=200000 for more papers)
# make neo4j  runs a Neo4j server from Maven Central (needs Java 17 and Maven, not Docker) until Ctrl-C
# The first three create .venv on first use, with uv if it is installed, otherwise with $(PYTHON) -m venv and pip.

.PHONY: demo test page harden bench neo4j clean
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

ifdef UV
install = $(UV) pip install --quiet --python $(BIN)/python
else
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

demo: $(VENV)/.ready-demo
	mkdir -p demo
	$(BIN)/kg build kg/sources/sample/*.txt -o demo/graph.jsonl
	$(BIN)/kg export demo/graph.jsonl demo/graph.html
	@echo
	@echo 'Open demo/graph.html in a browser. Then try:'
	@echo '  $(BIN)/kg stats demo/graph.jsonl'
	@echo '  $(BIN)/kg explain --graph demo/graph.jsonl --entity LoRA'
	@echo '  $(BIN)/kg build YOUR-PAPERS.txt -o demo/graph.jsonl --add'

test: $(VENV)/.ready-test page
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --cov

# Where npm or the network is missing, this says so and goes on.
page:
	@if ! command -v npm >/dev/null; then echo 'page: skipped, npm is not installed'; \
	elif ! npm ci --prefix tests/page --silent --no-audit --no-fund; then echo 'page: skipped, npm cannot install its tools'; \
	else npm run --prefix tests/page --silent check; fi

harden: $(VENV)/.ready-test
	$(BIN)/python tests/harden/fuzz.py
	$(BIN)/python tests/harden/kill.py
	$(BIN)/python tests/harden/mutate.py

MOST ?= 20000
bench: $(VENV)/.ready-test
	$(BIN)/python tests/bench/bench_scale.py --most $(MOST) --write

neo4j:
	$(PYTHON) docker/local/neo4j_local.py run

clean:
	rm -rf $(VENV) demo dist build .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or later: make PYTHON=...")'
ifdef UV
	$(UV) venv --quiet --python $(PYTHON) $(VENV)
else
	$(PYTHON) -m venv $(VENV)
endif

# Installed once, and again when the dependencies change.
$(VENV)/.ready-demo: pyproject.toml | $(BIN)/python
	$(install) -e '.[html]'
	touch $@

$(VENV)/.ready-test: pyproject.toml | $(BIN)/python
	$(install) -e '.[test]'
	touch $@ $(VENV)/.ready-demo
