package script_test

import (
	"testing"

	"frontdoor/dialog/script"
)

// TestNoPlaceIsTakenForOne: what people say instead of a place is asked about once more;
// what only sounds like it, or holds a place, is one.
func TestNoPlaceIsTakenForOne(t *testing.T) {
	for words, want := range map[string]string{
		"你们管不管啊": "", "快点啊": "", "都说了三遍了": "", "就那里": "", "那边": "", "我不是说了嘛": "", "随便": "", "hurry up": "", "are you going to help or not": "", "over there": "",
		"在你们镇政府对面": "镇政府对面", "快递站那边": "快递站", "随园小区": "随园小区", "there by the old mill": "there by the old mill",
	} {
		t.Run(words, func(t *testing.T) {
			k := newTalk(t, script.ScriptFor(t))
			tells(t, k, "我家下水道堵了")
			if asks := k.State.Open(); asks != "where" {
				t.Fatalf("the bot asks for %q", asks)
			}
			tells(t, k, words)
			if got := k.State.Matters[0].Slots["where"].Value; got != want {
				t.Errorf("where is %q, want %q", got, want)
			}
		})
	}
}
