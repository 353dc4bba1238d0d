# One configuration, release, for the tool and its tests: everything is built once.
SWIFT_TEST = swift test -c release --disable-testable-imports
TOSSCOST = .build/release/tosscost

.DEFAULT_GOAL := help
.PHONY: help setup build simulate test test-browser lint

help:
	@echo "make simulate  build and run the production scenario"
	@echo "make test      set up and run all tests"
	@echo "make test-browser  open reports in headless Chromium without a network"
	@echo "make lint      check the format of all sources"
	@echo "make build     set up and build the release executable"

setup:
	@bash scripts/setup.sh

build: setup
	swift build -c release --product tosscost

simulate: build
	$(TOSSCOST) simulate scenarios/production.yaml

test: setup
	$(SWIFT_TEST)

test-browser: build
	bash scripts/test-browser.sh

lint:
	swift format lint --strict --recursive Sources Tests Package.swift
