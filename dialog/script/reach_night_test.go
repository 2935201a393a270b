package script_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/say"
	"frontdoor/dialog/script"
)

func TestWhoExpectsWordsAtNight(t *testing.T) {
	now := time.Date(2026, 11, 28, 23, 0, 0, 0, time.UTC)
	wrote := func(ago time.Duration) dialog.State { return dialog.State{LastAt: now.Add(-ago)} }
	cried := func(ago time.Duration, status dialog.Status) dialog.State {
		return dialog.State{LastAt: now.Add(-30 * time.Hour), Matters: []dialog.Matter{
			{ID: "a", Status: status, Alarms: map[string]time.Time{"gas": now.Add(-ago)}}, {ID: "b", Status: dialog.InProgress}}}
	}
	for _, c := range []struct {
		name  string
		state dialog.State
		id    dialog.CaseID
		want  bool
	}{
		{"nobody ever heard of", dialog.State{}, "a", false},
		{"wrote just now", wrote(0), "a", true},
		{"wrote an hour ago", wrote(time.Hour), "", true},
		{"wrote longer ago", wrote(time.Hour + time.Second), "a", false},
		{"cried this morning", cried(14*time.Hour, dialog.InProgress), "a", true},
		{"cried the other day", cried(25*time.Hour, dialog.InProgress), "a", false},
		{"cried, and it is over", cried(14*time.Hour, dialog.Resolved), "a", false},
		{"cried about something else", cried(14*time.Hour, dialog.InProgress), "b", false},
	} {
		if got := c.state.Expects(c.id, now, time.Hour); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// What waited is not said any more when the resident left, or when the talk went on.
func TestWhatWaitedIsLookedAtAgain(t *testing.T) {
	k, _ := handedOff(t)
	asked := k.Replies[0] // the summary
	said := k.Now.Add(-time.Minute)
	if k.State.Left(said) || !k.State.MovedOn(asked.Asks, said) || k.State.MovedOn("", said) || k.State.MovedOn(asked.Asks, k.Now.Add(time.Second)) {
		t.Errorf("after the hand-off: left %v, moved on %v", k.State.Left(said), k.State.MovedOn(asked.Asks, said))
	}
	k.Step(dialog.Input{Kind: dialog.Said, Text: "STOP"})
	if !k.State.Left(said) || k.State.Left(k.Now) {
		t.Error("what was said before a STOP goes out, or its confirmation does not")
	}
	k.Step(dialog.Input{Kind: dialog.Said, Text: "START"})
	if k.State.Left(said) {
		t.Error("START does not bring back")
	}
	now := k.Now
	still := dialog.State{LastAt: now, Asking: &dialog.Question{Asks: "where", At: now.Add(-time.Minute)}}
	if still.MovedOn("where", now.Add(-time.Minute)) || !still.MovedOn("where", now.Add(-2*time.Minute)) || !still.MovedOn("phone", now.Add(-time.Minute)) {
		t.Error("a question that is still open is dropped, or one that is not is asked")
	}
}

// Whoever brings a code has written: its answer may go at night.
func TestACodeIsAWord(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	k.From = "sms:+8613900000102"
	k.Step(said("7XKQ2MHTRA"))
	if k.State.LastAt.IsZero() {
		t.Error("nobody has written")
	}
}

// TestOptedOutAtTheProvider: a provider that refuses (21610) and one that understood a
// word of its own are obeyed, and START brings back.
func TestOptedOutAtTheProvider(t *testing.T) {
	for _, c := range []struct {
		name     string
		away     dialog.Input
		back     dialog.Input
		answered bool // by us
	}{
		{"refused at the provider", dialog.Input{Kind: dialog.Blocked}, said("START"), false},
		{"refused, and we answer the words", dialog.Input{Kind: dialog.Blocked}, said("unstop"), true},
		{"a word only the provider knows", dialog.Input{Kind: dialog.Said, Text: "no molesten", Keyword: "stop"}, dialog.Input{Kind: dialog.Said, Text: "volver", Keyword: "START"}, false},
		{"the provider's yes", dialog.Input{Kind: dialog.Blocked}, said("YES"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, id := handedOff(t)
			k.Script.OptOut = say.OptOutProvider
			if c.answered {
				k.Script.OptOut = say.OptOutOurs
			}
			if turn := k.Step(c.away); len(turn.Replies) > 0 {
				t.Errorf("it is answered: %+v", turn.Replies)
			}
			if turn := k.Step(said("那边路灯又坏了一个")); len(turn.Replies) > 0 || !k.State.Stopped && !k.State.Blocked {
				t.Errorf("more is said: %+v", turn.Replies)
			}
			turn := k.Step(c.back)
			if k.State.Stopped || k.State.Blocked || len(turn.Replies) > 0 != c.answered {
				t.Errorf("back: stopped %v, blocked %v, said %+v", k.State.Stopped, k.State.Blocked, turn.Replies)
			}
			var reach []string
			for _, change := range turn.Changes {
				if change.Kind == dialog.ChangeReach {
					reach = append(reach, change.Value)
				}
			}
			if !slices.Contains(reach, "started") || c.away.Kind == dialog.Blocked && !slices.Contains(reach, "unblocked") {
				t.Errorf("agents see %q", reach)
			}
			k.Script.OptOut = ""
			turn = k.Step(dialog.Input{Kind: dialog.Said, Text: "进度"})
			if len(turn.Replies) != 1 || !strings.Contains(turn.Replies[0].Text, string(id)) {
				t.Errorf("then the bot says %+v", turn.Replies)
			}
		})
	}
}
