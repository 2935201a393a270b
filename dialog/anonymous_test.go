package dialog

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// unnamed is a talk that has just filed a case anonymously, and the talk of the
// address it went to.
func unnamed(t *testing.T) (k, there *talk, filed Turn) {
	t.Helper()
	k = newTalk(t, script(t))
	k.step(said("东竹村村主任把低保给了他亲戚,我姓赵,手机13700000055,要匿名"))
	k.pass(k.s.BurstUntil())
	filed = k.step(said("1"))
	if filed.Filed == nil || len(filed.Letters) != 1 || len(filed.Replies) != 1 {
		t.Fatalf("not filed: %+v", filed)
	}
	there = newTalk(t, k.sc)
	there.from, there.now = filed.Letters[0].To, k.now
	carry(there, filed.Letters[0])
	return k, there, filed
}

// carry brings a letter and gives back what it caused.
func carry(k *talk, l Letter) Turn { return k.step(Input{Kind: Delivery, Letter: &l}) }

func TestAnonymousCaseForgetsWhoToldIt(t *testing.T) {
	k, there, filed := unnamed(t)
	id, code := filed.Filed.ID, filed.Code
	if !strings.Contains(filed.Replies[0].Text, string(id)) || !strings.Contains(filed.Replies[0].Text, code) {
		t.Errorf("the number or the code is not told: %s", filed.Replies[0].Text)
	}
	if filed.Replies[0].Case != "" {
		t.Errorf("the number stands in the thread of %s", filed.Replies[0].Case)
	}
	kept, err := json.Marshal(k.s)
	if err != nil {
		t.Fatal(err)
	}
	changes, _ := json.Marshal(filed.Changes)
	for _, secret := range []string{string(id), code, string(there.from), "低保"} {
		if strings.Contains(string(kept), secret) {
			t.Errorf("the talk still knows %q", secret)
		}
		if strings.Contains(string(changes), secret) {
			t.Errorf("the events of this turn say %q", secret)
		}
	}
	letter, _ := json.Marshal(filed.Letters[0])
	for _, secret := range []string{string(k.from), "赵", "13700000055", code} {
		if strings.Contains(string(letter), secret) {
			t.Errorf("the letter says %q: %s", secret, letter)
		}
	}
	m := there.s.Matter(id)
	if m == nil || m.Status != Unclaimed || m.Category != "village" || !slices.Contains(m.Flags, FlagAnonymous) || m.Slots["where"].Value != "dongzhu" {
		t.Fatalf("the case there: %+v", m)
	}
	if len(there.replies) > 0 {
		t.Errorf("somebody is written to who is nobody: %+v", there.replies)
	}
	before := len(there.changes)
	if carry(there, filed.Letters[0]); len(there.changes) != before || len(there.s.Matters) != 1 {
		t.Error("a letter carried twice files twice")
	}
}

func TestAnswersWaitForTheCode(t *testing.T) {
	k, there, filed := unnamed(t)
	there.step(Input{Kind: AgentReply, Agent: "wu", Name: "吴姐", Case: filed.Filed.ID, Text: "已转纪委,下周有回音"})
	if r := there.replies[len(there.replies)-1]; r.Withheld != WaitsForCode {
		t.Fatalf("sent to nobody: %+v", r)
	}
	ask := k.step(said("/start " + strings.ToLower(filed.Code)))
	if len(ask.Changes) > 0 || len(ask.Replies) > 0 || len(ask.Letters) != 1 || ask.Letters[0].To != there.from {
		t.Fatalf("asked %+v", ask)
	}
	if strings.Contains(ask.Letters[0].ID, k.from.Local()) {
		t.Errorf("the letter's name says who asks: %s", ask.Letters[0].ID)
	}
	news := carry(there, ask.Letters[0])
	if len(news.Letters) != 1 || news.Letters[0].To != k.from {
		t.Fatalf("answered %+v", news.Letters)
	}
	if left, _ := json.Marshal(there.s); strings.Contains(string(left), k.from.Local()) {
		t.Error("the case remembers who asked")
	}
	told := carry(k, news.Letters[0])
	if len(told.Replies) != 1 || !strings.Contains(told.Replies[0].Text, "已转纪委,下周有回音") || !strings.Contains(told.Replies[0].Text, "正在办") || told.Replies[0].Case != "" {
		t.Errorf("told %+v", told.Replies)
	}
}

func TestACodeThatOpensNothing(t *testing.T) {
	k := newTalk(t, script(t))
	ask := k.step(said("7XKQ2MHTRB"))
	there := newTalk(t, k.sc)
	there.from = ask.Letters[0].To
	told := carry(k, carry(there, ask.Letters[0]).Letters[0])
	if len(told.Replies) != 1 || !strings.Contains(told.Replies[0].Text, "没查到") {
		t.Errorf("told %+v", told.Replies)
	}
}

func TestWhatIsNoCode(t *testing.T) {
	for _, text := range []string{"basketball", "1390000122", "路灯坏了", "RESTAURANT", "ABCDEFGH2K", "7XKQ2MHTR", "7XKQ2MHTRAA", "7XKQ2MHTR0", "JH07004213", ""} {
		if code, ok := codeIn(Input{Text: text}); ok {
			t.Errorf("%q is taken for the code %s", text, code)
		}
	}
}
