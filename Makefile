SHELL := /usr/bin/env bash -euo pipefail
.DEFAULT_GOAL := help
# Each recipe finds JDK 25 itself, so that the machine's default may be older.
MVN = JAVA_HOME="$$(.ci/jdk25)" mvn -B -ntp -Dstyle.color=never
# Remembers what was built, for e2e/install.
BUILT = mkdir -p target && .ci/sources > target/built
SHELL_SCRIPTS = $(shell git ls-files -co --exclude-standard | xargs grep -lE '^\#!.*(bash|/sh)$$' 2>/dev/null)

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: tools ## A real cluster, the chart, real workloads; ends with the leak named by kubectl describe
	@e2e/demo/demo

demo-down: ## Remove every trace of the demo, also after a crash
	@e2e/demo/demo-down

test: check ## Everything: `check`, then the end-to-end tests on a real cluster
	@e2e/tests/run
	@.ci/summary

check: tools ## What to run every half hour: build, all tests but those on a cluster, linters
	@.ci/jdks # the agent's tests run on each
	@e2e/cluster/cluster tool kube-apiserver >/dev/null # unit tests of CRD and operator run against one
	@e2e/cluster/cluster tool helm >/dev/null # and with the rights that the chart gives
	@$(MVN) -q verify
	@$(BUILT)
	@shellcheck -x -P SCRIPTDIR $(SHELL_SCRIPTS)
	@helm/test
	@agent-injector/image/test
	@.ci/summary && .ci/coverage && .ci/mutation --check

bench-path: build ## Measure the path of a signal, alone and on a cluster; writes docs/benchmarks/path.md (an hour)
	@e2e/bench/host
	@e2e/bench/cluster
	@e2e/bench/coverage
	@e2e/bench/table path 'The path of a signal, measured'

bench-jvm: tools ## Measure the JVM agent beside others: cost, start-up, paths, time to a holder; writes docs/benchmarks/jvm.md (two hours)
	@e2e/jvm/run
	@e2e/bench/table jvm 'The JVM agent, measured' e2e/jvm/METHOD.md

accuracy: tools ## Judge generated series beside other rules; writes docs/accuracy.md, target/bench/accuracy.json (minutes)
	@e2e/accuracy/run --page docs/accuracy.md

bench-analyzer: tools ## Measure how many containers a core analyses; writes docs/benchmarks/analyzer.md, target/bench/analyzer.json (a quarter of an hour)
	@e2e/scale/run --page docs/benchmarks/analyzer.md

mutation: tools ## Change the analyzer in thousands of small ways and see which no test notices; writes docs/benchmarks/mutation.md (an hour; PART=detect: one package)
	@.ci/mutation $(PART)

corpus: build ## Run real leaks and their twins under watch; writes docs/accuracy.md (under an hour; MATRIX=all, full)
	@e2e/corpus/corpus run --matrix $(or $(MATRIX),subset) $(if $(J),-j $(J))

corpus-nightly: build ## The whole corpus with two collectors at two loads (a night)
	@e2e/corpus/corpus run --matrix full $(if $(J),-j $(J))

build: tools ## Build every module without its tests
	@$(MVN) -q package -DskipTests
	@$(BUILT)

generate: tools ## Rewrite the generated files: signal names, their page, CRDs
	@$(MVN) -q test -Dgenerate=true -pl docs/vocabulary,crds -am -Dsurefire.failIfNoSpecifiedTests=false

format: tools ## Format the Java sources
	@$(MVN) -q spotless:apply

clean: ## Remove what the build made (not the caches)
	@$(MVN) -q clean

tools:
	@.ci/packages
	@.ci/jdk25 >/dev/null

.PHONY: help demo demo-down test check bench-path bench-jvm accuracy bench-analyzer mutation corpus corpus-nightly build generate format clean tools
