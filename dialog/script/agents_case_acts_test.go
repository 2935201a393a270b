package script_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/say"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// handedOff is a talk whose case waits for a person.
func handedOff(t *testing.T) (*transcript.Talk, dialog.CaseID) {
	t.Helper()
	k := newTalk(t, script.ScriptFor(t))
	k.From = "sms:+8613900000102"
	for _, line := range []string{"七星村的路灯坏了", "1"} {
		k.Step(said(line))
		if until := k.State.BurstUntil(); !until.IsZero() {
			k.Pass(until)
		}
	}
	m := k.State.CurrentMatter()
	if m == nil || m.Status != dialog.Unclaimed {
		t.Fatalf("not handed off: %+v", m)
	}
	return k, m.ID
}

func TestWhatAgentsMayDo(t *testing.T) {
	wu := func(kind dialog.InputKind, text string) dialog.Input {
		return dialog.Input{Kind: kind, Agent: "wu", Name: "吴姐", Text: text}
	}
	li := func(kind dialog.InputKind, text string) dialog.Input {
		return dialog.Input{Kind: kind, Agent: "li", Name: "李哥", Text: text}
	}
	forced := func(in dialog.Input) dialog.Input { in.Force = true; return in }
	held := &dialog.HeldError{Owner: "wu"}
	for _, c := range []struct {
		name   string
		acts   []dialog.Input
		want   error // of the last act
		owner  string
		status dialog.Status
	}{
		{"claim", []dialog.Input{wu(dialog.Claim, "")}, nil, "wu", dialog.InProgress},
		{"claim twice is the same claim", []dialog.Input{wu(dialog.Claim, ""), wu(dialog.Claim, "")}, nil, "wu", dialog.InProgress},
		{"another's claim", []dialog.Input{wu(dialog.Claim, ""), li(dialog.Claim, "")}, held, "wu", dialog.InProgress},
		{"another's claim by force", []dialog.Input{wu(dialog.Claim, ""), forced(li(dialog.Claim, ""))}, nil, "li", dialog.InProgress},
		{"a reply claims", []dialog.Input{wu(dialog.AgentReply, "您好")}, nil, "wu", dialog.InProgress},
		{"a reply into another's case", []dialog.Input{wu(dialog.Claim, ""), li(dialog.AgentReply, "您好")}, held, "wu", dialog.InProgress},
		{"an empty reply", []dialog.Input{wu(dialog.AgentReply, "  ")}, dialog.ErrBadAct, "", dialog.Unclaimed},
		{"a note claims nothing", []dialog.Input{wu(dialog.AgentNote, "看过")}, nil, "", dialog.Unclaimed},
		{"an empty note", []dialog.Input{wu(dialog.AgentNote, "")}, dialog.ErrBadAct, "", dialog.Unclaimed},
		{"release", []dialog.Input{wu(dialog.Claim, ""), wu(dialog.Release, "下班")}, nil, "", dialog.Unclaimed},
		{"release what is nobody's", []dialog.Input{wu(dialog.Release, "")}, dialog.ErrNotOwner, "", dialog.Unclaimed},
		{"release another's", []dialog.Input{wu(dialog.Claim, ""), li(dialog.Release, "")}, held, "wu", dialog.InProgress},
		{"hand back", []dialog.Input{wu(dialog.Claim, ""), wu(dialog.HandBack, "")}, nil, "", dialog.Unclaimed},
		{"hand back another's", []dialog.Input{wu(dialog.Claim, ""), li(dialog.HandBack, "")}, held, "wu", dialog.InProgress},
		{"recategorise", []dialog.Input{{Kind: dialog.Recategorise, Agent: "wu", Category: "safety"}}, nil, "", dialog.Unclaimed},
		{"recategorise to nothing", []dialog.Input{{Kind: dialog.Recategorise, Agent: "wu", Category: "zzz"}}, dialog.ErrBadAct, "", dialog.Unclaimed},
		{"close", []dialog.Input{wu(dialog.Close, "修好了")}, nil, "wu", dialog.Resolved},
		{"close without words", []dialog.Input{wu(dialog.Close, "")}, dialog.ErrBadAct, "", dialog.Unclaimed},
		{"close with an unknown outcome", []dialog.Input{{Kind: dialog.Close, Agent: "wu", Text: "好了", Outcome: "great"}}, dialog.ErrBadAct, "", dialog.Unclaimed},
		{"close another's", []dialog.Input{wu(dialog.Claim, ""), li(dialog.Close, "好了")}, held, "wu", dialog.InProgress},
		{"reply after closing", []dialog.Input{wu(dialog.Close, "修好了"), wu(dialog.AgentReply, "还有")}, dialog.ErrClosed, "wu", dialog.Resolved},
		{"claim after closing", []dialog.Input{wu(dialog.Close, "修好了"), li(dialog.Claim, "")}, dialog.ErrClosed, "wu", dialog.Resolved},
		{"a note after closing", []dialog.Input{wu(dialog.Close, "修好了"), li(dialog.AgentNote, "记一笔")}, nil, "wu", dialog.Resolved},
		{"nobody acts", []dialog.Input{{Kind: dialog.Claim}}, dialog.ErrBadAct, "", dialog.Unclaimed},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, id := handedOff(t)
			for _, in := range c.acts {
				in.Case = id
				k.Step(in)
			}
			var h, want *dialog.HeldError
			if errors.As(c.want, &want) {
				if !errors.As(k.Refused, &h) || h.Owner != want.Owner || h.Name != "吴姐" {
					t.Errorf("refused %v, want held by %s", k.Refused, want.Owner)
				}
			} else if !errors.Is(k.Refused, c.want) {
				t.Errorf("refused %v, want %v", k.Refused, c.want)
			}
			if m := k.State.Matter(id); m.Owner != c.owner || m.Status != c.status {
				t.Errorf("owner %q status %s, want %q %s", m.Owner, m.Status, c.owner, c.status)
			}
		})
	}
	t.Run("no such case", func(t *testing.T) {
		k, _ := handedOff(t)
		k.Step(dialog.Input{Kind: dialog.Claim, Agent: "wu", Case: "JH-00-00000-0"})
		if !errors.Is(k.Refused, dialog.ErrNoCase) {
			t.Errorf("refused %v", k.Refused)
		}
	})
}

// TestWhoHasItNow: whoever heard from one agent is told when another one has the case, once,
// and not when nobody had written before or the same one comes back.
func TestWhoHasItNow(t *testing.T) {
	by := func(login string, kind dialog.InputKind, text string) dialog.Input {
		return dialog.Input{Kind: kind, Agent: login, Name: login, Text: text, Force: kind == dialog.Claim && login == "lin"}
	}
	for _, c := range []struct {
		name string
		acts []dialog.Input
		want int // how often the resident is told
	}{
		{"nobody wrote", []dialog.Input{by("wu", dialog.Claim, ""), by("wu", dialog.Release, "下班"), by("li", dialog.Claim, "")}, 0},
		{"put back and taken by another", []dialog.Input{by("wu", dialog.AgentReply, "明天来"), by("wu", dialog.Release, "下班"), by("li", dialog.Claim, ""), by("li", dialog.AgentReply, "我来了")}, 1},
		{"put back, and another answers at once", []dialog.Input{by("wu", dialog.AgentReply, "明天来"), by("wu", dialog.Release, "下班"), by("li", dialog.AgentReply, "我来了")}, 1},
		{"taken over", []dialog.Input{by("wu", dialog.AgentReply, "明天来"), by("lin", dialog.Claim, "")}, 1},
		{"taken back by the same one", []dialog.Input{by("wu", dialog.AgentReply, "明天来"), by("wu", dialog.Release, "下班"), by("wu", dialog.Claim, "")}, 0},
		{"there and back", []dialog.Input{by("wu", dialog.AgentReply, "明天来"), by("lin", dialog.Claim, ""), by("lin", dialog.Release, "还是吴姐"), by("wu", dialog.Claim, "")}, 2},
	} {
		k, id := handedOff(t)
		told := 0
		for _, in := range c.acts {
			in.Case = id
			before := len(k.Replies)
			k.Step(in)
			for _, r := range k.Replies[before:] {
				if r.By == dialog.ByBot && strings.Contains(r.Text, in.Agent) {
					told++
				}
			}
		}
		if told != c.want {
			t.Errorf("%s: told %d times, want %d", c.name, told, c.want)
		}
	}
}

// TestClosingTellsTheResident: the outcome's words go out, and the score is asked for
// once each closing.
func TestClosingTellsTheResident(t *testing.T) {
	k, id := handedOff(t)
	k.Step(dialog.Input{Kind: dialog.Close, Agent: "wu", Case: id, Outcome: dialog.Partly, Text: "灯修了一半"})
	last := k.Replies[len(k.Replies)-1]
	if last.By != dialog.ByAgent || last.Asks != dialog.AskScore || len(last.Choices) != 3 {
		t.Errorf("reply %+v", last)
	}
	if m := k.State.Matter(id); m.Outcome != dialog.Partly {
		t.Errorf("outcome %s", m.Outcome)
	}
}

// TestTwoAlertsAtTheDuty: a duty address remembers each alert once, and says nothing.
func TestTwoAlertsAtTheDuty(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	k.From = dialog.DutyAddress
	for range 2 {
		k.Step(dialog.Input{Kind: dialog.Delivery, Letter: &dialog.Letter{ID: "alert:1", Kind: dialog.LetterAlert, Case: "JH-07-00001-9"}})
	}
	for i := range 2 * script.MostAlerts {
		k.Step(dialog.Input{Kind: dialog.Delivery, Letter: &dialog.Letter{ID: strconv.Itoa(i), Kind: dialog.LetterAlert}})
	}
	if len(k.State.Alerts) != script.MostAlerts || len(k.Replies) > 0 {
		t.Errorf("%d alerts kept, %d replies", len(k.State.Alerts), len(k.Replies))
	}
}

// TestTwoMachinesDoNotTalkForEver: the bot stops itself, tells a person, and still
// shows a card.
func TestTwoMachinesDoNotTalkForEver(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	k.From = "sms:+8613900000102"
	for range 60 {
		k.Step(said("帮助"))
		k.Now = k.Now.Add(20e9)
	}
	if n := len(k.Replies); n > 20 {
		t.Errorf("%d replies within twenty minutes", n)
	}
	m := k.State.CurrentMatter()
	if m == nil || m.Status != dialog.Unclaimed || !slices.Contains(m.Flags, dialog.FlagHuman) {
		t.Errorf("no person was told: %+v", m)
	}
	k.Step(said("着火了"))
	if last := k.Replies[len(k.Replies)-1]; !last.Safety {
		t.Errorf("no card after the bot stopped itself: %+v", last)
	}
}

// TestWhoAnswersStop: the provider by default; ours when the town chose so, once.
func TestWhoAnswersStop(t *testing.T) {
	for who, want := range map[string]int{"provider": 0, "ours": 1} {
		sc := script.ScriptFor(t)
		sc.OptOut = who
		k := newTalk(t, sc)
		k.From = "sms:+8613900000102"
		k.Step(said("STOP"))
		k.Step(said("STOP"))
		if len(k.Replies) != want || !k.State.Stopped {
			t.Errorf("%s: %d replies, want %d", who, len(k.Replies), want)
		}
	}
}

// TestIdiomsRaiseNoAlarm: figures of speech, the past, the news and the negated.
func TestIdiomsRaiseNoAlarm(t *testing.T) {
	sc := script.ScriptFor(t)
	for _, words := range []string{
		"楼上吵得我气得要死", "this job is killing me", "去年我家着过火,现在想申请补助", "没有着火,就是路灯坏了",
		"电视里说有人跳楼了", "忙得要死,工资还没发", "I was fired last week and they owe me wages",
	} {
		k := newTalk(t, sc)
		k.Step(said(words))
		k.Pass(k.State.BurstUntil())
		if len(k.Letters) > 0 || k.State.CurrentMatter().Alerted {
			t.Errorf("%q raised an alarm", words)
		}
	}
}

// TestOneAnswerToAKeyword: what the provider answers is not answered again by us, and
// what it does not know is.
func TestOneAnswerToAKeyword(t *testing.T) {
	for _, c := range []struct {
		who   string
		words []string
		said  int // by us, to the last of the words
	}{
		{say.OptOutProvider, []string{"HELP"}, 0},
		{say.OptOutProvider, []string{"info"}, 0},
		{say.OptOutProvider, []string{"帮助"}, 1},
		{say.OptOutProvider, []string{"STOP"}, 0},
		{say.OptOutProvider, []string{"退订"}, 1},
		{say.OptOutProvider, []string{"TD"}, 1},
		{say.OptOutProvider, []string{"STOP", "START"}, 0},
		{say.OptOutProvider, []string{"STOP", "YES"}, 0},
		{say.OptOutProvider, []string{"路灯坏了", "STOP", "UNSTOP"}, 1}, // the open question goes on
		{say.OptOutOurs, []string{"HELP"}, 1},
		{say.OptOutOurs, []string{"STOP"}, 1},
		{say.OptOutOurs, []string{"STOP", "START"}, 1},
		{"", []string{"HELP"}, 1},
		{"", []string{"STOP"}, 0},
	} {
		sc := script.ScriptFor(t)
		sc.OptOut = c.who
		k := newTalk(t, sc)
		k.From = "sms:+8613900000102"
		var last dialog.Turn
		for _, w := range c.words {
			last = k.Step(said(w))
			if until := k.State.BurstUntil(); !until.IsZero() {
				k.Pass(until)
			}
		}
		if len(last.Replies) != c.said {
			t.Errorf("%q %v: %d answers, want %d", c.who, c.words, len(last.Replies), c.said)
		}
		if word := c.words[len(c.words)-1]; k.State.Stopped != (word == "STOP" || word == "退订" || word == "TD") {
			t.Errorf("%q %v: stopped %v", c.who, c.words, k.State.Stopped)
		}
	}
}
