package handoff

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/casebook"
)

// Desk is what an agent does to a case. Each act becomes one dialog.Input on the
// case's address and goes the one way in, through the Clerk: whether it may happen is
// decided by the step, under the same version as the write.
type Desk struct {
	book       casebook.Book
	clerk      *casebook.Clerk
	categories map[string]bool
	looks      looks
	audit      *Audit // nil for none
	kept       *agreement.Keeper
}

// NewDesk sets up a desk. categories are the keys of the catalogue, in no order.
func NewDesk(book casebook.Book, clerk *casebook.Clerk, categories []string) *Desk {
	d := &Desk{book: book, clerk: clerk, categories: map[string]bool{}}
	for _, c := range categories {
		d.categories[c] = true
	}
	return d
}

// Audited lets the desk note who looks, searches and takes data out; the desk it gives is the same.
func (d *Desk) Audited(a *Audit) *Desk {
	d.audit = a
	return d
}

// Act says who does something to which case.
type Act struct {
	Agent Agent
	Case  dialog.CaseID
	// Key is the client's own name for this act, made once per form or call: the
	// same act, agent, case and key again is the same success and does nothing.
	// Empty for an act that is never repeated.
	Key string
	// Force takes over what another agent holds. Only supervisors and admins may.
	Force bool
	// Hold keeps what a reply, a closing or a handing back says for so long, to be
	// taken back; zero for at once.
	Hold time.Duration
	// Media go out with a reply, by the resident's own channel, or stay with a note.
	Media []dialog.Media
	// Mentions are the logins a note is meant for.
	Mentions []string
	// Also are the words of an outcome in the other language, for residents of joined cases.
	Also string

	follows bool // the agent has the case that this one goes on in
}

// ErrRole: this takes a supervisor or an admin.
var ErrRole = errors.New("this takes a supervisor or an admin")

// Longest texts, in characters, and longest key, in bytes.
const (
	TextLongest = 4000
	KeyLongest  = 200
)

// All acts return nil when the act is stored, now or by an earlier try with the same
// key. Otherwise nothing has changed and the error is one of
//
//	*Mistake              the act lacks what it needs
//	casebook.ErrNotFound  there is no such case, or this agent does not see it yet
//	*dialog.HeldError     another agent has the word
//	dialog.ErrNotOwner    only the owner may do this, and there is none
//	dialog.ErrClosed      the case is closed
//	dialog.ErrGone        there is nothing to take back any more
//	ErrRole               force without the role for it
//
// or any other error, which means that the book could not be reached: try again
// with the same key.

// Claim gives the agent the word; the bot falls silent in the same commit.
func (d *Desk) Claim(ctx context.Context, act Act) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.Claim})
}

// Release puts the case back into its queue. The reason is for other agents.
func (d *Desk) Release(ctx context.Context, act Act, reason string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.Release, Text: reason})
}

// Reply sends the agent's words to the resident and claims an unclaimed case.
func (d *Desk) Reply(ctx context.Context, act Act, text string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.AgentReply, Text: text, Media: act.Media})
}

// Note writes down what only agents see.
func (d *Desk) Note(ctx context.Context, act Act, text string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.AgentNote, Text: text, To: strings.Join(act.Mentions, ","), Media: act.Media})
}

// Recategorise corrects the category; what was collected stays.
func (d *Desk) Recategorise(ctx context.Context, act Act, category string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.Recategorise, Category: category})
}

// HandBack gives the bot the word again.
func (d *Desk) HandBack(ctx context.Context, act Act) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.HandBack})
}

// Close ends the case and sends the text to the resident. An empty outcome means
// solved.
func (d *Desk) Close(ctx context.Context, act Act, outcome dialog.Outcome, text string) error {
	if outcome == "" {
		outcome = dialog.Solved
	}
	return d.do(ctx, act, dialog.Input{Kind: dialog.Close, Outcome: outcome, Text: text, Also: act.Also})
}

// do checks an act, finds its address and hands it to the clerk.
func (d *Desk) do(ctx context.Context, act Act, in dialog.Input) error {
	in.Text = strings.TrimSpace(in.Text)
	if err := d.check(act, in); err != nil {
		return err
	}
	c, err := d.seen(ctx, act)
	if err != nil {
		return err
	}
	if err := d.keepsNumbers(ctx, c, in); err != nil {
		return err
	}
	if act.Key == "" {
		act.Key = base64.RawURLEncoding.EncodeToString(randomBytes(16))
	}
	// One key used by mistake for two acts must not swallow the second one.
	in.ID = fmt.Sprintf("%s:%s%s:%s", act.Case, in.Kind, in.Status, act.Key)
	in.From, in.Case = cmp.Or(c.Address, c.HeldAt), act.Case
	in.Agent, in.Name, in.Force, in.Hold = act.Agent.Login, act.Agent.Name, act.Force || act.follows, act.Hold
	_, err = d.clerk.Handle(ctx, in)
	var refused mediation.Refusal
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refused):
		return refusedAtTable(refused)
	case errors.Is(err, dialog.ErrNoCase):
		return fmt.Errorf("case %s: %w", act.Case, casebook.ErrNotFound)
	case errors.Is(err, dialog.ErrNotAgreed):
		return &Mistake{Code: "not_agreed", What: "the resident did not agree that this is passed on",
			Why: "what is sensitive goes to others only with a consent of its own", Do: "call them; once they agree, they reply 同意办理 or I AGREE TO THIS"}
	case errors.Is(err, dialog.ErrBadValue):
		return &Mistake{Code: "value_form", Field: "value", What: "this is no value for it",
			Why: "a sum, a date or a number must be one", Do: "write it otherwise"}
	case errors.Is(err, dialog.ErrBadAct):
		return badAct(in, err)
	}
	return err
}

// badAct says what an act lacked that only the step could see.
func badAct(in dialog.Input, err error) *Mistake {
	switch {
	case in.Kind == dialog.PutAside && in.Status == dialog.InProgress:
		return &Mistake{Code: "not_aside", What: "the case waits for nothing", Why: "only what was put aside is taken up again", Do: "look at the case again"}
	case in.Kind == dialog.PutAside && !in.Until.IsZero():
		return &Mistake{Code: "until_unknown", Field: "until", What: "this is no moment ahead",
			Why: "a case put aside comes back by itself, within a year", Do: "choose another one"}
	case in.Kind == dialog.DeclinePass:
		return &Mistake{Code: "text_missing", Field: "text", What: "text is empty", Why: "whoever offered the case reads why", Do: "write it"}
	case in.Kind == dialog.PassOn:
		return &Mistake{Code: "has_it", Field: "to", What: "that agent has the case already", Why: "nothing would change", Do: "choose another one"}
	}
	return &Mistake{Code: "act_incomplete", What: "this cannot be done to the case as asked", Why: err.Error(), Do: "look at the case again"}
}

// seen folds the case, if this agent may act on it.
func (d *Desk) seen(ctx context.Context, act Act) (casebook.Case, error) {
	events, err := d.events(ctx, act)
	return casebook.Fold(events), err
}

// events are those of the case, if this agent may act on it.
func (d *Desk) events(ctx context.Context, act Act) ([]casebook.Event, error) {
	events, err := d.book.Case(ctx, act.Case)
	if err != nil {
		return nil, fmt.Errorf("case %s: %w", act.Case, err)
	}
	reads, err := act.Agent.Reads(ctx, d.book, casebook.Fold(events))
	if err == nil && !reads {
		err = fmt.Errorf("case %s: %w", act.Case, casebook.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return events, nil
}

// check finds what an act lacks before anything is read.
func (d *Desk) check(act Act, in dialog.Input) error {
	if act.Force && !act.Agent.Role.Supervises() {
		return ErrRole
	}
	if len(act.Key) > KeyLongest {
		return keyTooLong()
	}
	switch in.Kind {
	case dialog.AgentReply, dialog.AgentNote, dialog.Close, dialog.PassOn, dialog.Release, dialog.Correct, dialog.Split:
		if in.Text == "" && len(in.Media) == 0 {
			return &Mistake{Code: "text_missing", Field: "text", What: "text is empty", Why: whyText[in.Kind], Do: "write it and try again"}
		}
	case dialog.Recategorise:
		if !d.categories[in.Category] {
			return &Mistake{Code: "category_unknown", Field: "category", What: fmt.Sprintf("category %q is unknown", in.Category),
				Why: "a case lies in one category of the catalogue", Do: "choose one of " + strings.Join(d.known(), ", ")}
		}
	}
	if in.Kind == dialog.Close && !knownOutcome(in.Outcome) {
		return &Mistake{Code: "outcome_unknown", Field: "outcome", What: fmt.Sprintf("outcome %q is unknown", in.Outcome),
			Why: "outcomes are a closed list", Do: fmt.Sprintf("choose one of %v", dialog.Outcomes())}
	}
	if n := utf8.RuneCountInString(in.Text); n > TextLongest {
		return &Mistake{Code: "text_too_long", Field: "text", What: fmt.Sprintf("text has %d characters", n),
			Why: fmt.Sprintf("at most %d are taken at once", TextLongest), Do: "send it in parts"}
	}
	return nil
}

func keyTooLong() error {
	return &Mistake{Code: "key_too_long", Field: "key", What: "key is too long",
		Why: fmt.Sprintf("it has at most %d bytes", KeyLongest), Do: "use a random number or UUID"}
}

var whyText = map[dialog.InputKind]string{
	dialog.AgentReply: "it is what the resident receives",
	dialog.AgentNote:  "it is what other agents read",
	dialog.Close:      "closing tells the resident how it ended",
	dialog.PassOn:     "whoever gets the case reads why",
	dialog.Release:    "whoever gets the case next reads why",
	dialog.Correct:    "a fact has a value",
	dialog.Split:      "it becomes the story of the new case",
}

// known are the category keys in order.
func (d *Desk) known() []string {
	return slices.Sorted(maps.Keys(d.categories))
}

func knownOutcome(o dialog.Outcome) bool { return slices.Contains(dialog.Outcomes(), o) }
