# The doors of the house. Each makes the machine ready by itself (xtask/toolchain.sh) and then calls
# `cargo xtask`, where the work is. More arguments go through ARGS: make demo ARGS="--help"

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

ARGS ?=
KILLS ?= 200
rust := source xtask/toolchain.sh; kiosk_rust
# A gate or a release from a lock file that does not fit the manifests would be nobody's.
xtask := kiosk_xtask; exec cargo xtask
locked_xtask := kiosk_xtask; exec cargo --locked xtask

.PHONY: help demo test bench faults kills bundle release sbom fmt clean

help: ## Say what each door does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: ## Build all and start the kiosk with a stand-in Mion on http://127.0.0.1:3000
	@$(rust); $(xtask) demo $(ARGS)

test: ## Run the gate: formatting, lints, documentation, policy, tests, browsers
	@$(rust); kiosk_test_tools; $(locked_xtask) gate $(ARGS)

bench: ## Measure how fast it is, and hold that against the goals (ARGS="--only server")
	@$(rust); kiosk_test_tools; $(xtask) bench $(ARGS)

faults: ## Simulate the engine's bad days, 100 000 of them, and find every bug on purpose
	@$(rust); exec cargo run --quiet --profile faults --package faults -- $(ARGS)

kills: ## Kill the server 200 times on each database while terminals sell (KILLS=50 for fewer)
	@$(rust); $(xtask) kills --kills $(KILLS) $(ARGS)

bundle: ## Build what the browser downloads into target/site
	@$(rust); $(xtask) bundle $(ARGS)

release: ## Pack the server and its site into target/dist/
	@$(rust); $(locked_xtask) release $(ARGS)

sbom: ## Write the bill of materials into target/dist/sbom.cdx.json
	@$(rust); $(locked_xtask) sbom $(ARGS)

fmt: ## Format the Rust sources
	@$(rust); exec cargo fmt --all

clean: ## Remove everything that can be built again
	@rm -rf "$${CARGO_TARGET_DIR:-target}" end2end/node_modules end2end/test-results end2end/playwright-report
