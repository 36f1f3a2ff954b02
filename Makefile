# make run       install what is missing, build, open the explorer (ARGS="…" are its arguments)
# make test      install what is missing, run the tests
# make test-all  what make test leaves out: long tests, the release binary, a browser, steps that
#                allocate, the thread sanitizer, the format
# make bench     the kernel beside its peers
# make soak      ten minutes of random keys on the release binary (SOAK_SECONDS=…)
# make build     the release binary, .build/release/forgetscope
# make clean     remove everything that was built

BINARY := .build/release/forgetscope

.PHONY: run build fresh test test-all bench soak clean

run: build
	@$(BINARY) $(ARGS)

build: fresh
	@.ci/install
	@swift build $$(.ci/flags release) --product forgetscope

# The compiler's incremental builds miss a changed layout of another module's type, and the binary
# then crashes: what anybody is going to run is built from the sources as they are.
fresh:
	@if [ -n "$$(find Package.swift Sources -newer $(BINARY) -print -quit 2>/dev/null)" ]; then \
	  find Sources -name '*.swift' -exec touch {} +; fi

test:
	@.ci/install
	@swift test $$(.ci/flags)

test-all:
	@.ci/test-all

bench: build
	@Tests/Benchmarks/run

soak: build
	@Tests/Benchmarks/soak

clean:
	rm -rf .build .build-bench .build-tsan
