package inbox

import (
	"context"
	"maps"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"frontdoor/cmd/frontdoor/headless"
	"frontdoor/dialog"
)

// TestInABrowser tries the inbox as agents have it before them, each case in a
// profile of its own of one browser that reaches nothing but this machine.
func TestInABrowser(t *testing.T) {
	root, stop, err := headless.Start(chromedp.Flag("lang", "zh-CN"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop) // after the cases, which run side by side
	cases := map[string]func(*desktop){
		"a case arrives, is claimed, answered and closed":    wholeCase,
		"the second agent reads whose case it is":            secondAgent,
		"the list does not move under the pointer":           pillNotJump,
		"nothing is missed while the line is cut":            lineCut,
		"what was written offline goes once, closed or not":  writtenOffline,
		"an ended session signs in again in place":           signInAgain,
		"the town's provider signs in beside what is typed":  signInByProvider,
		"Enter of an input method sends nothing":             imeEnter,
		"keys move, open, write and go back":                 keyboard,
		"a draft survives a reload and leaves when sent":     draft,
		"hostile words stay words":                           hostileWords,
		"nothing is wider than 360 pixels, nor too small":    narrow,
		"the case pane is a drawer on a tablet":              drawer,
		"the resident writes again while the agent writes":   guard,
		"what a text message costs is shown as one writes":   counted,
		"several cases at once, and undone":                  several,
		"what was sent is taken back into the composer":      undone,
		"who replies is seen by a colleague":                 lookers,
		"a saved reply comes by / and fills in the case":     savedBySlash,
		"a long talk goes on above without a jump":           olderAbove,
		"the mediator passes words on and sends a draft":     mediates,
		"an alarm is told on every page, in English as well": alarm,
	}
	if os.Getenv("FRONTDOOR_TEST_BROWSER") != "" { // make browser
		maps.Copy(cases, atLeisure)
	}
	for name, try := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			try(&desktop{world: newWorld(t), root: root})
		})
	}
}

// desktop is a town and the browsers its agents sit before.
type desktop struct {
	*world
	root context.Context
}

// patience is how long a page may take on a machine that does other things as well.
const patience = 45 * time.Second

// tab is one agent's browser.
type tab struct {
	*desktop
	ctx context.Context
}

// open is an agent's browser at the inbox, signed in.
func (d *desktop) open(login string, width, height int64) *tab {
	d.Helper()
	ctx, end := chromedp.NewContext(d.root, chromedp.WithNewBrowserContext())
	d.Cleanup(end)
	b := &tab{desktop: d, ctx: ctx}
	if err := chromedp.Do(ctx); err != nil {
		d.Fatal(err)
	}
	cookies := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for name, value := range map[string]string{languageCookie: "zh", sessionCookie: d.session(login)} {
			if _, err := cdp.Call(ctx, t, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: d.server.URL, Path: "/inbox"}); err != nil {
				return err
			}
		}
		return nil
	})
	b.do(chromedp.EmulateViewport(width, height), cookies, chromedp.Navigate(d.server.URL+"/inbox"))
	b.ready()
	return b
}

// ready waits for the module and its stream.
func (b *tab) ready() {
	b.Helper()
	b.until(`document.documentElement.classList.contains('js') && performance.getEntriesByType('resource').some(r => r.name.includes('stream.js'))`)
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.Fatal(err, "\n", b.seen())
	}
}

// until waits for something to be true on the page.
func (b *tab) until(js string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool]("!!("+js+")"))
	for err != nil && ctx.Err() == nil { // another page came while it was asked
		_, err = chromedp.Run(ctx, chromedp.Poll[bool]("!!("+js+")"))
	}
	if err != nil {
		b.Fatalf("never true: %s: %v\n%s", js, err, b.seen())
	}
}

// shows waits for a text on the page.
func (b *tab) shows(text string) {
	b.Helper()
	b.until("document.body.innerText.includes(" + quoted(text) + ")")
}

func quoted(s string) string {
	return "'" + strings.NewReplacer("'", "\\'", "\n", "\\n").Replace(s) + "'"
}

func eval[T any](b *tab, js string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		b.Fatalf("%s: %v", js, err)
	}
	return v
}

func (b *tab) seen() string {
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`location.href + ' ' + document.activeElement.outerHTML.slice(0, 200) + ' ' + [...document.querySelectorAll('textarea')].map(t => t.value).join('|') + ' ' + document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return v
}

func (b *tab) click(selector string) {
	b.Helper()
	b.do(chromedp.Click(selector, chromedp.NodeVisible))
}

// press is one key after another, as a keyboard sends them.
func (b *tab) press(keys string) {
	b.Helper()
	for _, k := range keys {
		b.stroke(string(k), string(k), int64(unicode.ToUpper(k)), 0)
	}
}

func (b *tab) enter() { b.Helper(); b.stroke("Enter", "\r", 13, 0) }

// send is Ctrl+Enter.
func (b *tab) send() { b.Helper(); b.key("Enter", 13, 2) }

func (b *tab) key(name string, code int64, modifier int64) {
	b.Helper()
	b.stroke(name, "", code, modifier)
}

func (b *tab) stroke(name, text string, code, modifier int64) {
	b.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
			if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: name, Text: text,
				WindowsVirtualKeyCode: code, NativeVirtualKeyCode: code, Modifiers: modifier}); err != nil {
				return err
			}
		}
		return nil
	}))
}

func li(id dialog.CaseID) string { return `#rows > li[data-key="` + string(id) + `"]` }
