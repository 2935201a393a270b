# frontdoor: `make test` is what must be green; continuous integration reads (`make audit`) and fuzzes beside it.

TMP     := $(shell mktemp -d -u)
GOFILES  = $(shell git ls-files '*.go')

.PHONY: test build tools vet race model contract accessible browser audit soak hold faults fuzz fuzz-short eval bench bench-inbox load pictures help

test: tools vet   ## everything that must be green
	@$(MAKE) --no-print-directory -j3 race model $(BESIDE)   # the tests often wait, for servers and browsers: the model is made meanwhile

build:   ## one static file, frontdoor, in this folder
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o frontdoor ./cmd/frontdoor

tools:   ## installs what the tests need through the package manager, saying so
	@missing=""; \
	command -v redis-server >/dev/null || missing="$$missing redis-server"; \
	command -v chromium-headless-shell >/dev/null || missing="$$missing chromium-headless-shell"; \
	fc-list :lang=zh 2>/dev/null | grep -q DroidSansFallback || missing="$$missing fonts-droid-fallback fontconfig"; \
	if [ -n "$$missing" ]; then \
		echo "installing$$missing (apt-get; needed by the tests only)"; \
		sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		{ $$sudo apt-get update -q >/dev/null && \
		DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -yq --no-install-recommends $$missing >/dev/null; } || \
		{ [ "$$missing" = " chromium-headless-shell" ] && command -v chromium >/dev/null && echo "the browser tests take chromium instead"; }; \
	fi

# SQLite's engine is C turned into Go: it guards its memory itself, and looked at access by
# access it takes four times as long. So do strings and letters, which nobody writes to, and
# regular expressions, YAML, command lines, templates while they are read, packing, the
# tables of phone numbers, the Lua of miniredis and what comes with buckets (gRPC and
# OpenTelemetry, which are never called), which no two goroutines write to. The driver and
# everything of ours is looked at.
# Under the detector inlining saves little and is a fifth of all compiling; what debuggers
# read is an eighth. A library that is not looked at must not take in pieces of sync, which is.
ENGINE    := modernc.org/sqlite/lib modernc.org/libc
LIBRARIES := strings strconv unicode unicode/utf8 regexp regexp/syntax compress/flate text/template/parse github.com/alecthomas/kong github.com/goccy/go-yaml/... github.com/nyaruka/phonenumbers github.com/yuin/gopher-lua/... \
	github.com/aws/... gocloud.dev/... google.golang.org/... go.opentelemetry.io/... github.com/googleapis/... golang.org/x/net/...
vet race contract fuzz-short: export GOFLAGS := $(GOFLAGS) '-gcflags=all=-l -dwarf=false' $(ENGINE:%='-gcflags=%=-race=false -dwarf=false') $(LIBRARIES:%='-gcflags=%=-race=false -l -dwarf=false')
vet race model: export GOGC := 400   # the compiler tidies its memory less often: a sixth less to do, for a gigabyte at most

vet:
	@unformatted=$$(gofmt -l $(GOFILES)); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	go vet -race ./...   # as the tests are built, so that nothing is compiled twice

race:   ## all tests; vet looked at the code before, and Go would wait a second at the end of each program
	GORACE=atexit_sleep_ms=0 go test -race -vet=off -p 3 -parallel 4 -timeout 9m ./cmd/frontdoor ./handoff/casebook/redis ./...   # 3: many wait for servers and browsers; the longest first

model:   ## what is slow or means nothing under -race: the committed classifier and ear are those the corpus gives, the whole sweeps for danger, the figures of all transcripts, and the same in full-width marks, talks in an order nobody wrote, allocations
	go test -vet=off -run 'TestCommittedModelIsWhatTheCorpusGives' ./dialog/classify/train
	go test -vet=off ./dialog/safety
	go test -vet=off -run 'TestTranscriptsInFullWidth' ./dialog/script
	FRONTDOOR_TALKS=4000 go test -vet=off -run 'TestInAnyOrder' ./dialog/script
	go test -vet=off -run 'TestTurnAllocates' ./handoff/casebook
	go test -vet=off -run 'TestMonth' ./cmd/frontdoor/simulate
	go test -vet=off ./cmd/frontdoor/eval

contract:   ## what is sent, held against the providers' own descriptions, which npm fetches, and a bucket on a server by another; what cannot be fetched it says
	@bot/bottest/contract.sh

# Read beside the tests, not in them: on a cold machine staticcheck takes three minutes of two cores.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
VULNS       := https://vuln.go.dev

audit:   ## staticcheck; then govulncheck, which says so where its database is not reached
	@mkdir -p $(TMP); if GOBIN=$(TMP) go install $(STATICCHECK) 2>$(TMP)/why; then $(TMP)/staticcheck ./...; \
	else cat $(TMP)/why; echo "staticcheck was not run: it cannot be fetched from here; run make audit where it can"; fi; status=$$?; rm -r $(TMP); exit $$status
	@if curl -sfo /dev/null --max-time 20 $(VULNS)/index/modules.json.gz; then go run $(GOVULNCHECK) -db $(VULNS) ./...; \
	else echo "govulncheck was not run: its database $(VULNS) is not reached from here; run make audit where it is"; fi

accessible:   ## the residents' page and those of agents and admins, held against axe-core, which npm fetches; without npm it says so
	@handoff/inbox/accessible.sh

soak:   ## 50 rounds of kill -9 under load
	FRONTDOOR_TEST_ROUNDS=50 go test -count=1 -timeout 60m -run 'TestKilledAtAnyMoment' -v ./cmd/frontdoor

hold:   ## an hour at half of the most a server takes, killed every minute: what was lost, doubled, how memory and times went
	@mkdir -p $(TMP) && go build -o $(TMP)/frontdoor ./cmd/frontdoor
	@TMPDIR=$(TMP) $(TMP)/frontdoor bench -soak 1h; status=$$?; rm -r $(TMP); exit $$status

faults:   ## servers killed, cut off, filled up; twenty rounds of each
	FRONTDOOR_TEST_FAULTS=20 go test -count=1 -timeout 60m -parallel 4 -run 'TestFaults' -v ./handoff/casebook/redis

FUZZ ?= 20s

fuzz:   ## every fuzz test for 20 seconds, or FUZZ=1m, guided to new ways through the code
	@cmd/frontdoor/fuzz.sh $(FUZZ)

fuzz-short:   ## every fuzz test for 3 seconds, with what race has compiled: what continuous integration has time for
	@cmd/frontdoor/fuzz.sh 3s -race

eval:   ## how well the classifier sorts: its own lines held out, then lines it was never shown
	go run ./cmd/frontdoor classify train
	@for name in heldout intake board boundary plain messy registers fresh; do echo; echo "$$name:"; \
		go run ./cmd/frontdoor classify -eval dialog/classify/testdata/$$name.tsv || exit 1; done

bench:   ## the figures in the README
	go test -run '^$$' -bench . -benchmem ./dialog/script ./dialog/classify ./dialog/safety ./dialog/understand ./handoff/... ./cmd/frontdoor

bench-inbox:   ## the speed goals of the inbox, on a hundred thousand open cases with a million messages, beside plain SQL; takes minutes
	@mkdir -p $(TMP) && go build -o $(TMP)/frontdoor ./cmd/frontdoor
	@$(TMP)/frontdoor seed -book sqlite:$(TMP)/town.db -cases 100000 -messages 1000000 -longest 10000 -open 1 && \
	$(TMP)/frontdoor bench-inbox -book sqlite:$(TMP)/town.db; status=$$?; rm -r $(TMP); exit $$status
	FRONTDOOR_TEST_BROWSER=1 go test -count=1 -run "TestSize|TestInABrowser/figures" -v ./handoff/inbox

browser:   ## what agents' browsers show beside the cases of every test run, with the browser's own figures of the pages
	FRONTDOOR_TEST_BROWSER=1 go test -count=1 -parallel 2 -timeout 20m -run TestInABrowser -v ./handoff/inbox

load:   ## whole conversations through the webhooks, on SQLite and on Redis: the figures of frontdoor bench
	@mkdir -p $(TMP) && go build -o $(TMP)/frontdoor ./cmd/frontdoor
	@status=0; for book in sqlite redis; do $(TMP)/frontdoor bench -book $$book || status=1; done; rm -r $(TMP); exit $$status

pictures:   ## the pictures of the README, from towns of their own on this machine
	@cmd/frontdoor/pictures/take.sh

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/  —/'
