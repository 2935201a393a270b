package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestUnitStartsForEver: systemd gives up on what fails to start five times in ten seconds
// unless it is told otherwise, and a full disk would then need somebody who starts it.
func TestUnitStartsForEver(t *testing.T) {
	t.Parallel()
	unit, err := os.ReadFile("deploy/frontdoor.service")
	if err != nil {
		t.Fatal(err)
	}
	head, service, _ := strings.Cut(string(unit), "\n[Service]\n")
	if !strings.Contains(head, "\nStartLimitIntervalSec=0\n") || !strings.Contains(service, "\nRestart=always\n") {
		t.Errorf("it is not started for ever:\n%s", unit)
	}
}

// TestDockerfile: the image is built as make build builds it, by the Go that go.mod asks for,
// what it copies is what was made, what it sets are settings, and it listens where it says.
func TestDockerfile(t *testing.T) {
	t.Parallel()
	read := func(file string) string {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	docker, made, module := read("deploy/Dockerfile"), read("../../Makefile"), read("../../go.mod")
	found := func(text, pattern string) string {
		t.Helper()
		m := regexp.MustCompile(pattern).FindStringSubmatch(text)
		if m == nil {
			t.Fatalf("nothing is like %s", pattern)
		}
		return m[1]
	}
	recipe := found(made, `(?m)^build:.*\n((?:\t.*\n)+)`)
	for _, want := range []string{"CGO_ENABLED=0", "-trimpath", " ./cmd/frontdoor\n"} {
		if !strings.Contains(recipe, want) {
			t.Errorf("make build has no %s: an image without a C library cannot run it\n%s", want, recipe)
		}
	}
	folder, file := found(docker, `(?m)^WORKDIR (/\S+)\n(?:.*\n)*FROM scratch`), found(recipe, `-o (\S+) `)
	entry := found(docker, `ENTRYPOINT \["([^"]+)"\]`)
	if want := "COPY --from=build " + folder + "/" + file + " " + entry + "\n"; !strings.Contains(docker, want) {
		t.Errorf("the image does not start what is built: there is no line\n%s", want)
	}
	if !regexp.MustCompile(`(?m)^RUN make build\b`).MatchString(docker) || !strings.Contains(docker, "\nCMD [\"serve\"]\n") {
		t.Error("the image is not built by make build, or does not serve")
	}
	if has, wants := found(docker, `FROM golang:(\d+\.\d+)`), found(module, `(?m)^go (\d+\.\d+)`); has != wants {
		t.Errorf("the image is built by Go %s, and go.mod asks for %s", has, wants)
	}
	if listens, open := found(docker, `FRONTDOOR_LISTEN=\S*:(\d+)`), found(docker, `EXPOSE (\d+)`); listens != open {
		t.Errorf("it listens on %s and %s is open", listens, open)
	}
	data := found(docker, `FRONTDOOR_BOOK=sqlite:(/[a-z]+)/`)
	for _, want := range []string{"VOLUME " + data + "\n", "/data " + data + "\n", "-o 65532 -g 65532", "USER 65532:65532\n"} {
		if !strings.Contains(docker, want) {
			t.Errorf("the book lies in %s, and there is no %q", data, want)
		}
	}
	if font := found(docker, `FRONTDOOR_FONT=(\S+)`); !strings.Contains(docker, ".ttf "+font+"\n") {
		t.Errorf("the font %s is not copied", font)
	}
}
