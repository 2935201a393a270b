package script_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/transcript"
)

// byWu is an act of the agent wu on a case.
func byWu(kind dialog.InputKind, id dialog.CaseID, text string) dialog.Input {
	return dialog.Input{Kind: kind, Agent: "wu", Name: "吴姐", Case: id, Text: text}
}

// wake lets time pass to the next wake-up, and gives what was said meanwhile.
func wake(k *transcript.Talk, at time.Time) []string {
	before := len(k.Replies)
	k.Pass(at)
	var said []string
	for _, r := range k.Replies[before:] {
		said = append(said, r.Text)
	}
	return said
}

// TestHeldActs: what is held goes out once when its time has come, or before the next
// act; taken back, it was never said.
func TestHeldActs(t *testing.T) {
	held := func(kind dialog.InputKind, id dialog.CaseID, text string) dialog.Input {
		in := byWu(kind, id, text)
		in.Hold = 5 * time.Second
		return in
	}
	for _, c := range []struct {
		name string
		acts func(dialog.CaseID) []dialog.Input
		said []string // by agents, in the end
		want error    // of the last act
		at   dialog.Status
	}{
		{"a reply goes out", func(id dialog.CaseID) []dialog.Input { return []dialog.Input{held(dialog.AgentReply, id, "明天来")} },
			[]string{"明天来"}, nil, dialog.InProgress},
		{"a reply is taken back", func(id dialog.CaseID) []dialog.Input {
			return []dialog.Input{held(dialog.AgentReply, id, "明天来"), byWu(dialog.TakeBack, id, "")}
		}, nil, nil, dialog.InProgress},
		{"nothing to take back", func(id dialog.CaseID) []dialog.Input { return []dialog.Input{byWu(dialog.TakeBack, id, "")} },
			nil, dialog.ErrGone, dialog.Unclaimed},
		{"two replies keep their order", func(id dialog.CaseID) []dialog.Input {
			return []dialog.Input{held(dialog.AgentReply, id, "一"), held(dialog.AgentReply, id, "二"), byWu(dialog.AgentReply, id, "三")}
		}, []string{"一", "二", "三"}, nil, dialog.InProgress},
		{"closing lets the reply go first", func(id dialog.CaseID) []dialog.Input {
			return []dialog.Input{held(dialog.AgentReply, id, "一"), byWu(dialog.Close, id, "修好了")}
		}, []string{"一", "修好了"}, nil, dialog.Resolved},
		{"a closing goes out", func(id dialog.CaseID) []dialog.Input { return []dialog.Input{held(dialog.Close, id, "修好了")} },
			[]string{"修好了"}, nil, dialog.Resolved},
		{"a closing is taken back", func(id dialog.CaseID) []dialog.Input {
			return []dialog.Input{held(dialog.Close, id, "修好了"), byWu(dialog.TakeBack, id, "")}
		}, nil, nil, dialog.InProgress},
		{"handing back is taken back", func(id dialog.CaseID) []dialog.Input {
			return []dialog.Input{byWu(dialog.Claim, id, ""), held(dialog.HandBack, id, ""), byWu(dialog.TakeBack, id, "")}
		}, nil, nil, dialog.InProgress},
		{"handing back happens", func(id dialog.CaseID) []dialog.Input {
			return []dialog.Input{byWu(dialog.Claim, id, ""), held(dialog.HandBack, id, "")}
		}, nil, nil, dialog.Unclaimed},
		{"another agent cannot take it back", func(id dialog.CaseID) []dialog.Input {
			other := byWu(dialog.TakeBack, id, "")
			other.Agent = "li"
			return []dialog.Input{held(dialog.AgentReply, id, "明天来"), other}
		}, []string{"明天来"}, &dialog.HeldError{Owner: "wu"}, dialog.InProgress},
		{"another's refused act lets nothing go", func(id dialog.CaseID) []dialog.Input {
			other := byWu(dialog.AgentReply, id, "我来")
			other.Agent = "li"
			return []dialog.Input{held(dialog.AgentReply, id, "明天来"), other, byWu(dialog.TakeBack, id, "")}
		}, nil, nil, dialog.InProgress},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, id := handedOff(t)
			for _, in := range c.acts(id) {
				k.Step(in)
			}
			refused := k.Refused
			k.Pass(k.Now.Add(time.Minute))
			k.Pass(k.Now.Add(time.Minute)) // and not again
			var said []string
			for _, r := range k.Replies {
				if r.By == dialog.ByAgent {
					said = append(said, r.Text)
				}
			}
			if !slices.EqualFunc(said, c.said, func(got, want string) bool { return strings.Contains(got, want) }) {
				t.Errorf("said %q, want %q", said, c.said)
			}
			var heldBy *dialog.HeldError
			if !errors.Is(refused, c.want) && !(errors.As(c.want, &heldBy) && errors.As(refused, &heldBy)) {
				t.Errorf("refused %v, want %v", refused, c.want)
			}
			if m := k.State.Matter(id); m.Status != c.at || m.Held != nil {
				t.Errorf("stands at %s, held %+v", m.Status, m.Held)
			}
		})
	}
}

// TestHeldWhileTheResidentWrites: whatever they write, it goes out no earlier than it
// would have, can be taken back until then, and goes out once.
func TestHeldWhileTheResidentWrites(t *testing.T) {
	for _, words := range []string{"好的", "进度", "人工", "家里煤气味好重", "还有一件事,路灯坏了", "算了", "STOP", "我的数据"} {
		k, id := handedOff(t)
		in := byWu(dialog.AgentReply, id, "明天来")
		in.Hold = 10 * time.Second
		k.Step(in)
		k.Pass(k.Now.Add(3 * time.Second))
		k.Step(said(words))
		early := wake(k, k.Now.Add(5*time.Second))
		if m := k.State.Matter(id); m.Held == nil || strings.Contains(strings.Join(early, "\n"), "明天来") {
			t.Errorf("%q lets it go: %q", words, early)
		}
		if late := wake(k, k.Now.Add(time.Minute)); k.State.Matter(id).Held != nil || strings.Count(strings.Join(late, "\n"), "明天来") != 1 {
			t.Errorf("after %q it never goes out: %q", words, late)
		}
	}
}

// TestCasesPutAside: they come back by themselves, or when the resident speaks, and a
// question is asked again once.
func TestCasesPutAside(t *testing.T) {
	aside := func(id dialog.CaseID, s dialog.Status, text string, until time.Time) dialog.Input {
		in := byWu(dialog.PutAside, id, text)
		in.Status, in.Until = s, until
		return in
	}
	stands := func(t *testing.T, k *transcript.Talk, id dialog.CaseID, want dialog.Status) {
		t.Helper()
		if m := k.State.Matter(id); m.Status != want || m.Owner != "wu" {
			t.Errorf("stands at %s with %q, want %s", m.Status, m.Owner, want)
		}
	}
	t.Run("snoozed until tomorrow", func(t *testing.T) {
		k, id := handedOff(t)
		until := k.Now.Add(24 * time.Hour)
		k.Step(aside(id, dialog.Snoozed, "等配件", until))
		stands(t, k, id, dialog.Snoozed)
		wake(k, until.Add(-time.Minute))
		stands(t, k, id, dialog.Snoozed)
		if said := wake(k, until); len(said) > 0 {
			t.Errorf("the resident hears %q", said)
		}
		stands(t, k, id, dialog.InProgress)
	})
	t.Run("the resident speaks first", func(t *testing.T) {
		k, id := handedOff(t)
		k.Step(aside(id, dialog.Snoozed, "", k.Now.Add(24*time.Hour)))
		k.Step(said("还有一件事要补充"))
		stands(t, k, id, dialog.InProgress)
		if m := k.State.Matter(id); m.Waits != nil {
			t.Error("it will come back once more")
		}
	})
	t.Run("a department is waited for although the resident speaks", func(t *testing.T) {
		k, id := handedOff(t)
		k.Step(aside(id, dialog.WaitingDepartment, "供电所", time.Time{}))
		k.Step(said("怎么样了"))
		stands(t, k, id, dialog.WaitingDepartment)
		k.Step(aside(id, dialog.InProgress, "", time.Time{}))
		stands(t, k, id, dialog.InProgress)
	})
	t.Run("a department that does not answer is not waited for any longer", func(t *testing.T) {
		k, id := handedOff(t)
		k.Step(aside(id, dialog.WaitingDepartment, "供电所", time.Time{}))
		wake(k, k.Now.Add(71*time.Hour))
		stands(t, k, id, dialog.WaitingDepartment)
		wake(k, k.Now.Add(2*time.Hour))
		stands(t, k, id, dialog.InProgress)
		if m := k.State.Matter(id); m.Owner != "wu" {
			t.Errorf("it comes back to %q", m.Owner)
		}
	})
	t.Run("a question is asked, once more, and comes back after five days", func(t *testing.T) {
		k, id := handedOff(t)
		before := len(k.Replies)
		k.Step(aside(id, dialog.WaitingResident, "发票号是多少", time.Time{}))
		if said := k.Replies[before:]; len(said) != 1 || !strings.Contains(said[0].Text, "发票号是多少") || said[0].By != dialog.ByAgent {
			t.Fatalf("said %+v", said)
		}
		reminders := 0
		for range 10 {
			for _, text := range wake(k, k.Now.Add(12*time.Hour)) {
				if strings.Contains(text, "发票号是多少") {
					reminders++
				}
			}
		}
		if reminders != 1 {
			t.Errorf("reminded %d times", reminders)
		}
		stands(t, k, id, dialog.InProgress)
	})
	t.Run("an agent's word goes on with it", func(t *testing.T) {
		k, id := handedOff(t)
		k.Step(aside(id, dialog.WaitingResident, "发票号是多少", time.Time{}))
		k.Step(byWu(dialog.AgentReply, id, "不用了,查到了"))
		stands(t, k, id, dialog.InProgress)
		if said := wake(k, k.Now.Add(6*24*time.Hour)); len(said) > 0 {
			t.Errorf("then %q", said)
		}
	})
	t.Run("what cannot be", func(t *testing.T) {
		k, id := handedOff(t)
		for _, in := range []dialog.Input{
			aside(id, dialog.Snoozed, "", time.Time{}), aside(id, dialog.Snoozed, "", k.Now.Add(-time.Hour)), aside(id, dialog.Snoozed, "", k.Now.AddDate(3, 0, 0)),
			aside(id, dialog.WaitingResident, " ", time.Time{}), aside(id, dialog.WaitingDepartment, "", time.Time{}),
			aside(id, dialog.Resolved, "", time.Time{}), aside(id, dialog.InProgress, "", time.Time{}),
		} {
			if k.Step(in); !errors.Is(k.Refused, dialog.ErrBadAct) {
				t.Errorf("%s %q: refused %v", in.Status, in.Text, k.Refused)
			}
		}
	})
}

// TestPassedOn: with a reason, by its owner, to one who accepts; until then nothing changes,
// and then its resident is told. What was promised stays.
func TestPassedOn(t *testing.T) {
	k, id := handedOff(t)
	due := k.State.Matter(id).Due
	to := func(text string) dialog.Input {
		in := byWu(dialog.PassOn, id, text)
		in.To, in.ToName = "li", "小李"
		return in
	}
	if k.Step(to("")); !errors.Is(k.Refused, dialog.ErrBadAct) {
		t.Errorf("without a reason: %v", k.Refused)
	}
	k.Step(byWu(dialog.Claim, id, ""))
	said := len(k.Replies)
	k.Step(to("他管路灯"))
	if m := k.State.Matter(id); m.Owner != "wu" || m.Passing == nil || len(k.Replies) != said {
		t.Errorf("not accepted, and yet %+v", m)
	}
	k.Step(byLi(dialog.AcceptPass, id, ""))
	if m := k.State.Matter(id); m.Owner != "li" || m.OwnerName != "小李" || m.Status != dialog.InProgress || !m.Due.Equal(due) || m.Passing != nil {
		t.Errorf("%+v", m)
	}
	if len(k.Replies) != said+1 || !strings.Contains(k.Replies[said].Text, "小李") || strings.Contains(k.Replies[said].Text, "路灯") {
		t.Errorf("the resident got %+v", k.Replies[said:])
	}
	if k.Step(byLi(dialog.AcceptPass, id, "")); !errors.Is(k.Refused, dialog.ErrGone) {
		t.Errorf("accepted twice: %v", k.Refused)
	}
	var held *dialog.HeldError
	if k.Step(to("再转")); !errors.As(k.Refused, &held) {
		t.Errorf("by who no longer holds it: %v", k.Refused)
	}
}

// byLi is what a colleague does.
func byLi(kind dialog.InputKind, id dialog.CaseID, text string) dialog.Input {
	in := byWu(kind, id, text)
	in.Agent, in.Name = "li", "小李"
	return in
}

// TestOffersEnd: declined, taken back, left lying, or by what happens to the case; its owner
// keeps it in each.
func TestOffersEnd(t *testing.T) {
	offer := func(t *testing.T) (*transcript.Talk, dialog.CaseID) {
		k, id := handedOff(t)
		k.Step(byWu(dialog.Claim, id, ""))
		in := byWu(dialog.PassOn, id, "他管路灯")
		in.To, in.ToName = "li", "小李"
		k.Step(in)
		return k, id
	}
	for _, c := range []struct {
		name  string
		does  func(*transcript.Talk, dialog.CaseID)
		want  error
		owner string
		why   string // of the offer's end, "-" where it does not end by itself
	}{
		{"declined", func(k *transcript.Talk, id dialog.CaseID) { k.Step(byLi(dialog.DeclinePass, id, "我休假")) }, nil, "wu", "我休假"},
		{"declined without a word", func(k *transcript.Talk, id dialog.CaseID) { k.Step(byLi(dialog.DeclinePass, id, "")) }, dialog.ErrBadAct, "wu", "-"},
		{"taken back", func(k *transcript.Talk, id dialog.CaseID) { k.Step(byWu(dialog.DeclinePass, id, "")) }, nil, "wu", ""},
		{"by a third", func(k *transcript.Talk, id dialog.CaseID) {
			in := byLi(dialog.DeclinePass, id, "不关他的事")
			in.Agent = "sun"
			k.Step(in)
		}, &dialog.HeldError{Owner: "wu", Name: "吴姐"}, "wu", "-"},
		{"left lying", func(k *transcript.Talk, id dialog.CaseID) { k.Pass(k.State.Matter(id).Passing.Until) }, nil, "wu", dialog.Unanswered},
		{"claimed by whom it was offered to", func(k *transcript.Talk, id dialog.CaseID) { k.Step(byLi(dialog.Claim, id, "")) }, nil, "li", "-"},
		{"answered by whom it was offered to", func(k *transcript.Talk, id dialog.CaseID) { k.Step(byLi(dialog.AgentReply, id, "我来了")) }, nil, "li", "-"},
		{"closed by its owner", func(k *transcript.Talk, id dialog.CaseID) { k.Step(byWu(dialog.Close, id, "修好了")) }, nil, "wu", "-"},
		{"put back by its owner", func(k *transcript.Talk, id dialog.CaseID) { k.Step(byWu(dialog.Release, id, "忙")) }, nil, "", "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, id := offer(t)
			open := c.want != nil
			c.does(k, id)
			if fmt.Sprint(k.Refused) != fmt.Sprint(c.want) {
				t.Errorf("refused %v, want %v", k.Refused, c.want)
			}
			m := k.State.Matter(id)
			if m.Owner != c.owner || (m.Passing != nil) != open {
				t.Errorf("held by %q, offered %+v", m.Owner, m.Passing)
			}
			if _, waits := k.State.Wakes["passing"]; waits != open {
				t.Errorf("wakes %v", k.State.Wakes)
			}
			i := slices.IndexFunc(k.Changes, func(c dialog.Change) bool { return c.Kind == dialog.ChangeDeclined })
			if c.why == "-" != (i < 0) || i >= 0 && k.Changes[i].Text != c.why {
				t.Errorf("ended %v %+v, want %q", i >= 0, k.Changes, c.why)
			}
		})
	}
}

// TestSlotsPutRight: an agent writes as people write, and what is no value is refused.
func TestSlotsPutRight(t *testing.T) {
	for _, c := range []struct {
		slot, text, value string
		want              error
	}{
		{"where", "兴学社区3幢", "兴学社区3幢", nil},
		{"amount", "一千九", "1900", nil},
		{"amount", "很多", "", dialog.ErrBadValue},
		{"phone", "139 0000 0122", "+8613900000122", nil},
		{"phone", "不知道", "", dialog.ErrBadValue},
		{"when", "昨天", "2026-11-22", nil},
		{"name", "张三", "张三", nil},
		{"name", " ", "", dialog.ErrBadAct},
		{"colour", "红", "", dialog.ErrBadAct},
	} {
		k, id := handedOff(t)
		in := byWu(dialog.Correct, id, c.text)
		in.Slot = c.slot
		k.Step(in)
		if !errors.Is(k.Refused, c.want) {
			t.Errorf("%s %q: refused %v, want %v", c.slot, c.text, k.Refused, c.want)
		}
		if got := k.State.Matter(id).Slots[c.slot]; c.want == nil && (got.Value != c.value || got.By != dialog.ByAgent) {
			t.Errorf("%s %q: %+v, want %q", c.slot, c.text, got, c.value)
		}
	}
}
