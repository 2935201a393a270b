package media

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/media/mediatest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// oneCase is a book of one case.
type oneCase []casebook.Event

func (c oneCase) Case(_ context.Context, id dialog.CaseID) ([]casebook.Event, error) {
	if id != "JH-1" {
		return nil, casebook.ErrNotFound
	}
	return c, nil
}

// TestSentAlong: a file of an agent's reply goes by a channel that carries files, or by a
// link that opens it and nothing else, for as long as it lasts.
func TestSentAlong(t *testing.T) {
	store, err := Open(t.TempDir(), Keys{})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	arrive := func(id string) string {
		name, err := store.Arrive(t.Context(), "telegram:7", id, mediatest.JPEG(), Type{Kind: Photo, MIME: "image/jpeg", Ext: "jpg"})
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	reply, note, own, old := arrive("reply"), arrive("note"), arrive("own"), arrive("old")
	said := func(kind dialog.ChangeKind, by dialog.By, at time.Time, name string) casebook.Event {
		return casebook.Event{At: at, Change: dialog.Change{Case: "JH-1", Kind: kind, By: by, Media: []dialog.Media{{Kind: Photo, Ref: OwnPages + name, MIME: "image/jpeg"}}}}
	}
	book := oneCase{said(dialog.ChangeSaid, dialog.ByAgent, now, reply), said(dialog.ChangeNoted, dialog.ByAgent, now, note),
		said(dialog.ChangeSaid, dialog.ByResident, now, own), said(dialog.ChangeSaid, dialog.ByAgent, now.Add(-LinkLasts-time.Hour), old)}
	a := &Attached{Store: store, Book: book, URL: "https://town.example", Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)}
	m := casebook.Outgoing{Case: "JH-1", By: dialog.ByAgent, Text: "请看表", Media: book[0].Media}

	carried, err := a.Ready(m, true)
	if err != nil || len(carried.Media) != 1 || carried.Text != m.Text {
		t.Fatalf("carried %+v, %v", carried, err)
	}
	r, err := a.Open(t.Context(), carried.Media[0])
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(r); err != nil || string(b) != string(mediatest.JPEG()) {
		t.Errorf("opened %d bytes, %v", len(b), err)
	}
	linked, err := a.Ready(m, false)
	if err != nil || len(linked.Media) != 0 || linked.Text != "请看表\n附件(30天内能打开):https://town.example/along/JH-1/"+reply {
		t.Errorf("linked %+v, %v", linked, err)
	}
	a.URL = ""
	var refused *bot.SendError
	if _, err := a.Ready(m, false); !errors.As(err, &refused) || refused.Again {
		t.Errorf("without an address: %v", err)
	}
	if _, err := a.Open(t.Context(), dialog.Media{Ref: sentAlong + "JH-2/" + reply}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of another case: %v", err)
	}

	mux := http.NewServeMux()
	a.Routes(mux)
	for path, want := range map[string]int{"/along/JH-1/" + reply: 200, "/along/JH-1/" + note: 404, "/along/JH-1/" + own: 404, "/along/JH-1/" + old: 404,
		"/along/JH-2/" + reply: 404, "/along/JH-1/x": 404, "/along/JH-1/..%2f..%2fbook.db": 404} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != want || want == 200 && (w.Header().Get("Content-Type") != "image/jpeg" || !strings.Contains(w.Header().Get("Cache-Control"), "no-store")) {
			t.Errorf("%s: %d %v", path, w.Code, w.Header())
		}
	}
}
