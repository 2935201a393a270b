package talk

import (
	"time"

	"frontdoor/dialog"
)

// How many messages wait for the resident's word, and how long where they have no use-by.
const (
	mostUnheard = 20
	unheardFor  = 30 * 24 * time.Hour
)

// Shut keeps words that the channel refused. The same words once more are no second
// message: an agent who tries by hand must not be heard twice.
func (t *Talk) Shut() {
	for _, u := range t.State.Unheard {
		if u.Message == t.In.Ref || u.Case == t.In.Case && u.Text == t.In.Text && len(u.Media) == len(t.In.Media) {
			return
		}
	}
	if len(t.State.Unheard) >= mostUnheard {
		return // the thread says that it failed
	}
	u := dialog.Unheard{Message: t.In.Ref, Case: t.In.Case, Text: t.In.Text, Media: t.In.Media, Asks: t.In.Asks, UseBy: t.In.Until}
	if u.UseBy.IsZero() {
		u.UseBy = t.In.At.Add(unheardFor)
	}
	t.State.Unheard = append(t.State.Unheard, u)
	if t.State.LastAt.After(t.In.At) { // they wrote while it was being refused
		t.SayUnheard()
	}
}

// OpensWindow says that this input is a word of the resident's own after which the
// channel lets messages out; taps and scans are none, and come as commands.
func (t *Talk) OpensWindow() bool {
	in := t.In
	return in.Kind == dialog.Said && (in.Text != "" && in.Text[0] != '/' || len(in.Media) > 0 || in.Pin != nil)
}

// SayUnheard sends what was refused, in order and before what this step says, as far as
// the window takes it; the rest waits for the next word. What is too old stays unsent.
func (t *Talk) SayUnheard() {
	window, closes := dialog.WindowOf(t.In.From.Channel())
	if !closes || t.State.Stopped || t.State.Blocked {
		return
	}
	room := window.Messages
	for _, r := range t.Turn.Replies {
		room -= window.Parts(r.Text, r.Media)
	}
	var first []dialog.Reply
	rest := t.State.Unheard[:0:0]
	for i, u := range t.State.Unheard {
		if !t.In.At.Before(u.UseBy) {
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
			r.Choices = t.Scores()
			t.State.Asking = &dialog.Question{Asks: dialog.AskScore, Choices: r.Choices, Case: m.ID, At: t.Now}
		}
		first = append(first, r)
	}
	t.State.Unheard = rest
	t.Turn.Replies = append(first, t.Turn.Replies...)
}

// Scores are the answers to whether one is satisfied.
func (t *Talk) Scores() []dialog.Choice {
	return []dialog.Choice{
		{Key: "1", Label: t.Word("option_done"), Value: "1"},
		{Key: "2", Label: t.Word("option_soso"), Value: "2"},
		{Key: "3", Label: t.Word("option_bad"), Value: "3"},
	}
}
