package inbox

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"frontdoor/dialog/town"
	"frontdoor/handoff"
)

// What an agent reads of a fault has a number, and so has the line of the log.
func TestFaultsHaveANumber(t *testing.T) {
	words, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	place, err := town.Default()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	in := &inbox{Options: Options{Log: slog.New(slog.NewTextHandler(&log, nil)), Town: place}, words: words}
	broken := errors.New("the disk is away")
	for name, tell := range map[string]func(http.ResponseWriter, *http.Request){
		"a page": func(w http.ResponseWriter, r *http.Request) { in.trouble(w, r, broken) },
		"an act": func(w http.ResponseWriter, r *http.Request) { in.refuse(w, r, handoff.Agent{}, broken) },
	} {
		log.Reset()
		r := httptest.NewRequest(http.MethodPost, "/inbox/cases/x/reply", nil)
		r.Header.Set("Accept", "application/json")
		w := httptest.NewRecorder()
		tell(w, r)
		if w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s: answered with %d, want 503: it may be tried again", name, w.Code)
		}
		number := regexp.MustCompile(`错误编号 ([A-Z2-7]{8})`).FindStringSubmatch(w.Body.String())
		if number == nil || !strings.Contains(log.String(), "number="+number[1]) || strings.Contains(w.Body.String(), "disk") {
			t.Errorf("%s: told %s, logged %s", name, w.Body.String(), log.String())
		}
	}
}
