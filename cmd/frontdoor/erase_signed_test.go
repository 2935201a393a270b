package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/casebook"
)

// TestNothingIsLeftOfTheAskerButWhatWasSigned: whoever asked for a mediation is erased after
// signing like anybody else. What was signed can be read on, is watched on, and goes when the
// law holds it no more.
func TestNothingIsLeftOfTheAskerButWhatWasSigned(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	set := &serveSettings{bookSettings: bookSettings{Book: "sqlite:" + filepath.Join(folder, "book.db")}, TwilioOptOut: "provider"}
	s, err := newServer(t.Context(), set, slog.New(slog.DiscardHandler))
	must(t, err)
	files, err := set.openMedia(s.book.Vault())
	must(t, err)
	cat, place, err := set.load()
	must(t, err)
	script, err := set.script(cat, place)
	must(t, err)
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, place.Zone)
	now := func() time.Time { return at }
	clerk := casebook.NewClerk(s.book, script, place.Prefix, casebook.Options{Now: now}) // on the clock told here
	desk := handoff.NewDesk(s.book, clerk, nil).Keeping(agreement.NewKeeper(s.book))
	eraser := &handoff.Eraser{Book: s.book.(casebook.Eraser), Shelf: s.book, Board: s.board, Files: files.Erase, Now: now, Log: s.log}
	ageing := &handoff.Retention{Desk: desk, Shelf: s.book, Board: s.board, Town: place, Now: now, Log: s.log}
	const asker, other dialog.Address = "telegram:1001", "sms:+8613900000188"
	secrets := []string{"翡翠阁楼上漏水", "陈秘密", "13905790777", "李大爷先开口说的", "夜里来看过"}
	wu := handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleAdmin}
	must(t, s.roster.Add(t.Context(), wu, ""))
	var say func(from dialog.Address, in dialog.Input) casebook.Result
	say = func(from dialog.Address, in dialog.Input) casebook.Result {
		t.Helper()
		at = at.Add(time.Second)
		in.At, in.From, in.ID = at, from, in.ID+at.String()
		r, err := clerk.Handle(t.Context(), in)
		if err != nil {
			t.Fatalf("%+v: %v", in, err)
		}
		for _, l := range r.Turn.Letters {
			l.From = from
			say(l.To, dialog.Input{Kind: dialog.Delivery, ID: l.ID, Letter: &l})
		}
		return r
	}
	said := func(from dialog.Address, words string) casebook.Result {
		t.Helper()
		return say(from, dialog.Input{Kind: dialog.Said, Text: words})
	}
	said(asker, secrets[0]+",我叫"+secrets[1]+",电话"+secrets[2])
	id := said(asker, "转人工").Talk.State.Matters[0].ID
	ours := func(in dialog.Input) {
		t.Helper()
		in.Agent, in.Name, in.Case = "wu", "吴姐", id
		say(asker, in)
	}
	act := func(a mediation.Act) { t.Helper(); ours(dialog.Input{Kind: dialog.Mediate, Act: &a}) }
	ours(dialog.Input{Kind: dialog.Claim})
	ours(dialog.Input{Kind: dialog.Recategorise, Category: "mediation"})
	ours(dialog.Input{Kind: dialog.Correct, Slot: "discreet", Text: "否"})
	ours(dialog.Input{Kind: dialog.AgentNote, Text: secrets[4]})
	act(mediation.Act{Kind: mediation.Begin, Topic: "修房的事", Name: "李大爷"})
	act(mediation.Act{Kind: mediation.Add, Party: "b", Name: "王先生", Role: "side", Signs: true, Address: string(other), Lang: "zh"})
	act(mediation.Act{Kind: mediation.Release, Party: "b"})
	said(other, "参加")
	act(mediation.Act{Kind: mediation.Pass, From: "a", Party: "b", Text: secrets[3]})
	act(mediation.Act{Kind: mediation.Propose, Points: []mediation.Point{{Owes: "b", Owed: "a", Amount: "300", Due: "2026-12-30"}}})
	said(asker, "同意")
	said(other, "同意")
	act(mediation.Act{Kind: mediation.Sign, Number: string(id) + "-1", Version: 1})
	folded := func() casebook.Case {
		t.Helper()
		must(t, s.board.CatchUp(t.Context()))
		events, err := s.book.Case(t.Context(), id)
		must(t, err)
		c := casebook.Fold(events)
		if on, _ := s.board.Case(id); !on.HeldUntil.Equal(c.HeldUntil) || (on.Table == nil) != (c.Table == nil) {
			t.Errorf("the board has %+v", on)
		}
		return c
	}
	a, signed := agreement.Of(folded(), "吴姐")
	if !signed || len(a.Signers) != 2 {
		t.Fatalf("signed: %+v", a)
	}
	_, err = agreement.NewKeeper(s.book).Keep(t.Context(), a)
	must(t, err)

	said(asker, "删除我的数据")
	r := said(asker, "1")
	if told := r.Turn.Replies[len(r.Turn.Replies)-1].Text; !strings.Contains(told, "2029-12-30") || len(r.Talk.State.Matters) > 0 {
		t.Fatalf("told %s; the talk holds %+v", told, r.Talk.State.Matters)
	}
	c := folded()
	again, ok := agreement.Of(c, "吴姐")
	if !ok || again.Words != a.Words || again.Hash != a.Hash || len(again.Signers) != 2 || again.Number != a.Number || c.Table.Items[0].Due != "2026-12-30" {
		t.Fatalf("what was signed is %+v", again)
	}
	if n, err := eraser.Once(t.Context()); n != 1 || err != nil {
		t.Fatalf("erased %d, %v", n, err)
	}
	said(other, "能晚几天吗")
	must(t, desk.Mediate(t.Context(), handoff.Act{Agent: wu, Case: id}, mediation.Act{Kind: mediation.Missed, Party: "a", Item: 1}))
	if n, err := eraser.Once(t.Context()); n != 0 || err != nil || folded().Table.Items[0].State != mediation.ItemMissed {
		t.Errorf("erased %d more, %v; the table is %+v", n, err, folded().Table)
	}
	reads := func(b book) {
		t.Helper()
		events, err := b.Case(t.Context(), id)
		must(t, err)
		talk, err := b.Read(t.Context(), asker)
		must(t, err)
		all, err := json.Marshal([]any{events, talk})
		must(t, err)
		for _, words := range secrets {
			if bytes.Contains(all, []byte(words)) {
				t.Errorf("whoever has the key still reads %s", words)
			}
		}
		if c := casebook.Fold(events); c.Table == nil || c.Table.Party("a").Address != "" || c.Table.Party("a").Name != "李大爷" {
			t.Errorf("the table is %+v", c.Table)
		}
	}
	reads(s.book)
	copied := &bookSettings{Book: "sqlite:" + filepath.Join(t.TempDir(), "copy.db"), keySettings: keySettings{Key: "file:" + filepath.Join(folder, "book.db.key")}}
	backup, err := copied.openBook(t.Context())
	must(t, err)
	must(t, casebook.Copy(t.Context(), s.book, backup, func(int) {}))
	reads(backup) // so does whoever has a backup made by now
	must(t, backup.Close())

	at = time.Date(2029, 12, 31, 9, 0, 0, 0, place.Zone)
	if aged, err := ageing.Once(t.Context()); aged.Erased != 1 || err != nil {
		t.Fatalf("after its time: %+v, %v", aged, err)
	}
	if c = folded(); c.Table != nil || !c.HeldUntil.IsZero() || c.HeldAt != "" {
		t.Errorf("still held: %+v", c)
	}
	if n, err := eraser.Once(t.Context()); n != 1 || err != nil {
		t.Errorf("erased %d, %v", n, err)
	}
	if list, err := s.book.List(t.Context(), agreement.Kind); err != nil || len(list) != 0 {
		t.Errorf("agreements are kept on: %d, %v", len(list), err)
	}
	must(t, s.close())
	must(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, words := range secrets {
			if bytes.Contains(content, []byte(words)) {
				t.Errorf("%s still holds %s", path, words)
			}
		}
		return err
	}))
}
