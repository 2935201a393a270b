package agreement

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font/gofont/goregular"

	"frontdoor/dialog/mediation"
)

// TestEveryWordIsOnPaper: no word of the closed lists stands on a Chinese paper as it is stored.
func TestEveryWordIsOnPaper(t *testing.T) {
	var keys []string
	for _, r := range mediation.Rules() {
		for _, s := range r.In {
			keys = append(keys, string(s))
		}
		for _, s := range r.Parties {
			keys = append(keys, string(s))
		}
	}
	keys = append(keys, string(mediation.Fulfilled), string(mediation.Left), string(mediation.Stranger), string(mediation.Forgotten), string(mediation.ItemKept), string(mediation.ItemMissed), string(mediation.ItemUnsure), string(mediation.ItemAsked))
	keys = append(keys, mediation.Roles()...)
	keys = append(keys, mediation.Outcomes()...)
	keys = append(keys, "grid", "town", "county", "court", "agreed", "failed", "refused") // of the ladder, which the desk knows
	for _, key := range keys {
		if key != "" && (word("zh", key) == key || word("en", key) == "") {
			t.Errorf("%q is not told on paper", key)
		}
	}
}

// TestPapers: the agreement and the file are made where the font of Debian is there; and a
// sentence says what is wrong where the font is none, or has not the letters.
func TestPapers(t *testing.T) {
	a := Agreement{Number: "JH-1-2", Topic: "楼上漏水的事", Mediator: "吴姐", SignedAt: time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC), Version: 2,
		Words: "1. 王先生在2026-12-05前付给李大爷600元\n(Wang pays 李大爷 600 yuan by 2026-12-05)", Signers: []Signer{{"李大爷", "web", time.Unix(0, 0)}, {"王先生", "sms", time.Unix(0, 0)}}}
	a.Hash = mediation.HashOf(a.Words)
	p := Paper{Town: "罗埠镇", Zone: time.UTC, Verify: "https://door.example.org/", Latin: goregular.TTF}
	if got := p.Address(a); got != "https://door.example.org/verify/JH-1-2?h="+a.Hash {
		t.Errorf("checked at %s", got)
	}
	for lang, want := range map[string][]string{
		"zh": {"调解协议书", "罗埠镇", "JH-1-2", "2026-11-23", "吴姐", "付给李大爷600元", "李大爷：1970-01-01 00:00 通过网页确认同意以上内容（第2稿）", "王先生：1970-01-01 00:00 通过短信确认", "30日内", "共同向有管辖权的人民法院申请司法确认", a.Hash},
		"en": {"Mediation agreement", "王先生: 1970-01-01 00:00, agreed by text message", "Within 30 days", "jointly ask the competent people's court to confirm", a.Hash},
	} {
		a, said := a, ""
		a.Lang = lang
		for _, l := range p.lines(a) {
			said += l.words + "\n"
		}
		for _, words := range want {
			if !strings.Contains(said, words) {
				t.Errorf("%s: the agreement lacks %q:\n%s", lang, words, said)
			}
		}
	}
	for name, font := range map[string][]byte{"must be a TrueType one": []byte("no font"), "no letters for": goregular.TTF} {
		p.Han = font
		if err := p.Write(&bytes.Buffer{}, a); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q in it", err, name)
		}
	}
	font, err := os.ReadFile("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
	if err != nil {
		t.Skip("no Chinese font is installed: fonts-droid-fallback")
	}
	p.Han = font
	h := Handover{Case: "JH-1", Topic: a.Topic, State: mediation.Ended, Outcome: "up", Facts: map[string]string{"what": "天花板泡坏了"},
		Parties: []Sitting{{ID: "a", Name: "李大爷", Role: "side", State: mediation.Accepted}, {ID: "b", Name: "王先生", Role: "side", State: mediation.Accepted}},
		Steps:   []Step{{Step: "grid", Outcome: "failed", At: a.SignedAt}}, Items: []mediation.Item{{Point: mediation.Point{Owes: "b", Owed: "a", Amount: "600", Due: "2026-12-05"}, State: mediation.ItemMissed}},
		Statements: []Statement{{At: a.SignedAt, Party: "b", Text: "水管老化", Files: 2}, {At: a.SignedAt, Party: "b@1", Text: "我愿意赔"}},
		Earlier: []Held{{Topic: "漏水", Level: "grid", Outcome: "up", Parties: []Sitting{{ID: "a@1", Name: "李大爷"}, {ID: "b@1", Name: "王二"}}, Versions: []mediation.Version{{N: 1, Words: "1. 一百元"}},
			Items: []mediation.Item{{Point: mediation.Point{Owes: "b", Owed: "a", Amount: "600"}, State: mediation.ItemMissed}}}}}
	for name, draw := range map[string]func(*bytes.Buffer) error{
		"agreement": func(b *bytes.Buffer) error { return p.Write(b, a) },
		"handover":  func(b *bytes.Buffer) error { return p.WriteHandover(b, h, "zh") },
	} {
		var out bytes.Buffer
		if err := draw(&out); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) {
			t.Errorf("%s: %v", name, err)
		}
		if bare := (&bytes.Buffer{}); name == "agreement" { // the code is drawn: without it there is less
			if err := write(bare, "", p.lines(a), "", p.Han, p.Latin, true); err != nil || out.Len() < bare.Len()+1000 {
				t.Errorf("an agreement has %d bytes, and without its code %d; %v", out.Len(), bare.Len(), err)
			}
		}
		if to := os.Getenv("FRONTDOOR_KEEP_PAPERS"); to != "" { // to look at them
			if err := os.WriteFile(to+"/"+name+".pdf", out.Bytes(), 0o644); err != nil {
				t.Error(err)
			}
		}
	}
}
