package inbox

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// TestAdminErases: an admin who is sure has a closed case forgotten; nobody else has, no
// open case is, and one under hold says until when it is kept. What was done is noted.
func TestAdminErases(t *testing.T) {
	w := newWorld(t)
	id, open := w.waits("web:r1"), w.waits("web:r2")
	w.say("web:r1", "我家在翡翠阁,楼上滴水")
	held := w.say("web:r3", "我不想活了")
	wu, lin, mo := w.as("wu"), w.as("lin"), w.as("mo")
	for i, c := range []dialog.CaseID{id, held} {
		key := string(rune('a' + i))
		wu.post(to(c, "claim"), "key", key).shows(200)
		wu.post(to(c, "close"), "key", key, "text", "修好了。", "outcome", "solved").shows(200)
	}
	page := func(id dialog.CaseID) string { return "/inbox/cases/" + string(id) }
	at := func(id dialog.CaseID) string { return "/inbox/admin/cases/" + string(id) + "/erase" }
	until := w.fold(held).ClosedAt.AddDate(3, 0, 0).Format(time.DateOnly)

	mo.get(page(id)).shows(200, at(id), "不能恢复")
	mo.get(page(open)).shows(200).hides(at(open))
	for _, v := range []*visit{wu, lin} {
		v.get(page(id)).shows(200, "翡翠阁").hides(at(id))
		v.post(at(id), "key", "1", "sure", "1").shows(403)
	}
	w.anonymous().ask(at(id), "key", "1", "sure", "1").shows(401)
	for _, row := range []struct {
		what string
		id   dialog.CaseID
		sure string
		code int
		says []string
	}{
		{"without being sure", id, "", 422, []string{"先勾选"}},
		{"an open case", open, "1", 409, []string{"先办结"}},
		{"under hold", held, "1", 409, []string{string(held), until}},
		{"a case there is not", "JH-0000-0", "1", 404, nil},
	} {
		t.Log(row.what)
		mo.ask(at(row.id), "key", "2", "sure", row.sure).shows(row.code, row.says...)
	}
	mo.post(at(held), "key", "3", "sure", "1").shows(409, until, `id="erase" open`) // the page says so, too
	mo.post("/inbox/language", "lang", "en")
	mo.post(at(held), "key", "3", "sure", "1").shows(409, until, "must be kept by law", "cannot be undone")
	for _, c := range []dialog.CaseID{id, open, held} {
		if !w.fold(c).ErasedAt.IsZero() {
			t.Errorf("%s is erased", c)
		}
	}

	for range 2 { // a double click is one act
		mo.post(at(id), "key", "4", "sure", "1", "back", page(id)).shows(200).hides("翡翠阁", at(id))
	}
	c := w.fold(id)
	if c.ErasedAt.IsZero() || c.Outcome != dialog.Solved || c.Address != "" || len(c.Facts) != 0 {
		t.Errorf("left of it is %+v", c)
	}
	want := "held " + string(held) + " until " + until + "\n"
	if got := w.deeds("mo"); got != strings.Repeat(want, 3)+"erased "+string(id) {
		t.Errorf("noted %q", got)
	}

	// Who looks at what is left of it is noted once, like anywhere.
	looked := func() (n int) {
		t.Helper()
		entries, err := handoff.NewAudit(w.book, nil).List(t.Context(), handoff.AuditQuery{Who: "mo", Deed: handoff.DeedLooked, About: string(id)})
		w.must(err)
		return len(entries)
	}
	before := looked()
	w.pass(time.Hour)
	for range 2 {
		mo.get(page(id)).shows(200)
	}
	if n := looked() - before; n != 1 {
		t.Errorf("that mo looked is noted %d times", n)
	}

	// By resident: all that is closed, and nothing of anybody else.
	var all []dialog.CaseID
	for i := range 3 {
		one := w.waits("web:r4")
		all = append(all, one)
		if key := "r4" + string(rune('a'+i)); i < 2 {
			wu.post(to(one, "claim"), "key", key).shows(200)
			wu.post(to(one, "close"), "key", key, "text", "修好了。", "outcome", "solved").shows(200)
			w.pass(40 * 24 * time.Hour)
		}
	}
	mo.get(page(all[0]))
	mo.post(at(all[0]), "key", "5", "sure", "1", "all", "1", "back", page(all[0])).shows(200)
	for i, one := range append(all, held) {
		if erased := !w.fold(one).ErasedAt.IsZero(); erased != (i < 2) {
			t.Errorf("case %d of %v is erased: %v", i, all, erased)
		}
	}
}

// TestAdminErasesButWhatIsKept: of a resident all closed cases are forgotten but those that the law
// keeps, whichever of them the admin begins at; each of these is told, and noted.
func TestAdminErasesButWhatIsKept(t *testing.T) {
	w := newWorld(t)
	wu, mo := w.as("wu"), w.as("mo")
	told := func(from dialog.Address, words ...string) (all []dialog.CaseID) {
		t.Helper()
		for i, text := range words {
			id := w.say(from, text)
			w.say(from, "人工")
			key := string(from) + string(rune('a'+i))
			wu.post(to(id, "claim"), "key", key).shows(200)
			wu.post(to(id, "close"), "key", key, "text", "办好了。", "outcome", "solved").shows(200)
			w.pass(40 * 24 * time.Hour)
			all = append(all, id)
		}
		return all
	}
	lamp, cry, leak := "七星村村口的路灯坏了三天", "我不想活了", "我家楼上漏水一个月了"
	for _, row := range []struct {
		what  string
		from  dialog.Address
		words []string
		begin int
	}{
		{"from one that is forgotten", "web:k1", []string{lamp, cry, leak}, 0},
		{"from one that is kept", "web:k2", []string{lamp, cry, leak}, 1},
		{"two are kept", "web:k3", []string{cry, lamp, cry}, 1},
	} {
		t.Run(row.what, func(t *testing.T) {
			all := told(row.from, row.words...)
			var says []string
			for i, id := range all {
				if row.words[i] == cry {
					says = append(says, string(id), w.fold(id).ClosedAt.AddDate(3, 0, 0).Format(time.DateOnly))
				}
			}
			begin := "/inbox/admin/cases/" + string(all[row.begin]) + "/erase"
			mo.ask(begin, "key", row.what, "sure", "1", "all", "1").shows(409, says...)
			mo.ask(begin, "key", row.what, "sure", "1", "all", "1") // a double click is one act
			for i, id := range all {
				if erased := !w.fold(id).ErasedAt.IsZero(); erased == (row.words[i] == cry) {
					t.Errorf("%s, told as %q, is erased: %v", id, row.words[i], erased)
				}
				deed := "erased " + string(id)
				if row.words[i] == cry {
					deed = "held " + string(id) + " until"
				}
				if got := w.deeds("mo"); !strings.Contains(got, deed) {
					t.Errorf("%q is not noted in %q", deed, got)
				}
			}
		})
	}
}
