package script

import (
	"time"

	"frontdoor/dialog"
)

// How many messages wait for the resident's word, and how long where they have no use-by.
const (
	mostUnheard = 20
	unheardFor  = 30 * 24 * time.Hour
)

// shut keeps words that the channel refused. The same words once more are no second
// message: an agent who tries by hand must not be heard twice.
func (t *Talk) shut() {
	for _, u := range t.State.Unheard {
		if u.Message == t.in.Ref || u.Case == t.in.Case && u.Text == t.in.Text && len(u.Media) == len(t.in.Media) {
			return
		}
	}
	if len(t.State.Unheard) >= mostUnheard {
		return // the thread says that it failed
	}
	u := dialog.Unheard{Message: t.in.Ref, Case: t.in.Case, Text: t.in.Text, Media: t.in.Media, Asks: t.in.Asks, UseBy: t.in.Until}
	if u.UseBy.IsZero() {
		u.UseBy = t.in.At.Add(unheardFor)
	}
	t.State.Unheard = append(t.State.Unheard, u)
	if t.State.LastAt.After(t.in.At) { // they wrote while it was being refused
		t.sayUnheard()
	}
}

// opensWindow says that this input is a word of the resident's own after which the
// channel lets messages out; taps and scans are none, and come as commands.
func (t *Talk) opensWindow() bool {
	in := t.in
	return in.Kind == dialog.Said && (in.Text != "" && in.Text[0] != '/' || len(in.Media) > 0 || in.Pin != nil)
}

// sayUnheard sends what was refused, in order and before what this step says, as far as
// the window takes it; the rest waits for the next word. What is too old stays unsent.
func (t *Talk) sayUnheard() {
	window, closes := dialog.WindowOf(t.in.From.Channel())
	if !closes || t.State.Stopped || t.State.Blocked {
		return
	}
	room := window.Messages
	for _, r := range t.turn.Replies {
		room -= window.Parts(r.Text, r.Media)
	}
	var first []dialog.Reply
	rest := t.State.Unheard[:0:0]
	for i, u := range t.State.Unheard {
		if !t.in.At.Before(u.UseBy) {
			continue
		}
		if n := window.Parts(u.Text, u.Media); n > room && (len(first) > 0 || n <= window.Messages) {
			rest = append(rest, t.State.Unheard[i:]...)
			break
		} else {
			room -= n
		}
		r := dialog.Reply{By: dialog.ByAgent, Case: u.Case, Text: u.Text, Media: u.Media, Asks: u.Asks, UseBy: u.UseBy, Again: u.Message}
		if m := t.State.Matter(u.Case); u.Asks == dialog.AskScore && m != nil && m.Status == dialog.Resolved && m.Score == 0 && t.State.Asking == nil {
			r.Choices = t.scores()
			t.State.Asking = &dialog.Question{Asks: dialog.AskScore, Choices: r.Choices, Case: m.ID, At: t.Now}
		}
		first = append(first, r)
	}
	t.State.Unheard = rest
	t.turn.Replies = append(first, t.turn.Replies...)
}
