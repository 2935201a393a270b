package afield

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdoor/bot/sms"
	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/handoff/casebook"
)

// employ gives lao the phone of these stories.
func (w *world) employ() {
	w.t.Helper()
	if err := w.lines.SetPhone(w.t.Context(), "lao", laosPhone.Local()); err != nil {
		w.t.Fatal(err)
	}
}

func oneSegment(t *testing.T, o casebook.Outgoing) {
	t.Helper()
	if _, n, units := sms.Count(o.Text); n != 1 {
		t.Errorf("%d segments, %d units: %q", n, units, o.Text)
	}
}

// A grid worker takes a case and ends it, by text messages alone.
func TestAWorkerWorksByTextMessage(t *testing.T) {
	w := newWorld(t)
	w.employ()
	id := w.opens(resident, story)
	alert := w.heard(laosPhone, string(id))[0]
	oneSegment(t, alert)
	if strings.Contains(alert.Text, "路灯坏") || strings.Contains(alert.Text, "王芳") || len(alert.Choices) > 0 {
		t.Errorf("the news is %q %v", alert.Text, alert.Choices)
	}
	example := regexp.MustCompile(`：(JH\S+ 接了)`).FindStringSubmatch(alert.Text)
	if example == nil {
		t.Fatalf("no example in %q", alert.Text)
	}
	w.say(laosPhone, strings.ToLower(strings.ReplaceAll(example[1], "-", " ")))
	w.heard(laosPhone, "已归您负责")
	if c := w.stands(id); c.Owner != "lao" || c.OwnerName != "老周" {
		t.Fatalf("the owner is %q", c.Owner)
	}
	w.say(laosPhone, string(id)+" 看")
	if got := w.heard(laosPhone, "七星村")[0]; phrases.Segments(got.Text) > 2 {
		t.Errorf("%d segments: %q", phrases.Segments(got.Text), got.Text)
	}
	w.say(laosPhone, string(id)+" 办好了 灯泡换了,今晚会亮")
	w.heard(laosPhone, "已办结")
	w.heard(resident, "灯泡换了,今晚会亮")
	if c := w.stands(id); c.Status != dialog.Resolved || c.Outcome != dialog.Solved {
		t.Errorf("the case is %s %s", c.Status, c.Outcome)
	}
	w.say(resident, "没好")
	w.heard(laosPhone, "居民说没办好")
	if talk, err := w.book.Read(t.Context(), laosPhone); err != nil || talk.Version != 0 {
		t.Errorf("the worker's phone has a resident's talk: %+v, %v", talk, err)
	}
}

// On a colleague's case a worker notes and wakes; nothing of it reaches the resident.
func TestAWorkerHelpsOnAColleaguesCase(t *testing.T) {
	w := newWorld(t)
	w.employ()
	w.link("wu", wusChat)
	w.link("sun", sunsChat)
	id := w.opens(resident, story)
	w.tap(wusChat, w.heard(wusChat, "新事项")[0], "认领")
	w.forget()
	w.say(laosPhone, string(id)+" took")
	w.heard(laosPhone, "is held by 吴姐")
	w.say(laosPhone, string(id)+" done lamp replaced")
	w.heard(laosPhone, "吴姐 is asked to close")
	told := w.heard(wusChat, "老周说办好了")[0]
	w.tap(wusChat, told, "看内容")
	w.heard(wusChat, "lamp replaced")
	w.say(laosPhone, string(id)+" 需要 一把长梯子")
	w.heard(laosPhone, "已告诉吴姐")
	w.heard(wusChat, "老周说还需要帮忙")
	if notes := w.events(id, dialog.ChangeNoted, dialog.ByAgent); len(notes) != 2 || notes[0].Agent != "lao" || notes[1].Text != "需要：一把长梯子" {
		t.Errorf("the notes are %+v", notes)
	}
	if c := w.stands(id); c.Owner != "wu" || c.Status != dialog.InProgress {
		t.Errorf("the case is %s of %s", c.Status, c.Owner)
	}
	w.heard(resident)

	// In the worker's own case the supervisor is woken.
	own := w.opens(stranger, "兴学社区门口垃圾没人收")
	w.forget()
	w.say(laosPhone, string(own)+" 接了")
	w.heard(laosPhone, "已归您负责")
	again := w.say(laosPhone, string(own)+" 需要 有人被砸伤了快叫救护车")
	w.heard(laosPhone, "120")
	w.heard(sunsChat, "老周说还需要帮忙")
	w.in(dialog.Input{ID: again, Kind: dialog.Said, From: laosPhone, Text: string(own) + " 需要 有人被砸伤了快叫救护车"})
	w.heard(laosPhone)
	w.heard(sunsChat)
	w.say(laosPhone, string(own)+" 办好了一半")
	w.heard(laosPhone, "没有办结")
	if c := w.stands(own); c.Status != dialog.InProgress {
		t.Errorf("half done is %s", c.Status)
	}
}

// A danger nobody has answered for is not closed by a text message.
func TestDangerIsNotClosedFromAfar(t *testing.T) {
	w := newWorld(t)
	w.employ()
	w.say(resident, "七星村3号着火了,快来人")
	id := w.stands(func() dialog.CaseID {
		talk, err := w.book.Read(t.Context(), resident)
		if err != nil || len(talk.State.Matters) == 0 {
			t.Fatalf("no case: %v", err)
		}
		return talk.State.Matters[0].ID
	}()).ID
	alert := w.heard(laosPhone, "急")[0]
	oneSegment(t, alert)
	if !alert.Safety || strings.Contains(alert.Text, "火") {
		t.Errorf("the alarm is %+v", alert)
	}
	w.say(laosPhone, string(id)+" 接了")
	w.heard(laosPhone, "已归您负责")
	w.say(laosPhone, string(id)+" 办好了 火灭了")
	w.heard(laosPhone, "没有办结")
	if c := w.stands(id); c.Status != dialog.InProgress || c.Notes != 1 {
		t.Errorf("the case is %s with %d notes", c.Status, c.Notes)
	}
}

// One exact correction for each kind of mistake, in one segment; then silence.
func TestAMalformedOrderGetsOneCorrection(t *testing.T) {
	w := newWorld(t)
	w.employ()
	id := w.opens(resident, story)
	w.forget()
	n := string(id)
	wrong := n[:len(n)-1] + fmt.Sprint((int(n[len(n)-1]-'0')+1)%10)
	for _, c := range []struct {
		text string
		want []string // all of it must stand in the one correction
	}{
		{n + " 去了一趟", []string{"编号" + n, n + " 接了"}},
		{"接了", []string{"“接了”", "缺编号", n + " 接了"}},
		{wrong + " 接了", []string{wrong, "查不到", n + " 接了"}},
		{n + " 办好了", []string{n + " 办好了", "缺内容", n + " 办好了 灯已换"}},
		{"师傅辛苦了,在吗", []string{"没看懂", n + " 接了", "咨询"}},
	} {
		w.say(laosPhone, c.text)
		got := w.heard(laosPhone, c.want[0])[0]
		oneSegment(t, got)
		for _, want := range c.want[1:] {
			if !strings.Contains(got.Text, want) {
				t.Errorf("%q is corrected with %q, which lacks %q", c.text, got.Text, want)
			}
		}
		for range 3 { // a machine
			w.say(laosPhone, c.text)
		}
		w.restart()
		w.say(laosPhone, c.text)
		w.heard(laosPhone)
	}
	if c := w.stands(id); c.Owner != "" || c.Notes != 0 {
		t.Errorf("the case is of %q with %d notes", c.Owner, c.Notes)
	}
	w.now = w.now.Add(correctedLife)
	w.say(laosPhone, n+" go there")
	w.heard(laosPhone, "Got the number "+n)
	w.say(laosPhone, n+" took")
	w.heard(laosPhone, "It is yours")
	w.say(laosPhone, "done")
	oneSegment(t, w.heard(laosPhone, n+" done")[0])
}

// Orders gone wrong as tired hands write them, and the one exact correction of each: it
// says what was understood, and its example is right as it stands.
func TestEveryWayToGetAnOrderWrong(t *testing.T) {
	w := newWorld(t)
	w.employ()
	n, other := string(w.opens(resident, story)), string(w.opens(stranger, "兴学社区门口垃圾没人收"))
	w.forget()
	for _, c := range []struct{ text, want string }{
		{n, "看到编号{n}，没看懂要做什么。请这样写：{n} 接了（或 办好了…/需要…）"},
		{n + " 已到现场", "看到编号{n}，没看懂要做什么。请这样写：{n} 接了（或 办好了…/需要…）"},
		{"村口的灯" + n + "弄好了", "看到编号{n}，没看懂要做什么。请这样写：{n} 接了（或 办好了…/需要…）"},
		{"tok " + n, "Got the number {n}, but not what about it. Write: {n} took (or done / need and words)"},
		{n + " " + other + " 接了", "看到编号{n}，没看懂要做什么。请这样写：{n} 接了（或 办好了…/需要…）"},
		{n + " 需要", "看到{n} 需要，缺内容。请写一句，如：{n} 需要 一把梯子"},
		{n + " done", "Got {n} done, but not what. Add a few words: {n} done lamp replaced"},
		{"办好了 灯换了", "看到“办好了”，缺编号。请这样写：{last} 办好了…"},
		{"took", "Got \"took\", but no case number. Write: {last} took ..."},
		{"JH-99-99999-9 接了", "编号JH-99-99999-9查不到，请对一下。写法如：{last} 接了"},
		{n[:len(n)-2] + " took", "There is no case {short}. Check the number. Example: {last} took"},
		{"XX" + n[2:] + " 接了", "没看懂。请先写编号，如：{last} 接了（或 办好了/需要…）。自己的事以“咨询”开头。"},
		{"收到", "没看懂。请先写编号，如：{last} 接了（或 办好了/需要…）。自己的事以“咨询”开头。"},
		{"👍", "没看懂。请先写编号，如：{last} 接了（或 办好了/需要…）。自己的事以“咨询”开头。"},
	} {
		w.now = w.now.Add(correctedLife)
		for range 3 { // a machine, or one who does not read
			w.say(laosPhone, c.text)
		}
		want := strings.NewReplacer("{n}", n, "{last}", other, "{short}", n[:len(n)-2]).Replace(c.want)
		got := w.heard(laosPhone, want)[0]
		oneSegment(t, got)
		if strings.TrimPrefix(got.Text, "【小兴代办】") != want {
			t.Errorf("%q is corrected with %q, want %q", c.text, got.Text, want)
		}
	}
	for _, id := range []string{n, other} {
		if c := w.stands(dialog.CaseID(id)); c.Owner != "" || c.Notes != 0 || c.Status == dialog.Resolved {
			t.Errorf("%s is of %q, with %d notes, %s", id, c.Owner, c.Notes, c.Status)
		}
	}
}

// Who gets a second number wrong is told of that too, and does not take silence for yes;
// a machine that counts is not answered for ever.
func TestEveryWrongNumberIsCorrected(t *testing.T) {
	w := newWorld(t)
	w.employ()
	w.opens(resident, story)
	w.forget()
	w.say(laosPhone, "JH-00-77771-1 办好了 灯已换")
	w.heard(laosPhone, "JH-00-77771-1")
	w.say(laosPhone, "JH-00-77772-1 办好了 灯已换")
	w.heard(laosPhone, "JH-00-77772-1")
	for i := range 2 * correctedMost {
		w.say(laosPhone, fmt.Sprintf("JH-00-8888%d-1 办好了 灯已换", i))
	}
	if got := len(w.got[laosPhone]); got != correctedMost-2 {
		t.Errorf("%d corrections more, want %d", got, correctedMost-2)
	}
}

// The same number is a resident's where its owner says so, and in danger always.
func TestAWorkerIsAResidentToo(t *testing.T) {
	w := newWorld(t)
	w.employ()
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	w.forget()
	w.say(laosPhone, "咨询 我家门口的垃圾三天没人收了,在兴学社区")
	w.now = w.now.Add(20 * time.Second)
	w.say(laosPhone, "人工")
	own, err := w.book.Read(t.Context(), laosPhone)
	if err != nil || len(own.State.Matters) != 1 {
		t.Fatalf("the worker's own matter: %+v %v", own.State.Matters, err)
	}
	if said := w.events(own.State.Matters[0].ID, dialog.ChangeSaid, dialog.ByResident); strings.HasPrefix(said[0].Text, "咨询") {
		t.Errorf("the first words are %q", said[0].Text)
	}
	w.forget()
	w.say(laosPhone, string(id)+" 接了") // an order is an order
	w.heard(laosPhone, "已归您负责")
	w.now = w.now.Add(residentLife + time.Minute)
	w.say(laosPhone, "垃圾还在")
	w.heard(laosPhone, "没看懂")
	w.say(laosPhone, "救命,我家着火了")
	if got := w.got[laosPhone]; len(got) == 0 || !got[0].Safety || !strings.Contains(got[0].Text, "119") {
		t.Errorf("a cry is answered with %s", texts(got))
	}
	w.forget()
	w.say(laosPhone, "ask: when is the office open")
	if c := w.stands(own.State.Matters[0].ID); c.FromResident < 2 {
		t.Errorf("the question reached nobody: %d words", c.FromResident)
	}
}

// STOP holds for a worker as well: the orders count, and nothing is sent.
func TestAWorkerStops(t *testing.T) {
	w := newWorld(t)
	w.employ()
	w.say(laosPhone, "STOP")
	w.forget()
	id := w.opens(resident, story)
	w.say(laosPhone, string(id)+" took")
	w.heard(laosPhone)
	if c := w.stands(id); c.Owner != "lao" {
		t.Errorf("the owner is %q", c.Owner)
	}
	if got, err := w.lines.Of(t.Context(), "lao"); err != nil || !got.Line.Unreachable() {
		t.Errorf("the line is %+v, %v", got.Line, err)
	}
	w.say(laosPhone, "START")
	w.forget()
	w.opens(stranger, "兴学社区门口垃圾没人收")
	w.heard(laosPhone, "新事项")
	w.say(laosPhone, "下班")
	w.heard(laosPhone, "已下班")
	w.opens("telegram:1003", "兴学社区门口垃圾没人收")
	w.heard(laosPhone)
}

// A number that is nobody's is a resident's, whatever it writes.
func TestAnybodyElseIsAResident(t *testing.T) {
	w := newWorld(t)
	w.employ()
	id := w.opens(resident, story)
	w.forget()
	const other dialog.Address = "sms:+8613900000177"
	w.say(other, string(id)+" took")
	if err := w.roster.SetDisabled(t.Context(), "lao", true); err != nil {
		t.Fatal(err)
	}
	w.say(laosPhone, string(id)+" took")
	if c := w.stands(id); c.Owner != "" {
		t.Errorf("the owner is %q", c.Owner)
	}
	if err := w.lines.SetPhone(t.Context(), "lao", "13900000166"); err == nil {
		t.Error("a number without its country was taken")
	}
}
