package script_test

import (
	"errors"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/script"
)

// TestSeparateConsent: what is sensitive is agreed to by the one summary, or not; that is an
// event with the version of the words, and what was refused is passed on to nobody until the
// resident agrees, except where life is at risk.
func TestSeparateConsent(t *testing.T) {
	const zh, en = "最近失眠睡不着,想找心理老师聊聊", "I can't sleep and feel low, I want to talk to a counsellor please"
	for _, c := range []struct {
		name  string
		lines []string
		want  string // consents, as recorded, with the language of the words
		reads string // in the last reply
		stays bool   // passing on is refused
	}{
		{"agreed by the summary", []string{zh, "1", "跳过", "1"}, "given zh", "已报上去", false},
		{"agreed in English", []string{en, "1", "skip", "1"}, "given en", "Sent", false},
		{"agreed after a correction", []string{zh, "1", "跳过", "我叫陈芳", "1"}, "given zh", "已报上去", false},
		{"not agreed", []string{zh, "1", "跳过", "不同意"}, "refused zh", "不转给别人", true},
		{"not agreed, in English", []string{en, "1", "skip", "I do not agree."}, "refused en", "goes to nobody else", true},
		{"not agreed, then agreed", []string{zh, "1", "跳过", "不同意", "同意办理"}, "refused zh, given zh", "记下您同意了", false},
		{"a bare yes later is no consent", []string{zh, "1", "跳过", "不同意", "同意"}, "refused zh", "", true},
		{"the summary is wrong, and nothing is refused", []string{zh, "1", "跳过", "不对"}, "", "哪一项不对", false},
		{"not sensitive: nothing to agree to", []string{"七星村的路灯坏了", "跳过", "1"}, "", "已报上去", false},
		{"not sensitive: 不同意 is no refusal", []string{"七星村的路灯坏了", "跳过", "不同意"}, "", "", false},
		{"life at risk: nobody asks", []string{zh, "3"}, "", "12356", false},
	} {
		k := newTalk(t, script.ScriptFor(t))
		for _, line := range c.lines {
			if _, err := k.Say(line); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for _, change := range k.Changes {
			if change.Kind == dialog.ChangeConsent {
				lang, version, _ := strings.Cut(change.Raw, "-")
				if len(version) != 8 || change.By != dialog.ByResident {
					t.Errorf("%s: recorded as %+v", c.name, change)
				}
				got = append(got, change.Value+" "+lang)
			}
		}
		last := k.Replies[len(k.Replies)-1].Text
		if strings.Join(got, ", ") != c.want || !strings.Contains(last, c.reads) {
			t.Errorf("%s: %q, want %q; last said %q", c.name, got, c.want, last)
		}
		for _, in := range []dialog.Input{
			{Kind: dialog.PassOn, To: "li", ToName: "李哥", Text: "请您接着办"},
			{Kind: dialog.AskOutside, Text: "卫生院", Ref: "l1", Until: k.Now.Add(1e12)},
			{Kind: dialog.Mediate, Act: &mediation.Act{Kind: mediation.Begin, Topic: "漏水"}},
			{Kind: dialog.Merge},
		} {
			in.Agent, in.Name, in.Case, in.From, in.At = "wu", "吴姐", k.State.Matters[0].ID, k.From, k.Now
			if refused := errors.Is(k.Script.Step(k.State, in).Refused, dialog.ErrNotAgreed); refused != c.stays {
				t.Errorf("%s: %s refused for want of consent: %v, want %v", c.name, in.Kind, refused, c.stays)
			}
		}
	}
}

// TestUnnamedConsent: what an anonymous case was agreed to or not goes along with it, and the
// talk it came from keeps no case.
func TestUnnamedConsent(t *testing.T) {
	for answer, want := range map[string]string{"1": dialog.ConsentGiven, "不同意": dialog.ConsentRefused} {
		k := newTalk(t, script.ScriptFor(t))
		for _, line := range []string{"最近失眠睡不着,想找心理老师聊聊,要匿名", "1"} {
			if _, err := k.Say(line); err != nil {
				t.Fatal(err)
			}
		}
		filed := k.Step(said(answer))
		if filed.Filed == nil || len(k.State.Matters) != 0 {
			t.Fatalf("%s: not filed: %q", answer, k.Replies[len(k.Replies)-1].Text)
		}
		there := newTalk(t, k.Script)
		there.From, there.Now = filed.Letters[0].To, k.Now
		carry(there, filed.Letters[0])
		if m := there.State.Matters[0]; m.Consent != want || m.Wording == "" {
			t.Errorf("%s: the case says %q to %q", answer, m.Consent, m.Wording)
		}
	}
}

// TestConsentNobodyAsked: what goes to people without the summary was agreed to by nobody: it
// is recorded so, the resident hears how to agree where there is room, and nothing goes to
// others outside until they do. In danger and of what is not sensitive nobody speaks.
func TestConsentNobodyAsked(t *testing.T) {
	const zh, en = "最近失眠睡不着,想找心理老师聊聊", "I can't sleep and feel low, I want to talk to a counsellor please"
	by := func(kind dialog.InputKind, slot, text, category string) dialog.Input {
		return dialog.Input{Kind: kind, Agent: "wu", Name: "吴姐", Slot: slot, Text: text, Category: category}
	}
	for _, c := range []struct {
		name  string
		lines []string
		acts  []dialog.Input
		later []string
		want  string // consents, as recorded
		reads string // in the last reply
		stays bool   // may not go outside
	}{
		{"asked for a person", []string{zh, "1", "人工"}, nil, nil, "unasked", "同意请回“同意办理”", true},
		{"in English", []string{en, "1", "agent"}, nil, nil, "unasked", "I AGREE TO THIS", true},
		{"and agreed", []string{zh, "1", "人工"}, nil, []string{"同意办理"}, "unasked, given", "记下您同意了", false},
		{"agreed while an agent has the word", []string{zh, "1", "人工"}, []dialog.Input{by(dialog.Claim, "", "", "")}, []string{"同意办理"}, "unasked, given", "", false},
		{"an agent finds out what kind it is", []string{"七星村的路灯坏了", "跳过", "1"},
			[]dialog.Input{by(dialog.Claim, "", "", ""), by(dialog.Recategorise, "", "", "counselling"), by(dialog.Correct, "age", "3", "")}, nil, "unasked", "已报上去", true},
		{"agreed by the summary", []string{zh, "1", "跳过", "1"}, []dialog.Input{by(dialog.Claim, "", "", "")}, nil, "given", "", false},
		{"nothing sensitive", []string{"七星村的路灯坏了", "人工"}, nil, nil, "", "转给人", false},
		{"life at risk", []string{zh, "3"}, []dialog.Input{by(dialog.Claim, "", "", "")}, nil, "", "12356", false},
		{"still collected", []string{zh, "1"}, nil, nil, "", "", false},
	} {
		k := newTalk(t, script.ScriptFor(t))
		say := func(lines []string) {
			for _, line := range lines {
				if _, err := k.Say(line); err != nil {
					t.Fatal(err)
				}
			}
		}
		say(c.lines)
		for _, in := range c.acts {
			in.Case = k.State.Matters[0].ID
			if k.Step(in); k.Refused != nil {
				t.Fatalf("%s: %s: %v", c.name, in.Kind, k.Refused)
			}
		}
		say(c.later)
		var got []string
		for _, change := range k.Changes {
			if change.Kind == dialog.ChangeConsent {
				got = append(got, change.Value)
			}
		}
		if last := k.Replies[len(k.Replies)-1].Text; strings.Join(got, ", ") != c.want || !strings.Contains(last, c.reads) {
			t.Errorf("%s: %q, want %q; last said %q", c.name, got, c.want, last)
		}
		for _, in := range []dialog.Input{
			{Kind: dialog.AskOutside, Text: "卫生院", Ref: "l1", Until: k.Now.Add(1e12)},
			{Kind: dialog.Mediate, Act: &mediation.Act{Kind: mediation.Begin, Topic: "漏水"}},
			{Kind: dialog.Merge},
			{Kind: dialog.PassOn, To: "li", ToName: "李哥", Text: "请您接着办"},
		} {
			in.Agent, in.Name, in.Case, in.From, in.At = "wu", "吴姐", k.State.Matters[0].ID, k.From, k.Now
			want := c.stays && in.Kind != dialog.PassOn
			if refused := errors.Is(k.Script.Step(k.State, in).Refused, dialog.ErrNotAgreed); refused != want {
				t.Errorf("%s: %s refused for want of consent: %v, want %v", c.name, in.Kind, refused, want)
			}
		}
		for _, broken := range k.Broken {
			t.Errorf("%s: %s", c.name, broken)
		}
	}
}
