package script_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// unnamed is a talk that has just filed a case anonymously, and the talk of the
// address it went to.
func unnamed(t *testing.T) (k, there *transcript.Talk, filed dialog.Turn) {
	t.Helper()
	k = newTalk(t, script.ScriptFor(t))
	k.Step(said("东竹村村主任把低保给了他亲戚,我姓赵,手机13700000055,要匿名"))
	k.Pass(k.State.BurstUntil())
	filed = k.Step(said("1"))
	if filed.Filed == nil || len(filed.Letters) != 1 || len(filed.Replies) != 1 {
		t.Fatalf("not filed: %+v", filed)
	}
	there = newTalk(t, k.Script)
	there.From, there.Now = filed.Letters[0].To, k.Now
	carry(there, filed.Letters[0])
	return k, there, filed
}

// carry brings a letter and gives back what it caused.
func carry(k *transcript.Talk, l dialog.Letter) dialog.Turn {
	return k.Step(dialog.Input{Kind: dialog.Delivery, Letter: &l})
}

// Photos and voice go along without the names they had; papers stay, and both are said.
func TestAnonymousCaseTakesItsPhotosAlong(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	k.Step(said("东竹村村主任把低保给了他亲戚,要匿名"))
	k.Step(dialog.Input{Kind: dialog.Said, Media: []dialog.Media{
		{Kind: "photo", Ref: "telegram:p", Name: "赵大.jpg"}, {Kind: "voice", Ref: "telegram:v"}, {Kind: "file", Ref: "telegram:f", Name: "赵大.pdf"}}})
	k.Step(dialog.Input{Kind: dialog.Edited, Ref: "m2", Media: []dialog.Media{{Kind: "photo", Ref: "telegram:p"}, {Kind: "photo", Ref: "telegram:q"}}})
	k.Pass(k.State.BurstUntil())
	filed := k.Step(said("1"))
	if filed.Filed == nil {
		t.Fatalf("not filed: %q", k.Replies[len(k.Replies)-1].Text)
	}
	text := filed.Replies[0].Text
	if !strings.Contains(text, "一起带过去") || !strings.Contains(text, "文件里常写着名字") {
		t.Errorf("it says %q", text)
	}
	there := newTalk(t, k.Script)
	there.From, there.Now = filed.Letters[0].To, k.Now
	var refs []string
	for _, c := range carry(there, filed.Letters[0]).Changes {
		for _, m := range c.Media {
			refs = append(refs, m.Ref+m.Name)
		}
	}
	if !slices.Equal(refs, []string{"telegram:p", "telegram:v", "telegram:q"}) {
		t.Errorf("the case brings %q", refs)
	}
}

func TestAnonymousCaseForgetsWhoToldIt(t *testing.T) {
	k, there, filed := unnamed(t)
	id, code := filed.Filed.ID, filed.Code
	if !strings.Contains(filed.Replies[0].Text, string(id)) || !strings.Contains(filed.Replies[0].Text, code) {
		t.Errorf("the number or the code is not told: %s", filed.Replies[0].Text)
	}
	if filed.Replies[0].Case != "" {
		t.Errorf("the number stands in the thread of %s", filed.Replies[0].Case)
	}
	kept, err := json.Marshal(k.State)
	if err != nil {
		t.Fatal(err)
	}
	changes, _ := json.Marshal(filed.Changes)
	for _, secret := range []string{string(id), code, string(there.From), "低保"} {
		if strings.Contains(string(kept), secret) {
			t.Errorf("the talk still knows %q", secret)
		}
		if strings.Contains(string(changes), secret) {
			t.Errorf("the events of this turn say %q", secret)
		}
	}
	letter, _ := json.Marshal(filed.Letters[0])
	for _, secret := range []string{string(k.From), "赵", "13700000055", code} {
		if strings.Contains(string(letter), secret) {
			t.Errorf("the letter says %q: %s", secret, letter)
		}
	}
	m := there.State.Matter(id)
	if m == nil || m.Status != dialog.Unclaimed || m.Category != "village" || !slices.Contains(m.Flags, dialog.FlagAnonymous) || m.Slots["where"].Value != "dongzhu" {
		t.Fatalf("the case there: %+v", m)
	}
	if len(there.Replies) > 0 {
		t.Errorf("somebody is written to who is nobody: %+v", there.Replies)
	}
	before := len(there.Changes)
	if carry(there, filed.Letters[0]); len(there.Changes) != before || len(there.State.Matters) != 1 {
		t.Error("a letter carried twice files twice")
	}
}

func TestAnswersWaitForTheCode(t *testing.T) {
	k, there, filed := unnamed(t)
	there.Step(dialog.Input{Kind: dialog.AgentReply, Agent: "wu", Name: "吴姐", Case: filed.Filed.ID, Text: "已转纪委,下周有回音"})
	if r := there.Replies[len(there.Replies)-1]; r.Withheld != dialog.WaitsForCode {
		t.Fatalf("sent to nobody: %+v", r)
	}
	ask := k.Step(said("/start " + strings.ToLower(filed.Code)))
	if len(ask.Changes) > 0 || len(ask.Replies) > 0 || len(ask.Letters) != 1 || ask.Letters[0].To != there.From {
		t.Fatalf("asked %+v", ask)
	}
	if strings.Contains(ask.Letters[0].ID, k.From.Local()) {
		t.Errorf("the letter's name says who asks: %s", ask.Letters[0].ID)
	}
	news := carry(there, ask.Letters[0])
	if len(news.Letters) != 1 || news.Letters[0].To != k.From {
		t.Fatalf("answered %+v", news.Letters)
	}
	if left, _ := json.Marshal(there.State); strings.Contains(string(left), k.From.Local()) {
		t.Error("the case remembers who asked")
	}
	told := carry(k, news.Letters[0])
	if len(told.Replies) != 1 || !strings.Contains(told.Replies[0].Text, "已转纪委,下周有回音") || !strings.Contains(told.Replies[0].Text, "正在办") || told.Replies[0].Case != "" {
		t.Errorf("told %+v", told.Replies)
	}
}

func TestACodeThatOpensNothing(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	ask := k.Step(said("7XKQ2MHTRB"))
	there := newTalk(t, k.Script)
	there.From = ask.Letters[0].To
	told := carry(k, carry(there, ask.Letters[0]).Letters[0])
	if len(told.Replies) != 1 || !strings.Contains(told.Replies[0].Text, "没查到") {
		t.Errorf("told %+v", told.Replies)
	}
}
