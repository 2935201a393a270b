# frontdoor: `make test` is all that continuous integration runs.

PACKAGES = redis-server chromium
GOFILES  = $(shell git ls-files '*.go')

.PHONY: test tools generated vet race model build soak fuzz bench browser pictures clean

test: tools vet race model   ## everything that must be green

tools:   ## installs what the tests need through the package manager, saying so
	@missing=""; \
	command -v redis-server >/dev/null || missing="$$missing redis-server"; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	fc-list :lang=zh 2>/dev/null | grep -q . || missing="$$missing fonts-droid-fallback fontconfig"; \
	if [ -n "$$missing" ]; then \
		echo "installing$$missing (apt-get; needed by the tests only)"; \
		sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get update -q >/dev/null && \
		DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -yq --no-install-recommends $$missing >/dev/null; \
	fi

vet:
	@unformatted=$$(gofmt -l $(GOFILES)); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	go vet ./...

race:
	go test -race -timeout 9m ./...

model:   ## the committed classifier is the one the corpus gives (slow under -race, so on its own)
	go test -run 'TestModelIsWhatTheCorpusGives' ./dialog/classify/...

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/  —/'
