package script_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// proving is a talk and the phone whose number was put right in it.
type proving struct {
	*testing.T
	talk, phone *transcript.Talk
	carried     [2]int
}

var sixDigits = regexp.MustCompile(`\d{6}`)

// carry delivers letters between the two until none is left.
func (p *proving) carry() {
	for range 4 {
		for i, from := range []*transcript.Talk{p.talk, p.phone} {
			to := []*transcript.Talk{p.phone, p.talk}[i]
			for ; p.carried[i] < len(from.Letters); p.carried[i]++ {
				l := from.Letters[p.carried[i]]
				if l.From = from.From; l.To == to.From {
					to.Now = from.Now
					to.Step(dialog.Input{Kind: dialog.Delivery, Letter: &l})
				}
			}
		}
	}
}

// code is what the phone was sent last.
func (p *proving) code() string {
	for i := len(p.phone.Replies) - 1; i >= 0; i-- {
		if code := sixDigits.FindString(p.phone.Replies[i].Text); code != "" {
			return code
		}
	}
	return "no code"
}

func (p *proving) do(line string) {
	verb, rest, _ := strings.Cut(line, " ")
	code := p.code()
	wrong := "000000"
	if code == wrong {
		wrong = "000001"
	}
	rest = strings.NewReplacer("{code}", code, "{wrong}", wrong, "{spaced}", code[:3]+" "+code[3:]).Replace(rest)
	say := func(k *transcript.Talk) {
		k.Now = p.talk.Now
		if _, err := k.Say(rest); err != nil {
			p.Fatal(err)
		}
	}
	switch verb {
	case ">":
		say(p.talk)
	case "phone>":
		say(p.phone)
	case "agent", "back":
		in := dialog.Input{Kind: dialog.Claim, Agent: "wu", Name: "吴姐", Case: p.talk.State.Matters[0].ID}
		if rest != "" {
			in.Kind, in.Slot, in.Text = dialog.Correct, "phone", rest
		}
		if p.talk.Step(in); p.talk.Refused != nil {
			p.Fatal(p.talk.Refused)
		}
	case "wait":
		d, err := time.ParseDuration(rest)
		if err != nil {
			p.Fatal(err)
		}
		p.talk.Pass(p.talk.Now.Add(d))
	}
	p.talk.Pass(p.talk.Now)
	p.carry()
}

// TestNumberIsProved: a number that was put right counts as unproved until the code sent to it
// is told where the case is talked about; few tries, few codes, not at night, and no word of
// the case on that phone.
func TestNumberIsProved(t *testing.T) {
	const renum = "> 电话错了,是13900000133"
	handed := []string{"> 七星村的路灯坏了", "> 我姓赵,13900000122", "> 1"}
	for _, c := range []struct {
		name   string
		start  string // hour of the day; "" for ten in the morning
		lines  []string
		proved bool
		codes  int    // sent to the phone
		said   string // the last the talk heard
		row    string // the last that is recorded of the number
	}{
		{"told where it was put right", "", []string{renum, "> {code}"}, true, 1, "尾号0133", "proved"},
		{"with spaces, in words", "", []string{renum, "> 验证码是{spaced}。"}, true, 1, "核实好了", "proved"},
		{"while an agent has the word", "", []string{renum, "agent", "> {code}"}, true, 1, "核实好了", "proved"},
		{"put right by an agent", "", []string{"agent 13900000133", "> {code}"}, true, 1, "核实好了", "proved"},
		{"answered from the phone alone", "", []string{renum, "phone> {code}"}, false, 1, "6位验证码", "unproved"},
		{"a wrong one, then the right one", "", []string{renum, "> {wrong}", "> {code}"}, true, 1, "核实好了", "proved"},
		{"four wrong ones", "", []string{renum, "> {wrong}", "> {wrong}", "> {wrong}", "> {wrong}", "> {code}"}, false, 1, "不能用了", "unproved"},
		{"and another code", "", []string{renum, "> {wrong}", "> {wrong}", "> {wrong}", "> {wrong}", "> 重发验证码", "> {code}"}, true, 2, "核实好了", "proved"},
		{"too late", "", []string{renum, "wait 10m", "> {code}"}, false, 1, "不能用了", "unproved"},
		{"a fourth code in a day", "", []string{renum, "> 重发验证码", "wait 11m", "> 重发验证码", "wait 1h", "> 重发验证码"}, false, 3, "没能发验证码", "no_code"},
		{"and the day after", "", []string{renum, "> 重发验证码", "wait 11m", "> 重发验证码", "wait 1h", "> 重发验证码", "wait 25h", "> 电话是13900000144", renum, "> {code}"}, true, 4, "核实好了", "proved"},
		{"at night", "22:30", []string{renum}, false, 0, "8:00给那个号码发", "unproved"},
		{"and in the morning", "22:30", []string{renum, "wait 9h35m", "> {code}"}, true, 1, "核实好了", "proved"},
		{"six digits before there is a code", "22:30", []string{renum, "> 123456"}, false, 0, "", "unproved"},
		{"the phone said STOP", "", []string{"phone> 路灯坏了", "phone> STOP", renum}, false, 0, "没能发验证码", "no_code"},
		{"at home it is not safe", "", []string{"> 我老公又打我了", "wait 2h", renum}, false, 0, "尾号0133", "unproved"},
		{"put right once more", "", []string{renum, "> 电话错了,是13900000144", "> {code}"}, false, 1, "", "unproved"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &proving{T: t, talk: newTalk(t, script.ScriptFor(t)), phone: newTalk(t, script.ScriptFor(t))}
			p.phone.From = "sms:+8613900000133"
			for _, line := range handed {
				p.do(line)
			}
			if c.start != "" {
				at, err := time.Parse("15:04", c.start)
				if err != nil {
					t.Fatal(err)
				}
				day := p.talk.Now
				p.talk.Pass(time.Date(day.Year(), day.Month(), day.Day(), at.Hour(), at.Minute(), 0, 0, day.Location()))
			}
			for _, line := range c.lines {
				p.do(line)
			}
			row := ""
			for _, change := range p.talk.Changes {
				if change.Kind == dialog.ChangeNumber {
					row = change.Value
				}
				if code := p.code(); change.Kind == dialog.ChangeSaid && strings.Contains(change.Text, code) {
					t.Errorf("the code lies in the thread: %+v", change)
				}
			}
			codes := 0
			for _, r := range p.phone.Replies {
				if !strings.Contains(r.Text, "验证码") {
					continue
				}
				codes++
				if r.Case != "" || strings.Contains(r.Text, "路灯") || strings.Contains(r.Text, "JH-") || r.UseBy.IsZero() || phrases.Segments(r.Text) > 1 {
					t.Errorf("the phone was sent %+v", r)
				}
			}
			m := p.talk.State.Matters[0]
			last := p.talk.Replies[len(p.talk.Replies)-1].Text
			if proved := m.Unproved == ""; proved != c.proved || codes != c.codes || !strings.Contains(last, c.said) || row != c.row {
				t.Errorf("proved %v, want %v; %d codes, want %d; recorded %q, want %q; said %q, want %q", proved, c.proved, codes, c.codes, row, c.row, last, c.said)
			}
			for _, k := range []*transcript.Talk{p.talk, p.phone} {
				for _, broken := range k.Broken {
					t.Error(broken)
				}
			}
		})
	}
}

// TestRenumberedAfterStop: who is sent nothing any more is not told, and the thread says so.
func TestRenumberedAfterStop(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	k.From = "sms:+8613900000102"
	for _, line := range []string{"七星村的路灯坏了", "1", "STOP"} {
		if _, err := k.Say(line); err != nil {
			t.Fatal(err)
		}
	}
	turn := k.Step(dialog.Input{Kind: dialog.Correct, Agent: "wu", Name: "吴姐", Slot: "phone", Text: "13900000133", Case: k.State.Matters[0].ID})
	if len(turn.Replies) != 1 || turn.Replies[0].Withheld != dialog.OptedOut || !strings.Contains(turn.Replies[0].Text, "尾号0133") {
		t.Errorf("told as %+v", turn.Replies)
	}
	if len(k.State.Wakes) > 0 && k.State.Proof != nil {
		t.Errorf("a code is to be sent: %+v", k.State.Proof)
	}
}

// TestUnprovedIsCarried: the number goes along into the next matter as what it is.
func TestUnprovedIsCarried(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	for _, line := range []string{"七星村的路灯坏了", "我姓赵,13900000122", "1", "电话错了,是13900000133", "新的事:东竹村的垃圾没人收"} {
		if _, err := k.Say(line); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range k.State.Matters {
		if m.Unproved != "+8613900000133" {
			t.Errorf("%s is marked %q, its phone %q", m.ID, m.Unproved, m.Slots["phone"].Value)
		}
	}
	if len(k.State.Matters) != 2 {
		t.Errorf("%d matters", len(k.State.Matters))
	}
}
