package phrases_test

import (
	"regexp"
	"strings"
	"testing"

	"frontdoor/dialog/phrases"
)

// TestPhrasesKeepTheTone: 您 and not 亲, and calm but for danger.
func TestPhrasesKeepTheTone(t *testing.T) {
	built, err := phrases.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range built.Keys() {
		for _, lang := range []string{"zh", "en"} {
			for n := range built.Ways(lang, key) {
				text := built.Say(lang, key, n, nil)
				if !strings.HasPrefix(key, "card.") && strings.ContainsAny(text, "!!") {
					t.Errorf("%s %s shouts: %s", lang, key, text)
				}
				if strings.Contains(text, "亲,") || strings.Contains(text, "马上回") || strings.Contains(text, "STOPALL") {
					t.Errorf("%s %s: %s", lang, key, text)
				}
				alerted := strings.Contains(text, "已通知") || strings.Contains(text, "alerted")
				if alerted && !strings.HasPrefix(key, "card.") {
					t.Errorf("%s %s claims an alert outside a card: %s", lang, key, text)
				}
			}
		}
	}
}

func TestPhraseMistakesAreTold(t *testing.T) {
	for _, c := range []struct{ zh, en, want string }{
		{"a = 好", "", `zh.txt:1: "a" is missing in en.txt`},
		{"a = 好{case}", "a = good", "fills in"},
		{"a 好", "a = good", "zh.txt:1: want"},
		{"a = 好\na = 好", "a = good", "twice"},
	} {
		if _, err := phrases.Parse(c.zh, c.en); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q / %q: %v, want %q", c.zh, c.en, err, c.want)
		}
	}
	if _, err := phrases.Parse("# 说明\n\na = 好{case}⏎走", "a = {case} fine"); err != nil {
		t.Error(err)
	}
}

// TestATownsOwnPhrases: what its file says replaces, what it leaves out stays, and every
// mistake is told with its line.
func TestATownsOwnPhrases(t *testing.T) {
	built, err := phrases.Default()
	if err != nil {
		t.Fatal(err)
	}
	own, err := built.With("zh", "zh.txt", "\ufeff# 我们镇的\r\nthanks = 应该的⏎再会\r\nhanded = 收到,{case},{promise}")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, key, want string }{
		{"zh", "thanks", "应该的\n再会"},
		{"zh", "handed", "收到,JH-1,明天"},
		{"en", "thanks", built.Say("en", "thanks", 1, nil)},
		{"zh", "goodbye", built.Say("zh", "goodbye", 1, nil)},
	} {
		if got := own.Say(c.lang, c.key, 1, phrases.Vars{"case": "JH-1", "promise": "明天"}); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.key, got, c.want)
		}
	}
	if built.Say("zh", "thanks", 0, nil) == "应该的\n再会" {
		t.Error("the built-in phrases were changed")
	}
	for _, c := range []struct{ lang, text, want string }{
		{"zh", "# x\nthank = 不客气", `zh.txt:2: there is no phrase "thank"`},
		{"zh", "handed = 收到{case}", `zh.txt:1: "handed" lacks {promise}`},
		{"zh", "handed = 收到{case}{promise}{phone}", `zh.txt:1: "handed" cannot fill in {phone}`},
		{"zh", "handed = 收到{case}{promise", `zh.txt:1: "handed" holds a brace`},
		{"zh", "card.fire = 快跑,打119", `zh.txt:1: "card.fire" lacks {ambulance}`},
		{"zh", "thanks=不客气", `zh.txt:1: want "key = text"`},
		{"en", "handed = {case} sent", `zh.txt:1: "handed" lacks {promise}`},
	} {
		if _, err := built.With(c.lang, "zh.txt", c.text); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
	_, err = built.With("zh", "zh.txt", "thank = 不客气\nhanded = 收到{case}\nbye 再见")
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("three mistakes are told as %v", err)
	}
}

// Chinese is set with the marks of Chinese; a town's own sentences may be written as it likes.
func TestChineseHasWideMarks(t *testing.T) {
	text, err := phrases.Standard("zh")
	if err != nil {
		t.Fatal(err)
	}
	narrow := regexp.MustCompile(`[\p{Han}”}][,?!;:]|[,?!;:][\p{Han}“]`)
	for line := range strings.Lines(text) {
		if at := narrow.FindString(line); at != "" && !strings.HasPrefix(line, "#") {
			t.Errorf("a narrow mark in %q of %q", at, line)
		}
	}
}
