package dialog_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"frontdoor/dialog"
)

// What a resident told at a table that is over for them is erased with the rest when they ask
// for it, and by its age; what they tell at one that they still sit at is not taken by age.
func TestErasesWhatWasToldAtATableThatIsOver(t *testing.T) {
	const sits = opening + "\n> b 参加\n> b 我欠他三百\n"
	for name, row := range map[string]struct {
		story string
		rule  string // by which it is erased; "" where they ask for it
		want  bool
	}{
		"left":                       {sits + "> b 退出调解", "", true},
		"declined":                   {opening + "\n> b 不参加", "", true},
		"the table ended":            {sits + "@ end no_agreement", "", true},
		"still sitting":              {sits, "", true},
		"left, by age":               {sits + "> b 退出调解", dialog.EraseOfAge, true},
		"the table ended, by age":    {sits + "@ end no_agreement", dialog.EraseOfAge, true},
		"still sitting, by age":      {sits, dialog.EraseOfAge, false},
		"left, by an admin":          {sits + "> b 退出调解", dialog.EraseByAdmin, true},
		"still sitting, by an admin": {sits, dialog.EraseByAdmin, false},
	} {
		t.Run(name, func(t *testing.T) {
			room := newRoom(t)
			room.play(row.story)
			thread := dialog.CaseID(room.table().Party("b").Case)
			k := room.talks["b"]
			if row.rule != "" {
				k.Step(dialog.Input{Kind: dialog.Happens, Case: thread, Change: &dialog.Change{Kind: dialog.ChangeErased, Value: row.rule}})
			} else {
				room.play("> b 删除我的数据\n> b 1")
			}
			erased := func(c dialog.Change) bool { return c.Kind == dialog.ChangeErased && c.Case == thread }
			if got := slices.ContainsFunc(k.Changes, erased); thread == "" || got != row.want {
				t.Errorf("the thread %s was erased: %v, want %v", thread, got, row.want)
			}
			if room.carry(); row.rule == dialog.EraseByAdmin && (room.table().Party("b").Case == "") != row.want {
				t.Errorf("the table still leads to them: %+v", room.table().Party("b"))
			}
			if len(k.State.Sides) > 0 && row.want {
				t.Errorf("the talk still names the thread: %v", k.State.Sides)
			}
		})
	}
}

// An admin who erases what a signer told has them told, on their own channel, that the signed
// points stay and until when; age alone tells nobody, and leaves a signed case its time.
func TestWhoSignedIsToldThatItStays(t *testing.T) {
	const signs = opening + "\n> b 参加\n> c 不参加" + drafted + "\n> a 同意\n> b 同意\n@ sign JH-1\n"
	for name, row := range map[string]struct {
		story, who, rule string
		told             bool
	}{
		"a side, by an admin":          {signs + "@ end broken", "b", dialog.EraseByAdmin, true},
		"a side, of age":               {signs + "@ end broken", "b", dialog.EraseOfAge, false},
		"who declined, by an admin":    {signs, "c", dialog.EraseByAdmin, false},
		"the asker, by an admin":       {signs, "a", dialog.EraseByAdmin, true},
		"the asker, still in its time": {signs, "a", dialog.EraseOfAge, false},
	} {
		t.Run(name, func(t *testing.T) {
			room := newRoom(t)
			room.play(row.story)
			k, id := room.talks[row.who], dialog.CaseID(room.table().Party(row.who).Case)
			if row.who == "a" {
				id = room.id
				if err := room.do(dialog.Input{Kind: dialog.Close, Text: "谈好了"}); err != nil {
					t.Fatal(err)
				}
			}
			before := len(k.Replies)
			k.Step(dialog.Input{Kind: dialog.Happens, Case: id, Change: &dialog.Change{Kind: dialog.ChangeErased, Value: row.rule}})
			told := strings.Join(wordsOf(k.Replies[before:]), "")
			if strings.Contains(told, "协议按规定要留存到20") != row.told || told != "" && !row.told {
				t.Errorf("told %q", told)
			}
			var kept *dialog.KeptError
			if held := errors.As(k.Refused, &kept); held != (row.who == "a" && row.rule == dialog.EraseOfAge) {
				t.Errorf("refused: %v", k.Refused)
			}
			if room.table().Number != "JH-1" {
				t.Errorf("the table is %+v", room.table())
			}
		})
	}
}
