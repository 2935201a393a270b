package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Why a file is not there, or not as it was sent. The words are stored; the inbox says them in two languages.
const (
	WhyGone     = "gone"      // the provider has it no longer
	WhyTooLarge = "too_large" // larger than is kept
	WhyBroken   = "broken"    // a picture that cannot be cleaned
	WhyHides    = "hides"     // what it may hide cannot be taken off
	WhyDrawn    = "drawn"     // it is there: of a raw photo, the picture its camera made
	WhyEmpty    = "empty"     // it has no bytes
	WhyRefused  = "refused"   // the provider does not let us have it
	WhyAway     = "away"      // the provider does not answer as it should
	WhyOff      = "off"       // its channel is switched off
	WhyNoRoom   = "no_room"   // it cannot be stored here
)

// giveUpAfter is how long a file is asked for whose provider gives it not. What cannot be
// stored here is tried for ever: that is ours to mend.
const giveUpAfter = 7 * 24 * time.Hour

// pauseAfter is the pause after so many tries: five seconds, three times as long each
// time, an hour at most.
func pauseAfter(tries int) time.Duration {
	d := 5 * time.Second
	for range min(tries, 10) {
		d *= 3
	}
	return min(d, time.Hour)
}

// fault is why a file could not be had.
type fault struct {
	why   string
	final bool // trying again is of no use
	err   error
}

func (f *fault) Error() string { return f.why + ": " + f.err.Error() }

// do does one job: it is done with at the end, or put off. A job left behind runs out by
// itself.
func (k *Keeper) do(ctx context.Context, w waiting) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	held := make(chan waiting, 1)
	go func() { held <- k.hold(ctx, stop, w) }()
	again, err := k.fetch(ctx, w)
	stopped := ctx.Err() != nil
	stop()
	w = <-held
	// The hold is over, and what came of it must still be written.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), holdFor)
	defer cancel()
	switch {
	case stopped: // the program ends, or another process has the job
		w.Held = time.Time{}
		err = k.put(ctx, &w)
	case err != nil: // the book's trouble: nothing is known, nothing is said
		k.Log.Error("files: a file could not be seen to, trying again", "file", w.key, "err", err)
		again = true
		fallthrough
	case again:
		w.Next, w.Held = k.Now().Add(pauseAfter(w.Tries)), time.Time{}
		w.Tries++
		err = k.put(ctx, &w)
	default:
		err = k.done(ctx, w)
	}
	if err != nil && !errors.Is(err, casebook.ErrStale) {
		k.Log.Error("files: a job was left to run out", "file", w.key, "err", err)
	}
}

// hold says again and again that a job is worked on, until ctx ends; if another took it
// the work is stopped. It gives the job as it then lies on the Shelf.
func (k *Keeper) hold(ctx context.Context, stop func(), w waiting) waiting {
	for rest(ctx, nil, holdFor/3) {
		held := w
		held.Held = k.Now().Add(holdFor)
		switch err := k.put(ctx, &held); {
		case err == nil:
			w = held
		case errors.Is(err, casebook.ErrStale):
			stop()
			return w
		}
	}
	return w
}

// fetch sees to one file: true to try again later. An error is the book's.
func (k *Keeper) fetch(ctx context.Context, w waiting) (again bool, err error) {
	id, ref, err := readJobKey(w.key)
	if err != nil {
		return false, err
	}
	events, err := k.Book.Case(ctx, id)
	if errors.Is(err, casebook.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read case: %w", err)
	}
	e, f, ok := casebook.FileOf(events, ref)
	if !ok || f.State == casebook.FileLost {
		return false, nil
	}
	m := e.Media[ref.N]
	if f.State == casebook.FileKept { // killed before the job was taken away
		return false, k.forget(ctx, e, m)
	}
	kept, why, trouble := k.keep(ctx, e, ref.N, m)
	if trouble == nil {
		if err := k.Recorder.Filed(ctx, e, ref.N, casebook.FileKept, why, kept...); err != nil {
			return false, err
		}
		return false, k.forget(ctx, e, m)
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	k.Log.Warn("files: a file could not be kept", "file", w.key, "channel", w.Channel, "tries", w.Tries+1, "why", trouble.why, "err", trouble.err)
	state := casebook.FileWaits
	if trouble.final || trouble.why != WhyNoRoom && k.Now().Sub(asked(events, e, ref)) > giveUpAfter {
		state = casebook.FileLost
	}
	if f.State != state || f.Why != trouble.why { // told once: repeats would only drown the talk
		if err := k.Recorder.Filed(ctx, e, ref.N, state, trouble.why); err != nil {
			return false, err
		}
	}
	return state == casebook.FileWaits, nil
}

// asked is when a file came or was last asked for.
func asked(events []casebook.Event, brought casebook.Event, ref casebook.FileRef) time.Time {
	at := brought.At
	for _, e := range events {
		if e.Kind == dialog.ChangeMedia && e.File == ref && e.Value == string(casebook.FileWanted) {
			at = e.At
		}
	}
	return at
}

// OwnPages begins the Ref of a file that came through a page of ours and was kept by Arrive.
const OwnPages = dialog.Web + ":"

// openerOf is the channel that opens a file: the resident's, or for what came through a
// page of ours (an outside party's answer) the web's.
func openerOf(e casebook.Event, m dialog.Media) string {
	if strings.HasPrefix(m.Ref, OwnPages) {
		return dialog.Web
	}
	return channelOf(e, m)
}

// Forgetter is a channel that holds files itself until they lie with their case.
type Forgetter interface {
	Forget(ctx context.Context, m dialog.Media) error
}

func (k *Keeper) forget(ctx context.Context, e casebook.Event, m dialog.Media) error {
	if e.Address.Channel() == dialog.Unnamed {
		return nil // the draft it came from lets go of it
	}
	if f, ok := k.Openers[openerOf(e, m)].(Forgetter); ok {
		return f.Forget(ctx, m)
	}
	return nil
}

// keep stores a file and its small picture, and gives both as they are stored, and why
// that is not what was sent. What was stored before a kill is not fetched again.
func (k *Keeper) keep(ctx context.Context, e casebook.Event, n int, m dialog.Media) (kept []dialog.Media, why string, f *fault) {
	name := Name(e.Case, e.Seq, n)
	b, err := k.Store.read(ctx, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		var trouble *fault
		if b, trouble = k.copied(ctx, e, m); b == nil && trouble == nil {
			if b, trouble = k.download(ctx, openerOf(e, m), m); trouble != nil && trouble.why == WhyGone {
				if moved, _ := k.copied(ctx, e, m); moved != nil { // between the two looks
					b, trouble = moved, nil
				}
			}
		}
		if trouble != nil {
			return nil, "", trouble
		}
	case err != nil:
		return nil, "", &fault{WhyNoRoom, false, err}
	}
	var t Type
	var clean, thumb []byte
	err = safely(func() (err error) {
		k.painting.Lock() // a picture drawn is a hundred times its file: one at a time
		defer k.painting.Unlock()
		if clean, t, err = Clean(b, m.Kind); err == nil {
			thumb, _ = small(clean, t) //nolint:errcheck // many have none
		}
		return err
	})
	switch {
	case errors.Is(err, ErrHides):
		return nil, "", &fault{WhyHides, true, err}
	case err != nil:
		return nil, "", &fault{WhyBroken, true, err}
	case isRaw(b):
		why = WhyDrawn
	}
	if err := k.Store.put(ctx, name, e.Address, clean); err != nil {
		return nil, "", unstored(err)
	}
	kept = []dialog.Media{{Kind: t.Kind, MIME: t.MIME, Size: int64(len(clean))}}
	if thumb != nil {
		if err := k.Store.put(ctx, name+smallEnd, e.Address, thumb); err != nil {
			return nil, "", unstored(err)
		}
		kept = append(kept, dialog.Media{Kind: Photo, MIME: "image/jpeg", Size: int64(len(thumb))})
	}
	if err := k.remember(ctx, e, m, name); err != nil {
		return nil, "", &fault{WhyNoRoom, false, err}
	}
	return kept, why, nil
}

// unstored is why a file was not stored: its case was erased meanwhile, or there is no room.
func unstored(err error) *fault {
	if errors.Is(err, fs.ErrNotExist) {
		return &fault{WhyGone, true, err}
	}
	return &fault{WhyNoRoom, false, err}
}

// safely turns a panic into an error: a file made to break a decoder must not end the
// program, at every start anew.
func safely(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: reading it broke off: %v", ErrBroken, r)
		}
	}()
	return do()
}

// downloadMost is how long a download may take as long as bytes come.
const downloadMost = 10 * time.Minute

// errStalled: nothing came for too long.
var errStalled = errors.New("nothing more comes")

// download gets a file from its channel, whole.
func (k *Keeper) download(ctx context.Context, channel string, m dialog.Media) ([]byte, *fault) {
	opener := k.Openers[channel]
	if opener == nil {
		return nil, &fault{WhyOff, false, fmt.Errorf("the channel %s is off", channel)}
	}
	if m.Size > k.most {
		return nil, &fault{WhyTooLarge, true, fmt.Errorf("it has %d bytes", m.Size)}
	}
	ctx, done := context.WithTimeout(ctx, downloadMost)
	defer done()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	idle := time.AfterFunc(k.Stall, func() { stop(errStalled) })
	defer idle.Stop()
	body, _, err := opener.OpenMedia(ctx, m)
	if err != nil {
		return nil, faultOf(err)
	}
	defer body.Close() //nolint:errcheck // only read from
	// A body that does not heed its context is let go of all the same.
	defer context.AfterFunc(ctx, func() { body.Close() })() //nolint:errcheck // only read from
	var read bytes.Buffer
	read.Grow(int(max(0, m.Size)) + bytes.MinRead)
	_, err = read.ReadFrom(io.LimitReader(lively{body, func() { idle.Reset(k.Stall) }}, k.most+1))
	b := read.Bytes()
	switch {
	case err != nil:
		return nil, faultOf(err)
	case context.Cause(ctx) != nil:
		return nil, faultOf(context.Cause(ctx))
	case int64(len(b)) > k.most:
		return nil, &fault{WhyTooLarge, true, fmt.Errorf("it has more than %d bytes", k.most)}
	case int64(len(b)) < m.Size:
		return nil, &fault{WhyAway, false, fmt.Errorf("%d bytes of %d came", len(b), m.Size)}
	case len(b) == 0:
		return nil, &fault{WhyEmpty, true, errors.New("it is empty")}
	}
	return b, nil
}

// lively tells of every byte that comes.
type lively struct {
	from io.Reader
	came func()
}

func (l lively) Read(p []byte) (int, error) {
	n, err := l.from.Read(p)
	if n > 0 {
		l.came()
	}
	return n, err
}

// faultOf puts an opener's error into its class.
func faultOf(err error) *fault {
	switch {
	case errors.Is(err, bot.ErrMediaGone), errors.Is(err, fs.ErrNotExist):
		return &fault{WhyGone, true, err}
	case errors.Is(err, bot.ErrMediaTooLarge):
		return &fault{WhyTooLarge, true, err}
	case errors.Is(err, bot.ErrMediaRefused):
		return &fault{WhyRefused, false, err}
	}
	return &fault{WhyAway, false, err}
}
