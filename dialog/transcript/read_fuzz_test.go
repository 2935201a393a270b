package transcript

import (
	"strings"
	"testing"

	"frontdoor/dialog/phrases"
)

// Whatever a clerk writes as a conversation is played, and what is wrong is told with its line.
func FuzzPlay(f *testing.F) {
	for _, s := range []string{"== lamp\n: channel sms\n> 路灯坏了\n< 好的\n= where qixing\n", "> 你好\n", "== a\n: now 2026-11-02 09:00\n! wait 10m\n+ JH-1\n", "== a\n> [pin 29.1 119.6]\n> [photo]\n", "==\n=\n:\n!\n", "\xff"} {
		f.Add(s)
	}
	sc, err := built()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 400 {
			return // a long one is many short ones
		}
		for _, m := range Play(sc, "x.txt", text, nil) {
			if !strings.HasPrefix(m.Error(), "x.txt:") {
				t.Errorf("says no line: %v", m)
			}
		}
	})
}

// Whatever a town writes as its own sentences is taken, or every mistake is told in words.
func FuzzPhrases(f *testing.F) {
	for _, s := range []string{"# greeting\n您好,{town}\n", "thanks\n  谢谢\n", "{", "# \n#\n", "greeting = a\ngreeting = b\n", "\xff\x00"} {
		f.Add(s, true)
	}
	usual, err := phrases.Default()
	if err != nil {
		f.Fatal(err)
	}
	built, err := phrases.Standard("zh")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(built[:2000], false)
	f.Fuzz(func(t *testing.T, text string, zh bool) {
		lang := map[bool]string{true: "zh", false: "en"}[zh]
		own, err := usual.With(lang, "own.txt", text)
		if err != nil {
			if !strings.Contains(err.Error(), "own.txt") {
				t.Errorf("does not say where: %v", err)
			}
			return
		}
		if len(own.Keys()) != len(usual.Keys()) {
			t.Errorf("%d keys, there were %d", len(own.Keys()), len(usual.Keys()))
		}
	})
}
