package transcript

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/script"
)

// Talk is one conversation being played.
type Talk struct {
	Script *script.Script
	From   dialog.Address
	Lang   string // what the channel hints at
	Now    time.Time
	State  dialog.State

	Replies   []dialog.Reply
	Changes   []dialog.Change
	Letters   []dialog.Letter
	Questions int            // of the bot, so far
	Refused   error          // why the last act of an agent was refused
	Filed     *dialog.Matter // what the last words filed anonymously
	// Broken are promises every step keeps that one did not.
	Broken []string

	count int
	seq   uint64
}

// New begins a conversation on Telegram, on a Monday morning in opening hours.
func New(sc *script.Script) *Talk {
	return &Talk{Script: sc, From: "telegram:1001", Now: time.Date(2026, 11, 23, 10, 0, 0, 0, sc.Town.Zone)}
}

// Step takes one input; the state goes through JSON, so what is not stored is lost.
func (k *Talk) Step(in dialog.Input) dialog.Turn {
	in.From, in.At, in.Lang = k.From, k.Now, k.Lang
	if in.Kind != dialog.WakeUp {
		k.count++
		in.ID = fmt.Sprint("m", k.count)
	}
	if in.Kind == dialog.Said || in.Kind == dialog.Edited || in.Letter != nil && (in.Letter.Kind == dialog.LetterDraft || in.Letter.Kind == dialog.LetterToSide) {
		k.seq++
		in.Fresh = dialog.FormatCaseID(k.Script.Town.Prefix, 7, k.seq)
	}
	if in.Kind == dialog.Unsaid {
		in.Case = k.State.Current
	}
	if script.NeedsCode(&k.State, in) {
		in.Code = "7XKQ2MHTRA"
	}
	if script.NeedsToken(&k.State, in) {
		in.Token = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	}
	before := k.stored(k.State)
	turn := k.Script.Step(k.State, in)
	if after := k.stored(k.State); after != before {
		k.broken("the step changed the state it was given\n%s\n%s", before, after)
	}
	k.Refused = turn.Refused
	if turn.Refused != nil {
		return turn
	}
	k.Filed = turn.Filed
	k.State = dialog.State{}
	if err := json.Unmarshal([]byte(k.stored(turn.State)), &k.State); err != nil {
		k.broken("the state cannot be read back: %v", err)
	}
	k.promises(in, turn)
	k.Replies = append(k.Replies, turn.Replies...)
	k.Changes = append(k.Changes, turn.Changes...)
	k.Letters = append(k.Letters, turn.Letters...)
	return turn
}

// promises looks at what holds for every turn, and counts the questions.
func (k *Talk) promises(in dialog.Input, turn dialog.Turn) {
	for _, c := range turn.Changes {
		if c.Case == "" {
			k.broken("change without a case: %+v", c)
		}
	}
	for _, r := range turn.Replies {
		if asks(r) {
			k.Questions++
		}
		if k.From.Channel() == dialog.SMS && r.By == dialog.ByBot && phrases.Segments(r.Text) > 2 {
			k.broken("longer than two segments: %s", r.Text)
		}
		if strings.Contains(r.Text, "⏎") {
			k.broken("a mark of the phrases is said: %s", r.Text)
		}
		if r.Case == "" && turn.Code == "" && turn.Link == "" && in.Kind != dialog.Delivery && len(turn.Changes) > 0 {
			k.broken("reply without a case: %q", r.Text)
		}
	}
}

// asks says that a message is a question that counts: cards about danger do not.
func asks(r dialog.Reply) bool { return r.Asks != "" && r.By == dialog.ByBot && !r.Safety }

func (k *Talk) stored(s dialog.State) string {
	text, err := json.Marshal(s)
	if err != nil {
		k.broken("the state cannot be stored: %v", err)
	}
	return string(text)
}

func (k *Talk) broken(format string, args ...any) {
	k.Broken = append(k.Broken, fmt.Sprintf(format, args...))
}

// Say lets the resident say a line and the burst pause pass.
func (k *Talk) Say(line string) (dialog.Turn, error) {
	in, err := Said(line)
	if err != nil {
		return dialog.Turn{}, err
	}
	turn := k.Step(in)
	if until := k.State.BurstUntil(); !until.IsZero() {
		k.Pass(until)
	}
	return turn, nil
}

// Pass lets time go by and fires what falls due.
func (k *Talk) Pass(until time.Time) {
	for range 100 {
		var next time.Time
		for _, at := range k.State.Wakes {
			if next.IsZero() || at.Before(next) {
				next = at
			}
		}
		if next.IsZero() || next.After(until) {
			break
		}
		if next.After(k.Now) {
			k.Now = next
		}
		k.Step(dialog.Input{Kind: dialog.WakeUp})
	}
	k.Now = until
}
