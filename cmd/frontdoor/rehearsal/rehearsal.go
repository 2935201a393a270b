package rehearsal

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// House is the house without a network: the real script, clerk and book, a
// clock that is told, one agent, and channels that take everything at once.
type House struct {
	ctx     context.Context
	town    *town.Town
	Book    casebook.Book
	clerk   *casebook.Clerk
	postman *casebook.Postman

	Now       time.Time      // the told clock
	Speaker   dialog.Address // who spoke last
	Hint      string         // the language the channel hints at
	Agent     string         // login of who acts in "agent" lines
	AgentName string

	count int // messages made up so far, for IDs
	codes int // codes made up so far
	// filed is the case the line filed anonymously, and code what opens its answers or
	// moves a draft elsewhere: no talk keeps them.
	filed *dialog.Matter
	code  string
}

// tick is the finest step of the told clock: the book keeps no finer one.
const tick = time.Millisecond

// gap is the time between two lines where none is told.
const gap = time.Second

// New begins a rehearsal on a book, at a moment, with who speaks first.
func New(ctx context.Context, b casebook.Book, sc *script.Script, now time.Time, speaker dialog.Address) *House {
	t := &House{ctx: ctx, town: sc.Town, Book: b, Now: now.Truncate(tick), Speaker: speaker, Agent: "agent", AgentName: "代办员"}
	t.clerk = casebook.NewClerk(b, sc, sc.Town.Prefix, casebook.Options{Now: func() time.Time { return t.Now }, Codes: t.nextCode})
	t.postman = casebook.NewPostman(b, t.clerk, slog.New(slog.DiscardHandler))
	return t
}

// nextCode makes the codes of a rehearsal, the same in every run.
func (t *House) nextCode() string {
	t.codes++
	sum := sha256.Sum256(fmt.Appendf(nil, "rehearsal %d", t.codes))
	code := make([]byte, dialog.CodeLength)
	for i := range code {
		code[i] = dialog.CodeAlphabet[int(sum[i])%len(dialog.CodeAlphabet)]
	}
	return string(code)
}

// Take does what the line says, lets the burst pause pass, and answers for the
// address that spoke last.
func (t *House) Take(l *Line) (*Answer, error) {
	var replies []Reply
	t.filed, t.code = nil, ""
	do := func(in dialog.Input, at time.Time) error {
		t.count++
		if in.ID == "" {
			in.ID = fmt.Sprintf("line-%d", t.count)
		}
		in.At, in.Lang = at, t.Hint
		if in.From == "" {
			in.From = t.Speaker
		}
		result, err := t.clerk.Handle(t.ctx, in)
		if err != nil {
			return err
		}
		if result.Turn.Filed != nil {
			t.filed = result.Turn.Filed
		}
		if result.Turn.Code != "" {
			t.code = result.Turn.Code
		}
		return t.deliver(&replies)
	}
	var err error
	switch {
	case l.Wait != "":
		var d time.Duration
		if d, err = parseWait(l.Wait); err == nil {
			err = t.Pass(t.Now.Add(d), &replies)
		}
	case l.Have != nil:
		t.hear(l)
		err = do(l.Have.input(), t.Now.AddDate(0, 0, -l.Have.DaysAgo))
	case l.Agent != "" || l.AgentDo != "":
		t.wait(l.GapMS)
		err = t.agentActs(l, do)
	default:
		t.hear(l)
		pieces := l.Burst
		if len(pieces) == 0 {
			pieces = []Piece{l.Piece}
		}
		for i := range pieces {
			t.wait(pieces[i].GapMS)
			in := pieces[i].input()
			in.ID = string(pieces[i].ID)
			if err = do(in, t.Now); err != nil {
				break
			}
		}
	}
	if err == nil {
		err = t.pause(&replies)
	}
	if err != nil {
		return nil, err
	}
	return t.answer(replies)
}

// hear notes who speaks.
func (t *House) hear(l *Line) {
	if l.From != "" {
		t.Speaker = dialog.Address(l.From)
	}
}

// agentActs does what the agent does to the speaker's latest case.
func (t *House) agentActs(l *Line, do func(dialog.Input, time.Time) error) error {
	t.hear(l)
	talk, err := t.Book.Read(t.ctx, t.Speaker)
	if err != nil {
		return err
	}
	latest := LatestCase(&talk.State)
	if latest == nil {
		return fmt.Errorf("%s has no case an agent could act on", t.Speaker)
	}
	in := dialog.Input{Kind: dialog.AgentReply, Agent: t.Agent, Name: t.AgentName, Case: latest.ID, Text: l.Agent}
	switch l.AgentDo {
	case "claim":
		in.Kind = dialog.Claim
	case "handback":
		in.Kind = dialog.HandBack
	case "close":
		in.Kind, in.Text, in.Outcome = dialog.Close, l.Text, dialog.Outcome(l.Outcome)
		if in.Outcome == "" {
			in.Outcome = dialog.Solved
		}
		if in.Text == "" {
			in.Text = "已办结"
			if talk.State.Lang == "en" {
				in.Text = "It is done."
			}
		}
	}
	in.ID = string(l.ID)
	return do(in, t.Now)
}

// LatestCase is the case of an address that was begun last, drafts only when there
// is nothing else.
func LatestCase(s *dialog.State) *dialog.Matter {
	var latest *dialog.Matter
	for i := range s.Matters {
		if m := &s.Matters[i]; latest == nil || m.Status != dialog.Collecting {
			latest = m
		}
	}
	return latest
}

func (h *Have) input() dialog.Input {
	return dialog.Input{Kind: dialog.Planted, Case: dialog.CaseID(h.No), Text: h.Title, Category: h.Category, Status: dialog.Status(h.Status)}
}

// BeginAs begins the speaker's talk with its category known.
func (t *House) BeginAs(category string) error {
	shard := casebook.ShardOf(t.Speaker)
	seq, err := t.Book.Reserve(t.ctx, shard)
	if err != nil {
		return fmt.Errorf("drawing a case number: %w", err)
	}
	_, err = t.clerk.Handle(t.ctx, dialog.Input{Kind: dialog.Planted, From: t.Speaker, At: t.Now, Lang: t.Hint,
		Case: dialog.FormatCaseID(t.town.Prefix, shard, seq), Category: category, Status: dialog.Collecting})
	return err
}
