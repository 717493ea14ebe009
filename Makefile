# The two commands a stranger needs: `make demo` and `make test`. Nothing but Python ≥ 3.11, make and a package index.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SEED   := seeds/oic-contact-group-2025/text.txt
DATA   := pyproject.toml hatch_build.py $(shell find converters/engross/languages -name '*.toml' -o -name 'compile.py')

.PHONY: demo test check format docs samples check-pipeline bench accuracy clean

demo: $(VENV)/.installed ## the seed in every format, and its brief
	$(BIN)/engross convert $(SEED) --to all -o out/ --verbose
	$(BIN)/engross brief $(SEED) --to pdf,docx,html,text -o out/
	@ls -l out/

test: $(VENV)/.tested ## the whole suite
	$(BIN)/python -m pytest

check: $(VENV)/.checked ## what every commit must pass
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.checked
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.documented ## the manual, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

samples: $(VENV)/.installed ## make samples/ again from seeds/
	$(BIN)/engross samples

check-pipeline: $(VENV)/.installed ## a sample repository, checked as a user's pipeline would; one instrument in it is broken on purpose
	-$(MAKE) -C samples/pipeline check ENGROSS="$(CURDIR)/$(BIN)/engross"

bench: $(VENV)/.tested ## what is measured, beside what people would use instead
	$(BIN)/python -m benchmarks

accuracy: $(VENV)/.tested ## how well recognition reads the corpora beside the project, into docs/accuracy.md
	$(BIN)/python -m benchmarks.accuracy_page

clean:
	rm -rf $(VENV) out site build dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Engross needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# An editable install: the language tables are compiled by the build, so it is made again when their sources change.
$(VENV)/.installed: $(VENV)/bin/python $(DATA)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,peers]'
	@touch $@

$(VENV)/.checked: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,peers,check]'
	@touch $@

$(VENV)/.documented: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@
