package script_test

import (
	"slices"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// reported is what another program hands over.
func reported(text string, slots map[string]string) dialog.Input {
	f := &dialog.Filing{Category: "facilities", Slots: map[string]dialog.Slot{}}
	for key, value := range slots {
		f.Slots[key] = dialog.Slot{Value: value, Raw: value}
	}
	return dialog.Input{Kind: dialog.Reported, ID: "r1", Fresh: dialog.FormatCaseID("JH", 1, 1), Text: text, Filing: f}
}

// outside is a talk with another program.
func outside(t *testing.T) *transcript.Talk {
	k := newTalk(t, script.ScriptFor(t))
	k.From = "open311:fms.1"
	return k
}

func TestReportedIsHandedOverAtOnce(t *testing.T) {
	k := outside(t)
	turn := k.Step(reported("路灯不亮", map[string]string{"where": "baisha", "name": "王小明"}))
	if len(turn.State.Matters) != 1 || turn.State.Asking != nil || !turn.Wake.IsZero() {
		t.Fatalf("state %+v", turn.State)
	}
	m := turn.State.Matters[0]
	if m.Status != dialog.Unclaimed || m.Category != "facilities" || !m.Chosen || m.Slots["what"].Value != "路灯不亮" || m.Slots["where"].Value != "baisha" || m.Due.IsZero() {
		t.Errorf("the matter: %+v", m)
	}
	if len(turn.Replies) != 1 || turn.Replies[0].Withheld != dialog.WaitsToBeAsked {
		t.Errorf("replies %+v", turn.Replies)
	}
	if again := k.Step(reported("路灯不亮", nil)); len(again.Changes) > 0 || len(again.State.Matters) != 1 {
		t.Errorf("handed over twice: %+v", again.Changes)
	}
	said := k.Step(dialog.Input{Kind: dialog.AgentReply, Agent: "wu", Name: "吴姐", Case: m.ID, Text: "明天修"})
	if len(said.Replies) != 1 || said.Replies[0].Withheld != dialog.WaitsToBeAsked || said.Replies[0].Text != "明天修" {
		t.Errorf("an agent's words: %+v", said.Replies)
	}
}

func TestReportedWordsOpenAgain(t *testing.T) {
	k := outside(t)
	id := k.Step(reported("路灯不亮", nil)).State.Matters[0].ID
	k.Step(dialog.Input{Kind: dialog.Close, Agent: "wu", Name: "吴姐", Case: id, Text: "换了"})
	more := func(words string, status dialog.Status) dialog.Status {
		return k.Step(dialog.Input{Kind: dialog.Reported, ID: words, Case: id, Text: words, Status: status}).State.Matters[0].Status
	}
	if got := more("谢谢", ""); got != dialog.Resolved {
		t.Errorf("after thanks: %s", got)
	}
	if got := more("又坏了", dialog.Unclaimed); got != dialog.InProgress {
		t.Errorf("after saying that it is not done: %s", got)
	}
	if r := k.Step(dialog.Input{Kind: dialog.Reported, Case: "JH-00-00000-0", Text: "x"}); r.Refused == nil {
		t.Error("words for no case are taken")
	}
}

func TestReportedDangerAlarms(t *testing.T) {
	k := outside(t)
	turn := k.Step(reported("煤气漏了,味道很大", map[string]string{"where": "baisha"}))
	if m := turn.State.Matters[0]; !m.Urgent || !m.Alerted || !slices.Contains(m.Flags, dialog.FlagEmergency) || m.Due.Sub(m.OpenedAt) > 5*time.Minute {
		t.Errorf("nobody is alarmed: %+v", m)
	}
	if len(turn.Letters) != 1 || turn.Letters[0].To != dialog.DutyAddress || len(turn.Replies) != 1 || !turn.Replies[0].Safety {
		t.Errorf("letters %+v, replies %+v", turn.Letters, turn.Replies)
	}
}

// TestReportedWishes: what residents write about being named, and that they are children,
// counts where a form has no question for it.
func TestReportedWishes(t *testing.T) {
	for _, c := range []struct {
		category, text string
		slots          map[string]string
		flag           dialog.Flag // "" for none of them
		phone          string
	}{
		{"facilities", "村口路灯不亮", nil, "", "13900000101"},
		{"facilities", "匿名反映,村口垃圾没人收", nil, dialog.FlagAnonymous, ""},
		{"safety", "有人赌博,不要说是我说的", nil, dialog.FlagConfidential, "13900000101"},
		{"facilities", "邻居乱倒垃圾,请保密", nil, dialog.FlagConfidential, "13900000101"},
		{"safety", "有人赌博,不要说是我说的", map[string]string{"identity": "1"}, "", "13900000101"},
		{"safety", "我今年10岁,网吧让小孩上网", nil, dialog.FlagMinor, "13900000101"},
	} {
		in := reported(c.text, c.slots)
		in.Filing.Category = c.category
		in.Filing.Slots["phone"] = dialog.Slot{Value: "13900000101", Raw: "13900000101"}
		turn := outside(t).Step(in)
		m := turn.State.Matters[0]
		for _, f := range []dialog.Flag{dialog.FlagAnonymous, dialog.FlagConfidential, dialog.FlagMinor} {
			if slices.Contains(m.Flags, f) != (f == c.flag) {
				t.Errorf("%s %v: flags %v", c.text, c.slots, m.Flags)
			}
		}
		if m.Status != dialog.Unclaimed || m.Slots["phone"].Value != c.phone || len(turn.Replies) != 1 {
			t.Errorf("%s: %+v, replies %+v", c.text, m, turn.Replies)
		}
	}
}

// TestUpdatesOfAnotherProgram: an update counts once, also when the book has forgotten its
// key; and who asks in one to be kept from the subject is.
func TestUpdatesOfAnotherProgram(t *testing.T) {
	k := outside(t)
	id := k.Step(reported("邻居夜里放音乐太吵", map[string]string{"where": "baisha"})).State.Matters[0].ID
	update := dialog.Input{ID: "77aabbccddeeff00112233", Kind: dialog.Reported, From: k.From, At: k.Now, Case: id, Text: "还是一样,请保密,别让他们知道是我说的"}
	once := k.Script.Step(k.State, update)
	again := k.Script.Step(once.State, update)
	if m := once.State.Matters[0]; len(once.Changes) == 0 || len(again.Changes) > 0 || !slices.Contains(m.Flags, dialog.FlagConfidential) {
		t.Errorf("changes %+v, again %+v, flags %v", once.Changes, again.Changes, m.Flags)
	}
}
