package script_test

import (
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/script"
)

// TestRenumbered: whoever replaces the number of a case that is with people, the address that
// wrote is told once, with no more of the new number than its end, and the number is marked.
func TestRenumbered(t *testing.T) {
	const chat, text = dialog.Address("telegram:7"), dialog.Address("sms:+8613900000102")
	handed := []string{"七星村的路灯坏了", "我姓赵,13900000122", "1"}
	agent := func(kind dialog.InputKind, words string) dialog.Input {
		return dialog.Input{Kind: kind, Agent: "wu", Name: "吴姐", Slot: "phone", Text: words}
	}
	for _, c := range []struct {
		name  string
		from  dialog.Address
		lines []string
		acts  []dialog.Input
		want  string // what is recorded of numbers
		told  string // "" for nothing
	}{
		{"by the resident", chat, append(handed, "电话错了,是13900000133"), nil, "unproved 0133", "改成尾号0133的了。如果不是您改的"},
		{"by the resident, with the place", chat, append(handed, "电话错了,是13900000133,地址是东竹村"), nil, "unproved 0133", "尾号0133"},
		{"in English", chat, []string{"streetlight out in Qixing village", "Maria 13900000122", "1", "my phone number is wrong, it is 13900000133"}, nil, "unproved 0133", "now ends in 0133"},
		{"by an agent", chat, handed, []dialog.Input{agent(dialog.Correct, "13900000133")}, "unproved 0133", "尾号0133"},
		{"by the agent who has the word", chat, handed, []dialog.Input{agent(dialog.Claim, ""), agent(dialog.Correct, "13900000133")}, "unproved 0133", "尾号0133"},
		{"by an agent, on SMS", text, []string{"七星村的路灯坏了", "1"}, []dialog.Input{agent(dialog.Correct, "13900000133")}, "unproved 0133", "尾号0133"},
		{"and back to the one they write from", text, []string{"七星村的路灯坏了", "1"}, []dialog.Input{agent(dialog.Correct, "13900000133"), agent(dialog.Correct, "13900000102")}, "unproved 0133, own 0102", "尾号0102"},
		{"the same again", chat, handed, []dialog.Input{agent(dialog.Correct, "13900000122")}, "", ""},
		{"before it is sent", chat, []string{"七星村的路灯坏了", "我姓赵,13900000122", "电话错了,是13900000133", "1"}, nil, "", ""},
		{"closed", chat, handed, []dialog.Input{agent(dialog.Claim, ""), {Kind: dialog.Close, Agent: "wu", Name: "吴姐", Text: "修好了", Outcome: dialog.Solved}, agent(dialog.Correct, "13900000133")}, "unproved 0133", "尾号0133"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newTalk(t, script.ScriptFor(t))
			k.From = c.from
			for _, line := range c.lines {
				if _, err := k.Say(line); err != nil {
					t.Fatal(err)
				}
			}
			for _, in := range c.acts {
				in.Case = k.State.Matters[0].ID
				k.Step(in)
				if k.Refused != nil {
					t.Fatalf("%s: %v", in.Kind, k.Refused)
				}
			}
			var got []string
			for _, change := range k.Changes {
				if change.Kind == dialog.ChangeNumber {
					got = append(got, change.Value+" "+change.Raw)
				}
			}
			told := ""
			for _, r := range k.Replies {
				if strings.Contains(r.Text, "联系电话改成") || strings.Contains(r.Text, "contact number now") {
					told += r.Text
				}
				if len(got) > 0 && strings.Contains(r.Text, "13900000133") {
					t.Errorf("the new number is told: %q", r.Text)
				}
			}
			m := k.State.Matters[0]
			marked := strings.HasPrefix(c.want, "unproved") && !strings.Contains(c.want, "own")
			if strings.Join(got, ", ") != c.want || !strings.Contains(told, c.told) || (c.told == "") != (told == "") || (m.Unproved != "") != marked {
				t.Errorf("recorded %q, want %q; marked %q; told %q, want %q", got, c.want, m.Unproved, told, c.told)
			}
		})
	}
}

// TestNothingToUnproved: no act at a table writes to a number that was put right and that
// nobody has proved, whether it was there before the party or came after it.
func TestNothingToUnproved(t *testing.T) {
	const b = "13900000188"
	add := &mediation.Act{Kind: mediation.Add, Party: "b", Name: "王五", Address: "sms:+86" + b, Lang: "zh", Role: "side", Signs: true}
	release := &mediation.Act{Kind: mediation.Release, Party: "b"}
	for _, c := range []struct {
		name    string
		renumAt int // before which act
		want    []string
	}{
		{"never", -1, []string{"", "", ""}},
		{"before the party is there", 1, []string{"", "unproved"}},
		{"before it is written to", 2, []string{"", "", "unproved"}},
	} {
		r := newRoom(t)
		r.comes("a", "telegram:7", false)
		r.do(dialog.Input{Kind: dialog.Correct, Slot: "phone", Text: "13900000122"})
		for i, want := range c.want {
			if i == c.renumAt {
				if err := r.do(dialog.Input{Kind: dialog.Correct, Slot: "phone", Text: b}); err != nil {
					t.Fatal(err)
				}
			}
			before := len(r.talks["a"].Letters)
			err := r.do(dialog.Input{Kind: dialog.Mediate, Act: []*mediation.Act{{Kind: mediation.Begin, Topic: "漏水", Name: "赵家"}, add, release}[i]})
			got := ""
			if err != nil {
				got = err.Error()
			}
			if (want == "") != (err == nil) || !strings.Contains(got, want) {
				t.Errorf("%s: act %d refused as %q, want %q", c.name, i, got, want)
			}
			if wrote := len(r.talks["a"].Letters) > before; wrote != (i == 2 && want == "") {
				t.Errorf("%s: act %d wrote a letter: %v", c.name, i, wrote)
			}
		}
	}
}

// TestReplacedNumberIsTold: the phone that is reached no more is told so itself, once, in one
// text without a word of the case; not who wants none, and not where it may harm.
func TestReplacedNumberIsTold(t *testing.T) {
	const renum = "> 电话错了,是13900000133"
	handed := []string{"> 七星村的路灯坏了", "> 我姓赵,13900000122", "> 1"}
	for _, c := range []struct {
		name  string
		from  dialog.Address
		lines []string
		noSMS bool
		want  int
	}{
		{"by the resident", "telegram:7", append(handed, renum), false, 1},
		{"by an agent", "telegram:7", append(handed, "agent 13900000133"), false, 1},
		{"once more, and the number between is nobody's yet", "telegram:7", append(handed, renum, "> 电话错了,是13900000144"), false, 1},
		{"before it is sent", "telegram:7", []string{"> 七星村的路灯坏了", "> 我姓赵,13900000122", renum, "> 1"}, false, 0},
		{"the phone said STOP", "telegram:7", append([]string{"phone> 路灯坏了", "phone> STOP"}, append(handed, renum)...), false, 0},
		{"at home it is not safe", "telegram:7", append(handed, "> 我老公又打我了", "wait 2h", renum), false, 0},
		{"without text messages", "telegram:7", append(handed, renum), true, 0},
		{"it is where they write from", "sms:+8613900000122", []string{"> 七星村的路灯坏了", "> 1", "agent 13900000133"}, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			script := script.ScriptFor(t)
			script.NoSMS = c.noSMS
			p := &proving{T: t, talk: newTalk(t, script), phone: newTalk(t, script)}
			p.talk.From, p.phone.From = c.from, "sms:+8613900000122"
			for _, line := range c.lines {
				p.do(line)
			}
			told := 0
			for _, r := range p.phone.Replies {
				if !strings.Contains(r.Text, "尾号") {
					continue
				}
				told++
				if !strings.Contains(r.Text, "尾号0133") || r.Case != "" || strings.Contains(r.Text, "路灯") || strings.Contains(r.Text, "JH-") || r.UseBy.IsZero() || phrases.Segments(r.Text) > 1 {
					t.Errorf("the phone was sent %+v", r)
				}
			}
			if told != c.want {
				t.Errorf("the old number is told %d times, want %d", told, c.want)
			}
			for _, l := range p.talk.Letters {
				if l.Kind == dialog.LetterReplaced && l.To != p.phone.From {
					t.Errorf("%s is told so, which was nobody's yet", l.To)
				}
			}
			for _, change := range p.phone.Changes {
				if strings.Contains(change.Text, "尾号0133") {
					t.Errorf("it lies in a thread: %+v", change)
				}
			}
		})
	}
}
