package script_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
)

// TestNoWordsCross: whatever the sides say and send, in whatever order, and whatever the
// mediator does meanwhile, nothing of one side's words and files reaches another side, the talk
// in which the table is held, or a letter; only what the mediator passed on does. The table is
// agreed only while every side was last told that it agrees to the draft in force. And as
// long as nothing is signed each side may leave.
func TestNoWordsCross(t *testing.T) {
	acts := []string{"say all 请再想想", "pass b a 对方愿意谈", "times 调解室 | 周三 | 周四", "propose | b>a 200 2026-11-30", "propose | b>a 300 2026-12-30 | 各自退让", "propose | 各自退让", "sign JH-1", "halt", "resume", "end no_agreement", "release b", "drop c", "discreet 是", "discreet 否", "kept a 1"}
	words := []string{"1", "2", "3", "参加", "同意", "不同意", "要改", "反悔方案", "同意方案", "同意第1稿", "退出调解", "你们打错了", "都行", "周三可以", "他打我", "好的", "STOP", "删除我的数据"}
	lines := rapid.Custom(func(r *rapid.T) string {
		who := rapid.SampledFrom([]string{"a", "b", "c", "a", "b", "@"}).Draw(r, "who")
		often := rapid.IntRange(0, 1).Draw(r, "often") // or nothing is ever agreed
		switch {
		case who == "@":
			return "@ " + rapid.SampledFrom(acts).Draw(r, "act")
		case often == 0:
			return "> " + who + " 同意"
		}
		line := "> " + who + " " + rapid.SampledFrom(words).Draw(r, "words")
		if rapid.Bool().Draw(r, "own") {
			line += ",暗号" + who
		}
		return line
	})
	agreed := 0
	for seed := range 16 {
		room := newRoom(t)
		switch seed % 4 {
		case 0:
			room.play(opening)
		case 1:
			room.play(opening + "\n> b 参加\n> c 参加" + drafted)
		default: // of two, more often agreed
			room.play(opening + "\n> b 参加\n> c 不参加" + drafted)
		}
		for _, line := range rapid.SliceOfN(lines, 10, 10).Example(seed) {
			room.play(line)
			if k := room.talks["b"]; seed%3 == 0 && line == "> b 同意" {
				k.Step(dialog.Input{Kind: dialog.Said, Text: "看照片", Media: []dialog.Media{{Kind: "photo", Ref: "暗号b"}}})
				room.carry()
			}
			if room.agreedTruly() {
				agreed++
			}
		}
		room.nothingCrossed()
		room.mayLeave()
	}
	if agreed < 4 {
		t.Errorf("only %d times was anything agreed: this tries nothing", agreed)
	}
}

// nothingCrossed looks through all that everybody heard, keeps and wrote to others.
func (r *room) nothingCrossed() {
	r.Helper()
	for who, k := range r.talks {
		heard, err := json.Marshal([]any{k.Replies, k.Changes, k.State})
		if err != nil {
			r.Fatal(err)
		}
		letters, err := json.Marshal(k.Letters)
		if err != nil {
			r.Fatal(err)
		}
		if strings.Contains(string(letters), "暗号") {
			r.Fatalf("a letter of %s has words of a side:\n%s\n%s", who, letters, r.out.String())
		}
		for other, theirs := range r.talks {
			if other == who {
				continue
			}
			if strings.Contains(string(heard), "暗号"+other) || who != "a" && strings.Contains(string(heard), "天花板") {
				r.Fatalf("%s has heard words of %s:\n%s", who, other, r.out.String())
			}
			if number := theirs.From.Local(); strings.Contains(strings.Join(wordsOf(k.Replies), "\n"), number) {
				r.Fatalf("%s was told the address of %s:\n%s", who, other, r.out.String())
			}
		}
	}
}

var toldAnswer = regexp.MustCompile(`您同意第([0-9]+)稿|您不同意第|请说说要怎么改`)

// agreedTruly says whether the table is agreed, and fails where a side was told otherwise.
func (r *room) agreedTruly() bool {
	r.Helper()
	table := r.table()
	if table.State != mediation.Agreed && table.State != mediation.Signed {
		return false
	}
	v, _ := table.Current()
	for _, p := range table.Seated() {
		k := r.talks[p.ID]
		if !p.Signs || k == nil || k.State.Stopped {
			continue
		}
		last := ""
		for _, reply := range k.Replies {
			if found := toldAnswer.FindStringSubmatch(reply.Text); found != nil {
				last = found[1]
			}
		}
		if last != string(rune('0'+v.N)) {
			r.Fatalf("the table is %s on draft %d, and %s was last told it agrees to %q:\n%s", table.State, v.N, p.ID, last, r.out.String())
		}
	}
	return true
}

// mayLeave lets everybody leave who still may.
func (r *room) mayLeave() {
	r.Helper()
	for _, p := range r.table().Seated() {
		k := r.talks[p.ID]
		before := slices.Contains([]mediation.State{mediation.Open, mediation.Proposed, mediation.Agreed, mediation.Halted}, r.table().State) && r.table().SignedAt.IsZero()
		if k.State.Stopped || !k.State.MutedUntil.Before(k.Now) {
			continue
		}
		r.play("> " + p.ID + " 退出调解")
		if left := r.table().Party(p.ID).State == mediation.Left; left != before {
			r.Fatalf("%s wanted to leave a table that is %s, and has left: %v\n%s", p.ID, r.table().State, left, r.out.String())
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

const drafted = `
@ propose | b>a 200 2026-11-30`

func wordsOf(replies []dialog.Reply) []string {
	var all []string
	for _, reply := range replies {
		all = append(all, reply.Text)
	}
	return all
}
