# One configuration, release, for the tool and its tests: everything is built once.
SWIFT_TEST = swift test -c release --disable-testable-imports
TOSSCOST = .build/release/tosscost

.DEFAULT_GOAL := help
.PHONY: help setup build simulate test test-browser screenshot trust readme notebooks check-exports check-office check-focus check-scaling focus-official lint guard guard-record man native benchmark benchmark-forecast record

help:
	@echo "make simulate  build and run the production scenario"
	@echo "make benchmark-forecast  measure the forecasts: accuracy, intervals, CPU time"
	@echo "make test      set up and run all tests"
	@echo "make test-browser  open reports in headless Chromium without a network"
	@echo "make trust     print how far answers are from what is known otherwise"
	@echo "make screenshot  take the README's picture of a report anew"
	@echo "make notebooks  execute the notebooks of notebooks-export/ anew"
	@echo "make check-exports  check notebooks, their freshness and finance tables"
	@echo "make check-office  take a finance table through LibreOffice"
	@echo "make check-scaling  replay random recordings beside a second model of alarms and policies"
	@echo "make check-focus  check FOCUS exports against the rules of both versions"
	@echo "make focus-official PYTHON=python3.12  run the official FOCUS validator on an export"
	@echo "make guard     check scenarios against data/baselines; guard-record records them anew"
	@echo "make man       write docs/tosscost.1 anew"
	@echo "make benchmark measure the simulator beside C++ references (docs/benchmark.md)"
	@echo "make native    build for this machine's CPU only, into .build-native"
	@echo "make benchmark-forecast  measure accuracy and speed of forecasts"
	@echo "make readme    write the README's tables anew"
	@echo "make record    write all of these anew: notebooks, baselines, manual page, documents of"
	@echo "               scenarios, the README's picture and tables, help"
	@echo "make lint      check the format of all sources"
	@echo "make build     set up and build the release executable"

setup:
	@bash scripts/setup.sh

build: setup
	swift build -c release --product tosscost

# The same sources with every instruction of this CPU; results are the same to the last bit.
native: setup
	swift build -c release --product tosscost --scratch-path .build-native \
	  -Xswiftc -Xcc -Xswiftc -march=native -Xswiftc -target-cpu -Xswiftc native

# limit.cpp, where reference data lies beside the project, needs AVX-512.
LIMIT_SOURCE ?= ../shared/bench/des/limit.cpp
BENCHMARKS = .build/benchmark
HAS_LIMIT = $(and $(wildcard $(LIMIT_SOURCE)),$(shell grep -m1 -o avx512f /proc/cpuinfo 2>/dev/null))

benchmark: build $(BENCHMARKS)/reference $(if $(HAS_LIMIT),$(BENCHMARKS)/limit)
	swift build -c release --product tosscost-bench
	.build/release/tosscost-bench run --tosscost $(TOSSCOST) --reference $(BENCHMARKS)/reference \
	  $(if $(HAS_LIMIT),--limit $(BENCHMARKS)/limit)

# The compiler that Swift comes with, so that both sides have the same optimiser.
REFERENCE_CXX = $(or $(shell command -v clang++),g++)
$(BENCHMARKS)/reference: benchmarks/reference.cpp
	mkdir -p $(BENCHMARKS)
	$(REFERENCE_CXX) -O3 -std=c++17 -o $@ $<

$(BENCHMARKS)/limit: $(LIMIT_SOURCE)
	mkdir -p $(BENCHMARKS)
	g++ -O3 -march=native -std=c++17 -o $@ $<

simulate: build
	$(TOSSCOST) simulate scenarios/production.yaml

test: setup
	bash scripts/venv.sh
	$(SWIFT_TEST)

test-browser: build
	bash scripts/test-browser.sh

# The README's table of how far answers are from what is known otherwise.
trust: build
	@python3 scripts/trust.py $(TOSSCOST)

# The picture of the README, of a real run.
screenshot: build
	bash scripts/setup.sh chromium fonts-dejavu-core
	bash scripts/venv.sh
	mkdir -p .build/screenshot
	$(TOSSCOST) simulate scenarios/production.yaml --replications 4 --store none --output .build/screenshot/run >/dev/null
	$(TOSSCOST) export html .build/screenshot/run --output .build/screenshot/report.html
	.venv/bin/python scripts/screenshot.py .build/screenshot/report.html docs/report.png

NOTEBOOKS = .venv/bin/python scripts/notebooks.py
NOTEBOOK_SCENARIOS = scenarios/production.yaml scenarios/spot.yaml scenarios/reserved-1yr.yaml

notebooks: build
	bash scripts/venv.sh
	$(NOTEBOOKS) make $(TOSSCOST) notebooks-export $(NOTEBOOK_SCENARIOS)

check-exports: build
	bash scripts/venv.sh
	$(NOTEBOOKS) check $(TOSSCOST) notebooks-export $(NOTEBOOK_SCENARIOS)
	.venv/bin/python scripts/check_finance.py $(TOSSCOST) scenarios/production.yaml
	python3 scripts/manpage.py $(TOSSCOST) | cmp - docs/tosscost.1

check-office: build
	bash scripts/check-office.sh

# scripts/scaling: the model, and the policies and points that it is compared over.
check-scaling: build
	@python3 scripts/check_scaling.py $(TOSSCOST)

check-focus: build
	bash scripts/venv.sh
	bash scripts/check-focus.sh $(TOSSCOST) .build/focus

focus-official: build
	bash scripts/venv.sh
	bash scripts/check-focus.sh $(TOSSCOST) .build/focus
	bash scripts/focus-official.sh "$(PYTHON)" .build/focus/1.2.csv

guard: build
	bash scripts/venv.sh
	bash scripts/guard.sh check

guard-record: build
	bash scripts/guard.sh record

man: build
	python3 scripts/manpage.py $(TOSSCOST) > docs/tosscost.1

readme: build
	python3 scripts/readme.py $(TOSSCOST)

# Everything that is committed and made by the tool, for a change that alters it on purpose.
record: notebooks guard-record man screenshot readme
	$(TOSSCOST) scenario docs > docs/scenario.md
	$(TOSSCOST) scenario schema > docs/scenario.schema.json
	TOSSCOST_RECORD=1 $(SWIFT_TEST) --filter HelpTests

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

benchmark-forecast: build
	bash scripts/benchmark-forecast.sh
