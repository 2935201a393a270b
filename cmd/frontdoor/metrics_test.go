package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"frontdoor/bot/media"
)

// aloneHouse is a whole server in this process, on the web chat alone, whose duties do
// not run.
func aloneHouse(t *testing.T, set *serveSettings) *server {
	t.Helper()
	set.Book, set.TwilioOptOut = "sqlite:"+filepath.Join(t.TempDir(), "book.db"), "provider"
	s, err := newServer(t.Context(), set, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close() })
	return s
}

// shown is the page of figures.
func (s *server) shown() string {
	w := httptest.NewRecorder()
	s.counted.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Body.String()
}

// TestSamplesNameFigures: every figure in the sample alerts and on the dashboard is one
// that the program shows, every figure of the program is watched by one of them, and
// nothing is unreadable.
func TestSamplesNameFigures(t *testing.T) {
	t.Parallel()
	s := aloneHouse(t, &serveSettings{})
	s.handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/healthz", nil))
	page := s.shown()
	known := map[string]bool{"up": true} // Prometheus' own
	for _, m := range regexp.MustCompile(`(?m)^([a-z_]+)[{ ]`).FindAllStringSubmatch(page, -1) {
		known[m[1]] = true
	}
	for _, f := range s.figures(&media.Keeper{}) {
		known[f.Name] = true
		if !strings.Contains(page, `frontdoor_unreadable{figure="`+f.Name+`"} 0`) {
			t.Errorf("%s cannot be read", f.Name)
		}
	}
	var alerts struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr string
				Annotations map[string]string
			}
		}
	}
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	for file, read := range map[string]func([]byte) error{
		"alerts.yml":     func(b []byte) error { return yaml.UnmarshalWithOptions(b, &alerts) },
		"dashboard.json": func(b []byte) error { return json.Unmarshal(b, &board) },
	} {
		b, err := os.ReadFile(filepath.Join("deploy", file))
		if err = errors.Join(err, read(b)); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	said := map[string]string{}
	for _, g := range alerts.Groups {
		for _, r := range g.Rules {
			said["alert "+r.Alert] = r.Expr
			if r.Annotations["summary"] == "" {
				t.Errorf("alert %s says nothing", r.Alert)
			}
		}
	}
	for _, p := range board.Panels {
		for _, target := range p.Targets {
			said["panel "+p.Title] += " " + target.Expr
		}
	}
	if len(said) < 20 {
		t.Errorf("only %d alerts and panels were read", len(said))
	}
	var all []string
	for where, expr := range said {
		names := regexp.MustCompile(`\b(?:frontdoor|process|go)_[a-z_]+|\bup\b`).FindAllString(expr, -1)
		if len(names) == 0 {
			t.Errorf("%s names no figure: %s", where, expr)
		}
		for _, name := range names {
			if !known[name] {
				t.Errorf("%s names %s, which there is none of", where, name)
			}
		}
		all = append(all, names...)
	}
	for name := range known {
		base := regexp.MustCompile(`_(bucket|count|sum)$`).ReplaceAllString(name, "")
		if strings.HasPrefix(name, "frontdoor_") && !slices.ContainsFunc(all, func(n string) bool { return strings.HasPrefix(n, base) }) {
			t.Errorf("%s is watched by nothing", name)
		}
	}
}

// TestMetricsHaveAnAddressOfTheirOwn: the world, which reaches the other one, does not
// find them; a wrong address is told before the start.
func TestMetricsHaveAnAddressOfTheirOwn(t *testing.T) {
	t.Parallel()
	s := aloneHouse(t, &serveSettings{})
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 404 {
		t.Errorf("/metrics beside the chat: %d", w.Code)
	}
	for at, want := range map[string]bool{"": true, "127.0.0.1:9464": true, ":9464": true, "9464": false, "127.0.0.1:8080": false} {
		set := &serveSettings{Listen: "127.0.0.1:8080", metricsSettings: metricsSettings{at}}
		if got := len(set.metricsTrouble()) == 0; got != want {
			t.Errorf("FRONTDOOR_METRICS=%q: fine is %v", at, got)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := &serveSettings{metricsSettings: metricsSettings{l.Addr().String()}}
	err = taken.showMetrics(s.counted, slog.New(slog.DiscardHandler))[0].run(context.Background())
	if err == nil || !strings.Contains(err.Error(), "FRONTDOOR_METRICS") {
		t.Errorf("an address that is taken: %v", err)
	}
}
