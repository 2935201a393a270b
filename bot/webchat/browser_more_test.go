package webchat

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"frontdoor/bot/media"
	"frontdoor/bot/media/mediatest"
	"frontdoor/dialog"
)

// usable: WCAG 2.2 AA as far as a program sees it, in all three sizes of letters.
func usable(b *tab) {
	long := strings.Repeat("很长很长的一句话", 12) + "http://example.org/" + strings.Repeat("a", 120)
	b.do(chromedp.EmulateViewport(320, 640))
	b.emulate("prefers-reduced-motion", "reduce")
	b.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.getElementById('words').value = %q`, long)), enterIn("#words"))
	b.shows("在哪里的事")
	b.write("七星村")
	b.do(chromedp.WaitVisible(".choices button"))
	for _, size := range []string{"0", "1", "2"} {
		b.do(chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.size = ` + size))
		if w := eval[int](b, `Math.max(document.documentElement.scrollWidth, document.body.scrollWidth, document.getElementById('scroll').scrollWidth)`); w > 320 {
			b.t.Errorf("size %s: the page is %d pixels wide", size, w)
		}
		if apart := eval[string](b, `[...document.querySelectorAll('.bot .whole')].map(e => e.innerText + e.getClientRects().length).join()`); apart != "回11" {
			b.t.Errorf("size %s: the number to answer with is not in one piece with its word: %q", size, apart)
		}
		small := eval[[]string](b, `[...document.querySelectorAll('button, a, label, textarea')].filter(e => e.offsetParent && !e.closest('.text')).map(e => [e.id || e.className || e.innerText, e.getBoundingClientRect()]).filter(([, r]) => r.width < 44 || r.height < 44 || r.right > 320).map(([n, r]) => n + ' ' + r.width + 'x' + r.height)`)
		if len(small) > 0 {
			b.t.Errorf("size %s: too small for a finger, or out of sight: %v", size, small)
		}
		if h := eval[float64](b, `document.getElementById('scroll').clientHeight`); h < 120 {
			b.t.Errorf("size %s: only %v pixels are left for the talk", size, h)
		}
	}
	// A screen of 1280 by 1024 at 400 %: the page scrolls as a whole, and the talk is there.
	b.do(chromedp.EmulateViewport(320, 256))
	if h := eval[float64](b, `document.getElementById('scroll').clientHeight`); h < 120 {
		b.t.Errorf("at 400 %% only %v pixels are left for the talk", h)
	}
	b.do(chromedp.EmulateViewport(320, 640))
	for what, js := range map[string]string{
		"controls without a name":     `[...document.querySelectorAll('button, a, input, textarea, [tabindex]')].filter(e => !(e.getAttribute('aria-label') || e.innerText || e.labels?.[0]?.innerText || '').trim() && e.offsetParent).map(e => e.id || e.outerHTML)`,
		"ids twice":                   `[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)`,
		"pictures without words":      `[...document.querySelectorAll('img:not([alt]), svg:not([aria-hidden])')].map(e => e.outerHTML)`,
		"motion":                      `(t => { t.hidden = false; const moves = document.getAnimations().map(a => a.animationName); t.hidden = true; return moves })(document.getElementById('typing'))`,
		"levels of headings left out": `[...document.querySelectorAll('h1, h2, h3')].map(h => h.tagName).filter((h, i, all) => i && h > all[i-1] && Number(h[1]) - Number(all[i-1][1]) > 1)`,
	} {
		if found := eval[[]string](b, js); len(found) > 0 {
			b.t.Errorf("%s: %v", what, found)
		}
	}
	// By the keyboard: all of it is reached, and one sees where one is.
	b.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	reached, last := map[string]bool{}, ""
	for range 30 {
		b.do(key("Tab", 9))
		last = eval[string](b, `(e => e === document.body ? 'BODY' : (e.id || e.innerText || e.tagName) + ([e, e.closest('.kind')].some(x => x && getComputedStyle(x).outlineStyle !== 'none' && parseFloat(getComputedStyle(x).outlineWidth) >= 2) ? '' : ' unseen'))(document.activeElement)`)
		reached[last] = true
		if strings.HasSuffix(last, " unseen") {
			b.t.Errorf("the focus is not seen on %s", last)
		}
		if hidden := eval[bool](b, `(e => e !== document.body && ![...e.getClientRects()].some(r => { const x = document.elementFromPoint(r.left + r.width / 2, Math.min(r.top + r.height / 2, innerHeight - 1)); return x && (e.contains(x) || x.contains(e) || e.closest('.kind')?.contains(x)) }))(document.activeElement)`); hidden {
			b.t.Errorf("something lies upon %s", last)
		}
	}
	for _, id := range []string{"size", "switch", "leave", "words", "send", "photo", "voice", "place", "对", "不对", "scroll"} {
		if !reached[id] {
			b.t.Errorf("the keyboard does not reach %s: %v", id, reached)
		}
	}
	b.readable()
}

// onPage is all a person, or the history, could still see.
const onPage = `document.documentElement.innerText + document.title + location.pathname`

func leftAtOnce(b *tab) {
	b.write("他又打我了")
	b.shows("在哪里的事")
	long := eval[int](b, `history.length`)
	covered := func(how string) {
		b.t.Helper()
		b.arrives(`document.title === '日历' && performance.getEntriesByType('navigation')[0].name.endsWith('/calendar')`)
		if got := eval[string](b, onPage); strings.Contains(got, "打我") || strings.Contains(got, "小兴") || !strings.Contains(got, "月") {
			b.t.Errorf("%s, and still there: %s", how, got)
		}
		b.do(chromedp.Navigate(b.server.URL+"/"), chromedp.WaitVisible("#open"))
		if got := eval[string](b, onPage+` + performance.getEntriesByType('resource').map(r => r.name)`); strings.Contains(got, "打我") || strings.Contains(got, "/web/thread") {
			b.t.Errorf("%s, and shown on coming back: %s", how, got)
		}
		b.do(chromedp.Click("#open"))
		b.shows("他又打我了")
	}
	b.do(key("Escape", 27))
	if got := eval[string](b, onPage); !strings.Contains(got, "打我") {
		b.t.Errorf("one Esc left: %s", got)
	}
	b.do(key("Escape", 27))
	b.arrives(`location.pathname === '/calendar' && performance.getEntriesByType('navigation')[0].name.endsWith('/calendar')`)
	if now := eval[int](b, `history.length`); now != long {
		b.t.Errorf("the history grew from %d to %d", long, now)
	}
	covered("Esc twice")
	b.cut(true)
	b.write("断网时写的")
	b.shows("还没发出去")
	b.do(chromedp.Click("#leave"))
	b.arrives(`location.pathname === '/calendar' && document.body.innerText.includes('月')`)
	b.cut(false)
	b.answered("断网时写的") // what was written goes out all the same
	covered("a tap, offline")
}

// arrives waits for something to be true while the browser goes from page to page.
func (b *tab) arrives(js string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 45*time.Second)
	defer cancel()
	for there := false; !there; {
		there, _ = chromedp.Run(ctx, chromedp.Evaluate[bool](js)) // an error is a page that has gone
		if ctx.Err() != nil {
			b.t.Fatalf("never true: %s\n%s", js, b.seen())
		}
	}
}

// answered waits for words to stand in the book, where no page shows them.
func (b *tab) answered(words string) {
	b.t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	ctx, cancel := context.WithTimeout(b.ctx, 45*time.Second)
	defer cancel()
	for b.inBook(words) == 0 {
		select {
		case <-look.C:
		case <-ctx.Done():
			b.t.Fatalf("%q never reached the book: %s", words, b.seen())
		}
	}
}

// slowScript: on a slow line the words are there before the script is.
func slowScript(b *tab) {
	let := make(chan struct{})
	b.hold.Store(&let)
	free := sync.OnceFunc(func() { close(let) })
	b.t.Cleanup(free)
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
		return err
	}), chromedp.Evaluate[chromedp.Void](`localStorage.setItem('frontdoor.draft', '早先写的'); location.href = '/?lang=zh&again'`))
	b.arrives(`location.search.includes('again') && !!document.getElementById('words')`) // no load to wait for: that waits for the script
	b.do(chromedp.SendKeys("#words", "慢慢写的话"))
	b.until(`document.getElementById('send').disabled && document.getElementById('line').innerText.includes('12345')`) // said when it takes long
	free()
	b.until(`!document.getElementById('send').disabled`)
	if got := eval[string](b, `document.getElementById('words').value`); got != "早先写的慢慢写的话" {
		b.t.Errorf("the field holds %q", got)
	}
}

func tooFast(b *tab) {
	var later atomic.Int64 // the clock stands until it is put forward
	start := time.Now()
	b.desk = newDesk(b.t, func(o *Options) {
		o.Now = func() time.Time { return start.Add(time.Duration(later.Load())) }
	})
	b.do(chromedp.Navigate(b.server.URL+"/?lang=zh"), chromedp.WaitVisible("#send"))
	b.write("第一句")
	b.shows("在哪里的事")
	events, _, err := b.book.Since(b.t.Context(), "", 1)
	if err != nil {
		b.t.Fatal(err)
	}
	for b.page.floods.wait("", events[0].Address, forWords) == 0 { // all at once, as a script would
	}
	b.write("写得太快的一句")
	b.shows("发得有点快")
	if n := b.inBook("写得太快的一句"); n != 0 {
		b.t.Errorf("too fast, and yet %d times in the book", n)
	}
	later.Store(int64(2 * time.Second))
	b.shows("请看对不对")
	b.once("写得太快的一句")
}

func voiceSent(b *tab) {
	b.do(chromedp.Click("#voice"), chromedp.WaitVisible("#recording"))
	if place := eval[string](b, `(([p, no, yes]) => (no.top >= p.bottom) + ' ' + (no.top === yes.top))([...document.getElementById('recording').children].map(e => e.getBoundingClientRect()))`); place != "true true" {
		b.t.Error("the two buttons do not stand side by side below the time:", place)
	}
	b.until(`document.getElementById('seconds').innerText.startsWith('0:01')`)
	b.do(chromedp.Click("#keep"))
	b.until(`!!document.querySelector('.row.resident:not(.waiting) audio[src^="/web/media/"]')`)
	b.until(`document.getElementById('recording').hidden`)
	if n := eval[int](b, `document.querySelectorAll('audio').length`); n != 1 {
		b.t.Errorf("%d voice notes are shown", n)
	}
}

// longWords: a field that cuts what is pasted says nothing of it.
func longWords(b *tab) {
	one, two := strings.Repeat("长", 3000), strings.Repeat("久", 3999)+"𠮷"
	b.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('words').focus()`), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: one + "\n" + two})
		return err
	}), enter())
	b.until(`document.querySelectorAll('.row.resident:not(.waiting)').length === 2`)
	b.once(one)
	b.once(two)
}

// alongOpened: papers, too, which no browser shows within a talk.
func alongOpened(b *tab) {
	b.write("路灯坏了")
	b.shows("在哪里的事")
	events, _, err := b.book.Since(b.t.Context(), "", 1)
	if err != nil {
		b.t.Fatal(err)
	}
	in := dialog.Input{ID: "a1", Kind: dialog.AgentReply, From: events[0].Address, Agent: "wu", Case: events[0].Case, Text: "请看"}
	for _, f := range []struct {
		name string
		body []byte
	}{{"lamp.png", mediatest.PNG()}, {"回执.pdf", []byte("%PDF-1.4\n%%EOF\n")}} {
		typ := media.Sniff(f.body, media.File)
		ref, err := b.page.o.Media.Arrive(b.t.Context(), events[0].Address, f.name, f.body, typ)
		if err != nil {
			b.t.Fatal(err)
		}
		in.Media = append(in.Media, dialog.Media{Kind: typ.Kind, Ref: refPrefix + ref, Name: f.name, MIME: typ.MIME})
	}
	if _, err := b.clerk.Handle(b.t.Context(), in); err != nil {
		b.t.Fatal(err)
	}
	b.until(`document.querySelector('.row.agent img')?.naturalWidth > 0`)
	b.until(`document.querySelector('.row.agent a.file')?.innerText === '📎 回执.pdf'`)
	b.until(`(a => a.seen ??= (fetch(a.href).then(r => { a.seen = r.ok && r.headers.get('Content-Disposition') }), ''))(document.querySelector('.row.agent a.file')).startsWith('attachment')`)
}

// noScript: nothing stands there that would not answer.
func noScript(b *tab) {
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}), chromedp.Navigate(b.server.URL+"/?lang=zh"))
	if got := b.seen(); !strings.Contains(got, "请直接打电话： 12345") || strings.Contains(got, "正在打开") || strings.Contains(got, "发送") {
		b.t.Errorf("without scripts the page says: %s", got)
	}
}

// noStore: a browser may forbid its store, and keep no files.
func noStore(b *tab) {
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
			Source: `for (const k of ['localStorage', 'indexedDB']) Object.defineProperty(window, k, { get() { throw new DOMException('no', 'SecurityError') } }); delete AbortSignal.timeout`})
		return err
	}), chromedp.Reload(), chromedp.WaitVisible("#send"))
	b.write("路灯坏了")
	b.shows("在哪里的事")
	b.once("路灯坏了")
}

// widgetOpens: on a page whose style would break everything, in a frame of another site.
func widgetOpens(b *tab) {
	var script atomic.Pointer[string]
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<!doctype html><html lang="zh"><meta name="viewport" content="width=device-width">
<style>*{display:none!important;color:red!important}html,body,h1{display:block!important}button,iframe{opacity:0!important}body{transform:scale(.5)}</style>
<body><h1>镇政府</h1><script async src="%s"></script></body></html>`, *script.Load())
	}))
	b.t.Cleanup(host.Close)
	site := strings.Replace(host.URL, "127.0.0.1", "localhost", 1)
	b.desk = newDesk(b.t, func(o *Options) { o.Sites = []string{site} })
	var framed atomic.Bool
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie(framedCookie); err == nil && r.URL.Path == "/web/thread" {
			framed.Store(true)
		}
		b.server.Config.Handler.ServeHTTP(w, r)
	}))
	ctx, cancel := context.WithTimeout(b.ctx, 45*time.Second)
	defer cancel()
	b.t.Cleanup(func() { secure.CloseClientConnections(); secure.Close() })
	there := secure.URL + "/widget.js"
	script.Store(&there)
	b.do(chromedp.Navigate(site))
	const at = `document.elementFromPoint(%d, %d)?.tagName`
	b.until(fmt.Sprintf(at+` === 'FRONTDOOR-CHAT'`, 290, 690))
	b.do(chromedp.MouseClickXY(290, 690))
	b.until(fmt.Sprintf(at+` === 'FRONTDOOR-CHAT'`, 180, 300))
	for !framed.Load() { // the frame brings the cookie that it was given: answers find it
		if ctx.Err() != nil {
			b.t.Fatal("the frame does not bring its cookie")
		}
		b.until(`true`)
	}
	b.do(chromedp.MouseClickXY(325, 22))
	b.until(fmt.Sprintf(at+` !== 'FRONTDOOR-CHAT'`, 180, 300))
	// A site that was not named: the browser shows nothing, so the widget says it.
	b.do(chromedp.Navigate(host.URL))
	b.until(fmt.Sprintf(at+` === 'FRONTDOOR-CHAT'`, 290, 690))
	b.do(chromedp.MouseClickXY(290, 690))
	for !strings.Contains(b.shadows(), wordTable["widget_shut"][0]) {
		if ctx.Err() != nil {
			b.t.Fatal("on a site that may not show it the widget stays empty")
		}
		b.until(`true`)
	}
}

// shadows is all of the page as the browser has it, what no script of the page sees included.
func (b *tab) shadows() string {
	b.t.Helper()
	whole, pierce := int64(-1), true
	r, err := chromedp.Call(b.ctx, dom.GetDocument, dom.GetDocumentParams{Depth: &whole, Pierce: &pierce})
	if err != nil {
		b.t.Fatal(err)
	}
	all, err := json.Marshal(r)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(all)
}
