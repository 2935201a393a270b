package main

import (
	"context"
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"frontdoor/cmd/frontdoor/headless"
)

// TestTwoWindows: a resident writes on the page in one browser window, an agent
// answers in another, and each sees the other's words arrive without touching
// anything; in Chinese and in English, with the server restarted in between.
func TestTwoWindows(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "webhook")
	const password = "a password of the tests"
	h.commandFed(password, "agent", "passwd", "-login", "wu", "-password-stdin")
	h.env = append(h.env, "FRONTDOOR_LISTEN="+keptAddress(t)) // the windows find it again after the restart
	h.start()

	root, stop, err := headless.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	agent := newWindow(t, root, h.at()+"/inbox?queue=open")
	agent.do(chromedp.SendKeys(`input[name=login]`, "wu"), chromedp.SendKeys(`input[name=password]`, password+"\r"), chromedp.WaitReady(`#rows`))
	for _, c := range []struct{ lang, story, asked, skip, yes, number, reply, thanks string }{
		{"zh", "下徐村菜市场后面的下水道堵了,污水满到路上", "称呼", "跳过", "对", "编号", "您好,明天上午派人去疏通。", "谢谢,辛苦你们了"},
		{"en", "A big tree fell across the footpath near the school gate in Qixing village", "phone number", "skip", "yes", "Your number is", "The crew will clear it this afternoon.", "thank you so much"},
	} {
		resident := newWindow(t, root, h.at()+"/?lang="+c.lang)
		resident.say(c.story)
		resident.shows(c.asked)
		resident.say(c.skip)
		resident.until(`[...document.querySelectorAll('#talk button')].some(b => !b.disabled)`) // the summary's yes
		resident.say(c.yes)
		resident.shows(c.number)

		cases := h.must("wu", "GET", "/cases?status=unclaimed", nil)["cases"].([]any)
		if len(cases) != 1 {
			t.Fatalf("%d cases wait, want 1", len(cases))
		}
		href := "/inbox/cases/" + cases[0].(map[string]any)["id"].(string)
		agent.until(fmt.Sprintf(`!!document.querySelector('#rows a[href^=%q]') || !document.querySelector('#pill').hidden`, href)) // it came by itself
		agent.do(chromedp.Navigate(h.at() + href))
		agent.shows(c.story)

		h.stop()
		h.start()
		agent.do(chromedp.SendKeys(`form[data-act="reply"] textarea`, c.reply), chromedp.Click(`form[data-act="reply"] button.main`))
		resident.shows(c.reply)
		resident.say(c.thanks)
		agent.shows(c.thanks)
	}
}

// window is one person's browser, with cookies of its own.
type window struct {
	t   *testing.T
	ctx context.Context
}

func newWindow(t *testing.T, root context.Context, url string) *window {
	t.Helper()
	ctx, end := chromedp.NewContext(root, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	w := &window{t, ctx}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url))
	return w
}

func (w *window) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		w.t.Fatalf("%v\nthe window shows:\n%s", err, w.seen())
	}
}

// say writes on the resident's page.
func (w *window) say(text string) {
	w.t.Helper()
	w.do(chromedp.SendKeys(`#words`, text), chromedp.Click(`#send`))
}

// shows waits for words in the talk.
func (w *window) shows(words string) {
	w.t.Helper()
	w.until(fmt.Sprintf(`(document.querySelector('#talk')?.innerText ?? '').includes(%q)`, words))
}

// until waits for something to be true in the window.
func (w *window) until(js string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](js)); err != nil {
		w.t.Fatalf("never true: %s: %v\nthe window shows:\n%s", js, err, w.seen())
	}
}

func (w *window) seen() string {
	ctx, cancel := context.WithTimeout(w.ctx, 5*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	return fmt.Sprintf("%s (%v)", text, err)
}

// keptAddress is an address that nobody uses now, so that a server can be found
// there again after a restart.
func keptAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
