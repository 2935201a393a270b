package script

import (
	"encoding/binary"
	"encoding/json"
	"math/rand"
	"slices"
	"strconv"
	"testing"
	"time"

	"frontdoor/dialog"
)

// said lines the fuzzer draws from: every kind of thing a resident says.
var drawn = []string{
	"你好", "路灯坏了", "七星村", "昨天晚上", "1", "2", "3", "4", "5", "0", "跳过", "上一步", "重来", "不报了", "进度", "帮助",
	"为什么问", "再说一遍", "等一下", "转人工", "我说了什么", "还有一件事,老板拖欠工资", "另外井盖没了", "不是1900,是2900",
	"地址错了,是白沙村", "时间是上周三", "王芳 13900000122", "邻居张三欠我1900元不还", "谢谢", "没好", "好的", "不是", "不知道",
	"hello", "streetlight out in Qixing village", "my boss owes me wages", "skip", "status", "English", "中文", "yes", "no",
	"我的身份证号330702196001011234", "傻逼", "", " ", "\x00\xff", "😀😀", "七星村的路灯坏了", "保密", "匿名", "JH-07-00001-9", "我的数据", "删除我的数据", "换到网页", "我发照片给你们", "补办身份证要带什么材料",
}

// alarms are words of danger no state may swallow.
var alarms = []string{"着火了,快来人", "家里煤气泄漏了", "我不想活了", "I want to kill myself", "我老公又打我了", "there is a fire in my house"}

// draw makes one input out of two random bytes.
func draw(a, b byte, at time.Time, n uint64, s *dialog.State) dialog.Input {
	in := dialog.Input{Kind: dialog.Said, From: "telegram:1", At: at, ID: "m" + strconv.Itoa(int(n)), Fresh: dialog.FormatCaseID("JH", 1, n)}
	someCase := func() {
		in.Agent, in.Name = []string{"wu", "li"}[b%2], "吴姐"
		if len(s.Matters) > 0 {
			in.Case = s.Matters[int(b)%len(s.Matters)].ID
		}
		in.Force = b%7 == 0
	}
	switch a % 16 {
	default:
		in.Text = drawn[int(b)%len(drawn)]
	case 8:
		in.Choice = []string{"yes", "no", "1", "2", "other", "more", "skip", "mediation", "facilities", "zzz"}[b%10]
	case 9:
		in.Kind, in.Fresh = dialog.WakeUp, ""
	case 10:
		in.Media = []dialog.Media{{Kind: []string{"photo", "voice", "file"}[b%3], Ref: "r"}}
	case 11:
		in.Kind, in.Ref, in.Text = dialog.Edited, "m"+strconv.Itoa(int(b)), drawn[int(b)%len(drawn)]
	case 12:
		in.Kind, in.Text = []dialog.InputKind{dialog.AgentReply, dialog.AgentNote}[b%2], "请稍等"
		in.Hold = time.Duration(b%3) * time.Second
		someCase()
	case 13:
		in.Kind = []dialog.InputKind{dialog.Claim, dialog.Release, dialog.HandBack, dialog.Recategorise, dialog.PutAside, dialog.PassOn, dialog.TakeBack, dialog.Correct, dialog.AcceptPass, dialog.DeclinePass}[b%10]
		in.Category, in.Slot, in.To, in.Text = "safety", "where", "li", "七星村"
		in.Status = []dialog.Status{dialog.Snoozed, dialog.WaitingResident, dialog.WaitingDepartment, dialog.InProgress}[b/8%4]
		in.Until = in.At.Add(time.Hour)
		someCase()
	case 14:
		in.Kind, in.Text, in.Outcome = dialog.Close, "办好了", []dialog.Outcome{"", dialog.Solved, "nonsense"}[b%3]
		someCase()
	case 15:
		in.Kind = []dialog.InputKind{dialog.Blocked, dialog.Unblocked, dialog.Delivery, dialog.Planted}[b%4]
		in.Letter = &dialog.Letter{ID: strconv.Itoa(int(b))}
		in.Case, in.Category, in.Status = dialog.CaseID("X-"+strconv.Itoa(int(b))), "care", dialog.Resolved
	}
	return in
}

// FuzzStep: whatever comes in whatever order, the step does not panic, does not touch
// the state it was given, always does something with a resident's words, survives
// storage, is silent after STOP, and never misses danger.
func FuzzStep(f *testing.F) {
	sc := ScriptFor(f)
	r := rand.New(rand.NewSource(7)) //nolint:gosec // seeds, repeatable
	for range 25 {
		seed := make([]byte, 2+r.Intn(60))
		for i := range seed {
			seed[i] = byte(r.Intn(256))
		}
		f.Add(seed)
	}
	f.Add([]byte("\xee\xad\x01D\xf4@\xe6\xb8<\xcb\xf0.MN\x1c\xd0\x13\xa7\xb5]O\xe1E")) // erasing while an agent has the word
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 120 {
			data = data[:120]
		}
		var s dialog.State
		at := time.Date(2026, 11, 23, 9, 0, 0, 0, sc.Town.Zone)
		n := uint64(0)
		sms := len(data) > 0 && data[0]%2 == 0
		for len(data) >= 2 {
			n++
			in := draw(data[0], data[1], at, n, &s)
			if sms {
				in.From = "sms:+8613900000102"
			}
			s = checked(t, sc, s, in)
			at = at.Add(time.Duration(binary.LittleEndian.Uint16(data)) * time.Second)
			data = data[2:]
			if n%7 == 0 {
				neverMissed(t, sc, s, in.From, at, n)
				alwaysSilences(t, sc, s, in.From, at, n)
			}
		}
	})
}

// checked takes one step and looks at what must always hold.
func checked(t *testing.T, sc *Script, s dialog.State, in dialog.Input) dialog.State {
	t.Helper()
	before, _ := json.Marshal(s)
	turn := sc.Step(s, in)
	again := sc.Step(s, in)
	if a, b := must(t, turn), must(t, again); a != b {
		t.Fatalf("the same step twice differs\n%s\n%s", a, b)
	}
	if after, _ := json.Marshal(s); string(after) != string(before) {
		t.Fatalf("the state given was changed by %+v", in)
	}
	if in.Kind == dialog.Said && len(turn.Changes) == 0 && len(turn.Replies) == 0 && turn.Wake.IsZero() {
		t.Fatalf("nothing came of %+v", in)
	}
	if in.Kind == dialog.Said && !slices.ContainsFunc(turn.Changes, func(c dialog.Change) bool { return c.Kind == dialog.ChangeSaid && c.Ref == in.ID }) {
		t.Fatalf("the words %q were not kept", in.Text)
	}
	if s.Stopped && turn.State.Stopped {
		for _, r := range turn.Replies {
			if r.Withheld == "" {
				t.Fatalf("said %q after STOP", r.Text)
			}
		}
	}
	for _, r := range turn.Replies {
		alerted := slices.ContainsFunc(turn.Changes, func(c dialog.Change) bool { return c.Kind == dialog.ChangeAlerted })
		if r.Alert && (!alerted || len(turn.Letters) == 0) {
			t.Fatalf("%q says alerted, and nobody is", r.Text)
		}
		erases := turn.State.Asking != nil && turn.State.Asking.About == dialog.AboutErase // asked whoever has the word: it is the resident's right
		if m := s.Matter(r.Case); !erases && m != nil && m.Owner != "" && r.By == dialog.ByBot && in.Kind == dialog.Said && r.Asks != "" && r.Asks != dialog.AskScore && m.Status != dialog.Resolved {
			t.Fatalf("asked %q while %s has the word", r.Text, m.Owner)
		}
	}
	var stored dialog.State
	if err := json.Unmarshal([]byte(must(t, turn.State)), &stored); err != nil {
		t.Fatal(err)
	}
	if a, b := must(t, stored), must(t, turn.State); a != b {
		t.Fatalf("the state does not survive storage\n%s\n%s", a, b)
	}
	return stored
}

func must(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// neverMissed: whatever the state, danger alerts in the same turn, and shows the card
// unless STOP holds.
func neverMissed(t *testing.T, sc *Script, s dialog.State, from dialog.Address, at time.Time, n uint64) {
	t.Helper()
	for i, words := range alarms {
		turn := sc.Step(s, dialog.Input{Kind: dialog.Said, From: from, At: at, ID: "a" + strconv.Itoa(i), Text: words, Fresh: dialog.FormatCaseID("JH", 2, n)})
		if len(turn.Letters) == 0 {
			t.Fatalf("%q alerted nobody in state %s", words, must(t, s))
		}
		card := slices.ContainsFunc(turn.Replies, func(r dialog.Reply) bool { return r.Safety && r.Alert })
		if card == s.Stopped {
			t.Fatalf("%q: card %v, stopped %v, in state %s", words, card, s.Stopped, must(t, s))
		}
	}
}

// alwaysSilences: after STOP nothing is sent, whatever the state was.
func alwaysSilences(t *testing.T, sc *Script, s dialog.State, from dialog.Address, at time.Time, n uint64) {
	t.Helper()
	stopped := sc.Step(s, dialog.Input{Kind: dialog.Said, From: from, At: at, ID: "s", Text: "STOP", Fresh: dialog.FormatCaseID("JH", 3, n)})
	if !stopped.State.Stopped {
		t.Fatalf("STOP did not stop in state %s", must(t, s))
	}
	if from.Channel() == dialog.SMS && len(stopped.Replies) > 0 {
		t.Fatalf("answered STOP by %q; the provider does that", stopped.Replies[0].Text)
	}
	for _, in := range []dialog.Input{{Kind: dialog.Said, Text: "路灯坏了"}, {Kind: dialog.Said, Text: "1"}, {Kind: dialog.WakeUp}} {
		in.From, in.At, in.ID, in.Fresh = from, at.Add(48*time.Hour), "t", dialog.FormatCaseID("JH", 4, n)
		for _, r := range sc.Step(stopped.State, in).Replies {
			if r.Withheld == "" { // what an agent held back is kept with the case
				t.Fatalf("said %q after STOP", r.Text)
			}
		}
	}
}

func BenchmarkStep(b *testing.B) {
	sc := ScriptFor(b)
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, sc.Town.Zone)
	in := dialog.Input{Kind: dialog.Said, From: "sms:+8613900000102", At: at, ID: "m1", Text: "昨天下午在兴学社区门口,张三撞了我,医药费1900元没给", Fresh: "JH-07-00001-9"}
	first := sc.Step(dialog.State{}, in)
	b.Run("message", func(b *testing.B) {
		for b.Loop() {
			sc.Step(dialog.State{}, in)
		}
	})
	b.Run("burst-over", func(b *testing.B) {
		wake := dialog.Input{Kind: dialog.WakeUp, From: in.From, At: first.Wake}
		for b.Loop() {
			sc.Step(first.State, wake)
		}
	})
}
