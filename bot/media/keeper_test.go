package media

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/media/mediatest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

const anna = dialog.Address("telegram:77")

// sent is a photo as a channel tells of it.
func sent() dialog.Media { return dialog.Media{Kind: Photo, Ref: "telegram:f1", MIME: "image/jpeg"} }

// TestProvidersFaults: what the case says after one try, and after the next where the
// provider gives the file then.
func TestProvidersFaults(t *testing.T) {
	half := func(w http.ResponseWriter, _ *http.Request) {
		b := mediatest.JPEG()
		w.Header().Set("Content-Length", "100000")
		w.Write(b[:len(b)/2]) //nolint:errcheck // a test's
	}
	hangs := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	hangsAmid := func(w http.ResponseWriter, r *http.Request) {
		w.Write(mediatest.JPEG()[:100])       //nolint:errcheck // a test's
		http.NewResponseController(w).Flush() //nolint:errcheck // a test's
		<-r.Context().Done()
	}
	large := func(w http.ResponseWriter, r *http.Request) {
		for range 2 {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				return
			}
		}
	}
	known := func(size int64) dialog.Media { m := sent(); m.Size = size; return m }
	jpeg := mediatest.JPEG()
	for _, c := range []struct {
		what        string
		answer      http.HandlerFunc
		m           dialog.Media
		first, then string
	}{
		{"a photo", gives(jpeg), sent(), "kept", "kept"},
		{"gone", status(404), sent(), "lost gone", "lost gone"},
		{"gone for good", status(410), sent(), "lost gone", "lost gone"},
		{"refused", status(403), sent(), "waits refused", "waits refused, kept"},
		{"signed out", status(401), sent(), "waits refused", "waits refused, kept"},
		{"in trouble", status(500), sent(), "waits away", "waits away, kept"},
		{"too busy", status(429), sent(), "waits away", "waits away, kept"},
		{"silent", hangs, sent(), "waits away", "waits away, kept"},
		{"silent amid it", hangsAmid, sent(), "waits away", "waits away, kept"},
		{"half of it", half, sent(), "waits away", "waits away, kept"},
		{"less than told", gives(jpeg[:200]), known(int64(len(jpeg))), "waits away", "waits away, kept"},
		{"nothing", gives(nil), sent(), "lost empty", "lost empty"},
		{"nothing of what was told", gives(nil), known(int64(len(jpeg))), "waits away", "waits away, kept"},
		{"twice the most", large, sent(), "lost too_large", "lost too_large"},
		{"64 MB as told", gives(jpeg), known(64 << 20), "lost too_large", "lost too_large"},
		{"a broken photo", gives([]byte("\xff\xd8\xff\xe0\xff\xff")), sent(), "lost broken", "lost broken"},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newTown(t)
			id := w.sends(anna, c.m)
			k := w.keeper(func(o *Options) {
				if strings.HasPrefix(c.what, "silent") {
					o.Stall = 100 * time.Millisecond
				}
			})
			k.most = 1 << 20
			w.provider.answers(c.answer)
			w.once(k)
			if got := w.told(id); got != c.first {
				t.Errorf("the case says %q, want %q", got, c.first)
			}
			w.provider.answers(gives(jpeg))
			k.Stall = time.Minute // a busy machine is no silent provider
			w.once(k)
			if got := w.told(id); got != c.first {
				t.Errorf("before the pause is over the case says %q, want %q", got, c.first)
			}
			w.clock = w.clock.Add(6 * time.Second)
			w.once(k)
			if got := w.told(id); got != c.then {
				t.Errorf("then the case says %q, want %q", got, c.then)
			}
			if n := w.jobs(); n != 0 {
				t.Errorf("%d jobs are left", n)
			}
			if kept := strings.Contains(c.then, "kept"); (w.files() != "") != kept {
				t.Errorf("stored: %q", w.files())
			}
		})
	}
}

// TestGrowingPauses: trouble is told once, tried less and less often, and given up after
// a week; an agent can ask once more.
func TestGrowingPauses(t *testing.T) {
	w := newTown(t)
	id := w.sends(anna, sent())
	k := w.keeper()
	w.provider.answers(status(503))
	began, tries := w.clock, []time.Duration{}
	for asked := 0; w.told(id) != "waits away, lost away"; {
		w.once(k)
		if w.provider.asked > asked {
			asked = w.provider.asked
			tries = append(tries, w.clock.Sub(began))
		}
		if w.clock = w.clock.Add(max(time.Second, w.clock.Sub(began)/8)); w.clock.Sub(began) > 30*24*time.Hour {
			t.Fatalf("after a month the case says %q", w.told(id))
		}
	}
	if n := len(tries); n < 8 || n > 200 || tries[2] > time.Minute || tries[n-1] < giveUpAfter {
		t.Errorf("it was tried at %v", tries)
	}
	if w.jobs() != 0 {
		t.Error("a job is left of what was given up")
	}
	e := w.brought(id)
	w.must(w.clerk.AskFile(t.Context(), e, 0, "wu", "key"))
	w.must(w.clerk.AskFile(t.Context(), e, 0, "wu", "key")) // a double click
	w.once(k)
	w.provider.answers(gives(mediatest.JPEG()))
	w.clock = w.clock.Add(6 * time.Second)
	w.once(k)
	if got := w.told(id); got != "waits away, lost away, wanted, waits away, kept" {
		t.Errorf("asked for again: %q", got)
	}
}

// brought is the event that brought a case's first file.
func (w *town) brought(id dialog.CaseID) casebook.Event {
	w.Helper()
	events, err := w.shelf.Case(w.Context(), id)
	w.must(err)
	for _, e := range events {
		if e.Sent() {
			return e
		}
	}
	w.Fatal("no file was sent")
	return casebook.Event{}
}

// TestKilled: whenever a process dies, the file is there once, and told of once.
func TestKilled(t *testing.T) {
	w := newTown(t)
	id := w.sends(anna, sent())
	w.provider.answers(gives(mediatest.JPEG()))
	w.once(w.keeper(func(o *Options) { o.Recorder = killed{} })) // between store and record
	if w.told(id) != "" || w.jobs() != 1 || w.files() == "" {
		t.Fatalf("killed: %q, %d jobs, %q", w.told(id), w.jobs(), w.files())
	}
	stored := w.files()
	w.provider.answers(status(410)) // gone meanwhile: what is stored is enough
	w.clock = w.clock.Add(time.Minute)
	k := w.keeper()
	w.once(k)
	if w.told(id) != "kept" || w.files() != stored {
		t.Errorf("after the start the case says %q, stored is %q, was %q", w.told(id), w.files(), stored)
	}
	w.must(k.want(t.Context(), w.brought(id), casebook.FileRef{Seq: 1})) // between record and job
	w.once(w.keeper())
	if w.told(id) != "kept" || w.jobs() != 0 || w.provider.asked != 1 {
		t.Errorf("the case says %q, %d jobs, the provider was asked %d times", w.told(id), w.jobs(), w.provider.asked)
	}
	w.must(w.clerk.Filed(t.Context(), w.brought(id), 0, casebook.FileKept, "")) // two that had it at once
	if w.told(id) != "kept" {
		t.Errorf("it is told twice: %q", w.told(id))
	}
	if err := os.WriteFile(filepath.Join(w.folder, unfinished+"77"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.clock = time.Now().Add(2 * tidyAge) // between the first and the last byte
	w.tidies(k, 1)
	if w.files() != stored {
		t.Errorf("stored: %q, want %q", w.files(), stored)
	}
}

func (w *town) tidies(k *Keeper, want int) {
	w.Helper()
	if n, err := k.tidyUp(w.Context()); n != want || err != nil {
		w.Errorf("%d files were taken away, %v; want %d", n, err, want)
	}
}

// TestSeveralProcesses: one of them fetches; when it dies another goes on.
func TestSeveralProcesses(t *testing.T) {
	w := newTown(t)
	id := w.sends(anna, sent())
	w.provider.answers(gives(mediatest.JPEG()))
	one, other := w.keeper(), w.keeper()
	w.must(one.want(t.Context(), w.brought(id), casebook.FileRef{Seq: 1}))
	records, err := w.shelf.List(t.Context(), jobKind)
	w.must(err)
	held, err := readJob(records[0])
	w.must(err)
	held.Held = w.clock.Add(holdFor)
	w.must(one.put(t.Context(), &held)) // and dies
	w.once(other)
	if w.told(id) != "" || w.provider.asked != 0 {
		t.Errorf("two work on one file: %q", w.told(id))
	}
	w.clock = w.clock.Add(holdFor + time.Second)
	w.once(other)
	if w.told(id) != "kept" {
		t.Errorf("nobody went on: %q", w.told(id))
	}
}

// TestStoreFull: what cannot be stored is told, and tried for ever.
func TestStoreFull(t *testing.T) {
	w := newTown(t)
	id := w.sends(anna, sent())
	w.provider.answers(gives(mediatest.JPEG()))
	// Nothing is read-only to root: a file stands where a folder should be.
	w.must(os.WriteFile(filepath.Join(w.folder, "cases"), nil, 0o600))
	k := w.keeper()
	w.once(k)
	w.clock = w.clock.Add(2 * giveUpAfter)
	w.once(k)
	if w.told(id) != "waits no_room" || w.files() != "cases" {
		t.Errorf("the case says %q, stored is %q", w.told(id), w.files())
	}
	w.must(os.Remove(filepath.Join(w.folder, "cases")))
	w.clock = w.clock.Add(2 * time.Hour)
	w.once(k)
	if w.told(id) != "waits no_room, kept" {
		t.Errorf("with room again the case says %q", w.told(id))
	}
}

// TestBookAway: while the book takes nothing, nothing is said and nothing is lost.
func TestBookAway(t *testing.T) {
	for _, fault := range []string{"before", "after"} {
		w := newTown(t)
		id := w.sends(anna, sent())
		w.provider.answers(gives(mediatest.JPEG()))
		w.once(w.keeper(func(o *Options) { o.Recorder = lossy{w.clerk, fault == "after"} }))
		w.clock = w.clock.Add(time.Minute)
		w.once(w.keeper())
		if w.told(id) != "kept" || w.jobs() != 0 {
			t.Errorf("%s: the case says %q, %d jobs", fault, w.told(id), w.jobs())
		}
	}
}

// lossy is a recorder whose answer is lost, after it recorded or before.
type lossy struct {
	to    Recorder
	after bool
}

func (l lossy) Filed(ctx context.Context, e casebook.Event, n int, s casebook.FileState, why string, kept ...dialog.Media) error {
	if l.after {
		if err := l.to.Filed(ctx, e, n, s, why, kept...); err != nil {
			return err
		}
	}
	return errKilled
}

// arrivals opens what the web chat took in.
type arrivals struct{ *Store }

func (a arrivals) OpenMedia(ctx context.Context, m dialog.Media) (io.ReadCloser, string, error) {
	f, err := a.Arrived(ctx, strings.TrimPrefix(m.Ref, "web:"))
	if err != nil {
		return nil, "", err
	}
	return f, m.MIME, nil
}

func (a arrivals) Forget(ctx context.Context, m dialog.Media) error {
	return a.Store.Forget(ctx, strings.TrimPrefix(m.Ref, "web:"))
}

// TestArrivals: what a channel was posted moves to its case; what never came into the
// book is taken away after a day, and nothing else.
func TestArrivals(t *testing.T) {
	w := newTown(t)
	k := w.keeper(func(o *Options) { o.Openers = map[string]bot.MediaOpener{"web": arrivals{w.store}} })
	clean, kind, err := Clean(mediatest.JPEG(), Photo)
	w.must(err)
	var names []string
	for _, id := range []string{"moved", "waits", "never"} {
		name, err := w.store.Arrive(t.Context(), "web:abc", id, clean, kind)
		w.must(err)
		names = append(names, name)
	}
	w.clock = time.Now()
	id := w.sends("web:abc", dialog.Media{Kind: Photo, Ref: "web:" + names[0], Size: int64(len(clean))})
	w.once(k)
	if w.told(id) != "kept" || strings.Contains(w.files(), arrivedAt(names[0])) {
		t.Errorf("the case says %q, stored is %q", w.told(id), w.files())
	}
	if o, err := w.store.Find(t.Context(), id, 1, 0, names[0]); err != nil || o.Size != int64(len(clean)) {
		t.Errorf("the visitor finds it no more: %v", err)
	} else {
		o.Close() //nolint:errcheck // only read from
	}
	w.must(k.Store.place.put(t.Context(), "keep.txt", nil)) // somebody's own
	w.sends("web:abc", dialog.Media{Kind: Photo, Ref: "web:" + names[1]})
	w.clock = w.clock.Add(2 * tidyAge)
	w.tidies(k, 0) // the book tells of a file that is no job yet
	e := w.brought(id)
	e.Seq = 3 // after the photo and what became of it
	w.must(k.want(t.Context(), e, casebook.FileRef{Seq: 3}))
	_, end, err := w.shelf.Since(t.Context(), "", 100)
	w.must(err)
	k.reached(end)
	w.tidies(k, 1)
	if got := w.files(); !strings.Contains(got, arrivedAt(names[1])) || strings.Contains(got, arrivedAt(names[2])) || !strings.Contains(got, "keep.txt") || !strings.Contains(got, "cases/") {
		t.Errorf("stored: %q", got)
	}
	w.once(k)
	if got := w.told(id); got != "kept, kept" {
		t.Errorf("the case says %q", got)
	}
}
