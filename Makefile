# run · demo · test · lint · bench: each sets up what it needs by itself. Needs git, make and Python 3.11 or newer.
SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin
GENERATED := README.md db/README.md docs/inputs.md docs/settings.md docs/as-printed.md docs/ci.md \
  docs/queries.md docs/codebook.md docs/statistics.md
READY := .venv/.ready
DB := availability.db
SITE := site
LOCK := $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
  --no-emit-index-url --no-header --no-annotate

.PHONY: help run demo test coverage test-spark test-browser lint docs lock accuracy bench-extract bench-read bench-corpus budget weather fuzz kill bench-db bench-report bench-survival bench-coverage benchmark-placeholder mutants clean

help:
	@echo "make run    check the example papers against the live services (availability.db, availability.md)"
	@echo "make demo   six runs over two years of simulated services: no network, no token, a minute (site/index.html)"
	@echo "make test   the quick tests, the network cut; make coverage  every test, and how much of the code they run"
	@echo "make lint   ruff, mypy, generated parts of the documents"
	@echo "make test-browser   the page of the report in a real Chromium"
	@echo "make test-spark     the extraction in a real Spark (Java 17 or newer)"
	@echo "make accuracy       how right the extraction is, beside other extractors"
	@echo "make bench-extract  how fast, beside the same"
	@echo "make bench-read     MB/s and memory of every reader (N=megabytes of each format)"
	@echo "make bench-corpus   a file like arXiv's metadata snapshot, by one process and by two (N=records)"
	@echo "make budget   requests, points, seconds for 1,000 and 10,000 repositories, cold and warm"
	@echo "make weather  every fault of every service: nothing wrong, nothing falsely gone, all healed after (N=artifacts)"
	@echo "make fuzz     mutated answers for every service, damaged files for every reader: nothing ends a run (N=answers)"
	@echo "make kill     kill -9 a hundred times, then resume: nothing lost"
	@echo "make bench-db  bytes, seconds and memory of a database over 1, 10 and 100 runs (N=artifacts, RUNS=runs)"
	@echo "make bench-report  seconds, bytes and memory of every form of the report (N=artifacts)"
	@echo "make bench-survival  seconds and MiB of survival estimates and bands, 10,000 to 1,000,000 links"
	@echo "make bench-coverage  how often bands of survival hold the truth (N=sets a design; an hour for 1,000)"
	@echo "make benchmark-placeholder  the labelled trees of repositories, split, with the scores of three rules"
	@echo "make mutants  one-line faults in the pure rooms: the share that the tests see, by module (N=0: every fault)"
	@echo "make docs   generate them anew;  make lock  resolve the requirements anew;  make clean"

$(READY): requirements.lock pyproject.toml
	@python=; for one in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$one; break; fi; done; \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed; none was found on the PATH." >&2; exit 2; fi; \
	echo "setting up .venv with $$($$python --version)" && $$python -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

# A database of invented facts is marked by a file beside it: it is never mixed with a real one, and a real one is
# never deleted. make ends with 2 whenever a command fails: the command's own code is printed.
run: $(READY)
	@if [ -e $(DB).demo ]; then rm -f $(DB) $(DB)-wal $(DB)-shm $(DB).demo; fi
	@$(BIN)/reprolinks run examples/papers.jsonl --db $(DB) --report availability.md; \
	code=$$?; echo "reprolinks run: exit code $$code"; exit $$code

demo: $(READY)
	@if [ -e $(DB) ] && [ ! -e $(DB).demo ]; then \
	  echo "$(DB) holds a real run: move it away, or name another with make demo DB=demo.db" >&2; exit 2; fi
	@rm -f $(DB) $(DB)-wal $(DB)-shm; touch $(DB).demo
	@$(BIN)/python -m tests.demo $(DB) $(SITE)
	@echo "The report is $(SITE)/index.html, with letters, badge and feed beside it; everything else is in $(DB)."

# The network is cut where the system allows it; tests/conftest.py refuses it in any case.
CUT = unshare -rn sh -c 'ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || $(BIN)/python -m tests.loopback; exec "$$@"' --
# Tests that start many processes, build, or try thousands of cases are left to `make coverage`, which CI runs; it tries
# a hundred examples of each property, too, where these are 25.
QUICK = -m "not slow" --hypothesis-profile=quick
# One worker more than there are processors: some of them wait for a disk or a server. More than eight bring nothing.
WORKERS = $(shell $(BIN)/python -c 'import os; print(min((os.cpu_count() or 1) + 1, 8))')
# What is compiled once serves every worker and every command that a test starts, whatever the environment says.
TESTS = env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(QUICK) $(PYTEST)

test: $(READY)
	@if unshare -rn true 2>/dev/null; then $(CUT) $(TESTS); \
	else echo "the network can't be cut here: only the tests' own guard holds"; $(TESTS); fi

coverage: $(READY)
	@$(MAKE) --no-print-directory test QUICK= PYTEST="--cov --cov-report=term $(PYTEST)"

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m cogapp --check --diff $(GENERATED)
	@PATH="$(BIN):$$PATH" $(BIN)/actionlint
	@$(BIN)/zizmor --offline --quiet --pedantic action.yml .github

docs: $(READY)
	@$(BIN)/python -m cogapp -r $(GENERATED)
	@if command -v chromium >/dev/null; then $(BIN)/python -m tests.picture docs/report.png; \
	else echo "docs/report.png stays as it is: Chromium is not installed"; fi

lock: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(LOCK) --group dev --output-file requirements.lock pyproject.toml
	@$(LOCK) --group build --constraint requirements.lock --output-file requirements-action.lock pyproject.toml
	@$(LOCK) --group bench --constraint requirements.lock --output-file requirements-bench.lock
	@$(LOCK) --group spark --constraint requirements.lock --output-file requirements-spark.lock
	@$(LOCK) --group browser --constraint requirements.lock --output-file requirements-browser.lock

# What only some targets need is added to the same environment by a lock of its own.
.venv/.ready-%: requirements-%.lock $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

accuracy: $(READY) .venv/.ready-bench
	@$(BIN)/python -m benchmarks.accuracy
	@$(BIN)/python -m benchmarks.damage

bench-extract: $(READY) .venv/.ready-bench
	@$(BIN)/python -m benchmarks.hostile
	@$(BIN)/python -m benchmarks.extraction

test-browser: $(READY) .venv/.ready-browser
	@$(BIN)/python -m pytest tests/browser $(PYTEST)

test-spark: $(READY) .venv/.ready-spark
	@java -version >/dev/null 2>&1 || { echo "Spark needs Java 17 or newer: none was found on the PATH." >&2; exit 2; }
	@$(BIN)/python -m pytest tests/spark $(PYTEST)

bench-read: $(READY)
	@$(BIN)/python -m benchmarks.reading $(N)

bench-corpus: $(READY)
	@$(BIN)/python -m benchmarks.corpus $(N)

budget: $(READY)
	@$(BIN)/python -m benchmarks.budget

weather: $(READY)
	@$(BIN)/python -m benchmarks.weather $(or $(N),1000)

fuzz: $(READY)
	@$(BIN)/python -m benchmarks.fuzz $(or $(N),10000)

kill: $(READY)
	@$(BIN)/python -m benchmarks.kill $(or $(N),100)

bench-db: $(READY)
	@$(BIN)/python -m benchmarks.database $(N) --runs $(or $(RUNS),100)

bench-report: $(READY)
	@$(BIN)/python -m benchmarks.report $(N)

bench-survival: $(READY)
	@$(BIN)/python -m benchmarks.survival

bench-coverage: $(READY)
	@$(BIN)/python -m benchmarks.coverage_of_bands $(or $(N),1000)

benchmark-placeholder: $(READY)
	@$(BIN)/python -m benchmarks.placeholder

mutants: $(READY)
	@$(BIN)/python -m benchmarks.mutants $(or $(N),600)

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
