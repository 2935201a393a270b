package metrics

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// scribe writes down what became of messages, or cannot.
type scribe struct{ err error }

func (s scribe) Receipt(context.Context, casebook.Due, casebook.Receipt, string, string) error {
	return s.err
}
func (s scribe) PutOff(context.Context, casebook.Due, time.Time, string) error { return s.err }
func (s scribe) Hold(context.Context, casebook.Due, time.Time, string) error   { return s.err }

// TestCounted: each thing that passes is counted as what it was, and nothing of a
// resident stands in a label.
func TestCounted(t *testing.T) {
	m := New(func() time.Time { return noon })
	broken := errors.New("the book is away")
	for _, err := range []error{nil, nil, broken} {
		got := m.Receive(func(context.Context, dialog.Input) error { return err })(t.Context(), dialog.Input{From: "sms:+8613900000122"})
		if !errors.Is(got, err) {
			t.Errorf("a receiver's error becomes %v", got)
		}
	}
	due := casebook.Due{Message: casebook.Outgoing{To: "telegram:77", CommittedAt: noon.Add(-time.Hour), NotBefore: noon.Add(-2 * time.Second)}}
	for s, err := range map[scribe]error{{}: nil, {broken}: broken} {
		counted := m.Settle(s)
		for _, got := range []error{counted.Receipt(t.Context(), due, casebook.Sent, "", ""), counted.Receipt(t.Context(), due, casebook.Failed, "", ""),
			counted.PutOff(t.Context(), due, noon, ""), counted.Hold(t.Context(), due, noon, "")} {
			if !errors.Is(got, err) {
				t.Errorf("a settler's error becomes %v, want %v", got, err)
			}
		}
	}
	log := m.Log(slog.New(slog.DiscardHandler)).With("a", 1).WithGroup("g")
	log.Warn("one")
	slog.New(lines{slog.NewTextHandler(io.Discard, nil), m.logged}).With("a", 1).WithGroup("g").Error("two")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cases/{id}", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusServiceUnavailable) })
	inner := http.NewServeMux()
	inner.HandleFunc("GET /inner/{id}", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") })
	inner.HandleFunc("GET /inner/stream", func(w http.ResponseWriter, _ *http.Request) {
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("a stream cannot flush: %v", err)
		}
	})
	mux.Handle("/inner/", inner)
	for _, path := range []string{"/cases/JH-1", "/inner/JH-2", "/somebody/+8613900000122", "/inner/stream"} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		if strings.HasSuffix(path, "stream") {
			r.Header.Set("Accept", "text/event-stream")
		}
		m.Requests(mux).ServeHTTP(httptest.NewRecorder(), r)
	}
	m.Ask(Figure{Name: "frontdoor_cases", Help: "h", Label: "status", Read: func(context.Context, time.Time) (map[string]float64, error) {
		return map[string]float64{"open": 3}, nil
	}}, Figure{Name: "frontdoor_ready", Help: "h", Read: func(context.Context, time.Time) (map[string]float64, error) {
		return map[string]float64{"": 1}, broken
	}})
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	page := answer.Body.String()
	for _, want := range []string{
		`frontdoor_taken_seconds_count{channel="sms",outcome="stored"} 2`, `frontdoor_taken_seconds_count{channel="sms",outcome="refused"} 1`,
		`frontdoor_sendings_total{channel="telegram",outcome="sent"} 1`, `frontdoor_sendings_total{channel="telegram",outcome="failed"} 1`,
		`frontdoor_sendings_total{channel="telegram",outcome="put_off"} 1`, `frontdoor_sendings_total{channel="telegram",outcome="held"} 1`,
		`frontdoor_delivery_seconds_sum{channel="telegram"} 2`, `frontdoor_delivery_seconds_count{channel="telegram"} 1`,
		`frontdoor_log_records_total{level="ERROR"} 1`, `frontdoor_log_records_total{level="WARN"} 0`,
		`frontdoor_http_request_seconds_count{code="5xx",route="GET /cases/{id}"} 1`, `frontdoor_http_request_seconds_count{code="2xx",route="GET /inner/{id}"} 1`,
		`frontdoor_http_request_seconds_count{code="4xx",route="none"} 1`, `frontdoor_streams_open 0`,
		`frontdoor_cases{status="open"} 3`, `frontdoor_unreadable{figure="frontdoor_ready"} 1`, `frontdoor_unreadable{figure="frontdoor_cases"} 0`,
	} {
		if !strings.Contains(page, want+"\n") {
			t.Errorf("not there: %s", want)
		}
	}
	for _, never := range []string{"13900000122", "JH-", "\nfrontdoor_ready ", `route="GET /inner/stream"`, "telegram:77"} {
		if strings.Contains(page, never) {
			t.Errorf("%q is there", never)
		}
	}
	if t.Failed() {
		t.Log(page)
	}
}
