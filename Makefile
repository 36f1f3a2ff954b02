# make run       install what is missing, build, open the explorer (ARGS="…" are its arguments)
# make test      install what is missing, run the tests
# make test-all  what make test leaves out: long tests, the release binary, a browser, steps that
#                allocate, the thread sanitizer, the format
# make bench     the kernel beside its peers
# make build     the release binary, .build/release/forgetscope
# make clean     remove everything that was built

BINARY := .build/release/forgetscope

.PHONY: run build test test-all bench clean

run: build
	@$(BINARY) $(ARGS)

# The compiler's incremental builds miss a changed layout of another module's type, and the binary
# then crashes: what anybody is going to run is built from the sources as they are.
build:
	@.ci/install
	@if [ -n "$$(find Package.swift Sources -newer $(BINARY) -print -quit 2>/dev/null)" ]; then \
	  find Sources -name '*.swift' -exec touch {} +; fi
	@swift build $$(.ci/flags release) --product forgetscope

test:
	@.ci/install
	@swift test $$(.ci/flags)

# The whole-program tests run the release binary; the sanitizer has a build of its own, and is for
# what has threads.
test-all: build
	@.ci/install tests
	FORGETSCOPE_TEST_ALL=1 FORGETSCOPE_BINARY=$(CURDIR)/$(BINARY) FORGETSCOPE_BROWSER=$$(.ci/browser) \
	  swift test $$(.ci/flags) --filter 'ProgramTests|BrowserTests|ChenTests'
	swift build $$(.ci/flags) -c release --package-path Tests/Benchmarks --scratch-path .build-bench \
	  --product LaneBenchmark
	.build-bench/release/LaneBenchmark --only-count
	swift test $$(.ci/flags) --sanitize=thread --scratch-path .build-tsan \
	  --filter 'SimulationTests.*(Thread|Crew)|DeterminismTests'
	swift format lint --strict --recursive Package.swift Sources Tests

bench: build
	@Tests/Benchmarks/run

clean:
	rm -rf .build .build-bench .build-tsan
