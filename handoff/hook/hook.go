package hook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// Hook is one endpoint.
type Hook struct {
	Name   string   `json:"name"`
	URL    string   `json:"url"`
	Secret string   `json:"secret"` // whsec_…; sealed in the book, as all of the Shelf is
	Events []string `json:"events"` // types, see Types; empty for all
	// Private: it may be told what residents and agents wrote.
	Private   bool      `json:"private,omitempty"`
	CreatedAt time.Time `json:"created_at"`
	// Off says why nothing is sent any more; "" while it is on.
	Off string `json:"off,omitempty"`

	version casebook.Version
}

// The kinds of records on the Shelf.
const (
	kindHook   = "hook"        // by name
	kindCursor = "hook-cursor" // how far an endpoint was told, by name
	kindWait   = "hook-wait"   // by name and case
	kindDead   = "hook-dead"   // by name, case and seq
)

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)

// ErrTaken: there is an endpoint of this name.
var ErrTaken = errors.New("there is a hook of this name")

// Hooks are the endpoints on a shelf, read afresh at every use.
type Hooks struct {
	shelf casebook.Shelf
	book  casebook.Book
	now   func() time.Time
}

// NewHooks opens them; now may be nil for the real clock.
func NewHooks(shelf casebook.Shelf, book casebook.Book, now func() time.Time) *Hooks {
	if now == nil {
		now = time.Now
	}
	return &Hooks{shelf: shelf, book: book, now: now}
}

// Add takes an endpoint in, which is told what happens from now on. insecure lets it be
// plain http.
func (hs *Hooks) Add(ctx context.Context, h Hook, insecure bool) error {
	if err := check(h, insecure); err != nil {
		return err
	}
	if _, err := hs.Get(ctx, h.Name); !errors.Is(err, casebook.ErrNotFound) {
		if err == nil {
			err = fmt.Errorf("%w: %s", ErrTaken, h.Name)
		}
		return err
	}
	if err := hs.forget(ctx, h.Name); err != nil { // what a sender wrote while an earlier one was removed
		return err
	}
	end, err := hs.end(ctx)
	if err != nil {
		return err
	}
	h.CreatedAt, h.version = hs.now().UTC().Truncate(time.Second), 0
	// The cursor first: an endpoint without one would be told everything that ever was.
	if err := hs.keepTold(ctx, h.Name, told{Cursor: end, At: hs.now()}); err != nil {
		return err
	}
	err = hs.put(ctx, h)
	if errors.Is(err, casebook.ErrStale) {
		return fmt.Errorf("%w: %s", ErrTaken, h.Name)
	}
	if err != nil {
		return err
	}
	more := ""
	if h.Private {
		more = "private"
	}
	return hs.note(ctx, handoff.DeedHookAdded, h.Name, more)
}

// note writes into the audit record what was done to an endpoint.
func (hs *Hooks) note(ctx context.Context, deed handoff.Deed, name, more string) error {
	return handoff.NewAudit(hs.shelf, hs.now).Note(ctx, deed, name, more)
}

func check(h Hook, insecure bool) error {
	u, err := url.Parse(h.URL)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || u.Scheme != "https" && !(insecure && u.Scheme == "http") {
		return &handoff.Mistake{Code: "hook_url", Field: "url", What: fmt.Sprintf("%q cannot be called", h.URL),
			Why: "it must be an https address; http is taken only where FRONTDOOR_HOOK_ALLOW names a net of the town's own", Do: "write it like https://platform.example.org/frontdoor"}
	}
	if !nameForm.MatchString(h.Name) {
		return &handoff.Mistake{Code: "hook_name", Field: "name", What: fmt.Sprintf("%q cannot be a hook's name", h.Name),
			Why: "it has 1 to 32 of a-z, 0-9 and dash", Do: "name the system, for example platform"}
	}
	for _, e := range h.Events {
		if !slices.Contains(Types(), e) {
			return &handoff.Mistake{Code: "hook_event", Field: "events", What: fmt.Sprintf("event %q is unknown", e),
				Why: "the events are " + strings.Join(Types(), ", "), Do: "choose among them, or leave events out for all"}
		}
	}
	_, err = keyOf(h.Secret)
	return err
}

// end is the cursor behind all there is.
func (hs *Hooks) end(ctx context.Context) (casebook.Cursor, error) {
	after := casebook.Cursor("")
	for {
		events, next, err := hs.book.Since(ctx, after, 5000)
		if err != nil {
			return "", fmt.Errorf("find the end of the feed: %w", err)
		}
		if after = next; len(events) == 0 {
			return after, nil
		}
	}
}

// Get gives one endpoint; casebook.ErrNotFound for none.
func (hs *Hooks) Get(ctx context.Context, name string) (Hook, error) {
	record, err := hs.shelf.Get(ctx, kindHook, name)
	if err != nil {
		return Hook{}, fmt.Errorf("hook %q: %w", name, err)
	}
	return decode(record)
}

// List gives all endpoints by name.
func (hs *Hooks) List(ctx context.Context) ([]Hook, error) {
	records, err := hs.shelf.List(ctx, kindHook)
	if err != nil {
		return nil, fmt.Errorf("list hooks: %w", err)
	}
	var all []Hook
	for _, r := range records {
		h, err := decode(r)
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return all, nil
}

// Remove forgets an endpoint with all that waits for it.
func (hs *Hooks) Remove(ctx context.Context, name string) error {
	h, err := hs.Get(ctx, name)
	if err != nil {
		return err
	}
	if err := hs.shelf.Remove(ctx, kindHook, name, h.version); err != nil {
		return fmt.Errorf("remove hook %q: %w", name, err)
	}
	if err := hs.note(ctx, handoff.DeedHookRemoved, name, ""); err != nil {
		return err
	}
	return hs.forget(ctx, name)
}

// SwitchOn lets an endpoint that was switched off be told again, of what it missed, too.
func (hs *Hooks) SwitchOn(ctx context.Context, name string) error {
	h, err := hs.Get(ctx, name)
	if err != nil {
		return err
	}
	h.Off = ""
	if err := hs.put(ctx, h); err != nil {
		return err
	}
	return hs.note(ctx, handoff.DeedHookOn, name, "")
}

// forget takes away all that is kept for a name.
func (hs *Hooks) forget(ctx context.Context, name string) error {
	for _, kind := range []string{kindCursor, kindWait, kindDead} {
		records, err := hs.shelf.List(ctx, kind)
		if err != nil {
			return fmt.Errorf("remove what waits for hook %q: %w", name, err)
		}
		for _, r := range records {
			if r.Key == name || strings.HasPrefix(r.Key, name+" ") {
				if err := hs.shelf.Remove(ctx, kind, r.Key, r.Version); err != nil && !errors.Is(err, casebook.ErrStale) {
					return fmt.Errorf("remove what waits for hook %q: %w", name, err)
				}
			}
		}
	}
	return nil
}

func (hs *Hooks) put(ctx context.Context, h Hook) error {
	return hs.store(ctx, kindHook, h.Name, h, h.version, time.Time{})
}

// store writes a record as JSON.
func (hs *Hooks) store(ctx context.Context, kind, key string, what any, v casebook.Version, expires time.Time) error {
	value, err := json.Marshal(what)
	if err == nil {
		_, err = hs.shelf.Put(ctx, casebook.Record{Kind: kind, Key: key, Value: value, Version: v, Expires: expires})
	}
	if err != nil {
		return fmt.Errorf("store %s %q: %w", kind, key, err)
	}
	return nil
}

// told is how far an endpoint was told.
type told struct {
	Cursor casebook.Cursor `json:"cursor"`
	At     time.Time       `json:"at"` // of the latest event it was told of
	// Skip leaves out what happened before, until the end of the feed is reached.
	Skip time.Time `json:"skip,omitzero"`

	version casebook.Version
}

func (hs *Hooks) told(ctx context.Context, name string) (told, error) {
	var t told
	r, err := hs.shelf.Get(ctx, kindCursor, name)
	if err == nil {
		err = json.Unmarshal(r.Value, &t)
	}
	if err != nil {
		return t, fmt.Errorf("read how far hook %q was told: %w", name, err)
	}
	t.version = r.Version
	return t, nil
}

func (hs *Hooks) keepTold(ctx context.Context, name string, t told) error {
	return hs.store(ctx, kindCursor, name, t, t.version, time.Time{})
}

func decode(r casebook.Record) (Hook, error) {
	var h Hook
	if err := json.Unmarshal(r.Value, &h); err != nil {
		return Hook{}, fmt.Errorf("read hook %q: %w", r.Key, err)
	}
	h.version = r.Version
	return h, nil
}
