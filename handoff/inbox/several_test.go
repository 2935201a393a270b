package inbox

import (
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
)

// chosen sends the form about several cases.
func (v *visit) chosen(data bool, pairs []string, ids ...dialog.CaseID) *visit {
	v.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	for _, id := range ids {
		form.Add("case", string(id))
	}
	r := v.form("/inbox/several")
	r.Body = io.NopCloser(strings.NewReader(form.Encode()))
	r.ContentLength = int64(len(form.Encode()))
	if data {
		r.Header.Set("Accept", "application/json")
	}
	return v.send(r)
}

// Several cases at once: each says what became of it, and what was done can be undone.
func TestSeveral(t *testing.T) {
	w := newWorldUndoing(t, 5*time.Second)
	a, b, c := w.waits("web:1"), w.waits("web:2"), w.waits("web:3")
	wu, li := w.as("wu"), w.as("li")
	li.post(to(b, "claim"), "key", "1")
	wu.chosen(true, []string{"act", "claim", "key", "k"}, a, b, c, "JH-00-00000-0").shows(200, `"failed":2`, "小李已经认领", "没有这件事项")
	wu.chosen(true, []string{"act", "undo", "of", "claim", "key", "k"}, a, c).shows(200, `"failed":0`)
	if w.fold(a).Owner != "" || w.fold(c).Owner != "" {
		t.Error("not undone")
	}
	wu.chosen(true, []string{"act", "aside", "status", "snoozed", "until", "tomorrow", "key", "k"}, a, c).shows(200, `"failed":0`)
	wu.get("/inbox?queue=snoozed").shows(200, string(a), string(c)).hides(string(b))
	wu.chosen(true, []string{"act", "undo", "of", "aside", "key", "k"}, c).shows(200, `"failed":0`)
	if got := w.fold(c); w.fold(a).Status != dialog.Snoozed || got.Status != dialog.Unclaimed || got.Owner != "" {
		t.Errorf("%s; %s of %q", w.fold(a).Status, got.Status, got.Owner)
	}
	wu.chosen(true, []string{"act", "pass", "to", "li", "text", "我休假", "key", "k"}, c).shows(200, `"failed":0`)
	wu.chosen(true, []string{"act", "pass", "to", "nobody", "text", "我休假", "key", "k"}, a).shows(200, `"failed":1`, "请选择转给谁")
	li.chosen(true, []string{"act", "close", "outcome", "moon", "key", "k"}, b).shows(200, `"failed":1`)
	li.chosen(true, []string{"act", "close", "outcome", "duplicate", "key", "k2", "text", "写给一个人的话"}, b, c).shows(200, `"failed":0`)
	li.chosen(true, []string{"act", "undo", "of", "close", "key", "k2"}, c).shows(200, `"failed":0`)
	w.pass(11 * time.Second)
	w.wakeUp("web:2")
	w.wakeUp("web:3")
	if got := w.fold(b); got.Status != dialog.Resolved || !strings.Contains(got.LastText, "合在一起办") || strings.Contains(got.LastText, "写给一个人") {
		t.Errorf("%s: %q", got.Status, got.LastText)
	}
	if got := w.fold(c); got.Status != dialog.InProgress || got.Owner != "li" {
		t.Errorf("%s of %s", got.Status, got.Owner)
	}
	wu.chosen(false, []string{"act", "claim", "key", "k3", "back", "/inbox?queue=open"}, a, c).shows(200, "1 件没有办成", "小李已经认领", `href="/inbox?queue=open"`)
	wu.chosen(true, []string{"act", "dance"}, a).shows(404)
}

// What is undone goes back where it was: to the queue what was taken from there, to its
// own agent what was theirs before, and to what it waited for before.
func TestSeveralUndone(t *testing.T) {
	w := newWorldUndoing(t, 5*time.Second)
	mine, free, waits := w.waits("web:1"), w.waits("web:2"), w.waits("web:3")
	v := w.as("wu")
	v.post(to(mine, "claim"), "key", "1")
	v.post(to(waits, "aside"), "key", "1", "status", "waiting_department", "text", "供电所")
	all := []dialog.CaseID{mine, free, waits}
	stands := func(when string, status dialog.Status, owner string, id dialog.CaseID) {
		t.Helper()
		if c := w.fold(id); c.Status != status || c.Owner != owner {
			t.Errorf("%s it is %s of %q, want %s of %q", when, c.Status, c.Owner, status, owner)
		}
	}
	for i, act := range [][]string{{"claim"}, {"aside", "status", "snoozed", "until", "tomorrow"}, {"close", "outcome", "solved"}} {
		w.pass(2 * time.Minute)
		key := "k" + itoa(i)
		v.chosen(true, append([]string{"act", act[0], "key", key}, act[1:]...), all...).shows(200, `"failed":0`)
		for range 2 { // the second click
			v.chosen(true, []string{"act", "undo", "of", act[0], "key", key}, free).shows(200, `"failed":0`)
		}
		if act[0] == "claim" {
			v.chosen(true, []string{"act", "undo", "of", "claim", "key", key}, mine, waits).shows(200, `"failed":2`) // they were wu's before
		} else {
			v.chosen(true, []string{"act", "undo", "of", act[0], "key", key}, mine, waits).shows(200, `"failed":0`)
		}
		stands("after "+act[0], dialog.InProgress, "wu", mine)
		stands("after "+act[0], dialog.Unclaimed, "", free)
		stands("after "+act[0], dialog.WaitingDepartment, "wu", waits)
	}
	if got := w.fold(waits).WaitsFor; got != "供电所" {
		t.Errorf("it waits for %q", got)
	}
}

// The next case is the most urgent one that waits; where none does it says so.
func TestNextCase(t *testing.T) {
	w := newWorld(t)
	first, second := w.waits("web:1"), w.waits("web:2")
	v := w.as("wu")
	v.ask("/inbox/next").shows(200, string(first))
	v.post("/inbox/next").shows(200, string(second), "您在负责")
	v.ask("/inbox/next").shows(404, "没有等人认领")
	v.post("/inbox/next").shows(200, "没有等人认领的事项")
}

// The list is narrowed and ordered by what its address says.
func TestNarrowed(t *testing.T) {
	w := newWorld(t)
	cases := w.busyTown()
	v := w.as("wu")
	order := func(path string) (ids []string) {
		t.Helper()
		v.get(path).shows(200)
		for _, part := range strings.Split(v.body, `<li class="row`)[1:] {
			_, rest, _ := strings.Cut(part, `data-key="`)
			id, _, _ := strings.Cut(rest, `"`)
			ids = append(ids, id)
		}
		return ids
	}
	newest, urgent := order("/inbox?queue=open&sort=new"), order("/inbox?queue=open")
	if len(newest) != len(urgent) || len(newest) < 10 || newest[len(newest)-1] != string(cases[0]) {
		t.Errorf("newest %v\nurgent %v", newest, urgent)
	}
	all, some := len(order("/inbox?queue=unclaimed")), order("/inbox?queue=unclaimed&category=facilities")
	if len(some) == 0 || len(some) >= all {
		t.Errorf("%d of %d", len(some), all)
	}
	v.shows(200, "已筛选", `value="facilities" selected`)
	if got := order("/inbox?queue=open&flag=human"); len(got) == 0 || len(got) >= len(urgent) {
		t.Errorf("%d of %d", len(got), len(urgent))
	}
	if got := order("/inbox?queue=open&flag=moon&sort=moon&category=moon"); len(got) != len(urgent) {
		t.Errorf("%d of %d by an address made by hand", len(got), len(urgent))
	}
}
