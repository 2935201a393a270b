package script_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// What the channel refused waits for a word of the resident's own, and no longer than it
// is worth sending; a tap is no word, and the same words wait once.
func TestUnheardWordsWait(t *testing.T) {
	refused := func(n int, text string, useBy time.Time) dialog.Input {
		return dialog.Input{Kind: dialog.Shut, Ref: fmt.Sprint("m", n), Text: text, Until: useBy}
	}
	for name, c := range map[string]struct {
		lasts time.Duration // of the use-by, 0 for none
		after time.Duration
		word  dialog.Input
		again []string
	}{
		"a word":                     {0, time.Hour, said("在吗"), []string{"m1", "m2"}},
		"a photo":                    {0, time.Hour, dialog.Input{Kind: dialog.Said, Media: []dialog.Media{{Kind: "photo"}}}, []string{"m1", "m2"}},
		"a tap in the menu":          {0, time.Hour, said("/status"), nil},
		"a month later":              {0, 31 * 24 * time.Hour, said("在吗"), nil},
		"within its use-by":          {2 * time.Hour, time.Hour, said("在吗"), []string{"m1", "m2"}},
		"after it":                   {time.Hour, time.Hour, said("在吗"), nil},
		"a word that opts out":       {0, time.Hour, said("退订"), nil},
		"a word that cries for help": {0, time.Hour, said("着火了"), []string{"m1", "m2"}},
	} {
		k := newTalk(t, script.ScriptFor(t))
		k.From = "wechat:oResident"
		k.Step(said("人工"))
		id := k.State.Current
		useBy := time.Time{}
		if c.lasts > 0 {
			useBy = k.Now.Add(c.lasts)
		}
		for n, text := range []string{1: "明天来", 2: "带上身份证", 3: "明天来"} {
			if in := refused(n, text, useBy); n > 0 {
				in.Case = id
				k.Step(in)
			}
		}
		before := len(k.Replies)
		k.Pass(k.Now.Add(c.after))
		k.Step(c.word)
		var again []string
		for i, r := range k.Replies[before:] {
			if r.Again != "" {
				again = append(again, r.Again)
				if i >= len(c.again) {
					t.Errorf("%s: %q comes behind what the bot says", name, r.Text)
				}
			}
		}
		if !slices.Equal(again, c.again) {
			t.Errorf("%s: sent again %q, want %q", name, again, c.again)
		}
		if k.Step(said("好")); len(again) > 0 && slices.ContainsFunc(k.Replies[before+len(again):], func(r dialog.Reply) bool { return r.Again != "" }) {
			t.Errorf("%s: a second time", name)
		}
	}
}

// Who writes while their agent's words are being refused gets them at once.
func TestWrittenWhileRefused(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	k.From = "wechat:oResident"
	k.Step(said("人工"))
	sent := k.Now
	k.Pass(k.Now.Add(time.Second))
	k.Step(said("在吗"))
	before := len(k.Replies)
	k.Now = sent // when it went off
	in := dialog.Input{Kind: dialog.Shut, Case: k.State.Current, Ref: "m1", Text: "明天来"}
	if k.Step(in); len(k.Replies) != before+1 || k.Replies[before].Again != "m1" || len(k.State.Unheard) != 0 {
		t.Errorf("%+v wait, %d were said", k.State.Unheard, len(k.Replies)-before)
	}
}
