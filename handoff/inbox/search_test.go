package inbox

import (
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/handoff"
	"frontdoor/handoff/search"
)

// newSearchedWorld is a world in which words can be searched.
func newSearchedWorld(t *testing.T) *world {
	t.Helper()
	return newWorldWith(t, func(w *world, o *Options) {
		x, err := search.Open(t.Context(), search.Options{Book: w.book, BookID: w.book.ID(), Path: filepath.Join(t.TempDir(), "search.db"), Prefix: w.script.Town.Prefix})
		w.must(err)
		t.Cleanup(func() { w.must(x.Close()) })
		w.must(x.CatchUp(t.Context()))
		o.Search = x
	})
}

func TestSearchPage(t *testing.T) {
	w := newSearchedWorld(t)
	id := w.waits("sms:+8613900000166")
	w.say("sms:+8613900000166", "七星村的路灯壞了,<b>晚上</b>看不见")
	w.must(handoff.NewDesk(w.book, w.clerk, nil).Note(t.Context(), handoff.Act{Agent: handoff.Agent{Login: "wu", Name: "吴姐"}, Case: id}, "电工周三来修路灯"))
	hidden := w.say("web:2", "家里的路灯")
	wu, lin := w.as("wu"), w.as("lin")
	wu.get("/inbox?q=%E8%B7%AF%E7%81%AF").shows(200, "<mark>路灯</mark>壞了,&lt;b&gt;", "内部备注", "电工周三来修<mark>路灯</mark>", "139****0166",
		"/inbox/cases/"+string(id)+"?line=", `aria-current="page">全部`).hides(string(hidden), "<b>晚上", "13900000166")
	lin.get("/inbox?q=%E8%B7%AF%E7%81%AF").shows(200, string(hidden), string(id))
	wu.get("/inbox?q=0166").shows(200, string(id), "139****<mark>0166</mark>", "电话")
	wu.get("/inbox?q="+strings.ReplaceAll(string(id), "-", "")).shows(200, "<mark>"+string(id[:2])+"</mark>")
	wu.get("/inbox?q=%E7%94%B5%E5%B7%A5&in=cards").shows(200, "没有找到“电工”", `aria-current="page">事项和居民`)
	wu.get("/inbox?q=%E8%B7%AF%E7%81%AF&after=%21%21&in=moon").shows(200, "<mark>路灯</mark>")
	wu.get("/inbox?q=%3Cscript%3E").shows(200, "没有找到“&lt;script&gt;”").hides("<script>”")
	wu.get("/inbox/cases/"+string(id)+"?q=%E8%B7%AF%E7%81%AF&line=2").shows(200, "<mark>路灯</mark>", `id="line-2"`, `aria-current="true"`)
}

// A page says how far the making of the search is, or that there is none, and shows no
// hits that would be some of many.
func TestSearchIsNotReady(t *testing.T) {
	newWorld(t).as("wu").get("/inbox?q=a").shows(200, "搜索现在用不了")
	w := newWorldWith(t, func(w *world, o *Options) {
		x, err := search.Open(t.Context(), search.Options{Book: w.book, BookID: w.book.ID(), Path: filepath.Join(t.TempDir(), "search.db")})
		w.must(err)
		t.Cleanup(func() { w.must(x.Close()) })
		o.Search = x
	})
	id := w.waits("web:1")
	w.as("wu").get("/inbox?q="+string(id)).shows(200, "搜索正在建立：0 %").hides("<mark>")
}

// What was found far back is on the page that its hit leads to.
func TestFoundLineIsShown(t *testing.T) {
	w := newSearchedWorld(t)
	id := w.longTalk(linesMost)
	v := w.as("li")
	v.get("/inbox?q=%E7%AC%AC3%E6%AC%A1%E9%97%AE").shows(200, "<mark>第3次问</mark>")
	_, rest, _ := strings.Cut(v.body, `data-case="`+string(id)+`"><a href="`)
	href, _, _ := strings.Cut(rest, "#")
	v.get(strings.ReplaceAll(href, "&amp;", "&")).shows(200, "第3次问", "第49次问")
	_, rest, _ = strings.Cut(rest, "#")
	line, _, _ := strings.Cut(rest, `"`)
	v.shows(200, `id="`+line+`"`)
}
