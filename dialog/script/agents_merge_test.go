package script_test

import (
	"cmp"
	"errors"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// street is several residents' talks about one thing, with a postman between them.
type street struct {
	*testing.T
	talks map[dialog.Address]*transcript.Talk
	read  map[dialog.Address]int // letters of a talk that have been carried
	seen  map[string]bool
}

func newStreet(t *testing.T, from ...dialog.Address) (*street, []dialog.CaseID) {
	t.Helper()
	s := &street{t, map[dialog.Address]*transcript.Talk{}, map[dialog.Address]int{}, map[string]bool{}}
	var ids []dialog.CaseID
	for i, a := range from {
		k := newTalk(t, script.ScriptFor(t))
		k.From = a
		s.talks[a] = k
		words := "七星村的路灯坏了"
		if strings.HasPrefix(string(a), "telegram:en") {
			words = "the street lamp in Qixing village is broken"
		}
		id := dialog.FormatCaseID("JH", 3, uint64(100+i))
		k.State.Spare = id // each talk would count from one
		k.Step(dialog.Input{Kind: dialog.Said, Text: words, Lang: "zh"})
		if until := k.State.BurstUntil(); !until.IsZero() {
			k.Pass(until)
		}
		k.Step(dialog.Input{Kind: dialog.Said, Text: "人工"})
		ids = append(ids, id)
	}
	return s, ids
}

// act is an agent's act on a case at an address.
func (s *street) act(a dialog.Address, in dialog.Input) error {
	in.Agent, in.Name = cmp.Or(in.Agent, "wu"), cmp.Or(in.Name, "吴姐")
	s.talks[a].Step(in)
	return s.talks[a].Refused
}

// carry delivers all letters, each twice.
func (s *street) carry() {
	for range 10 {
		for a, k := range s.talks {
			for ; s.read[a] < len(k.Letters); s.read[a]++ {
				s.deliver(a, k.Letters[s.read[a]])
			}
		}
	}
}

// deliver delivers a letter; the book takes it once.
func (s *street) deliver(from dialog.Address, l dialog.Letter) {
	to, ok := s.talks[l.To]
	if !ok || s.seen[string(l.To)+l.ID] {
		return
	}
	s.seen[string(l.To)+l.ID] = true
	l.From = from
	to.Step(dialog.Input{Kind: dialog.Delivery, Letter: &l})
}

func (s *street) matter(a dialog.Address, id dialog.CaseID) *dialog.Matter {
	s.Helper()
	m := s.talks[a].State.Matter(id)
	if m == nil {
		s.Fatalf("%s has no case %s", a, id)
	}
	return m
}

// texts are what a resident was told from the n-th reply on.
func (s *street) texts(a dialog.Address, n int) string {
	var all []string
	for _, r := range s.talks[a].Replies[n:] {
		all = append(all, r.Text)
	}
	return strings.Join(all, "\n")
}

const (
	hui dialog.Address = "sms:+8613900000102"
	min dialog.Address = "web:7"
	eve dialog.Address = "telegram:en8"
)

func merging(id, into dialog.CaseID, at dialog.Address) dialog.Input {
	return dialog.Input{Kind: dialog.Merge, Case: id, Into: into, IntoAt: at}
}

// One outcome reaches everybody whose case came along, each under their own number, and
// nobody reads another's words.
func TestMergedCasesEndTogether(t *testing.T) {
	s, ids := newStreet(t, hui, min, eve)
	s.talks[eve].State.Lang = "en"
	for i, a := range []dialog.Address{hui, min} { // eve's goes to min's, and both to hui's
		if err := s.act([]dialog.Address{eve, min}[i], merging(ids[2-i], ids[1-i], []dialog.Address{min, hui}[i])); err != nil {
			t.Fatal(a, err)
		}
		s.carry()
	}
	if got := s.matter(hui, ids[0]).Joined; len(got) != 2 {
		t.Fatalf("joined %v", got)
	}
	if m := s.matter(eve, ids[2]).Merged; m == nil || m.Case != ids[0] || m.At != hui {
		t.Fatalf("merged %v", m)
	}
	if got := s.matter(min, ids[1]).Joined; len(got) != 0 {
		t.Errorf("still joined %v", got)
	}
	before := len(s.talks[hui].Changes)
	s.talks[eve].Step(dialog.Input{Kind: dialog.Said, Text: "my own private words"})
	s.carry()
	heard := s.talks[hui].Changes[before:]
	if len(heard) != 1 || heard[0].Kind != dialog.ChangeBeside || heard[0].Value != string(ids[2]) || heard[0].Text != "" {
		t.Errorf("heard beside %+v", heard)
	}
	n := len(s.talks[eve].Replies)
	if err := s.act(hui, dialog.Input{Kind: dialog.Close, Case: ids[0], Text: "灯修好了", Also: "The lamp is lit again"}); err != nil {
		t.Fatal(err)
	}
	s.carry()
	s.carry()
	for a, want := range map[dialog.Address]string{hui: string(ids[0]) + "：灯修好了", min: string(ids[1]), eve: string(ids[2])} {
		if got := s.talks[a].Replies[len(s.talks[a].Replies)-1]; !strings.Contains(got.Text, want) || got.Asks != dialog.AskScore {
			t.Errorf("%s is told %q", a, got.Text)
		}
	}
	if got := s.texts(eve, n); !strings.Contains(got, "lamp is lit again") || strings.Contains(got, "灯修好了") {
		t.Errorf("eve reads %q", got)
	}
	for _, a := range []dialog.Address{hui, min} {
		if strings.Contains(s.texts(a, 0), "private") {
			t.Errorf("%s reads another's words", a)
		}
	}
	if m := s.matter(eve, ids[2]); m.Status != dialog.Resolved || m.Owner != "wu" {
		t.Errorf("%s of %q", m.Status, m.Owner)
	}
	s.talks[eve].Step(dialog.Input{Kind: dialog.Said, Text: "not fixed"})
	s.carry()
	if m := s.matter(eve, ids[2]); m.Status != dialog.InProgress || m.Merged != nil {
		t.Errorf("not fixed leaves it %s, merged %v", m.Status, m.Merged)
	}
	if m := s.matter(hui, ids[0]); m.Status != dialog.Resolved || len(m.Joined) != 1 {
		t.Errorf("the other is %s with %v", m.Status, m.Joined)
	}
}

// What cannot be taken up stands by itself again: closed meanwhile, each merged into the
// other, parted before it was known to be joined.
func TestMergingThatCannotBe(t *testing.T) {
	t.Run("closed meanwhile", func(t *testing.T) {
		s, ids := newStreet(t, hui, min)
		if err := errors.Join(s.act(min, merging(ids[1], ids[0], hui)), s.act(hui, dialog.Input{Kind: dialog.Close, Case: ids[0], Text: "好了"})); err != nil {
			t.Fatal(err)
		}
		s.carry()
		if m := s.matter(min, ids[1]); m.Merged != nil || m.Status != dialog.Unclaimed {
			t.Errorf("%s, merged %v", m.Status, m.Merged)
		}
	})
	t.Run("each into the other", func(t *testing.T) {
		s, ids := newStreet(t, hui, min)
		if err := errors.Join(s.act(min, merging(ids[1], ids[0], hui)), s.act(hui, merging(ids[0], ids[1], min))); err != nil {
			t.Fatal(err)
		}
		s.carry()
		if a, b := s.matter(hui, ids[0]).Merged, s.matter(min, ids[1]).Merged; a != nil || b != nil {
			t.Errorf("both went away: %v, %v", a, b)
		}
	})
	t.Run("parted before joined is told", func(t *testing.T) {
		s, ids := newStreet(t, hui, min)
		if err := errors.Join(s.act(min, merging(ids[1], ids[0], hui)), s.act(min, dialog.Input{Kind: dialog.Unmerge, Case: ids[1]})); err != nil {
			t.Fatal(err)
		}
		k := s.talks[min]
		n := len(k.Letters)
		k.Letters[n-1], k.Letters[n-2] = k.Letters[n-2], k.Letters[n-1]
		s.carry()
		n = len(s.talks[min].Replies)
		if err := s.act(hui, dialog.Input{Kind: dialog.Close, Case: ids[0], Text: "好了"}); err != nil {
			t.Fatal(err)
		}
		s.carry()
		if m := s.matter(min, ids[1]); m.Status != dialog.Unclaimed || len(s.talks[min].Replies) != n {
			t.Errorf("an outcome of another case ended it: %s", m.Status)
		}
	})
	s, ids := newStreet(t, hui, min)
	held := new(dialog.HeldError)
	if err := s.act(min, dialog.Input{Kind: dialog.Claim, Case: ids[1], Agent: "li", Name: "小李"}); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		in   dialog.Input
		want error
	}{
		"into itself":        {merging(ids[1], ids[1], min), dialog.ErrBadAct},
		"into nothing":       {merging(ids[1], "", hui), dialog.ErrBadAct},
		"another's":          {merging(ids[1], ids[0], hui), held},
		"parting what is no": {dialog.Input{Kind: dialog.Unmerge, Case: ids[1]}, dialog.ErrBadAct},
	} {
		if err := s.act(min, row.in); !errors.Is(err, row.want) && !(row.want == held && errors.As(err, &held)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Held back, merging can be undone; when its time comes it happens.
func TestMergingIsUndone(t *testing.T) {
	s, ids := newStreet(t, hui, min)
	in := merging(ids[1], ids[0], hui)
	in.Hold = 10e9
	if err := errors.Join(s.act(min, in), s.act(min, dialog.Input{Kind: dialog.TakeBack, Case: ids[1]})); err != nil {
		t.Fatal(err)
	}
	s.talks[min].Pass(s.talks[min].Now.Add(11e9))
	if m := s.matter(min, ids[1]); m.Merged != nil {
		t.Error("not undone")
	}
	if err := s.act(min, in); err != nil {
		t.Fatal(err)
	}
	s.talks[min].Pass(s.talks[min].Now.Add(11e9))
	s.carry()
	if m := s.matter(hui, ids[0]); len(m.Joined) != 1 {
		t.Error("never merged")
	}
}

// A second matter becomes a case of its own, with its number told, and what is known of
// the person goes along.
func TestSplit(t *testing.T) {
	s, ids := newStreet(t, hui)
	k := s.talks[hui]
	k.State.Matter(ids[0]).Slots["name"] = dialog.Slot{Value: "王惠", By: dialog.ByResident}
	id := dialog.FormatCaseID("JH", 7, 99)
	k.State.Spare = id
	n := len(k.Replies)
	if err := s.act(hui, dialog.Input{Kind: dialog.Split, Case: ids[0], Text: "隔壁半夜还在打麻将,吵得睡不着"}); err != nil {
		t.Fatal(err)
	}
	m := s.matter(hui, id)
	if m.Owner != "wu" || m.Status != dialog.InProgress || m.Category != "mediation" || m.Slots["name"].Value != "王惠" {
		t.Errorf("%+v", m)
	}
	if got := s.texts(hui, n); !strings.Contains(got, string(id)) {
		t.Errorf("told %q", got)
	}
	if err := s.act(hui, dialog.Input{Kind: dialog.Split, Case: ids[0], Text: " "}); !errors.Is(err, dialog.ErrBadAct) {
		t.Error(err)
	}
}
