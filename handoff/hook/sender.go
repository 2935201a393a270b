package hook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// Sender tells the endpoints, in one process of several.
type Sender struct {
	Hooks   *Hooks
	Book    casebook.Book
	Catalog *catalog.Catalog
	Town    *town.Town // nil: a case's station is the one whose poster was scanned
	Client  Doer
	Log     *slog.Logger
	Now     func() time.Time

	down map[string]*outage // by endpoint and version; only ever touched by who goes round
}

// outage is an endpoint that failed for several cases in a row.
type outage struct {
	busy   sync.Mutex // somebody tells it just now
	failed int
	until  time.Time
}

// Patience with an endpoint.
const (
	// Tries is how often a message is tried before it is given up, over about three days.
	Tries = 9
	// downAfter failures in a row an endpoint is left alone.
	downAfter = 3
	downMost  = 5 * time.Minute
	roundMost = 100 // events a round
	look      = time.Second
	lookRest  = 100 * time.Millisecond // between two looks, each of which reads the endpoints
	// troublePause is how long an endpoint rests when the book is away.
	troublePause = time.Second
)

// pauses are between the tries of a message.
var pauses = []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}

// Run sends until ctx ends. Endpoints do not wait for each other.
func (s *Sender) Run(ctx context.Context) error {
	nudges := s.Book.Nudges(ctx)
	var under sync.WaitGroup
	defer under.Wait() // each call is bounded
	trouble := false
	for ctx.Err() == nil {
		err := s.each(ctx, func(h Hook, o *outage) {
			under.Go(func() {
				defer o.busy.Unlock()
				for more := true; more && ctx.Err() == nil; {
					var err error
					if more, err = s.tell(ctx, h, o); err != nil && ctx.Err() == nil {
						s.Log.Error("a webhook cannot be told, trying on", "hook", h.Name, "err", err)
						pause(ctx, nil, troublePause)
						return
					}
				}
			})
		})
		if err != nil && ctx.Err() == nil && !trouble {
			s.Log.Error("the webhooks cannot be read, trying on", "err", err)
		}
		trouble = err != nil
		pause(ctx, nil, lookRest)
		nudges = pause(ctx, nudges, look)
	}
	return ctx.Err()
}

// pause lets some time pass, or less if there is a nudge; it gives the nudges still there.
func pause(ctx context.Context, nudges <-chan struct{}, d time.Duration) <-chan struct{} {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case _, open := <-nudges:
		if !open {
			return nil
		}
	case <-timer.C:
	}
	return nudges
}

// each hands over every endpoint that is on and not busy, which is busy then.
func (s *Sender) each(ctx context.Context, do func(Hook, *outage)) error {
	hooks, err := s.Hooks.List(ctx)
	if err != nil {
		return err
	}
	if s.down == nil {
		s.down = map[string]*outage{}
	}
	for _, h := range hooks {
		key := fmt.Sprint(h.Name, h.version) // changed from outside, it is tried anew
		if s.down[key] == nil {
			s.down[key] = &outage{}
		}
		if h.Off == "" && s.down[key].busy.TryLock() {
			do(h, s.down[key])
		}
	}
	return nil
}

// tell brings an endpoint up to date: first what waits, then what is new. What was
// changed from outside meanwhile is seen the next time.
func (s *Sender) tell(ctx context.Context, h Hook, down *outage) (more bool, err error) {
	more, err = s.bring(ctx, h, down)
	if errors.Is(err, casebook.ErrStale) || errors.Is(err, casebook.ErrNotFound) {
		return false, nil
	}
	return more, err
}

func (s *Sender) bring(ctx context.Context, h Hook, down *outage) (more bool, err error) {
	queues, err := s.Hooks.queues(ctx, h.Name)
	if err != nil {
		return false, err
	}
	for _, q := range queues {
		if q.Next.After(s.Now()) || down.until.After(s.Now()) {
			continue
		}
		if err := s.retry(ctx, h, q, down); err != nil {
			return false, err
		}
	}
	if down.until.After(s.Now()) {
		return false, nil
	}
	told, err := s.Hooks.told(ctx, h.Name)
	if err != nil {
		return false, err
	}
	events, next, err := s.Book.Since(ctx, told.Cursor, roundMost)
	if errors.Is(err, casebook.ErrCursor) {
		// The book was moved, or put back from a backup: from its beginning, but for what was told.
		s.Log.Warn("a webhook was told of another book than this; looking for where to go on", "hook", h.Name)
		told.Cursor, told.Skip = "", told.At.Add(-skipSure)
		return true, s.Hooks.keepTold(ctx, h.Name, told)
	}
	if err != nil || len(events) == 0 {
		return false, err
	}
	for _, e := range events {
		if e.At.After(told.At) {
			told.At = e.At
		}
		if e.At.Before(told.Skip) || !h.wants(e) {
			continue
		}
		if err := s.first(ctx, h, e, queues, down); err != nil {
			return false, err
		}
	}
	if told.Cursor = next; len(events) < roundMost {
		told.Skip = time.Time{}
	}
	return len(events) == roundMost, s.Hooks.keepTold(ctx, h.Name, told)
}

// skipSure is told twice rather than not at all, where the book is another one.
const skipSure = 10 * time.Minute

// first tries an event for the first time, or lets it wait behind what waits of its case,
// or until an endpoint that is down has come back.
func (s *Sender) first(ctx context.Context, h Hook, e casebook.Event, queues map[dialog.CaseID]*queue, down *outage) error {
	q := queues[e.Case]
	if q != nil && len(q.Seqs) > 0 {
		q.add(e.Seq)
		return s.Hooks.keep(ctx, h.Name, q)
	}
	q = &queue{Case: e.Case, Seqs: []int{e.Seq}, Next: s.Now()}
	if !down.until.After(s.Now()) {
		sent, err := s.send(ctx, h, q, down)
		if sent || err != nil {
			return err
		}
	}
	queues[e.Case] = q
	return s.Hooks.keep(ctx, h.Name, q)
}

// retry tries what waits of a case, one after the other.
func (s *Sender) retry(ctx context.Context, h Hook, q *queue, down *outage) error {
	for len(q.Seqs) > 0 {
		sent, err := s.send(ctx, h, q, down)
		if err != nil {
			return err
		}
		if !sent && q.Tries < Tries {
			return s.Hooks.keep(ctx, h.Name, q)
		}
		if !sent {
			dead := Dead{Hook: h.Name, Case: q.Case, Seq: q.Seqs[0], At: s.Now().UTC(), Why: q.Why}
			if err := s.Hooks.bury(ctx, dead); err != nil {
				return err
			}
			s.Log.Warn("a webhook message was given up", "hook", h.Name, "message", dead.ID(), "why", q.Why)
		}
		q.Seqs, q.Tries, q.Why = q.Seqs[1:], 0, ""
		if err := s.Hooks.keep(ctx, h.Name, q); err != nil {
			return err
		}
	}
	return nil
}

// send sends the first of a queue; false where it must be tried again, with the queue
// saying when and why. What there is nothing to say of counts as sent.
func (s *Sender) send(ctx context.Context, h Hook, q *queue, down *outage) (bool, error) {
	events, err := s.Book.Case(ctx, q.Case)
	if errors.Is(err, casebook.ErrNotFound) {
		return true, nil // erased meanwhile
	}
	if err != nil {
		return false, fmt.Errorf("case %s: %w", q.Case, err)
	}
	body, any, err := h.body(s.Catalog, s.Town, events, q.Seqs[0])
	if err != nil || !any {
		return true, err
	}
	wait, why := s.call(ctx, h, idOf(h.Name, q.Case, q.Seqs[0]), body)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if why == "" {
		down.failed, down.until = 0, time.Time{}
		return true, nil
	}
	if wait.gone {
		down.until = s.Now().Add(24 * time.Hour) // for the rest of this round
		h.Off = why
		if err := s.Hooks.put(ctx, h); err != nil {
			return false, err
		}
		s.Log.Warn("a webhook is switched off, for its endpoint says that it is gone", "hook", h.Name)
		q.Why, q.Next = why, s.Now()
		return false, nil
	}
	down.failed++
	if down.failed >= downAfter {
		pause := min(downMost, time.Second<<min(down.failed-downAfter+2, 10))
		down.until = s.Now().Add(max(jittered(pause), wait.after))
	}
	q.Why, q.Next = why, s.Now().Add(max(jittered(pauses[min(q.Tries, len(pauses)-1)]), wait.after))
	q.Tries++
	return false, nil
}

// Test calls an endpoint with a message of its own; the error says what went wrong.
func (s *Sender) Test(ctx context.Context, h Hook) error {
	if err := s.Hooks.note(ctx, handoff.DeedHookTested, h.Name, ""); err != nil {
		return err
	}
	body := []byte(`{"type":"test","timestamp":"` + s.Now().UTC().Format(time.RFC3339) + `","data":{}}`)
	if _, why := s.call(ctx, h, "msg_test_"+strconv.FormatInt(s.Now().UnixNano(), 36), body); why != "" {
		return errors.New(why)
	}
	return nil
}

// waits is what an endpoint said about trying again.
type waits struct {
	after time.Duration
	gone  bool
}

// call makes one call; why is "" when it was taken.
func (s *Sender) call(ctx context.Context, h Hook, id string, body []byte) (w waits, why string) {
	at := s.Now().Unix()
	signature, err := sign(h.Secret, id, at, body)
	if err != nil {
		return w, err.Error()
	}
	ctx, cancel := within(ctx)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return w, err.Error()
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "frontdoor-hook/1")
	r.Header.Set("webhook-id", id)
	r.Header.Set("webhook-timestamp", strconv.FormatInt(at, 10))
	r.Header.Set("webhook-signature", signature)
	answer, err := s.Client.Do(r)
	if err != nil {
		if errors.Is(err, errInside) {
			return w, errInside.Error()
		}
		if failed := (*url.Error)(nil); errors.As(err, &failed) {
			err = failed.Err // without the address: its query may be a secret, and this is logged
		}
		return w, err.Error()
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) //nolint:errcheck // the status is all that counts
	w.after = s.retryAfter(answer.Header.Get("Retry-After"))
	switch {
	case answer.StatusCode >= 200 && answer.StatusCode < 300:
		return w, ""
	case answer.StatusCode == http.StatusGone:
		w.gone = true
	case answer.StatusCode >= 300 && answer.StatusCode < 400:
		return w, "answered " + answer.Status + ", and redirects are not followed"
	}
	return w, "answered " + answer.Status
}

// retryAfter reads when to try again: seconds or a date; a day at the most.
func (s *Sender) retryAfter(text string) time.Duration {
	const most = 24 * time.Hour
	if n, err := strconv.ParseInt(text, 10, 32); err == nil {
		return min(max(time.Duration(n)*time.Second, 0), most)
	}
	if at, err := http.ParseTime(text); err == nil {
		return min(max(at.Sub(s.Now()), 0), most)
	}
	return 0
}

// jittered is up to a quarter more, so that many do not come at once.
func jittered(d time.Duration) time.Duration {
	return d + time.Duration(rand.Int64N(int64(d)/4+1)) //nolint:gosec // no secret
}
