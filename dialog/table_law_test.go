package dialog_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"frontdoor/dialog"
)

// TestNoWordsCross: whatever the sides say, in whatever order, and whatever the mediator
// does meanwhile, nothing of one side's words reaches another side, nor the talk in which
// the table is held; only what the mediator passed on does.
func TestNoWordsCross(t *testing.T) {
	acts := []string{"say all 请再想想", "pass b a 对方愿意谈", "times 调解室 | 周三 | 周四", "propose | b>a 200 2026-11-30", "sign JH-1", "halt", "resume", "end no_agreement", "release b"}
	words := []string{"1", "2", "3", "参加", "同意", "不同意", "要改", "退出调解", "你们打错了", "都行", "他打我", "好的", "STOP"}
	lines := rapid.Custom(func(r *rapid.T) string {
		who := rapid.SampledFrom([]string{"a", "b", "c", "b", "c", "@"}).Draw(r, "who")
		if who == "@" {
			return "@ " + rapid.SampledFrom(acts).Draw(r, "act")
		}
		line := "> " + who + " " + rapid.SampledFrom(words).Draw(r, "words")
		if rapid.Bool().Draw(r, "own") {
			line += ",暗号" + who
		}
		return line
	})
	for seed := range 15 {
		room := newRoom(t)
		story := append(strings.Split(opening, "\n"), rapid.SliceOfN(lines, 8, 8).Example(seed)...)
		room.play(strings.Join(story, "\n"))
		for who, k := range room.talks {
			heard, err := json.Marshal([]any{k.Replies, k.Changes, k.State})
			if err != nil {
				t.Fatal(err)
			}
			for other, theirs := range room.talks {
				if other == who {
					continue
				}
				if strings.Contains(string(heard), "暗号"+other) {
					t.Fatalf("%s has heard words of %s:\n%s", who, other, room.out.String())
				}
				if number := theirs.From.Local(); who != "a" && strings.Contains(strings.Join(wordsOf(k.Replies), "\n"), number) {
					t.Fatalf("%s was told the address of %s:\n%s", who, other, room.out.String())
				}
			}
		}
	}
}

const opening = `: a telegram:1001
: b sms:+8613900000188
: c web:v7
@ begin 李大爷 漏水的事
@ add b 王先生 side
@ add c 陈女士 side
@ release b
@ release c`

func wordsOf(replies []dialog.Reply) []string {
	var all []string
	for _, reply := range replies {
		all = append(all, reply.Text)
	}
	return all
}
