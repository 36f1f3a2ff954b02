# make run       install what is missing, build, open the explorer (ARGS="…" are its arguments)
# make test      install what is missing, run the tests
# make test-all  what make test leaves out: long tests, the release binary, a browser, steps that
#                allocate, the thread sanitizer, the format
# make bench     the kernel and sweeps beside their peers
# make soak      ten minutes of random keys on the release binary (SOAK_SECONDS=…)
# make pictures  every view at three sizes, dark and light, in docs/figures/views
# make build     the release binary, .build/release/forgetscope
# make install   the program, its manual pages, completions and presets (PREFIX=/usr/local DESTDIR=)
# make uninstall takes them away again
# make deb       a Debian package, in .build/package
# make tarball   what make install puts there, as an archive, in .build/package
# make clean     remove everything that was built

BINARY := .build/release/forgetscope

PREFIX := /usr/local
DESTDIR :=
PACKAGES := .build/package

.PHONY: run build fresh test test-all bench soak pictures install uninstall deb tarball clean

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

pictures: build
	@.ci/pictures docs/figures/views $(BINARY)

install: build
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" .ci/place install $(BINARY)

uninstall:
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" .ci/place uninstall $(BINARY)

deb: build
	@.ci/deb $(BINARY) $(PACKAGES)

tarball: build
	@.ci/tarball $(BINARY) $(PACKAGES)

clean:
	rm -rf .build .build-bench .build-tsan
