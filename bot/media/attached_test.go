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

	carried, err := a.Ready(t.Context(), m, true)
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
	linked, err := a.Ready(t.Context(), m, false)
	if err != nil || len(linked.Media) != 0 || linked.Text != "请看表\n附件（30天内能打开）：https://town.example/along/JH-1/"+reply {
		t.Errorf("linked %+v, %v", linked, err)
	}
	m.Media = []dialog.Media{{Kind: File, Ref: OwnPages + reply, Name: "申请表.pdf"}}
	if linked, err = a.Ready(t.Context(), m, false); err != nil || linked.Text != "请看表\n附件 申请表.pdf（30天内能打开）：https://town.example/along/JH-1/"+reply {
		t.Errorf("a paper is linked as %+v, %v", linked, err)
	}
	if line := a.Line("zh", "JH-1", "申请表.PDF"); len([]rune(line)) != len([]rune(strings.TrimPrefix(linked.Text, "请看表\n"))) {
		t.Errorf("a link is foreseen as %q", line)
	}
	a.URL = ""
	var refused *bot.SendError
	if _, err := a.Ready(t.Context(), m, false); !errors.As(err, &refused) || refused.Again {
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

// TestAnAgentsOwnFilesGoOutClean: what an agent sends as a file from a chat of their own
// waits until it is kept, and goes out as it is kept; what is not kept does not go.
func TestAnAgentsOwnFilesGoOutClean(t *testing.T) {
	w := newTown(t)
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	clean := func(b []byte) []byte { return must(first(Clean(b, File))) }
	for name, c := range map[string]struct {
		f       dialog.Media
		told    []casebook.Event // what became of it
		b       []byte           // as it came; nil where it is not kept
		passed  bool             // by the provider's own name
		waits   bool
		goes    string // its name
		refused bool
	}{
		"a photo":         {f: dialog.Media{Kind: Photo, Ref: "telegram:P"}, passed: true},
		"a voice":         {f: dialog.Media{Kind: Voice, Ref: "telegram:V"}, passed: true},
		"one just sent":   {f: dialog.Media{Kind: File, Ref: "telegram:F", Name: "a.jpg"}, waits: true},
		"one not had yet": {f: dialog.Media{Kind: Video, Ref: "telegram:F"}, told: became(casebook.FileWaits), waits: true},
		"one that is":     {f: dialog.Media{Kind: File, Ref: "telegram:F", Name: "a.jpg"}, told: became(casebook.FileKept, dialog.Media{Kind: Photo, MIME: "image/jpeg"}), b: mediatest.JPEG(), goes: "a.jpg"},
		"a raw photo":     {f: dialog.Media{Kind: File, Ref: "telegram:F", Name: "a.dng"}, told: became(casebook.FileKept, dialog.Media{Kind: Photo, MIME: "image/jpeg"}), b: mediatest.TIFF(true), goes: "a.jpg"},
		"a locked paper":  {f: dialog.Media{Kind: File, Ref: "telegram:F", Name: "a.pdf"}, told: became(casebook.FileLost), refused: true},
		"a stranger's":    {f: dialog.Media{Kind: File, Ref: "telegram:OTHER"}, refused: true},
	} {
		t.Run(name, func(t *testing.T) {
			sent := c.f
			if name == "a stranger's" {
				sent.Ref = "telegram:F"
			}
			said := casebook.Event{Seq: 1, At: now, Message: "m", Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeSaid, By: dialog.ByAgent, Media: []dialog.Media{sent}}}
			a := &Attached{Store: w.store, Book: append(oneCase{said}, c.told...), Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)}
			if c.b != nil {
				w.must(w.store.place.put(t.Context(), Name("JH-1", 1, 0), clean(c.b)))
			}
			m, err := a.Ready(t.Context(), casebook.Outgoing{Case: "JH-1", By: dialog.ByAgent, Media: []dialog.Media{c.f}}, true)
			var e *bot.SendError
			switch {
			case c.waits || c.refused:
				if !errors.As(err, &e) || e.Again || c.waits != e.Until.After(now) {
					t.Errorf("%v", err)
				}
			case err != nil || len(m.Media) != 1:
				t.Errorf("%+v, %v", m.Media, err)
			case c.passed:
				if m.Media[0].Ref != c.f.Ref {
					t.Errorf("it goes as %s", m.Media[0].Ref)
				}
			default:
				r, err := a.Open(t.Context(), m.Media[0])
				w.must(err)
				defer r.Close() //nolint:errcheck // only read from
				if b, err := io.ReadAll(r); err != nil || string(b) != string(clean(c.b)) || m.Media[0].Name != c.goes || m.Media[0].Kind != File {
					t.Errorf("%+v, %d bytes, %v", m.Media[0], len(b), err)
				}
			}
			rec, mux := httptest.NewRecorder(), http.NewServeMux()
			a.Routes(mux)
			if mux.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/along/JH-1/telegram:F", nil)); rec.Code != http.StatusNotFound {
				t.Errorf("a link opens it: %d", rec.Code)
			}
		})
	}
}

// became says what became of the first file of the first event.
func became(state casebook.FileState, kept ...dialog.Media) []casebook.Event {
	return []casebook.Event{{Seq: 2, File: casebook.FileRef{Seq: 1}, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeMedia, Value: string(state), Media: kept}}}
}

func first(b []byte, _ Type, err error) ([]byte, error) { return b, err }
