package webchat

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"frontdoor/bot/media/mediatest"
	"frontdoor/cmd/frontdoor/headless"
	"frontdoor/dialog"
)

// TestInABrowser tries the page as a resident has it in the hand, each case in a
// profile of its own of one browser that reaches nothing but this machine.
func TestInABrowser(t *testing.T) {
	root, stop, err := headless.Start(chromedp.IgnoreCertErrors, chromedp.Flag("use-fake-device-for-media-stream", true),
		chromedp.Flag("use-fake-ui-for-media-stream", true), chromedp.Flag("lang", "zh-CN"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop) // after the cases, which run side by side
	for name, try := range map[string]func(*tab){
		"a talk, and it is there after a reload":       talkAndReload,
		"words typed offline are sent once":            offlineOnce,
		"words typed offline outlive a reload":         offlineReload,
		"a restarted server is found again":            serverGone,
		"an unsure answer is asked again and not said": unsureOnce,
		"Enter of an input method is not sent":         imeEnter,
		"a draft survives a reload":                    draftKept,
		"a refused message can be changed":             refusedChanged,
		"what is too long for one message goes in two": longWords,
		"a photo is shown":                             photoShown,
		"what an agent sends along can be opened":      alongOpened,
		"a place is sent":                              placeSent,
		"a place that is not allowed is no dead end":   placeDenied,
		"anybody can use it, on 320 pixels":            usable,
		"one leaves at once and comes back covered":    leftAtOnce,
		"what is written before the script is kept":    slowScript,
		"without scripts it says whom to call":         noScript,
		"too fast is told, waited for, and sent once":  tooFast,
		"a voice note is sent":                         voiceSent,
		"without a store the page still talks":         noStore,
		"the widget opens on another site":             widgetOpens,
		"English, and larger letters, are remembered":  choicesKept,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			try(open(t, root))
		})
	}
}

// tab is one resident's browser on a page of its own.
type tab struct {
	*desk
	t   *testing.T
	ctx context.Context
}

func open(t *testing.T, root context.Context) *tab {
	ctx, end := chromedp.NewContext(root, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	b := &tab{desk: newDesk(t), t: t, ctx: ctx}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(360, 720), chromedp.Navigate(b.server.URL+"/?lang=zh"), chromedp.WaitVisible("#send"))
	b.until(`!!performance.getEntriesByType('resource').find(r => r.name.includes('/web/thread'))`)
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 45*time.Second) // the machine may do other things as well
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err, "\n", b.seen())
	}
}

// until waits for something to be true on the page.
func (b *tab) until(js string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 45*time.Second) // the machine may do other things as well
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](js)); err != nil {
		b.t.Fatalf("never true: %s: %v\n%s", js, err, b.seen())
	}
}

func eval[T any](b *tab, js string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 45*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// seen is what stands on the page now.
func (b *tab) seen() string {
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	s, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	return fmt.Sprintf("%s (%v)", s, err)
}

// shows waits for words in the talk.
func (b *tab) shows(words string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`document.getElementById('talk').innerText.includes(%q)`, words))
}

func (b *tab) write(words string) {
	b.t.Helper()
	b.do(chromedp.SendKeys("#words", words), enter())
}

func enter() chromedp.Action[chromedp.Void] { return key("Enter", 13) }

func key(name string, code int64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
			if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, input.DispatchKeyEventParams{
				Type: kind, Key: name, Code: name, WindowsVirtualKeyCode: code, NativeVirtualKeyCode: code}); err != nil {
				return err
			}
		}
		return nil
	})
}

// cut takes the browser off the net, or puts it back.
func (b *tab) cut(off bool) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}}}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off, DownloadThroughput: -1, UploadThroughput: -1})
		return err
	}))
	if off {
		b.server.CloseClientConnections()
	}
}

// inBook is how often the residents' words stand in the book.
func (b *tab) inBook(words string) int {
	b.t.Helper()
	events, _, err := b.book.Since(b.t.Context(), "", 1000)
	if err != nil {
		b.t.Fatal(err)
	}
	n := 0
	for _, e := range events {
		if e.By == dialog.ByResident && e.Text == words {
			n++
		}
	}
	return n
}

func (b *tab) once(words string) {
	b.t.Helper()
	if n := b.inBook(words); n != 1 {
		b.t.Errorf("%q stands %d times in the book", words, n)
	}
	if n := eval[int](b, fmt.Sprintf(`[...document.querySelectorAll('.row.resident')].filter(r => r.innerText.includes(%q)).length`, words)); n != 1 {
		b.t.Errorf("%q is shown %d times", words, n)
	}
}

func talkAndReload(b *tab) {
	b.write("路灯坏了")
	b.shows("在哪里的事")
	b.write("七星村村口")
	b.do(chromedp.WaitVisible(".choices button"))
	b.do(chromedp.DoubleClick(".choices button")) // a nervous finger
	b.shows("已报上去")
	b.until(`document.querySelectorAll('.choices:not([hidden])').length === 0`)
	b.until(`/JH-\d\d-\d{5}-\d · 等代办员接/.test(document.getElementById('matter').innerText)`)
	before := eval[string](b, `document.getElementById('talk').innerText`)
	b.do(chromedp.Reload(), chromedp.WaitVisible("#send"))
	b.shows("已报上去")
	if after := eval[string](b, `document.getElementById('talk').innerText`); after != before {
		b.t.Errorf("after a reload the talk reads\n%s\nbefore\n%s", after, before)
	}
	b.once("路灯坏了")
	b.once("七星村村口")
	b.write("密码是1234……")
	// At once when it stands below these words: their line is drawn anew when they are sent.
	b.until(`(key => key && (key.click(), true))([...document.querySelectorAll('.row')].find(r => r.innerText.includes('1234'))?.querySelector('.unsay'))`)
	b.shows("您撤回了一条消息")
	b.until(`!document.getElementById('talk').innerText.includes('1234')`)
	b.do(chromedp.Reload(), chromedp.WaitVisible("#send"))
	b.shows("您撤回了一条消息")
	b.until(`!document.getElementById('talk').innerText.includes('1234')`)
}

func offlineOnce(b *tab) {
	b.cut(true)
	b.write("断网时写的话")
	b.until(`!document.getElementById('line').hidden && document.getElementById('line').innerText.includes('网络断了')`)
	b.shows("还没发出去")
	if n := b.inBook("断网时写的话"); n != 0 {
		b.t.Fatalf("offline, and yet %d times in the book", n)
	}
	b.cut(false)
	b.shows("在哪里的事")
	b.once("断网时写的话")
	b.until(`!document.getElementById('line').innerText.includes('网络断了')`)
}

func offlineReload(b *tab) {
	b.refuse.Store(true)
	b.write("关掉页面也不丢")
	b.shows("还没发出去")
	b.do(chromedp.SetUploadFiles("#photo", []string{b.file("IMG_1.JPG", mediatest.JPEG())}))
	b.until(`document.querySelectorAll('.row.waiting').length === 2`)
	b.do(chromedp.Reload(), chromedp.WaitVisible("#send"))
	b.shows("关掉页面也不丢")
	b.until(`!!document.querySelector('.row.waiting img')`)
	b.refuse.Store(false)
	b.shows("在哪里的事")
	b.once("关掉页面也不丢")
	b.until(`!!document.querySelector('.row.resident:not(.waiting) img[src^="/web/media/"]')`)
}

func serverGone(b *tab) {
	b.write("路灯坏了")
	b.shows("在哪里的事")
	for range 3 {
		b.server.CloseClientConnections()
	}
	events, _, err := b.book.Since(b.t.Context(), "", 10)
	if err != nil {
		b.t.Fatal(err)
	}
	in := dialog.Input{ID: "a1", Kind: dialog.AgentReply, From: events[0].Address, Agent: "wu", Case: events[0].Case, Text: "断线时回的话"}
	if _, err := b.clerk.Handle(b.t.Context(), in); err != nil {
		b.t.Fatal(err)
	}
	b.shows("断线时回的话")
	b.once("路灯坏了")
}

func unsureOnce(b *tab) {
	b.lose.Store(true)
	b.write("存下了却说没存")
	b.until(`document.querySelectorAll('.row.resident').length > 0`)
	b.shows("在哪里的事")
	b.lose.Store(false)
	b.write("下一句")
	b.shows("请看对不对")
	b.once("存下了却说没存")
	b.once("下一句")
}

func imeEnter(b *tab) {
	compose := func(words string) chromedp.Action[chromedp.Void] {
		return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			n := int64(len(words))
			_, err := cdp.Call(ctx, t, input.ImeSetComposition, input.ImeSetCompositionParams{Text: words, SelectionStart: n, SelectionEnd: n})
			return err
		})
	}
	choose := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: "路灯"})
		return err
	})
	b.do(chromedp.Focus("#words"), compose("ludeng"), enter(), key("Enter", 229))
	if n := eval[int](b, `document.querySelectorAll('.row.resident').length`); n != 0 {
		b.t.Errorf("Enter sent half a word: %s", b.seen())
	}
	b.do(choose)
	if v := eval[string](b, `document.getElementById('words').value`); v != "路灯" {
		b.t.Fatalf("the input method left %q", v)
	}
	b.do(enter())
	b.shows("记下了：路灯")
	b.once("路灯")
}

func draftKept(b *tab) {
	b.do(chromedp.SendKeys("#words", "写了一半"), chromedp.Reload(), chromedp.WaitVisible("#send"))
	if v := eval[string](b, `document.getElementById('words').value`); v != "写了一半" {
		b.t.Errorf("after a reload the draft is %q", v)
	}
	// Shift and Enter is a new line, not the end.
	b.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('words').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', shiftKey: true, cancelable: true}))`))
	if n := eval[int](b, `document.querySelectorAll('.row.resident').length`); n != 0 {
		b.t.Error("Shift and Enter sent the draft")
	}
}

func refusedChanged(b *tab) {
	b.do(chromedp.Evaluate[chromedp.Void](`{const kept = fetch; window.fetch = (to, how) => { if (to !== '/web/messages') return kept(to, how); window.fetch = kept; return Promise.resolve(new Response('', { status: 400 })) }}`))
	b.write("不收的话")
	b.shows("没能发出去")
	b.do(chromedp.Click(".failed .foot button"))
	if said := eval[string](b, `document.getElementById('words').value`); said != "不收的话" {
		b.t.Errorf("%q is back in the field", said)
	}
	b.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('words').value = ''`), chromedp.SendKeys("#words", "短一点"), enter())
	b.shows("记下了：短一点")
}

func enterIn(sel string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.Focus(sel), enter())
}

// file is a file of the resident's.
func (b *tab) file(name string, body []byte) string {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), name)
	if err := os.WriteFile(path, body, 0o600); err != nil {
		b.t.Fatal(err)
	}
	return path
}

func photoShown(b *tab) {
	b.do(chromedp.SetUploadFiles("#photo", []string{b.file("IMG_1.JPG", mediatest.JPEG())}))
	b.until(`(i => i && i.complete && i.naturalWidth > 0 && i.src.includes('/web/media/'))(document.querySelector('.row.resident:not(.waiting) img'))`)
	name := eval[string](b, `document.querySelector('.row.resident img').src.split('/').pop()`)
	stored, err := os.ReadFile(filepath.Join(b.media, name))
	if err != nil || bytes.Contains(stored, []byte(mediatest.Secret)) {
		b.t.Errorf("the stored photo: %v, with its place: %v", err, bytes.Contains(stored, []byte(mediatest.Secret)))
	}
	b.do(chromedp.SetUploadFiles("#photo", []string{b.file("a.jpg", []byte("no photo"))}))
	b.shows("这个文件不是照片")
	b.do(chromedp.SetUploadFiles("#photo", []string{b.file("IMG_2.HEIC", mediatest.HEIC())})) // this browser cannot show it
	b.until(`document.querySelector('.row.resident:not(.waiting) a.file[href^="/web/media/"]')?.innerText === '📷 照片'`)
}

func (b *tab) allowPlace(s browser.PermissionSetting) {
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: "geolocation"}, Setting: s, BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID}); err != nil {
			return err
		}
		lat, lon, near := 29.1, 119.6, 5.0
		_, err := cdp.Call(ctx, t, emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{Latitude: &lat, Longitude: &lon, Accuracy: &near})
		return err
	}))
}

func placeSent(b *tab) {
	b.allowPlace(browser.PermissionSettingGranted)
	b.do(chromedp.Click("#place"))
	b.shows("我的位置 29.10000, 119.60000")
	b.shows("在哪里的事")
}

func placeDenied(b *tab) {
	b.allowPlace(browser.PermissionSettingDenied)
	b.do(chromedp.Click("#place"))
	b.until(`document.getElementById('line').innerText.includes('写村名')`)
}

func choicesKept(b *tab) {
	b.do(chromedp.Click("#size"), chromedp.Click("#switch"), chromedp.WaitVisible("#send"))
	b.until(`document.documentElement.lang === 'en' && document.documentElement.dataset.size === '1'`)
	b.do(chromedp.Navigate(b.server.URL+"/"), chromedp.WaitVisible("#send"))
	if got := eval[string](b, `document.documentElement.lang + document.getElementById('send').innerText`); got != "enSend" {
		b.t.Errorf("the next visit is in %q", got)
	}
	if w := eval[int](b, `document.documentElement.scrollWidth`); w > 360 {
		b.t.Errorf("in English the page is %d pixels wide", w)
	}
}
