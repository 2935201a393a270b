package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	"frontdoor/handoff/casebook/redis"
)

// binary builds the program as it is built for people, once; the tests that call it
// start it and speak to it by HTTP only. When the tests look for data races so does
// the program: a race ends it, and nothing has to be compiled twice.
var binary = sync.OnceValues(func() (string, error) {
	file := filepath.Join(buildFolder, "frontdoor")
	build := exec.Command("go", "build", "-o", file)
	if lookingForRaces() {
		build.Args = append(build.Args, "-race")
	}
	build.Args = append(build.Args, ".")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building frontdoor: %w\n%s", err, out)
	}
	return file, nil
})

// lookingForRaces reports whether this test was built with -race.
func lookingForRaces() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

var buildFolder string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	redis.Quiet()
	var err error
	if buildFolder, err = os.MkdirTemp("", "frontdoor-test-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(buildFolder)
	return m.Run()
}

// staffed is the file of a book with the agents of the tests in it.
type staffed struct {
	content []byte
	key     []byte            // the book's master key, beside it
	token   map[string]string // API tokens by login
}

// staffedBook makes that file once: each house begins with a copy.
var staffedBook = sync.OnceValues(func() (staffed, error) {
	program, err := binary()
	if err != nil {
		return staffed{}, err
	}
	file := filepath.Join(buildFolder, "staffed.db")
	token, err := addStaff(program, []string{"GORACE=halt_on_error=1 atexit_sleep_ms=0", "FRONTDOOR_BOOK=sqlite:" + file})
	if err != nil {
		return staffed{}, err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return staffed{}, err
	}
	key, err := os.ReadFile(file + ".key")
	return staffed{content, key, token}, err
})

// addStaff adds three agents to a book and gives their API tokens by login.
func addStaff(program string, env []string) (map[string]string, error) {
	token := map[string]string{}
	for login, role := range map[string]string{"wu": "agent", "chen": "agent", "lin": "supervisor"} {
		if _, err := runProgram(program, env, "", "agent", "add", "-login", login, "-name", "代办员"+login, "-role", role); err != nil {
			return nil, err
		}
		printed, err := runProgram(program, env, "", "token", "-agent", login)
		if err != nil {
			return nil, err
		}
		token[login] = strings.TrimSpace(printed)
	}
	return token, nil
}

// runProgram runs the program to its end and gives what it printed.
func runProgram(program string, env []string, stdin string, args ...string) (string, error) {
	cmd := exec.Command(program, args...)
	cmd.Env, cmd.Stdin = env, strings.NewReader(stdin)
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("frontdoor %s: %w\n%s", strings.Join(args, " "), err, stderrOf(err))
	}
	return string(out), nil
}

func stderrOf(err error) []byte {
	if e, ok := err.(*exec.ExitError); ok {
		return e.Stderr
	}
	return nil
}
