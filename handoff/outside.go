package handoff

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// OutsideLife is how long a link for an outside party is good; outsideTold how long after
// that the page still says why it is not.
const (
	OutsideLife = 14 * 24 * time.Hour
	outsideTold = 90 * 24 * time.Hour
	kindOutside = "outside" // by the hash of the link's token
)

// Outside is what an outside party is shown by a one-time link: the texts, files and facts
// an agent chose, and nothing else. The token is in the link alone; the Shelf has its hash.
type Outside struct {
	Case     dialog.CaseID      `json:"case"`
	By       string             `json:"by"` // the login of who asks
	Whom     string             `json:"whom"`
	Question string             `json:"question"`
	Lines    []int              `json:"lines,omitempty"` // events whose words are shown
	Files    []casebook.FileRef `json:"files,omitempty"`
	Facts    []string           `json:"facts,omitempty"` // slots
	Until    time.Time          `json:"until"`
	Revoked  bool               `json:"revoked,omitempty"`
	Answered bool               `json:"answered,omitempty"`

	id      string
	version casebook.Version
}

// Shows says whether a fact was chosen.
func (o Outside) Shows(slot string) bool { return slices.Contains(o.Facts, slot) }

// OutsideState is whether a link is good, and if not why.
type OutsideState string

// The closed list.
const (
	OutsideGood     OutsideState = "good"
	OutsideUsed     OutsideState = "used"
	OutsideRevoked  OutsideState = "revoked"
	OutsideExpired  OutsideState = "expired"
	OutsideUnknown  OutsideState = "unknown"
	outsideLongest               = 400 // characters of whom; the question may be longer
	outsideFilesMax              = 20
)

// Outsiders makes, opens and ends links for outside parties.
type Outsiders struct {
	desk  *Desk
	shelf casebook.Shelf
	now   func() time.Time
}

// NewOutsiders opens the links on a shelf. now may be nil for the real clock.
func NewOutsiders(desk *Desk, shelf casebook.Shelf, now func() time.Time) *Outsiders {
	if now == nil {
		now = time.Now
	}
	return &Outsiders{desk, shelf, now}
}

// Ask makes a link, lets the case wait for its answer, and gives the token, which cannot be
// read again. Where the act is refused there is no link.
func (o *Outsiders) Ask(ctx context.Context, act Act, ask Outside) (string, error) {
	ask.Whom, ask.Question = strings.TrimSpace(ask.Whom), strings.TrimSpace(ask.Question)
	if n := utf8.RuneCountInString(ask.Whom); n == 0 || n > outsideLongest || ask.Question == "" || utf8.RuneCountInString(ask.Question) > TextLongest || len(ask.Files) > outsideFilesMax {
		return "", &Mistake{Code: "outside_incomplete", Field: "question", What: "whom and what is asked must be said",
			Why: "it is all the other side reads", Do: "write both"}
	}
	token := base64.RawURLEncoding.EncodeToString(randomBytes(32))
	ask.Case, ask.By, ask.Until, ask.Revoked, ask.Answered = act.Case, act.Agent.Login, o.now().Add(OutsideLife), false, false
	ask.id = hashedKey(token)
	if err := o.put(ctx, &ask); err != nil {
		return "", err
	}
	err := o.desk.do(ctx, act, dialog.Input{Kind: dialog.AskOutside, Text: ask.Whom, Ref: ask.id, Until: ask.Until})
	if err != nil {
		return "", errors.Join(err, o.shelf.Remove(ctx, kindOutside, ask.id, ask.version))
	}
	return token, nil
}

// Find opens a link. An error means that the Shelf could not be read.
func (o *Outsiders) Find(ctx context.Context, token string) (Outside, OutsideState, error) {
	return o.byID(ctx, hashedKey(token))
}

func (o *Outsiders) byID(ctx context.Context, id string) (Outside, OutsideState, error) {
	record, err := o.shelf.Get(ctx, kindOutside, id)
	if errors.Is(err, casebook.ErrNotFound) {
		return Outside{}, OutsideUnknown, nil
	}
	if err != nil {
		return Outside{}, "", fmt.Errorf("open a link: %w", err)
	}
	found := Outside{id: id, version: record.Version}
	if err := json.Unmarshal(record.Value, &found); err != nil {
		return Outside{}, "", fmt.Errorf("read a link: %w", err)
	}
	switch {
	case found.Answered:
		return found, OutsideUsed, nil
	case found.Revoked:
		return found, OutsideRevoked, nil
	case !o.now().Before(found.Until):
		return found, OutsideExpired, nil
	}
	return found, OutsideGood, nil
}

// Answer takes the one answer of a link into its case. The link's name is the key of the
// message, so of two answers at once, or after a crash, one counts; the state tells the
// other that it came too late.
func (o *Outsiders) Answer(ctx context.Context, token, text string, media []dialog.Media) (OutsideState, error) {
	found, state, err := o.Find(ctx, token)
	if err != nil || state != OutsideGood {
		return state, err
	}
	text = strings.TrimSpace(text)
	if text == "" && len(media) == 0 {
		return state, &Mistake{Code: "text_missing", Field: "text", What: "the answer is empty", Why: "it can be given once", Do: "write it"}
	}
	if utf8.RuneCountInString(text) > TextLongest {
		return state, &Mistake{Code: "text_too_long", Field: "text", What: "the answer is too long", Why: "at most 4000 characters are taken", Do: "shorten it"}
	}
	events, err := o.desk.book.Case(ctx, found.Case)
	if err != nil {
		return "", fmt.Errorf("case %s: %w", found.Case, err)
	}
	result, err := o.desk.clerk.Handle(ctx, dialog.Input{ID: "outside:" + found.id, Kind: dialog.OutsideAnswer, From: casebook.Fold(events).Address,
		Case: found.Case, Ref: found.id, Name: found.Whom, Text: text, Media: media})
	if err != nil {
		return "", err
	}
	if result.Seen {
		state = OutsideUsed
	}
	return state, o.change(ctx, found.id, func(f *Outside) { f.Answered = true })
}

// Revoke ends a link of a case, by the name its events give it; ErrNotFound for none.
func (o *Outsiders) Revoke(ctx context.Context, act Act, id string) error {
	found, state, err := o.byID(ctx, id)
	if err != nil {
		return err
	}
	if _, err := o.desk.seen(ctx, act); err != nil {
		return err
	}
	if state == OutsideUnknown || found.Case != act.Case {
		return fmt.Errorf("link: %w", casebook.ErrNotFound)
	}
	if state != OutsideGood {
		return nil
	}
	if err := o.change(ctx, id, func(f *Outside) { f.Revoked = true }); err != nil {
		return err
	}
	return o.desk.do(ctx, act, dialog.Input{Kind: dialog.EndOutside, Ref: id})
}

// change edits a link, again if another was faster.
func (o *Outsiders) change(ctx context.Context, id string, edit func(*Outside)) error {
	for {
		found, state, err := o.byID(ctx, id)
		if err != nil || state == OutsideUnknown {
			return err
		}
		edit(&found)
		if err := o.put(ctx, &found); !errors.Is(err, casebook.ErrStale) {
			return err
		}
	}
}

func (o *Outsiders) put(ctx context.Context, f *Outside) error {
	value, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("write a link: %w", err)
	}
	f.version, err = o.shelf.Put(ctx, casebook.Record{Kind: kindOutside, Key: f.id, Value: value, Version: f.version, Expires: f.Until.Add(outsideTold)})
	if err != nil {
		return fmt.Errorf("store a link: %w", err)
	}
	return nil
}
