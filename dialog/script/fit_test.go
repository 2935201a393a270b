package script

import (
	"os"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/town"
)

// TestEveryPhraseFitsAnSMS measures every way of saying every phrase, signed, with
// the longest values: at most two segments, in Chinese and in English.
func TestEveryPhraseFitsAnSMS(t *testing.T) {
	sc := ScriptFor(t)
	if err := sc.Fit(); err != nil {
		t.Error(err)
	}
	for _, lang := range dialog.Languages() {
		one, all := 0, 0
		for _, texts := range sc.atLongest(lang) {
			for _, text := range texts {
				all++
				if lang == "zh" && len([]rune(text)) <= 70 || lang == "en" && len(text) <= 160 {
					one++
				}
			}
		}
		if all < 100 || one*10 < all*8 {
			t.Errorf("%s: only %d of %d phrases fit one segment", lang, one, all)
		}
	}
}

// TestWhatIsTooLongForAnSMSIsTold: with its file and line, whoever made it too long.
func TestWhatIsTooLongForAnSMSIsTold(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"zh", "a = x\nthanks = " + strings.Repeat("长", 130), `own.txt:2: "thanks" is too long for two SMS: 136 of 134`},
		{"zh", "a = x\nhanded = " + strings.Repeat("长", 110) + "{case}{promise}", `own.txt:2: "handed" is too long`},
		{"en", "a = x\nthanks = " + strings.Repeat("x", 307), `own.txt:2: "thanks" is too long for two SMS: 307 of 306`},
		{"en", "a = x\nthanks = Not at all ✓", `own.txt:2: "thanks" holds "✓", which an English SMS cannot carry`},
	} {
		sc := ScriptFor(t)
		own, err := sc.Phrases.With(c.lang, "own.txt", strings.Replace(c.text, "a = x", "# ours", 1))
		if err != nil {
			t.Fatal(err)
		}
		sc.Phrases = own
		if err := sc.Fit(); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%.40q: %v, want %q", c.text, err, c.want)
		}
	}
	sc := ScriptFor(t)
	long := *sc.Town
	long.Persona.Zh = strings.Repeat("小兴", 40)
	sc.Town = &long
	if err := sc.Fit(); err == nil || !strings.Contains(err.Error(), `zh.txt:`) {
		t.Errorf("a persona of 80 characters is told as %v", err)
	}
}

// TestNothingOfTheBuiltInTownIsWiredIn: in another town every sentence, with every name
// and number filled in, names nothing of the first.
func TestNothingOfTheBuiltInTownIsWiredIn(t *testing.T) {
	first := ScriptFor(t)
	other, err := os.ReadFile("../town/testdata/northfield.yaml")
	if err != nil {
		t.Fatal(err)
	}
	there, err := town.Parse("northfield.yaml", other)
	if err != nil {
		t.Fatal(err)
	}
	sc, err := New(nil, there, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := sc.Fit(); err != nil {
		t.Error(err)
	}
	gone := []string{first.Town.Title.Zh, first.Town.Title.En, first.Town.Persona.Zh, first.Town.Persona.En, first.Town.Prefix + "-", first.Town.Signature}
	for _, h := range first.Town.Hotlines {
		gone = append(gone, h.Number)
	}
	for _, p := range first.Town.Places {
		gone = append(gone, p.Title.Zh, p.Title.En)
	}
	use := map[string]bool{}
	for _, lang := range dialog.Languages() {
		k := sc.scene(dialog.State{Lang: lang}, dialog.Input{From: "sms:+8613900000102"})
		for _, key := range sc.Phrases.Keys() {
			for n := range sc.Phrases.Ways(lang, key) {
				text := k.Signed(k.SayWithTown(key, n, phrases.Vars{"case": string(dialog.FormatCaseID(there.Prefix, 7, 1))}))
				rest := text
				for _, h := range there.Hotlines {
					rest = strings.ReplaceAll(rest, h.Number, "…") // their 9110 holds our 110
				}
				for _, word := range gone {
					if strings.Contains(rest, word) {
						t.Errorf("%s %s names %q of the built-in town: %s", lang, key, word, text)
					}
				}
				for _, h := range there.Hotlines {
					use[h.Key] = use[h.Key] || strings.Contains(text, h.Number)
				}
				for word, has := range map[string]string{"persona": there.Persona.In(lang), "signature": there.Signature, "prefix": there.Prefix + "-07-", "human_phone": there.HumanPhone} {
					use[word] = use[word] || strings.Contains(text, has)
				}
			}
		}
	}
	for _, word := range []string{"police", "police_sms", "fire", "ambulance", "traffic", "psych", "youth", "fraud", "persona", "signature", "prefix", "human_phone"} {
		if !use[word] {
			t.Errorf("nothing says the town's %s", word)
		}
	}
}
