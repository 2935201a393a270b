package dialog_test

import (
	"slices"
	"testing"

	"frontdoor/dialog"
)

// What a resident told at a table that is over for them is erased with the rest when they ask
// for it, and by its age; what they tell at one that they still sit at is not taken by age.
func TestErasesWhatWasToldAtATableThatIsOver(t *testing.T) {
	const sits = opening + "\n> b 参加\n> b 我欠他三百\n"
	for name, row := range map[string]struct {
		story string
		age   bool
		want  bool
	}{
		"left":                    {sits + "> b 退出调解", false, true},
		"declined":                {opening + "\n> b 不参加", false, true},
		"the table ended":         {sits + "@ end no_agreement", false, true},
		"still sitting":           {sits, false, true},
		"left, by age":            {sits + "> b 退出调解", true, true},
		"the table ended, by age": {sits + "@ end no_agreement", true, true},
		"still sitting, by age":   {sits, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			room := newRoom(t)
			room.play(row.story)
			thread := dialog.CaseID(room.table().Party("b").Case)
			k := room.talks["b"]
			if row.age {
				k.Step(dialog.Input{Kind: dialog.Happens, Case: thread, Change: &dialog.Change{Kind: dialog.ChangeErased, Value: dialog.EraseOfAge}})
			} else {
				room.play("> b 删除我的数据\n> b 1")
			}
			erased := func(c dialog.Change) bool { return c.Kind == dialog.ChangeErased && c.Case == thread }
			if got := slices.ContainsFunc(k.Changes, erased); thread == "" || got != row.want {
				t.Errorf("the thread %s was erased: %v, want %v", thread, got, row.want)
			}
			if len(k.State.Sides) > 0 && row.want {
				t.Errorf("the talk still names the thread: %v", k.State.Sides)
			}
		})
	}
}
