package dialog

import (
	"errors"
	"testing"
)

// handedOff is a talk whose case waits for a person.
func handedOff(t *testing.T) (*talk, CaseID) {
	t.Helper()
	k := newTalk(t, script(t))
	k.from = "sms:+8613900000102"
	for _, line := range []string{"七星村的路灯坏了", "1"} {
		k.step(said(line))
		if until := k.s.BurstUntil(); !until.IsZero() {
			k.pass(until)
		}
	}
	m := k.s.CurrentMatter()
	if m == nil || m.Status != Unclaimed {
		t.Fatalf("not handed off: %+v", m)
	}
	return k, m.ID
}

func TestWhatAgentsMayDo(t *testing.T) {
	wu := func(kind InputKind, text string) Input {
		return Input{Kind: kind, Agent: "wu", Name: "吴姐", Text: text}
	}
	li := func(kind InputKind, text string) Input {
		return Input{Kind: kind, Agent: "li", Name: "李哥", Text: text}
	}
	forced := func(in Input) Input { in.Force = true; return in }
	held := &HeldError{Owner: "wu"}
	for _, c := range []struct {
		name   string
		acts   []Input
		want   error // of the last act
		owner  string
		status Status
	}{
		{"claim", []Input{wu(Claim, "")}, nil, "wu", InProgress},
		{"claim twice is the same claim", []Input{wu(Claim, ""), wu(Claim, "")}, nil, "wu", InProgress},
		{"another's claim", []Input{wu(Claim, ""), li(Claim, "")}, held, "wu", InProgress},
		{"another's claim by force", []Input{wu(Claim, ""), forced(li(Claim, ""))}, nil, "li", InProgress},
		{"a reply claims", []Input{wu(AgentReply, "您好")}, nil, "wu", InProgress},
		{"a reply into another's case", []Input{wu(Claim, ""), li(AgentReply, "您好")}, held, "wu", InProgress},
		{"an empty reply", []Input{wu(AgentReply, "  ")}, ErrBadAct, "", Unclaimed},
		{"a note claims nothing", []Input{wu(AgentNote, "看过")}, nil, "", Unclaimed},
		{"an empty note", []Input{wu(AgentNote, "")}, ErrBadAct, "", Unclaimed},
		{"release", []Input{wu(Claim, ""), wu(Release, "下班")}, nil, "", Unclaimed},
		{"release what is nobody's", []Input{wu(Release, "")}, ErrNotOwner, "", Unclaimed},
		{"release another's", []Input{wu(Claim, ""), li(Release, "")}, held, "wu", InProgress},
		{"hand back", []Input{wu(Claim, ""), wu(HandBack, "")}, nil, "", Unclaimed},
		{"hand back another's", []Input{wu(Claim, ""), li(HandBack, "")}, held, "wu", InProgress},
		{"recategorise", []Input{{Kind: Recategorise, Agent: "wu", Category: "safety"}}, nil, "", Unclaimed},
		{"recategorise to nothing", []Input{{Kind: Recategorise, Agent: "wu", Category: "zzz"}}, ErrBadAct, "", Unclaimed},
		{"close", []Input{wu(Close, "修好了")}, nil, "wu", Resolved},
		{"close without words", []Input{wu(Close, "")}, ErrBadAct, "", Unclaimed},
		{"close with an unknown outcome", []Input{{Kind: Close, Agent: "wu", Text: "好了", Outcome: "great"}}, ErrBadAct, "", Unclaimed},
		{"close another's", []Input{wu(Claim, ""), li(Close, "好了")}, held, "wu", InProgress},
		{"reply after closing", []Input{wu(Close, "修好了"), wu(AgentReply, "还有")}, ErrClosed, "wu", Resolved},
		{"claim after closing", []Input{wu(Close, "修好了"), li(Claim, "")}, ErrClosed, "wu", Resolved},
		{"a note after closing", []Input{wu(Close, "修好了"), li(AgentNote, "记一笔")}, nil, "wu", Resolved},
		{"nobody acts", []Input{{Kind: Claim}}, ErrBadAct, "", Unclaimed},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, id := handedOff(t)
			for _, in := range c.acts {
				in.Case = id
				k.step(in)
			}
			var h, want *HeldError
			if errors.As(c.want, &want) {
				if !errors.As(k.refused, &h) || h.Owner != want.Owner || h.Name != "吴姐" {
					t.Errorf("refused %v, want held by %s", k.refused, want.Owner)
				}
			} else if !errors.Is(k.refused, c.want) {
				t.Errorf("refused %v, want %v", k.refused, c.want)
			}
			if m := k.s.Matter(id); m.Owner != c.owner || m.Status != c.status {
				t.Errorf("owner %q status %s, want %q %s", m.Owner, m.Status, c.owner, c.status)
			}
		})
	}
	t.Run("no such case", func(t *testing.T) {
		k, _ := handedOff(t)
		k.step(Input{Kind: Claim, Agent: "wu", Case: "JH-00-00000-0"})
		if !errors.Is(k.refused, ErrNoCase) {
			t.Errorf("refused %v", k.refused)
		}
	})
}

// TestClosingTellsTheResident: the outcome's words go out, and the score is asked for
// once each closing.
func TestClosingTellsTheResident(t *testing.T) {
	k, id := handedOff(t)
	k.step(Input{Kind: Close, Agent: "wu", Case: id, Outcome: Partly, Text: "灯修了一半"})
	last := k.replies[len(k.replies)-1]
	if last.By != ByAgent || last.Asks != AskScore || len(last.Choices) != 3 {
		t.Errorf("reply %+v", last)
	}
	if m := k.s.Matter(id); m.Outcome != Partly {
		t.Errorf("outcome %s", m.Outcome)
	}
}

// TestTwoAlertsAtTheDuty: a duty address remembers each alert once, and says nothing.
func TestTwoAlertsAtTheDuty(t *testing.T) {
	k := newTalk(t, script(t))
	k.from = DutyAddress
	for range 2 {
		k.step(Input{Kind: Delivery, Letter: &Letter{ID: "alert:1", Kind: LetterAlert, Case: "JH-07-00001-9"}})
	}
	for i := range 2 * mostAlerts {
		k.step(Input{Kind: Delivery, Letter: &Letter{ID: itoa(i), Kind: LetterAlert}})
	}
	if len(k.s.Alerts) != mostAlerts || len(k.replies) > 0 {
		t.Errorf("%d alerts kept, %d replies", len(k.s.Alerts), len(k.replies))
	}
}

// TestTwoMachinesDoNotTalkForEver: the bot stops itself, tells a person, and still
// shows a card.
func TestTwoMachinesDoNotTalkForEver(t *testing.T) {
	k := newTalk(t, script(t))
	k.from = "sms:+8613900000102"
	for range 60 {
		k.step(said("帮助"))
		k.now = k.now.Add(20e9)
	}
	if n := len(k.replies); n > 20 {
		t.Errorf("%d replies within twenty minutes", n)
	}
	m := k.s.CurrentMatter()
	if m == nil || m.Status != Unclaimed || indexOfFlag(m.Flags, FlagHuman) < 0 {
		t.Errorf("no person was told: %+v", m)
	}
	k.step(said("着火了"))
	if last := k.replies[len(k.replies)-1]; !last.Safety {
		t.Errorf("no card after the bot stopped itself: %+v", last)
	}
}

// TestWhoAnswersStop: the provider by default; ours when the town chose so, once.
func TestWhoAnswersStop(t *testing.T) {
	for who, want := range map[string]int{"provider": 0, "ours": 1} {
		sc := script(t)
		sc.OptOut = who
		k := newTalk(t, sc)
		k.from = "sms:+8613900000102"
		k.step(said("STOP"))
		k.step(said("STOP"))
		if len(k.replies) != want || !k.s.Stopped {
			t.Errorf("%s: %d replies, want %d", who, len(k.replies), want)
		}
	}
}

// TestIdiomsRaiseNoAlarm: figures of speech, the past, the news and the negated.
func TestIdiomsRaiseNoAlarm(t *testing.T) {
	sc := script(t)
	for _, words := range []string{
		"楼上吵得我气得要死", "this job is killing me", "去年我家着过火,现在想申请补助", "没有着火,就是路灯坏了",
		"电视里说有人跳楼了", "忙得要死,工资还没发", "I was fired last week and they owe me wages",
	} {
		k := newTalk(t, sc)
		k.step(said(words))
		k.pass(k.s.BurstUntil())
		if len(k.letters) > 0 || k.s.CurrentMatter().Alerted {
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
		{OptOutProvider, []string{"HELP"}, 0},
		{OptOutProvider, []string{"info"}, 0},
		{OptOutProvider, []string{"帮助"}, 1},
		{OptOutProvider, []string{"STOP"}, 0},
		{OptOutProvider, []string{"退订"}, 1},
		{OptOutProvider, []string{"TD"}, 1},
		{OptOutProvider, []string{"STOP", "START"}, 0},
		{OptOutProvider, []string{"STOP", "YES"}, 0},
		{OptOutProvider, []string{"路灯坏了", "STOP", "UNSTOP"}, 1}, // the open question goes on
		{OptOutOurs, []string{"HELP"}, 1},
		{OptOutOurs, []string{"STOP"}, 1},
		{OptOutOurs, []string{"STOP", "START"}, 1},
		{"", []string{"HELP"}, 1},
		{"", []string{"STOP"}, 0},
	} {
		sc := script(t)
		sc.OptOut = c.who
		k := newTalk(t, sc)
		k.from = "sms:+8613900000102"
		var last Turn
		for _, w := range c.words {
			last = k.step(said(w))
			if until := k.s.BurstUntil(); !until.IsZero() {
				k.pass(until)
			}
		}
		if len(last.Replies) != c.said {
			t.Errorf("%q %v: %d answers, want %d", c.who, c.words, len(last.Replies), c.said)
		}
		if word := c.words[len(c.words)-1]; k.s.Stopped != (word == "STOP" || word == "退订" || word == "TD") {
			t.Errorf("%q %v: stopped %v", c.who, c.words, k.s.Stopped)
		}
	}
}
