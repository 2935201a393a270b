package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// rehearsal is the house without a network: the real script, clerk and book, a
// clock that is told, one agent, and channels that take everything at once.
type rehearsal struct {
	ctx     context.Context
	town    *town.Town
	book    casebook.Book
	clerk   *casebook.Clerk
	postman *casebook.Postman

	now       time.Time
	speaker   dialog.Address
	hint      string // the language the channel hints at
	agent     string // login of who acts in "agent" lines
	agentName string
	count     int // messages made up so far, for IDs
	codes     int // codes made up so far
	// filed is the case the line filed anonymously, and code what opens its answers or
	// moves a draft elsewhere: no talk keeps them.
	filed *dialog.Matter
	code  string
}

// tick is the finest step of the told clock: the book keeps no finer one.
const tick = time.Millisecond

// gap is the time between two lines where none is told.
const gap = time.Second

func newRehearsal(ctx context.Context, b casebook.Book, script *dialog.Script, now time.Time, speaker dialog.Address) *rehearsal {
	t := &rehearsal{ctx: ctx, town: script.Town, book: b, now: now.Truncate(tick), speaker: speaker, agent: "agent", agentName: "代办员"}
	t.clerk = casebook.NewClerk(b, script, script.Town.Prefix, casebook.Options{Now: func() time.Time { return t.now }, Codes: t.nextCode})
	t.postman = casebook.NewPostman(b, t.clerk, slog.New(slog.DiscardHandler))
	return t
}

// nextCode makes the codes of a rehearsal, the same in every run.
func (t *rehearsal) nextCode() string {
	t.codes++
	sum := sha256.Sum256(fmt.Appendf(nil, "rehearsal %d", t.codes))
	code := make([]byte, dialog.CodeLength)
	for i := range code {
		code[i] = dialog.CodeAlphabet[int(sum[i])%len(dialog.CodeAlphabet)]
	}
	return string(code)
}

// take does what the line says, lets the burst pause pass, and answers for the
// address that spoke last.
func (t *rehearsal) take(l *chatLine) (*chatAnswer, error) {
	var replies []chatReply
	t.filed, t.code = nil, ""
	do := func(in dialog.Input, at time.Time) error {
		t.count++
		if in.ID == "" {
			in.ID = fmt.Sprintf("line-%d", t.count)
		}
		in.At, in.Lang = at, t.hint
		if in.From == "" {
			in.From = t.speaker
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
			err = t.pass(t.now.Add(d), &replies)
		}
	case l.Have != nil:
		t.hear(l)
		err = do(l.Have.input(), t.now.AddDate(0, 0, -l.Have.DaysAgo))
	case l.Agent != "" || l.AgentDo != "":
		t.wait(l.GapMS)
		err = t.agentActs(l, do)
	default:
		t.hear(l)
		pieces := l.Burst
		if len(pieces) == 0 {
			pieces = []chatPiece{l.chatPiece}
		}
		for i := range pieces {
			t.wait(pieces[i].GapMS)
			in := pieces[i].input()
			in.ID = string(pieces[i].ID)
			if err = do(in, t.now); err != nil {
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
func (t *rehearsal) hear(l *chatLine) {
	if l.From != "" {
		t.speaker = dialog.Address(l.From)
	}
}

// agentActs does what the agent does to the speaker's latest case.
func (t *rehearsal) agentActs(l *chatLine, do func(dialog.Input, time.Time) error) error {
	t.hear(l)
	talk, err := t.book.Read(t.ctx, t.speaker)
	if err != nil {
		return err
	}
	latest := latestCase(&talk.State)
	if latest == nil {
		return fmt.Errorf("%s has no case an agent could act on", t.speaker)
	}
	in := dialog.Input{Kind: dialog.AgentReply, Agent: t.agent, Name: t.agentName, Case: latest.ID, Text: l.Agent}
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
	return do(in, t.now)
}

// latestCase is the case of an address that was begun last, drafts only when there
// is nothing else.
func latestCase(s *dialog.State) *dialog.Matter {
	var latest *dialog.Matter
	for i := range s.Matters {
		if m := &s.Matters[i]; latest == nil || m.Status != dialog.Collecting {
			latest = m
		}
	}
	return latest
}

func (h *chatHave) input() dialog.Input {
	return dialog.Input{Kind: dialog.Planted, Case: dialog.CaseID(h.No), Text: h.Title, Category: h.Category, Status: dialog.Status(h.Status)}
}
