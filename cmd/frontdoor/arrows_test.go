package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// arrows says for each room which rooms of the house it may import. A room that
// is not listed under its own name falls under the longest listed name above it.
var arrows = map[string][]string{
	"dialog":                           {"dialog/mediation", "dialog/safety"}, // the words all others share: they know nothing of the machine
	"dialog/answers":                   {"dialog/catalog/yamlfile"},
	"dialog/catalog":                   {"dialog/catalog/yamlfile", "dialog/pattern", "dialog/understand"},
	"dialog/classify":                  {"dialog/classify/internal/chance"},
	"dialog/classify/train":            {"dialog/classify", "dialog/classify/internal/chance", "dialog/understand"},
	"dialog/classify/internal/retrain": {"dialog/classify/train"},
	"dialog/hear":                      {"dialog", "dialog/catalog", "dialog/classify", "dialog/mediation", "dialog/pattern", "dialog/phrases", "dialog/safety", "dialog/town", "dialog/understand"}, // it listens and does nothing: never the machine
	"dialog/mediation":                 {},
	"dialog/pattern":                   {},
	"dialog/phrases":                   {"dialog/catalog/yamlfile", "dialog/pattern"},
	"dialog/safety":                    {"dialog/safety/ear"},
	"dialog/say":                       {"dialog", "dialog/answers", "dialog/hear", "dialog/pattern", "dialog/phrases", "dialog/understand"},
	"dialog/table":                     {"dialog", "dialog/hear", "dialog/mediation", "dialog/pattern", "dialog/phrases", "dialog/safety", "dialog/say", "dialog/understand"},
	"dialog/talk":                      {"dialog", "dialog/answers", "dialog/catalog", "dialog/classify", "dialog/hear", "dialog/mediation", "dialog/pattern", "dialog/phrases", "dialog/safety", "dialog/say", "dialog/table", "dialog/town", "dialog/understand"},
	"dialog/agents":                    {"dialog", "dialog/catalog", "dialog/hear", "dialog/mediation", "dialog/pattern", "dialog/phrases", "dialog/say", "dialog/talk", "dialog/town", "dialog/understand"},
	"dialog/script":                    {"dialog", "dialog/agents", "dialog/catalog", "dialog/catalog/yamlfile", "dialog/classify", "dialog/hear", "dialog/phrases", "dialog/say", "dialog/town", "dialog/understand"}, // the door: it stands upon all others
	"dialog/town":                      {"dialog/catalog", "dialog/catalog/yamlfile", "dialog/pattern", "dialog/understand"},
	"dialog/transcript":                {"dialog", "dialog/catalog", "dialog/phrases", "dialog/script"},
	"dialog/understand":                {"dialog/pattern"},
	"handoff/casebook":                 {"dialog/..."},
	"handoff/casebook/sqlite":          {"handoff/casebook", "dialog/..."},
	"handoff/casebook/archive":         {"handoff/casebook", "dialog/..."},
	"handoff/casebook/redis":           {"handoff/casebook", "handoff/casebook/archive", "dialog/..."},
	"handoff/casebook/redis/redistest": {},
	"handoff/casebook/booktest":        {"handoff/casebook", "dialog/..."},
	"bot":                              {"handoff/casebook", "dialog/..."},
	"bot/telegram":                     {"bot", "handoff/casebook", "dialog/..."},
	"bot/sms":                          {"bot", "handoff/casebook", "dialog/..."},
	"bot/wechat":                       {"bot", "handoff/casebook", "dialog/..."},
	"bot/webchat":                      {"bot", "bot/media", "handoff/casebook", "dialog/..."},
	"bot/push":                         {"bot", "handoff/casebook", "dialog/..."},
	"bot/media":                        {"bot", "handoff/casebook", "dialog/..."},
	"bot/media/mediatest":              {},
	"bot/bottest":                      {"bot", "handoff/casebook", "dialog/..."},
	"handoff":                          {"handoff/agreement", "handoff/casebook", "dialog/..."},
	"handoff/agreement":                {"handoff/casebook", "dialog/..."},
	"handoff/upload":                   {"handoff", "dialog/..."},
	"handoff/api":                      {"handoff", "handoff/search", "handoff/upload", "handoff/casebook", "dialog/..."},
	"handoff/inbox":                    {"handoff", "handoff/agreement", "handoff/report", "handoff/search", "handoff/signin", "handoff/upload", "handoff/wording", "handoff/casebook", "dialog/..."},
	"handoff/search":                   {"handoff/casebook", "dialog/..."},
	"handoff/signin":                   {},
	"handoff/signin/signintest":        {},
	"handoff/hook":                     {"handoff", "handoff/casebook", "dialog/..."},
	"handoff/ownlink":                  {"handoff", "handoff/wording", "handoff/casebook", "dialog/..."},
	"handoff/open311":                  {"handoff", "handoff/casebook", "dialog/..."},
	"handoff/report":                   {"handoff/casebook", "dialog/..."},
	"handoff/watch":                    {"handoff", "handoff/casebook", "dialog/..."},
	"handoff/wording":                  {},
	"handoff/afield":                   {"handoff", "handoff/wording", "handoff/casebook", "dialog/..."},
	"cmd":                              {"dialog/...", "handoff/...", "bot/...", "cmd/frontdoor/backup", "cmd/frontdoor/bench", "cmd/frontdoor/eval", "cmd/frontdoor/learn", "cmd/frontdoor/metrics", "cmd/frontdoor/poster", "cmd/frontdoor/rehearsal", "cmd/frontdoor/seed", "cmd/frontdoor/simulate", "cmd/frontdoor/textfile"},
	"cmd/frontdoor/backup":             {"handoff/casebook"},
	"cmd/frontdoor/learn":              {"cmd/frontdoor/textfile", "handoff/casebook", "dialog/..."},
	"cmd/frontdoor/metrics":            {"bot", "handoff/casebook", "dialog/..."},
	"cmd/frontdoor/eval":               {"cmd/frontdoor/rehearsal", "cmd/frontdoor/textfile", "handoff/casebook", "dialog/..."},
	"cmd/frontdoor/headless":           {},
	"cmd/frontdoor/pictures":           {"cmd/frontdoor/headless"},
	"cmd/frontdoor/poster":             {},
	"cmd/frontdoor/rehearsal":          {"handoff/casebook", "dialog/..."},
	"cmd/frontdoor/seed":               {"cmd/frontdoor/rehearsal", "handoff", "handoff/casebook", "dialog/..."},
	"cmd/frontdoor/simulate":           {"handoff", "handoff/report", "handoff/watch", "handoff/casebook", "dialog/..."},
	"cmd/frontdoor/textfile":           {},
	"cmd/frontdoor/bench":              {"handoff/casebook/...", "dialog/..."},
}

// forbidden are the packages from outside that a room must not import.
var forbidden = map[string][]string{
	"dialog":                  {"os", "net", "net/http", "database/sql", "log", "log/slog", "math/rand", "math/rand/v2", "io/ioutil"},
	"handoff/casebook":        {"net/http", "modernc.org/sqlite", "github.com/redis/go-redis/v9"},
	"handoff/casebook/sqlite": {"net/http"},
	"handoff/casebook/redis":  {"net/http", "modernc.org/sqlite"},
	"handoff":                 {"net/http"},
	"handoff/api":             {},
	"handoff/open311":         {},
	"handoff/hook":            {},
	"handoff/inbox":           {},
	"handoff/ownlink":         {},
	"handoff/signin":          {},
	"handoff/upload":          {},
	"handoff/search":          {"net/http"},
	"handoff/afield":          {"net/http"},
}

type listed struct {
	ImportPath string
	Imports    []string
}

// TestArrows: arrows point inward. Only the code that ships is looked at; tests
// may use more.
func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "frontdoor/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	rooms := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		rooms++
		room := strings.TrimPrefix(p.ImportPath, "frontdoor/")
		rule := nearest(room, arrows)
		if rule == "" {
			t.Errorf("%s: no rule says what this room may import; add one", room)
			continue
		}
		for _, imp := range p.Imports {
			if inner, ours := strings.CutPrefix(imp, "frontdoor/"); ours {
				if !allowed(inner, arrows[rule]) {
					t.Errorf("%s must not import %s", room, inner)
				}
				continue
			}
			for _, f := range forbidden[nearest(room, forbidden)] {
				if imp == f && !strings.Contains(room, "/internal/") {
					t.Errorf("%s must not import %s", room, imp)
				}
			}
		}
	}
	if rooms < 10 {
		t.Fatalf("only %d packages were looked at", rooms)
	}
}

// nearest is the room itself or the nearest listed room above it.
func nearest[V any](room string, table map[string]V) string {
	for {
		if _, ok := table[room]; ok {
			return room
		}
		i := strings.LastIndex(room, "/")
		if i < 0 {
			return ""
		}
		room = room[:i]
	}
}

func allowed(imp string, list []string) bool {
	for _, a := range list {
		if under, ok := strings.CutSuffix(a, "/..."); ok {
			if imp == under || strings.HasPrefix(imp, under+"/") {
				return true
			}
		} else if imp == a {
			return true
		}
	}
	return false
}
