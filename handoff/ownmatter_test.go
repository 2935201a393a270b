package handoff_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// TestOwnMatters: who is, or may be, a party reads and holds nothing of the dispute, with the
// rules of a town and without, whatever the role; who only has the surname does.
func TestOwnMatters(t *testing.T) {
	_, rules := ruled(t)
	chen := handoff.Agent{Login: "chen", Name: "陈小明", Role: handoff.RoleAdmin, Own: []dialog.Address{"telegram:7", "sms:+8613900000188"},
		Service: handoff.Service{Known: []string{"阿明"}, Areas: []string{"QX01"}}}
	wei := handoff.Agent{Login: "wei", Name: "Li Wei", Role: handoff.RoleSupervisor}
	at := func(name, role, address string) casebook.Case {
		return casebook.Case{Status: dialog.InProgress, Category: "mediation", Table: &mediation.Table{State: mediation.Ended,
			Parties: []mediation.Party{{ID: "a", Name: "李大爷"}, {ID: "b", Name: name, Role: role, Address: address}}}}
	}
	told := func(slot, value string) casebook.Case {
		c := at("王先生", "side", "")
		c.Facts = map[string]casebook.Fact{slot: {Value: value}}
		return c
	}
	before := at("王先生", "side", "")
	before.Sat = []mediation.Party{{Name: "陈小明"}}
	for _, row := range []struct {
		name  string
		agent handoff.Agent
		c     casebook.Case
		own   bool
	}{
		{"by the whole name", chen, at("陈小明", "side", ""), true},
		{"in other characters, and more said", chen, at("陳小明(楼上)", "witness", ""), true},
		{"by another name of theirs", chen, at("阿明", "side", ""), true},
		{"by the given name alone", chen, at("小明哥", "side", ""), true},
		{"by the surname and a title", chen, at("陈书记", "side", ""), true},
		{"for the village, by the surname", chen, at("老陈", "village", ""), true},
		{"by the chat they work from", chen, at("某人", "side", "telegram:7"), true},
		{"by their number", chen, at("某人", "other", "sms:+8613900000188"), true},
		{"their number is told as the other side's", chen, told("who", "楼上 139 0000 0188"), true},
		{"their number is the asker's", chen, told("phone", "+8613900000188"), true},
		{"at an earlier table", chen, before, true},
		{"in English", wei, at("Wei, i.e. li wei", "side", ""), true},
		{"in English, by a title", wei, at("Officer Li", "side", ""), true},
		{"somebody of the same surname", chen, at("陈先生", "side", ""), false},
		{"somebody of the same surname, called for their trade", chen, at("陈师傅", "side", ""), false},
		{"a name that goes on otherwise", wei, at("Li Weiming", "side", ""), false},
		{"somebody's number", chen, told("who", "13900000189"), false},
	} {
		for _, r := range []*handoff.Rules{nil, rules} {
			a := row.agent
			a.Rules = r
			if a.Sees(row.c) == row.own || a.Rules.MayHold(a, row.c) == row.own || a.Rules.MayKeep(a, row.c) == row.own {
				t.Errorf("%s, rules %v: reads %v, may hold %v and keep %v", row.name, r != nil, a.Sees(row.c), a.Rules.MayHold(a, row.c), a.Rules.MayKeep(a, row.c))
			}
		}
	}
	chen.Rules = rules
	if chen.Sees(at("七星站", "village", "")) {
		t.Error("the agent's own station sits there, and the agent reads it")
	}
}

// TestSidesReadNoOther: an agent who is a party reads neither the table nor the thread of
// another side, by no list, and is known by the phone they work from, as it is now.
func TestSidesReadNoOther(t *testing.T) {
	o := newBureau(t)
	ctx := t.Context()
	roster := handoff.NewRoster(o.book, nil)
	lines := handoff.NewLines(o.book, roster)
	o.must(roster.Add(ctx, handoff.Agent{Login: "chen", Name: "陈小明", Role: handoff.RoleSupervisor}, "a long password 1"))
	chen := func() handoff.Agent {
		a, err := roster.Get(ctx, "chen")
		o.must(err)
		return a
	}
	o.must(o.desk.Recategorise(ctx, o.act(""), "mediation"))
	o.must(o.desk.Correct(ctx, o.act(""), "discreet", "否"))
	o.do(mediation.Act{Kind: mediation.Begin, Topic: "楼上漏水的事", Name: "李大爷"})
	o.do(mediation.Act{Kind: mediation.Add, Name: "王先生", Role: "side", Signs: true})
	o.do(mediation.Act{Kind: mediation.Add, Name: "看到的人", Role: "witness", Address: "13900000188"})
	o.do(mediation.Act{Kind: mediation.Release, Party: "b"})
	o.say("web:b", foldOf(t, o.book, o.id).Table.Party("b").Code)
	o.say("web:b", "我参加")
	thread := dialog.CaseID(foldOf(t, o.book, o.id).Table.Party("b").Case)
	board := handoff.NewBoard(o.book, nil)
	o.must(board.CatchUp(ctx))

	// what is kept of each, as they may ask for it, has the words of no other
	o.say("web:a", "暗号甲")
	o.say("web:b", "暗号乙")
	o.do(mediation.Act{Kind: mediation.Release, Party: "c"})
	o.say("sms:+8613900000188", "参加,暗号丙")
	o.must(o.desk.Note(ctx, o.act(""), "暗号内部"))
	for who, word := range map[dialog.Address]string{"web:a": "暗号甲", "web:b": "暗号乙", "sms:+8613900000188": "暗号丙"} {
		data, err := handoff.OwnDataOf(ctx, o.book, board, roster, who, func(casebook.Case) bool { return true })
		o.must(err)
		told, err := json.Marshal(data)
		o.must(err)
		if strings.Count(string(told), "暗号") != 1 || !strings.Contains(string(told), word) || who != "web:b" && strings.Contains(string(told), "王先生") || who != "sms:+8613900000188" && strings.Contains(string(told), "13900000188") {
			t.Errorf("of %s is told %s", who, told)
		}
	}
	reads := func(id dialog.CaseID) bool {
		t.Helper()
		a := chen()
		ok, err := a.Reads(ctx, o.book, foldOf(t, o.book, id))
		o.must(err)
		if listed := board.Sees(a)(id); listed != ok {
			t.Errorf("%s: in lists %v, read %v", id, listed, ok)
		}
		if err := o.desk.Note(ctx, handoff.Act{Agent: a, Case: id}, "看看"); ok == errors.Is(err, casebook.ErrNotFound) {
			t.Errorf("%s: read %v, at the desk %v", id, ok, err)
		}
		return ok
	}
	if !reads(o.id) || !reads(thread) {
		t.Error("whoever is no party reads the table and its threads")
	}
	o.must(lines.SetPhone(ctx, "chen", "+8613900000188"))
	if reads(o.id) || reads(thread) {
		t.Error("a witness reads what a side told")
	}
	all, err := roster.List(ctx)
	o.must(err)
	if len(all) != 1 || all[0].Sees(foldOf(t, o.book, o.id)) {
		t.Error("among all agents the witness reads it")
	}
	o.must(lines.SetPhone(ctx, "chen", ""))
	if !reads(o.id) || !reads(thread) {
		t.Error("the number is somebody else's now")
	}
}
