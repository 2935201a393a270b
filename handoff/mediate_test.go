package handoff_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font/gofont/goregular"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/casebook"
)

// bureau is a town with one case about a leak, claimed by wu, and a postman.
type bureau struct {
	*testing.T
	desk  *handoff.Desk
	clerk *casebook.Clerk
	book  shelved
	at    time.Time
	id    dialog.CaseID
}

// shelved is an engine: book and shelf.
type shelved interface {
	casebook.Book
	casebook.Shelf
}

func newBureau(t *testing.T) *bureau { return bureauOn(t, openBook(t)) }

func bureauOn(t *testing.T, book shelved) *bureau {
	o := &bureau{T: t, book: book, at: morning}
	o.restart()
	o.say("web:a", "人工")
	events, _, err := o.book.Since(t.Context(), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	o.id = events[0].Case
	o.must(o.desk.Claim(t.Context(), o.act("")))
	return o
}

// restart is the program begun anew on the same book.
func (o *bureau) restart() {
	o.Helper()
	sc, err := script.New(nil, nil, nil, nil)
	o.must(err)
	o.clerk = casebook.NewClerk(o.book, sc, "JH", casebook.Options{Now: func() time.Time { return o.at }})
	o.desk = handoff.NewDesk(o.book, o.clerk, []string{"mediation"}).Keeping(agreement.NewKeeper(o.book))
}

func (o *bureau) events() []casebook.Event {
	o.Helper()
	events, err := o.book.Case(o.Context(), o.id)
	o.must(err)
	return events
}

func (o *bureau) act(key string) handoff.Act { return handoff.Act{Agent: wu(), Case: o.id, Key: key} }

func (o *bureau) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *bureau) do(m mediation.Act) {
	o.Helper()
	o.must(o.desk.Mediate(o.Context(), o.act(""), m))
	o.carry()
}

// say is what somebody writes; the letters that follow from it arrive.
func (o *bureau) say(from dialog.Address, text string) {
	o.Helper()
	o.at = o.at.Add(time.Minute)
	_, err := o.clerk.Handle(o.Context(), dialog.Input{ID: text + o.at.String(), Kind: dialog.Said, From: from, Text: text, At: o.at})
	o.must(err)
	o.carry()
}

func (o *bureau) carry() {
	for range 3 {
		o.at = o.at.Add(time.Minute)
		_, err := casebook.NewPostman(o.book, o.clerk, nil).Once(o.Context(), o.at)
		o.must(err)
	}
}

func (o *bureau) refused(code string, err error) {
	o.Helper()
	var m *handoff.Mistake
	if !errors.As(err, &m) || m.Code != code {
		o.Errorf("%v, want the mistake %s", err, code)
	}
}

// TestMediation goes the whole way at the desk: invited by a code and by text message,
// agreed, issued, checked, handed over.
func TestMediation(t *testing.T) {
	o := newBureau(t)
	ctx := t.Context()
	o.do(mediation.Act{Kind: mediation.Begin, Topic: "楼上漏水的事", Name: "李大爷"})
	o.do(mediation.Act{Kind: mediation.Add, Name: "王先生", Role: "side", Signs: true})
	o.do(mediation.Act{Kind: mediation.Add, Name: "塘边村", Role: "village", Address: "139 0000 0188"})
	o.refused("table_discreet", o.desk.Mediate(ctx, o.act(""), mediation.Act{Kind: mediation.Release, Party: "b"}))
	o.must(o.desk.Recategorise(ctx, o.act(""), "mediation"))
	o.must(o.desk.Correct(ctx, o.act(""), "discreet", "否"))
	o.do(mediation.Act{Kind: mediation.Release, Party: "b"})
	o.do(mediation.Act{Kind: mediation.Release, Party: "c"})
	table := foldOf(t, o.book, o.id).Table
	if p := table.Party("c"); p.Address != "sms:+8613900000188" || p.Case == "" {
		t.Fatalf("invited by text: %+v", p)
	}
	o.say("web:b", strings.ToLower(table.Party("b").Code))
	o.say("web:b", "我参加")
	o.say("web:b", "是水管老化")
	side := foldOf(t, o.book, dialog.CaseID(foldOf(t, o.book, o.id).Table.Party("b").Case))
	for _, c := range []struct {
		in   dialog.CaseID
		text string
		want string
	}{{o.id, "村里的电话是13900000188", "table_number"}, {side.ID, "打 139-0000-0188 问村里", "table_number"}, {o.id, "有事打12345", ""}, {side.ID, "我的电话是0579-82345678", ""}} {
		act := o.act("")
		act.Case = c.in
		if err := o.desk.Reply(ctx, act, c.text); c.want == "" {
			o.must(err)
		} else {
			o.refused(c.want, err)
		}
	}
	o.do(mediation.Act{Kind: mediation.Propose, Points: []mediation.Point{{Owes: "b", Owed: "a", Amount: "600", Due: "2026-12-05"}}})
	o.say("web:a", "同意")
	o.refused("table_state", o.desk.Mediate(ctx, o.act(""), mediation.Act{Kind: mediation.Sign}))
	o.say("web:b", "同意")
	o.say("sms:+8613900000188", "不参加")
	c := foldOf(t, o.book, o.id)
	if !slices.Contains(c.Mentioned, "wu") {
		t.Error("the mediator is not told that a side declined")
	}
	if c.Table.State != mediation.Agreed {
		t.Fatalf("the table is %s", c.Table.State)
	}
	o.do(mediation.Act{Kind: mediation.Sign})

	c = foldOf(t, o.book, o.id)
	if last := c.Steps[len(c.Steps)-1]; last.Outcome != casebook.StepAgreed || last.Step != "grid" || last.Text != c.Table.Number {
		t.Errorf("the step of the ladder is %+v", last)
	}
	a, ok := agreement.Of(c, "吴姐")
	if !ok || len(a.Signers) != 2 || a.Words != "1. 王先生在2026-12-05前付给李大爷600元" || a.Hash != mediation.HashOf(a.Words) {
		t.Fatalf("signed: %+v", a)
	}
	keeper := agreement.NewKeeper(o.book)
	if _, ok, err := keeper.Genuine(ctx, a.Number, a.Hash); err != nil || !ok {
		t.Fatalf("what was signed is not under hold: %v", err)
	}
	other := a
	other.Words = "otherwise"
	if kept, err := keeper.Keep(ctx, other); err != nil || kept.Words != a.Words {
		t.Errorf("what was signed can be changed: %v, %v", kept.Words, err)
	}
	for _, test := range []struct {
		number, hash string
		want         bool
	}{{a.Number, a.Hash, true}, {a.Number, mediation.HashOf("x"), false}, {a.Number, "", false}, {a.Number + "1", a.Hash, false}} {
		day, ok, err := keeper.Genuine(ctx, test.number, test.hash)
		if err != nil || ok != test.want || ok && !day.Equal(a.SignedAt) {
			t.Errorf("%s %s: genuine %v on %v, %v", test.number, test.hash, ok, day, err)
		}
	}
	papers(t, a)

	h, ok, err := o.desk.Handover(ctx, c, o.events())
	if err != nil || !ok || len(h.Parties) != 3 || !strings.Contains(statementsOf(h), "b:是水管老化") || strings.Contains(statementsOf(h), "13900000188") {
		t.Errorf("the next one is told %s", statementsOf(h))
	}
	for _, e := range o.events() {
		if e.Act != nil && e.Act.Kind == mediation.Propose && e.Act.Text != a.Words {
			t.Errorf("a draft is recorded in the words %q", e.Act.Text)
		}
		if strings.Contains(e.Text, "水管老化") {
			t.Error("words of a side lie in the other side's case")
		}
	}

	// at the next step of the ladder nobody tells again what was told and agreed before
	o.do(mediation.Act{Kind: mediation.End, Outcome: "broken"})
	o.do(mediation.Act{Kind: mediation.Begin, Topic: "楼上漏水的事", Name: "李大爷"})
	h, ok, err = o.desk.Handover(ctx, foldOf(t, o.book, o.id), o.events())
	if err != nil || !ok || len(h.Parties) != 1 || len(h.Earlier) != 1 || !strings.Contains(statementsOf(h), "b@1:是水管老化") {
		t.Fatalf("the next step is told %+v, %v", h, err)
	}
	if before := h.Earlier[0]; before.Outcome != "broken" || before.Agreement != a.Number || before.Versions[len(before.Versions)-1].Hash != a.Hash || before.Parties[1].ID != "b@1" || len(before.Items) != 1 {
		t.Errorf("of the table before it is told %+v", before)
	}
	o.do(mediation.Act{Kind: mediation.End, Outcome: "up"})
	if steps := foldOf(t, o.book, o.id).Steps; len(steps) != 2 || steps[1].Step != "town" || steps[1].Outcome != "failed" {
		t.Errorf("after one that was broken the steps of the ladder are %+v", steps)
	}
}

func statementsOf(h agreement.Handover) string {
	var all []string
	for _, s := range h.Statements {
		all = append(all, s.Party+":"+s.Text)
	}
	return strings.Join(all, "\n")
}

// papers wants a PDF where there is a font of Debian's, and a clear error without.
func papers(t *testing.T, a agreement.Agreement) {
	t.Helper()
	p := agreement.Paper{Town: "罗埠镇", Zone: time.UTC, Verify: "https://door.example.org", Han: goregular.TTF, Latin: goregular.TTF}
	var out bytes.Buffer
	if err := p.Write(&out, a); err == nil || !strings.Contains(err.Error(), "no letters for") {
		t.Errorf("a font without Chinese letters: %v", err)
	}
	font, err := os.ReadFile("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
	if err != nil {
		t.Log("no Chinese font is installed: fonts-droid-fallback")
		return
	}
	p.Han = font
	out.Reset()
	if err := p.Write(&out, a); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) {
		t.Errorf("no PDF: %v", err)
	}
	h := agreement.Handover{Case: a.Case, Topic: a.Topic, Statements: []agreement.Statement{{Party: "b", Text: strings.Repeat("说来话长😀 ", 2000)}}}
	out.Reset()
	if err := p.WriteHandover(&out, h, "zh"); err != nil || bytes.Count(out.Bytes(), []byte("/Type /Page\n")) == 1 {
		t.Errorf("a long file: %v", err)
	}
}

// TestNobodyMediatesForThemselves: who is, or is called like, a party is no mediator, nor
// becomes one by claiming or being passed the case, nor finds it.
func TestNobodyMediatesForThemselves(t *testing.T) {
	o := newBureau(t)
	ctx := t.Context()
	o.do(mediation.Act{Kind: mediation.Begin, Topic: "楼上漏水的事", Name: "李大爷"})
	o.refused("mediator_biased", o.desk.Mediate(ctx, o.act(""), mediation.Act{Kind: mediation.Add, Name: wu().Name, Role: "side", Signs: true}))
	o.do(mediation.Act{Kind: mediation.Add, Name: "陈小明", Role: "side", Signs: true, Address: "13900000188"})
	chen := handoff.Agent{Login: "chen", Name: "陈小明", Role: handoff.RoleSupervisor}
	o.refused("mediator_biased", o.desk.PassOn(ctx, o.act(""), chen, "你来"))
	if err := o.desk.Claim(ctx, handoff.Act{Agent: chen, Case: o.id, Force: true}); !errors.Is(err, casebook.ErrNotFound) {
		t.Errorf("a party claims it: %v", err)
	}
	o.refused("phone_form", o.desk.Mediate(ctx, o.act(""), mediation.Act{Kind: mediation.Add, Name: "小赵", Role: "side", Address: "110"}))
}
