package api

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

func TestEvents(t *testing.T) {
	w := newWorld(t)
	for _, login := range []string{"sun", "root"} {
		a := w.call(login, "GET", "/events", "").is(200)
		if next, ok := a.body["next"].(string); !ok || next == "" || len(a.column("events", "seq")) != 0 {
			t.Errorf("%s: an empty feed: %v", login, a.body)
		}
	}
	w.call("wu", "GET", "/events", "").is(403).has("code", "role")
	for query, field := range map[string]string{"?since=zzz": "since", "?limit=0": "limit", "?limit=x": "limit", "?after=x": "after"} {
		w.call("sun", "GET", "/events"+query, "").is(400).has("field", field)
	}

	draft := w.say("telegram:9", "你好")
	id := w.handedOff("telegram:1")
	w.say("telegram:1", "是我家楼下 的\n路灯")
	w.say("telegram:1", "STOP") // what follows from it is not one more message
	w.call("wu", "POST", "/cases/"+id+"/reply", `{"text":"收到,明天去"}`).is(200)
	w.deliver(t.Context(), casebook.Sent)

	type row struct{ id, seq, by, kind, text string }
	var rows []row
	since := ""
	for pages := 0; ; pages++ {
		a := w.call("sun", "GET", "/events?limit=3&since="+url.QueryEscape(since), "").is(200)
		ids, seqs, by, kinds, texts := a.column("events", "case"), a.column("events", "seq"), a.column("events", "by"), a.column("events", "kind"), a.column("events", "text")
		for i := range ids {
			rows = append(rows, row{ids[i], seqs[i], by[i], kinds[i], texts[i]})
		}
		since = a.body["next"].(string)
		if len(ids) == 0 {
			break
		}
		if pages > 100 {
			t.Fatal("the feed does not end")
		}
	}
	// The words, in order, from the first one on; all that a resident does is to
	// say something.
	var said []row
	last := map[string]int{}
	for _, r := range rows {
		last[r.id]++
		if r.by == "resident" || r.kind == "said" && r.by == "agent" {
			said = append(said, row{r.id, "", r.by, r.kind, r.text})
		}
	}
	want := []row{{draft, "", "resident", "said", "你好"}, {id, "", "resident", "said", "人工"},
		{id, "", "resident", "said", "是我家楼下 的\n路灯"}, {id, "", "resident", "said", "STOP"}, {id, "", "agent", "said", "收到,明天去"}}
	if diff := cmp.Diff(want, said, cmp.AllowUnexported(row{})); diff != "" {
		t.Error(diff)
	}
	// All that is in the book, once and in order.
	for _, number := range []string{draft, id} {
		events, err := w.book.Case(t.Context(), dialog.CaseID(number))
		w.must(err)
		if len(events) != last[number] {
			t.Errorf("%s: %d of %d events", number, last[number], len(events))
		}
	}
	if receipts := strings.Count(strings.Join(w.call("sun", "GET", "/events?limit=1000", "").is(200).column("events", "kind"), " "), "receipt"); receipts == 0 {
		t.Error("no receipt among the events")
	}
	// The cursor of an empty page goes on with what comes.
	w.say("telegram:9", "在吗")
	if got := w.call("sun", "GET", "/events?since="+url.QueryEscape(since), "").is(200).column("events", "text"); got[0] != "在吗" {
		t.Errorf("after the end came %v", got)
	}
}
