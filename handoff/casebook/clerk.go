package casebook

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// Stepper is what thinks: script.Script. It must be pure, for a step that lost a
// race is taken again.
type Stepper interface {
	Step(dialog.State, dialog.Input) dialog.Turn
}

// Clerk is the one way into a book: every input of a resident, an agent or the
// book itself passes Handle.
type Clerk struct {
	book   Book
	script Stepper
	prefix string
	now    func() time.Time
	ids    func() string
	codes  func() string
	line   *line
	lately lately
}

// Options are what a Clerk can be given otherwise in tests; the zero value is
// right for everybody else.
type Options struct {
	Now func() time.Time // the clock of inputs without a time; default time.Now
	IDs func() string    // names never given before; default random
	// Codes gives candidates for one-time codes (dialog.Input.Code); default random.
	Codes func() string
}

// NewClerk puts a clerk before a book. prefix is the town's, for case numbers.
func NewClerk(book Book, sc Stepper, prefix string, o Options) *Clerk {
	c := &Clerk{book: book, script: sc, prefix: prefix, now: o.Now, ids: o.IDs, codes: o.Codes, line: newLine()}
	if c.now == nil {
		c.now = time.Now
	}
	if c.ids == nil {
		c.ids = rand.Text
	}
	if c.codes == nil {
		c.codes = drawCode
	}
	return c
}

// Result is what became of an input.
type Result struct {
	// Seen: this message was accepted before; nothing was done and the rest is
	// empty.
	Seen bool
	// Talk is what is stored now; Turn what the step decided.
	Talk Talk
	Turn dialog.Turn
	// Events are what was recorded, without their Seq.
	Events []Event
}

// Patience of the clerk: how often a step that lost a race is taken again, and
// how long to wait before an unclear commit is said again.
const (
	maxRaces     = 50
	maxUnclear   = 3
	unclearPause = 50 * time.Millisecond
)

// Handle takes one input in: read, step, commit. When it returns without an
// error the input is stored, by this call or an earlier one. A refused act
// (Turn.Refused) is returned as its error and nothing is stored. After any other
// error the same input may be handed in again.
func (c *Clerk) Handle(ctx context.Context, in dialog.Input) (Result, error) {
	if in.At.IsZero() {
		in.At = c.now()
	}
	leave, err := c.line.wait(ctx, in.From)
	if err != nil {
		return Result{}, fmt.Errorf("wait for the address: %w", err)
	}
	defer leave()
	key := messageKey(in)
	if key != "" && c.lately.stored(in.From, key) {
		return Result{Seen: true}, nil
	}
	var fresh dialog.CaseID
	for range maxRaces {
		talk, remembered := c.lately.get(in.From)
		if !remembered {
			if talk, err = c.book.Read(ctx, in.From); err != nil {
				return Result{}, fmt.Errorf("read talk: %w", err)
			}
		}
		c.lately.forget(in.From) // until this input is known to be stored
		if in.Letter != nil && in.Letter.Kind == dialog.LetterErase {
			if err := c.erase(ctx, in, talk.State.Life); err != nil {
				return Result{}, err
			}
		}
		if fresh == "" && talk.State.Spare == "" && mayOpen(in) {
			if fresh, err = c.reserve(ctx, in.From); err != nil {
				return Result{}, err
			}
		}
		in.Fresh = fresh
		if in.Code == "" && mayOpen(in) && script.NeedsCode(&talk.State, in) {
			in.Code = c.code(in.From)
		}
		if in.Token == "" && script.NeedsToken(&talk.State, in) {
			in.Token = rand.Text() // whatever names commits: nobody guesses it
		}
		turn, err := c.step(talk.State, in)
		if err != nil {
			return Result{}, err
		}
		if turn.Refused != nil && remembered {
			continue // by the talk as it was; look at it as it is
		}
		if turn.Refused != nil {
			return c.refused(ctx, talk, in, turn.Refused)
		}
		commit, err := record(talk, in, turn, c.ids)
		if err != nil {
			return Result{}, err
		}
		version, err := c.commit(ctx, commit)
		switch {
		case err == nil:
			talk.State, talk.Version = turn.State, version
			c.lately.put(talk)
			c.lately.hear(in.From, key)
			return Result{Talk: talk, Turn: turn, Events: commit.Events}, nil
		case errors.Is(err, ErrSeen):
			c.lately.hear(in.From, key)
			return Result{Seen: true}, nil
		case !errors.Is(err, ErrStale):
			return Result{}, fmt.Errorf("commit turn: %w", err)
		}
	}
	return Result{}, fmt.Errorf("commit turn: lost %d races: %w", maxRaces, ErrStale)
}

// refused looks whether the same act was accepted before: then the second click
// of a double click is a success, although it could not happen any more. The
// commit can never be stored, for no address has a version below zero; but a key
// seen before is told first.
func (c *Clerk) refused(ctx context.Context, talk Talk, in dialog.Input, why error) (Result, error) {
	key := messageKey(in)
	if key == "" {
		return Result{}, why
	}
	_, err := c.book.Commit(ctx, Commit{ID: c.ids(), Address: in.From, Seen: key, State: &talk.State, Expect: -1})
	switch {
	case errors.Is(err, ErrSeen):
		return Result{Seen: true}, nil
	case errors.Is(err, ErrStale):
		return Result{}, why
	}
	return Result{}, fmt.Errorf("look whether a refused act was seen: %w", err)
}

// reserve draws a case number of the address' shard.
func (c *Clerk) reserve(ctx context.Context, a dialog.Address) (dialog.CaseID, error) {
	shard := ShardOf(a)
	seq, err := c.book.Reserve(ctx, shard)
	if err != nil {
		return "", fmt.Errorf("reserve a case number: %w", err)
	}
	return dialog.FormatCaseID(c.prefix, shard, seq), nil
}

// code draws a one-time code whose address lies in the shard of an address, so that
// the number reserved here fits the case that is filed there. "" if chance gives none,
// which is as good as impossible.
func (c *Clerk) code(a dialog.Address) string {
	for range 100 * Shards {
		if code := c.codes(); dialog.GoodCode(code) && ShardOf(dialog.UnnamedAddress(code)) == ShardOf(a) {
			return code
		}
	}
	return ""
}

// drawCode draws letters by chance.
func drawCode() string {
	letters := make([]byte, dialog.CodeLength)
	rand.Read(letters) //nolint:errcheck // never fails
	for i, b := range letters {
		letters[i] = dialog.CodeAlphabet[int(b)%len(dialog.CodeAlphabet)]
	}
	return string(letters)
}

// mayOpen reports whether a step on this input may need a new case number.
func mayOpen(in dialog.Input) bool {
	switch in.Kind {
	case dialog.Claim, dialog.Release, dialog.AgentReply, dialog.AgentNote, dialog.Recategorise, dialog.HandBack,
		dialog.Close, dialog.PutAside, dialog.PassOn, dialog.AcceptPass, dialog.DeclinePass, dialog.SumUp, dialog.Correct, dialog.TakeBack, dialog.Planted, dialog.Blocked, dialog.Shut,
		dialog.Reach, dialog.Extend, dialog.MediationDid, dialog.Raise, dialog.AgreeCheckIn, dialog.MarkGone, dialog.Happens,
		dialog.Merge, dialog.Unmerge, dialog.Prioritise, dialog.Follow, dialog.Label, dialog.PromiseBy, dialog.AskOutside, dialog.EndOutside, dialog.OutsideAnswer, dialog.Mediate,
		dialog.OpenLink, dialog.AskPaper:
		return false
	case dialog.Reported:
		return in.Case == ""
	case dialog.Delivery:
		return in.Letter != nil && (in.Letter.Kind == dialog.LetterDraft || in.Letter.Kind == dialog.LetterToSide)
	}
	return true
}

// commit says an unclear commit again under the same ID: if it was stored the
// first time, that is the success it would have been.
func (c *Clerk) commit(ctx context.Context, commit Commit) (Version, error) {
	for try := 1; ; try++ {
		v, err := c.book.Commit(ctx, commit)
		if err == nil || certain(err) || try == maxUnclear {
			return v, err
		}
		select {
		case <-ctx.Done():
			return 0, err
		case <-time.After(time.Duration(try) * unclearPause):
		}
	}
}

// certain reports whether an error of Commit says for sure that nothing changed.
func certain(err error) bool {
	return errors.Is(err, ErrSeen) || errors.Is(err, ErrStale) || errors.Is(err, ErrMalformed)
}

// erase destroys what was sealed in the lives of a talk before this one, where the engine can.
func (c *Clerk) erase(ctx context.Context, in dialog.Input, life int) error {
	eraser, ok := c.book.(Eraser)
	if !ok {
		return nil
	}
	if err := eraser.EraseTalk(ctx, in.From, life, in.At); err != nil {
		return fmt.Errorf("erase a talk: %w", err)
	}
	return nil
}
