package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAgentSet(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "town.yaml")
	for name, text := range map[string]string{file: command(t, "", "", "places", "print", "-areas").out, filepath.Join(folder, "grids.geojson"): sampleShapes} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	book := "sqlite:" + filepath.Join(folder, "book.db")
	if got := command(t, "", "secret-enough", "agent", "add", "-book", book, "-login", "wu", "-name", "吴姐", "-role", "agent", "-password-stdin"); got.code != 0 {
		t.Fatal(got)
	}
	set := func(args ...string) ran {
		return command(t, "", "", append([]string{"agent", "set", "-book", book, "-places", file, "-login", "wu"}, args...)...)
	}
	for _, row := range []struct {
		args []string
		want string // on stdout of what is right, else on stderr
		code int
	}{
		{[]string{"-areas", "QX01,xiafan-1", "-capacity", "20", "-known", "Wu Fang, 吴芳", "-entrusted", "counselling"}, "wu serves QX01, xiafan-1, all categories", 0},
		{[]string{"-duty", "mon-fri 08:30-17:30, sat 09:00-12:00", "-days-off", "2026-12-24/2026-12-31,2027-01-04"}, "on duty: mon-fri 08:30-17:30, sat 09:00-12:00, days off: 2026-12-24/2026-12-31, 2027-01-04; at most 20 open cases; named for: counselling", 0},
		{[]string{"-areas", "", "-capacity", "0"}, "wu serves all areas, all categories; speaks what is not said; on duty: mon-fri", 0},
		{[]string{"-oidc", "Wu@town.example"}, "wu is wu@town.example at the town's own provider", 0},
		{[]string{"-oidc", "two words"}, "who the agent is at the provider cannot be read", 1},
		{[]string{"-areas", "moon"}, `area "moon" is none of the town's file`, 1},
		{[]string{"-categories", "gossip"}, `category "gossip" is unknown`, 1},
		{[]string{"-entrusted", "facilities"}, `category "facilities" is not restricted`, 1},
		{[]string{"-duty", "always"}, "the rota cannot be read", 1},
	} {
		got := set(row.args...)
		if got.code != row.code || !strings.Contains(got.out+got.err, row.want) {
			t.Errorf("%v: %+v, want %q", row.args, got, row.want)
		}
	}
	if got := command(t, "", "", "agent", "set", "-book", book, "-login", "nobody", "-capacity", "1"); got.code != 1 || !strings.Contains(got.err, "there is no agent") {
		t.Errorf("nobody: %+v", got)
	}
}
