package script_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
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

// What the law keeps whole (a wish to die, a child) is kept of a side's thread, too, as long as of
// any case: whoever asks to be forgotten is told until when, and no rule takes it before.
func TestWhatTheLawKeepsOfASideIsKept(t *testing.T) {
	for name, row := range map[string]struct {
		story string
		kept  bool
	}{
		"a wish to die":                        {"> b 我不想活了,农药都买好了", true},
		"a wish to die, and has left":          {"> b 我不想活了,农药都买好了\n> b 退出调解", true},
		"a wish to die, and the table is over": {"> b 我不想活了,农药都买好了\n@ end no_agreement", true},
		"a child":                              {"> b 他打我孩子,孩子才六岁", true},
		"nothing of it":                        {"> b 我欠他三百", false},
	} {
		t.Run(name, func(t *testing.T) {
			room := newRoom(t)
			room.play(opening + "\n> b 参加\n" + row.story + "\n> b 删除我的数据\n> b 1")
			k, p := room.talks["b"], room.table().Party("b")
			thread := dialog.FormatCaseID("JH", 3, 102)
			erased := slices.ContainsFunc(k.Changes, func(c dialog.Change) bool { return c.Kind == dialog.ChangeErased && c.Case == thread })
			last := k.Replies[len(k.Replies)-1].Text
			if told := strings.Contains(last, string(thread)) && strings.Contains(last, "2029-"); erased == row.kept || told != row.kept {
				t.Errorf("erased: %v, told that it stays: %v\n%s", erased, told, last)
			}
			if p.Address != "" || p.State != mediation.Forgotten {
				t.Errorf("the table leads to them yet: %+v", p)
			}
			if !row.kept {
				return
			}
			by := dialog.Input{Kind: dialog.Happens, Case: thread, Change: &dialog.Change{Kind: dialog.ChangeErased, Value: dialog.EraseByAdmin}}
			var kept *dialog.KeptError
			if k.Step(by); !errors.As(k.Refused, &kept) {
				t.Errorf("erased by an admin: %v", k.Refused)
			}
			k.Now = k.Now.AddDate(4, 0, 0)
			if k.Step(by); k.Refused != nil || len(k.State.Sides) > 0 {
				t.Errorf("kept beyond its time: %v, %v", k.Refused, k.State.Sides)
			}
		})
	}
}

// Who cried for help and leaves keeps a case that people look after, and can be written to, until
// the table is over.
func TestNobodyWhoCriedIsClosedByLeaving(t *testing.T) {
	room := newRoom(t)
	room.play(opening + "\n> b 参加\n> b 我不想活了,农药都买好了\n> b 退出调解")
	k, thread := room.talks["b"], dialog.CaseID(room.table().Party("b").Case)
	if m := k.State.Matter(thread); m == nil || m.Status != dialog.InProgress || room.table().Party("b").State != mediation.Left {
		t.Fatalf("the case is %+v:\n%s", m, room.out.String())
	}
	k.Step(dialog.Input{Kind: dialog.AgentReply, Agent: "wu", Name: "吴姐", Case: thread, Text: "我在,您说"})
	if k.Refused != nil {
		t.Errorf("written to: %v", k.Refused)
	}
	if room.play("@ end no_agreement"); k.State.Matter(thread) != nil {
		t.Error("the case outlives the table")
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
