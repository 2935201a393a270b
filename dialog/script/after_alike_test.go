package script_test

import (
	"errors"
	"strings"
	"testing"

	"frontdoor/dialog"
)

// alike is the town finding another resident's case a few steps away.
func alike(id, other dialog.CaseID, at dialog.Address) dialog.Input {
	return dialog.Input{Kind: dialog.Happens, Case: id, Into: other, IntoAt: at, Change: &dialog.Change{Kind: dialog.ChangeAlike, Value: string(other)}}
}

// TestAlreadyReported: the question is asked once, in words that say nothing of the other
// resident; yes lets both go on together, anything else leaves the case its own.
func TestAlreadyReported(t *testing.T) {
	for _, c := range []struct {
		say    string
		said   string // in the answer
		merged bool
	}{
		{"1", "和那件一起办", true},
		{"是的,就是那盏灯", "和那件一起办", true},
		{"[yes]", "和那件一起办", true},
		{"2", "单独办", false},
		{"不是", "单独办", false},
		{"同一盏灯", "和那件一起办", true},
		{"yes, the same one", "go on together", true},
		{"不是那盏,是旁边的", "单独办", false},
		{"灯杆有点歪", "收到，已补充到", false},
		{"救命,着火了", "119", false},
	} {
		s, ids := newStreet(t, hui, min)
		k := s.talks[min]
		before := len(k.Replies)
		k.Step(alike(ids[1], ids[0], hui))
		asked := s.texts(min, before)
		if k.Refused != nil || !strings.Contains(asked, "是同一件吗？1是，一起跟进 2不是") || strings.Contains(asked, "JH-") || strings.Contains(asked, "139") {
			t.Fatalf("asked %q, %v", asked, k.Refused)
		}
		if q := k.State.Asking; q == nil || len(q.Choices) != 2 {
			t.Fatalf("asking %+v", q)
		}
		if k.Step(alike(ids[1], ids[0], hui)); !errors.Is(k.Refused, dialog.ErrBadAct) {
			t.Errorf("asked in the middle of a question: %v", k.Refused)
		}
		before = len(k.Replies)
		if strings.HasPrefix(c.say, "[") {
			k.Step(dialog.Input{Kind: dialog.Said, Choice: strings.Trim(c.say, "[]")})
		} else {
			k.Step(dialog.Input{Kind: dialog.Said, Text: c.say})
		}
		s.carry()
		if got := s.texts(min, before); !strings.Contains(got, c.said) {
			t.Errorf("%s: answered %q", c.say, got)
		}
		m, joined := s.matter(min, ids[1]), s.matter(hui, ids[0]).Joined
		if (m.Merged != nil) != c.merged || (len(joined) == 1) != c.merged || m.Status != dialog.Unclaimed {
			t.Errorf("%s: merged %v, joined %v, %s", c.say, m.Merged, joined, m.Status)
		}
	}
}

// TestFollowedCasesEndTogether: whoever follows hears of the outcome; where the other case
// was closed meanwhile, the own one goes on by itself.
func TestFollowedCasesEndTogether(t *testing.T) {
	s, ids := newStreet(t, hui, min)
	s.talks[min].Step(alike(ids[1], ids[0], hui))
	s.talks[min].Step(dialog.Input{Kind: dialog.Said, Text: "1"})
	s.carry()
	before := len(s.talks[min].Replies)
	if err := s.act(hui, dialog.Input{Kind: dialog.Close, Case: ids[0], Text: "灯换好了"}); err != nil {
		t.Fatal(err)
	}
	s.carry()
	if got := s.texts(min, before); !strings.Contains(got, "灯换好了") || !strings.Contains(got, string(ids[1])) {
		t.Errorf("told %q", got)
	}

	s, ids = newStreet(t, hui, min)
	s.talks[min].Step(alike(ids[1], ids[0], hui))
	if err := s.act(hui, dialog.Input{Kind: dialog.Close, Case: ids[0], Text: "灯换好了"}); err != nil {
		t.Fatal(err)
	}
	s.talks[min].Step(dialog.Input{Kind: dialog.Said, Text: "1"})
	s.carry()
	if m := s.matter(min, ids[1]); m.Merged != nil || m.Status != dialog.Unclaimed {
		t.Errorf("goes on with what was closed: %v %s", m.Merged, m.Status)
	}
}

// TestWhenItIsNotAsked: nobody is asked in the middle of something else, after STOP, or
// where an agent has the word already.
func TestWhenItIsNotAsked(t *testing.T) {
	for name, before := range map[string]dialog.Input{
		"claimed":         {Kind: dialog.Claim, Agent: "wu", Name: "吴姐"},
		"stopped":         {Kind: dialog.Said, Text: "STOP"},
		"another matter":  {Kind: dialog.Said, Text: "还有一件事,老板拖欠我两个月工资9000元"},
		"in danger":       {Kind: dialog.Said, Text: "我不想活了"},
		"taken back here": {Kind: dialog.MarkGone, Agent: "wu", To: dialog.GoneDied},
	} {
		s, ids := newStreet(t, hui, min)
		before.Case = ids[1]
		k := s.talks[min]
		k.Step(before)
		said := len(k.Replies)
		if k.Step(alike(ids[1], ids[0], hui)); k.Refused == nil || len(k.Replies) > said {
			t.Errorf("%s: asked %q", name, s.texts(min, said))
		}
	}
	s, ids := newStreet(t, hui, min)
	if s.talks[min].Step(alike(ids[1], ids[0], min)); s.talks[min].Refused == nil {
		t.Error("asked about an own case")
	}
}
