package script_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// mail is several talks and the letters between them.
type mail struct {
	t     *testing.T
	talks map[dialog.Address]*transcript.Talk
	read  map[dialog.Address]int // letters of a talk that were carried
	now   time.Time
}

func newMail(t *testing.T) *mail {
	return &mail{t, map[dialog.Address]*transcript.Talk{}, map[dialog.Address]int{}, time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 8*3600))}
}

// at is the talk of an address.
func (w *mail) at(a dialog.Address) *transcript.Talk {
	k := w.talks[a]
	if k == nil {
		k = newTalk(w.t, script.ScriptFor(w.t))
		k.From = a
		w.talks[a] = k
	}
	if w.now.After(k.Now) {
		k.Now = w.now
	}
	return k
}

// say lets somebody speak, carries every letter, and gives what was said to whom.
func (w *mail) say(a dialog.Address, words string) (code, said string) {
	w.t.Helper()
	w.now = w.now.Add(time.Minute)
	before := map[dialog.Address]int{}
	for address, k := range w.talks {
		before[address] = len(k.Replies)
	}
	turn, err := w.at(a).Say(words)
	if err != nil {
		w.t.Fatal(err)
	}
	for w.carry() {
	}
	var all []string
	for address, k := range w.talks {
		for _, r := range k.Replies[before[address]:] {
			all = append(all, address.Channel()+": "+r.Text)
		}
	}
	return turn.Code, strings.Join(all, "\n")
}

// carry brings every letter that was not, twice as a postman may; false for none.
func (w *mail) carry() bool {
	moved := false
	for a, k := range w.talks {
		for ; w.read[a] < len(k.Letters); w.read[a]++ {
			l := k.Letters[w.read[a]]
			if l.Kind == dialog.LetterAlert {
				continue
			}
			if l.From = a; l.Kind == dialog.LetterFile {
				l.From = ""
			}
			raw, err := json.Marshal(l)
			if err != nil {
				w.t.Fatal(err)
			}
			var stored dialog.Letter
			if err := json.Unmarshal(raw, &stored); err != nil {
				w.t.Fatal(err)
			}
			w.at(l.To).Step(dialog.Input{Kind: dialog.Delivery, Letter: &stored})
			moved = true
		}
	}
	return moved
}

const (
	onSMS      dialog.Address = "sms:+8613900000102"
	onTelegram dialog.Address = "telegram:9"
	onWeb      dialog.Address = "web:v7"
)

func wants(t *testing.T, said string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in:\n%s", want, said)
		}
	}
}

// TestADraftMovesWithAllItsFacts: from SMS to Telegram, in the middle of a question.
func TestADraftMovesWithAllItsFacts(t *testing.T) {
	w := newMail(t)
	w.say(onSMS, "隔壁老王欠我5000元不还")
	code, said := w.say(onSMS, "换到Telegram")
	wants(t, said, "sms: 【小兴代办】在我们的Telegram机器人", code)
	if len(code) != dialog.CodeLength {
		t.Fatalf("the code is %q", code)
	}
	was := *w.at(onSMS).State.CurrentMatter()
	_, said = w.say(onTelegram, "/start "+strings.ToLower(code))
	wants(t, said, "sms: 【小兴代办】好，接到您那边去了", "telegram: 接上了：“隔壁老王欠我5000元…”。", "在哪个村")
	now := w.at(onTelegram).State.CurrentMatter()
	if now == nil || now.Before != was.ID || now.Category != was.Category || len(now.Slots) != len(was.Slots) {
		t.Fatalf("the draft was %+v and is %+v", was, now)
	}
	for key, s := range was.Slots {
		if got := now.Slots[key]; got.Value != s.Value || got.Raw != s.Raw || got.State != s.State {
			t.Errorf("%s was %+v and is %+v", key, s, got)
		}
	}
	if old := w.at(onSMS).State; len(old.Matters) > 0 || old.Asking != nil || len(old.Wakes) > 0 {
		t.Errorf("the old side still has %+v", old)
	}
	for _, words := range []string{"七星村", "1"} {
		_, said = w.say(onTelegram, words)
	}
	wants(t, said, "telegram: 已报上去")
	if strings.Contains(said, "sms:") {
		t.Errorf("the old side speaks: %s", said)
	}
	linked := false
	for _, c := range w.at(onTelegram).Changes {
		linked = linked || c.Kind == dialog.ChangeLinked && c.Value == string(was.ID)
	}
	if !linked {
		t.Error("the new case does not name the old one, whose words agents may want to read")
	}
}

// TestACodeWorksOnce: not twice, not late, not on the side it came from, not for a
// matter that is done, not over another.
func TestACodeWorksOnce(t *testing.T) {
	begun := func(t *testing.T) (*mail, string) {
		w := newMail(t)
		w.say(onSMS, "七星村的路灯坏了")
		code, _ := w.say(onSMS, "换到网页")
		return w, code
	}
	t.Run("twice", func(t *testing.T) {
		w, code := begun(t)
		_, said := w.say(onWeb, code)
		wants(t, said, "web: 接上了")
		_, said = w.say(onTelegram, code)
		wants(t, said, "telegram: 没查到这个暗号")
		if strings.Contains(said, "路灯") {
			t.Errorf("somebody else learns of it: %s", said)
		}
	})
	t.Run("late", func(t *testing.T) {
		w, code := begun(t)
		w.now = w.now.Add(31 * time.Minute)
		_, said := w.say(onWeb, code)
		wants(t, said, "web: 没查到这个暗号")
		there := w.at(dialog.UnnamedAddress(code))
		there.Pass(w.now)
		if there.State.Offer != nil {
			t.Error("the address of the code remembers who asked for it")
		}
		if m := w.at(onSMS).State.CurrentMatter(); m == nil || m.Slots["where"].Value != "qixing" {
			t.Errorf("the draft is gone: %+v", m)
		}
	})
	t.Run("on the same side", func(t *testing.T) {
		w, code := begun(t)
		_, said := w.say(onSMS, code)
		wants(t, said, "这个码要在另一边发")
		_, said = w.say(onWeb, code)
		wants(t, said, "web: 接上了")
	})
	t.Run("when it is sent already", func(t *testing.T) {
		w, code := begun(t)
		w.say(onSMS, "1")
		_, said := w.say(onWeb, code)
		wants(t, said, "web: 那件事已经报上去了")
	})
	t.Run("over another draft", func(t *testing.T) {
		w, code := begun(t)
		w.say(onWeb, "老板拖欠我工资三个月")
		_, said := w.say(onWeb, code)
		wants(t, said, "web: 您这边还有一件没报完")
		w.say(onWeb, "不报了")
		w.say(onWeb, "1")
		_, said = w.say(onWeb, code)
		wants(t, said, "web: 接上了", "sms: ")
	})
	t.Run("begun while the code is on its way", func(t *testing.T) {
		w, code := begun(t)
		k := w.at(onWeb)
		k.Now = w.now
		ask, err := k.Say(code)
		if err != nil || len(ask.Letters) != 1 {
			t.Fatalf("%v: %+v", err, ask)
		}
		if _, err := k.Say("老板拖欠我工资三个月"); err != nil {
			t.Fatal(err)
		}
		for w.carry() {
		}
		if len(k.State.Matters) != 2 || k.State.Matters[0].Status != dialog.Unclaimed || k.State.CurrentMatter().Slots["where"].Value != "qixing" {
			t.Errorf("matters %+v", k.State.Matters)
		}
	})
}

// TestGuessingCodesIsUseless: few tries an hour, counted anew after one that opens.
func TestGuessingCodesIsUseless(t *testing.T) {
	w := newMail(t)
	w.say(onSMS, "七星村的路灯坏了")
	code, _ := w.say(onSMS, "换到网页")
	said := ""
	for i := range 6 {
		_, said = w.say(onWeb, "7XKQ2MHT2"+string(dialog.CodeAlphabet[i]))
		if want := map[bool]string{true: "暗号", false: "码试得太多了"}[i < 5]; !strings.Contains(said, want) {
			t.Errorf("try %d: %s", i+1, said)
		}
	}
	if _, said = w.say(onWeb, code); !strings.Contains(said, "码试得太多了") {
		t.Errorf("the right one after many wrong ones: %s", said)
	}
	if _, said = w.say(onTelegram, code); !strings.Contains(said, "接上了") {
		t.Errorf("somebody else's wrong ones count: %s", said)
	}
}

// TestLettersThatComeTwice: nothing is doubled and nothing lost, whichever comes again.
func TestLettersThatComeTwice(t *testing.T) {
	w := newMail(t)
	w.say(onSMS, "七星村的路灯坏了")
	code, _ := w.say(onSMS, "换到网页")
	w.say(onWeb, code)
	k := w.at(onWeb)
	var draft *dialog.Letter
	for i, l := range w.at(onSMS).Letters {
		if l.Kind == dialog.LetterDraft {
			draft = &w.at(onSMS).Letters[i]
		}
	}
	if draft == nil {
		t.Fatal("no draft was sent")
	}
	replies, changes := len(k.Replies), len(k.Changes)
	k.Step(dialog.Input{Kind: dialog.Delivery, Letter: draft})
	if len(k.Replies) != replies || len(k.Changes) != changes || len(k.State.Matters) != 1 {
		t.Errorf("the draft arrived twice: %+v", k.State.Matters)
	}
}

// TestWhoAsksToMove: the wish is the whole message, in either language.
func TestWhoAsksToMove(t *testing.T) {
	for _, c := range []struct {
		words string
		want  bool
	}{
		{"换到Telegram", true}, {"在电报上继续", true}, {"我想换到网页上接着说", true}, {"可以在网上聊吗?", true}, {"转到telegram", true}, {"換到電報", true}, {"用短信说吧", true},
		{"continue on Telegram", true}, {"Can we switch to the web chat?", true}, {"I'd like to go on via sms please", true}, {"move to Telegram.", true},
		{"网上有人骂我", false}, {"在网上买到假货", false}, {"我在电报上被人骗了三千块", false}, {"短信", false}, {"Telegram", false}, {"换个灯泡", false}, {"转人工", false},
		{"I was cheated on Telegram", false}, {"please change the web of lies", false}, {"the website is down", false}, {"go on", false}, {"move the bin", false},
	} {
		k := newTalk(t, script.ScriptFor(t))
		if _, err := k.Say("七星村的路灯坏了"); err != nil {
			t.Fatal(err)
		}
		turn, err := k.Say(c.words)
		if err != nil {
			t.Fatal(err)
		}
		if (turn.Code != "") != c.want {
			t.Errorf("%q gives a code: %v, want %v", c.words, turn.Code != "", c.want)
		}
	}
	w := newMail(t)
	for _, words := range []string{"换到Telegram", "你好"} {
		if code, said := w.say(onSMS, words); code != "" {
			t.Errorf("with nothing told there is a code: %s", said)
		}
	}
	w.say(onTelegram, "七星村的路灯坏了")
	w.say(onTelegram, "跳过")
	w.say(onTelegram, "1")
	if code, said := w.say(onTelegram, "换到网页"); code != "" || !strings.Contains(said, "没有报了一半的事") {
		t.Errorf("a case that people have moves: %s", said)
	}
}

// TestPicturesBySMS: whoever wants to send some is told once where that goes, and
// nothing of the talk is lost.
func TestPicturesBySMS(t *testing.T) {
	w := newMail(t)
	w.say(onSMS, "路灯坏了")
	_, said := w.say(onSMS, "我发照片给你们")
	wants(t, said, "回“换到网页”", "在哪")
	if what := w.at(onSMS).State.CurrentMatter().Slots["what"].Value; what != "路灯坏了" {
		t.Errorf("the matter is %q", what)
	}
	if _, said = w.say(onSMS, "我还有照片怎么发"); strings.Contains(said, "换到网页") {
		t.Errorf("told again: %s", said)
	}
	if _, said = w.say(onTelegram, "七星村路灯坏了,我有照片要发"); strings.Contains(said, "换到网页") {
		t.Errorf("told where pictures can be sent: %s", said)
	}
	en := newMail(t)
	en.say(onSMS, "The streetlight is broken")
	_, said = en.say(onSMS, "Can I send you a photo?")
	wants(t, said, `text "switch to web"`)
}

// TestACodeComesWithALinkToTheBot: where the bot's name is known and the resident is not
// there already, in a text message only where there is room for it.
func TestACodeComesWithALinkToTheBot(t *testing.T) {
	const link = "https://t.me/luobu_bot?start=7XKQ2MHTRA"
	for _, c := range []struct {
		from       dialog.Address
		story, ask string
		name       string
		off        bool
		want       bool
	}{
		{from: "web:v1", story: "隔壁老王欠我5000元不还", ask: "换到电报", name: "luobu_bot", want: true},
		{from: "sms:+8613900000102", story: "隔壁老王欠我5000元不还", ask: "换到网页", name: "luobu_bot", want: true},
		{from: "sms:+8613900000102", story: "隔壁老王欠我5000元不还", ask: "换到网页", name: "luobu_" + strings.Repeat("x", 20) + "_bot"},
		{from: "web:v1", story: "my neighbour owes me 5000 yuan", ask: "switch to telegram", name: "luobu_bot", want: true},
		{from: "telegram:7", story: "隔壁老王欠我5000元不还", ask: "换到网页", name: "luobu_bot"},
		{from: "web:v1", story: "隔壁老王欠我5000元不还", ask: "换到电报"},
		{from: "web:v1", story: "隔壁老王欠我5000元不还", ask: "换到电报", name: "luobu_bot", off: true},
	} {
		sc := script.ScriptFor(t)
		sc.TelegramName, sc.NoTelegram = c.name, c.off
		k := newTalk(t, sc)
		k.From = c.from
		k.Step(said(c.story))
		if until := k.State.BurstUntil(); !until.IsZero() {
			k.Pass(until)
		}
		turn := k.Step(said(c.ask))
		if len(turn.Replies) != 1 || !strings.Contains(turn.Replies[0].Text, "7XKQ2MHTRA") {
			t.Fatalf("%+v: no code in %+v", c, turn.Replies)
		}
		if text := turn.Replies[0].Text; strings.Contains(text, link) != c.want || strings.Contains(text, "t.me") != c.want {
			t.Errorf("%s %q: a link is wanted: %v, in\n%s", c.from, c.name, c.want, text)
		}
	}
}
