package media

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"frontdoor/bot/media/mediatest"
	"frontdoor/handoff/casebook"
)

// runs sets a keeper to work and gives what ends it.
func (w *town) runs(k *Keeper) (stop func()) {
	ctx, cancel := context.WithCancel(w.Context())
	done := make(chan error, 1)
	go func() { done <- k.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			w.Errorf("the keeper ended with %v", err)
		}
	}
}

// awaits follows the book until a case says something of its files.
func (w *town) awaits(k *Keeper, want ...string) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), 20*time.Second)
	defer cancel()
	found := errors.New("found")
	err := casebook.Tail(ctx, w.shelf, "", func(events []casebook.Event, _ casebook.Cursor) error {
		for _, e := range events {
			if e.Kind == "media" && len(want) > 0 && strings.HasPrefix(e.Value+" "+e.Text, want[0]) {
				want = want[1:]
			}
		}
		if len(want) == 0 {
			return found
		}
		return nil
	})
	if !errors.Is(err, found) {
		w.Fatalf("the book never says %v: %v", want, err)
	}
}

// TestRun: a file is fetched by itself, also what came before the start, after a restart
// and while the clock of the book stands still.
func TestRun(t *testing.T) {
	w := newTown(t)
	w.provider.answers(gives(mediatest.JPEG()))
	id := w.sends(anna, sent(), sent())
	k := w.keeper()
	stop := w.runs(k)
	w.awaits(k, "kept", "kept")
	other := w.sends("telegram:78", sent())
	w.awaits(k, "kept", "kept", "kept")
	stop()
	if w.told(id) != "kept, kept" || w.told(other) != "kept" {
		t.Errorf("the cases say %q and %q", w.told(id), w.told(other))
	}
	k = w.keeper()
	stop = w.runs(k)
	w.provider.answers(status(404))
	third := w.sends("telegram:79", sent())
	w.awaits(k, "kept", "kept", "kept", "lost gone")
	stop()
	if w.told(id) != "kept, kept" || w.told(other) != "kept" || w.told(third) != "lost gone" || w.provider.asked != 4 {
		t.Errorf("after a restart the cases say %q, %q and %q; the provider was asked %d times", w.told(id), w.told(other), w.told(third), w.provider.asked)
	}
}

// TestPlaceInTheFeed: it is written down, and gone on from in the same book alone.
func TestPlaceInTheFeed(t *testing.T) {
	for _, c := range []struct {
		what, id, cursor string
		again            bool // the first file is heard of once more
	}{
		{"the same book", "one", "", false},
		{"moved here from another", "two", "", true},
		{"not written by any book", "one", "moon", true},
	} {
		w := newTown(t)
		w.provider.answers(gives(mediatest.JPEG()))
		var hour atomic.Int64
		change := func(id string) func(o *Options) {
			return func(o *Options) {
				o.BookID, o.Now = id, func() time.Time { return w.clock.Add(time.Duration(hour.Load()) * time.Hour) }
			}
		}
		k := w.keeper(change("one"))
		stop := w.runs(k)
		hour.Add(1)
		id := w.sends(anna, sent())
		w.awaits(k, "kept")
		hour.Add(1)
		w.sends("telegram:78", sent())
		w.awaits(k, "kept", "kept")
		w.sends("telegram:80", sent()) // no time passes: it is written down at the end
		w.awaits(k, "kept", "kept", "kept")
		stop()
		place, err := w.shelf.Get(t.Context(), placeKind, placeKey)
		w.must(err)
		if want := "one " + string(*k.place); string(place.Value) != want {
			t.Errorf("%s: the place written down is %q, read was up to %q", c.what, place.Value, want)
		}
		if c.cursor != "" {
			place.Value = []byte(c.id + " " + c.cursor)
			_, err = w.shelf.Put(t.Context(), place)
			w.must(err)
		}
		heard := &counting{Shelf: w.shelf, key: jobKey(id, casebook.FileRef{Seq: 1})}
		k = w.keeper(change(c.id), func(o *Options) { o.Shelf = heard })
		stop = w.runs(k)
		w.sends("telegram:79", sent())
		w.awaits(k, "kept", "kept", "kept", "kept")
		stop()
		if again := heard.puts.Load() > 0; again != c.again || w.told(id) != "kept" {
			t.Errorf("%s: heard of again %v, want %v; the case says %q", c.what, again, c.again, w.told(id))
		}
	}
}

// counting is a shelf that counts how often a key is written.
type counting struct {
	casebook.Shelf
	key  string
	puts atomic.Int64
}

func (c *counting) Put(ctx context.Context, r casebook.Record) (casebook.Version, error) {
	if r.Key == c.key {
		c.puts.Add(1)
	}
	return c.Shelf.Put(ctx, r)
}

// TestStopAmid: a download under way when the program ends is begun anew at the next
// start, at once.
func TestStopAmid(t *testing.T) {
	w := newTown(t)
	asked := make(chan struct{}, 1)
	w.provider.answers(func(_ http.ResponseWriter, r *http.Request) { asked <- struct{}{}; <-r.Context().Done() })
	id := w.sends(anna, sent())
	stop := w.runs(w.keeper())
	<-asked
	stop()
	w.provider.answers(gives(mediatest.JPEG()))
	w.once(w.keeper())
	if w.told(id) != "kept" {
		t.Errorf("the case says %q", w.told(id))
	}
}
