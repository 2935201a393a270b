package inbox

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// atLeisure is what a browser shows beside the cases of every test run: make browser.
var atLeisure = map[string]func(*desktop){
	"what is begun stays, and is sent once":           begunStays,
	"a draft is on another device of the agent, too":  draftElsewhere,
	"colleagues are listed after an @, by keys alone": mentioned,
	"who left is no longer shown as replying":         lookerLeft,
	"a case from claim to end without a pointer":      keysAlone,
	"everything is there at 200 percent":              zoomed,
	"every part has room at 400 percent":              low,
	"a browser subscribes, and is led to a case":      pushed,
	"an outside party answers by the link, once":      outsideParty,
	"of two who claim in the same moment one wins":    claimRace,
	"three cuts of the line, and no word is missed":   lineCutOften,
	"everything has a name, and what comes is told":   screenReader,
	"figures": figures,
	"what is typed is there after a press of back": backAgain,
}

func draftElsewhere(d *desktop) {
	id := d.waits("web:1")
	desk, phone := d.open("wu", 1440, 900), d.open("wu", 360, 740)
	desk.click(li(id) + " a")
	desk.shows("转给代办员")
	desk.do(chromedp.SendKeys("#composer .reply textarea", "在电脑上写的"))
	desk.shows("有草稿")
	desk.until(`document.querySelector('#composer .reply textarea').value === '在电脑上写的'`)
	phone.do(chromedp.Reload())
	phone.ready()
	phone.click(li(id) + " a")
	phone.until(`document.querySelector('#composer .reply textarea')?.value === '在电脑上写的'`)
	d.as("li").get("/inbox/cases/" + string(id)).hides("在电脑上写的") // a draft is its agent's own
}

func mentioned(d *desktop) {
	id := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	eval[bool](b, `(document.activeElement.blur(), true)`)
	b.press("n")
	b.until(`document.activeElement.matches('.note textarea')`)
	b.press("@")
	b.until(`!document.querySelector('#mention').hidden && document.querySelectorAll('#mention li:not([hidden])').length > 1`)
	b.press("lin")
	b.until(`[...document.querySelectorAll('#mention li:not([hidden])')].map(l => l.dataset.login).join() === 'lin'`)
	b.enter()
	b.until(`document.querySelector('#mention').hidden && document.querySelector('.note textarea').value === '@林站长 '`)
	b.press("look")
	b.send()
	b.until(`document.querySelector('#talk article.note .text')?.textContent === '@林站长 look'`)
	d.as("lin").get("/inbox?queue=mentions").shows(200, string(id))
	d.as("li").get("/inbox?queue=mentions").hides(string(id))
}

func lookerLeft(d *desktop) {
	d.pass(time.Since(morning)) // records run out by the real clock
	id := d.waits("web:1")
	wu, second := d.open("wu", 1440, 900), d.open("li", 1440, 900)
	for _, b := range []*tab{wu, second} {
		b.click(li(id) + " a")
		b.shows("转给代办员")
	}
	wu.do(chromedp.SendKeys("#composer .reply textarea", "写"))
	second.shows("吴姐 正在回复")
	wu.offline(true) // a dead phone says no goodbye
	d.server.CloseClientConnections()
	wu.shows("连接中断，正在重连")
	d.pass(hereKept + time.Second)
	second.until(`!document.body.innerText.includes('吴姐 正在回复')`)
}

func keysAlone(d *desktop) {
	id := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.press("j")
	b.until(`document.activeElement === document.querySelector('` + li(id) + ` a')`)
	if ring := eval[string](b, `getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow`); strings.HasPrefix(ring, "nonenone") {
		d.Error("what is in focus does not show")
	}
	b.enter()
	b.until(`location.pathname.endsWith('` + string(id) + `') && document.querySelector('#composer')`)
	b.press("c")
	b.shows("您在负责")
	b.press("r")
	b.until(`document.activeElement.matches('.reply textarea')`)
	b.press("hello")
	b.send()
	b.until(`document.querySelector('#talk article.agent .text')?.textContent === 'hello'`)
	b.key("Escape", 27, 0)
	b.press("e")
	b.until(`document.activeElement.matches('#close textarea')`)
	b.press("done")
	b.send()
	b.until(`document.querySelector('#talk').innerText.includes('done')`)
	if c := d.fold(id); c.Status != dialog.Resolved || c.Owner != "wu" {
		d.Errorf("%s, of %q", c.Status, c.Owner)
	}
}

// zoomed looks at the pages as they are at 200 % of screens of 1280 and 1024 pixels.
func zoomed(d *desktop) {
	cases := d.busyTown()
	for _, size := range []struct{ width, height int64 }{{640, 400}, {512, 384}} {
		b := d.open("lin", size.width, size.height)
		b.fits("the list")
		b.do(chromedp.Navigate(d.server.URL + "/inbox/cases/" + string(cases[0])))
		b.ready()
		b.until(`document.querySelector('#talk[role=log]')?.checkVisibility()`)
		b.fits("a talk")
		b.until(`document.querySelector("#composer textarea").checkVisibility()`)
		b.click("#thread [popovertarget=case]")
		b.until(`document.querySelector('#case').matches(':popover-open')`)
		b.fits("the case")
		for _, page := range []string{"/inbox/me", "/inbox/replies", "/inbox/labels", "/inbox/report", "/inbox?q=%E7%81%AF"} {
			b.do(chromedp.Navigate(d.server.URL + page))
			b.fits(page)
		}
	}
}

// low looks at the pages as they are at 400 % of a screen of 1280 by 1024 pixels: they
// scroll, and the head of a talk, the talk and the composer each have their room.
func low(d *desktop) {
	cases := d.busyTown()
	b := d.open("lin", 320, 256)
	b.fits("the list")
	b.until(`document.querySelector('#tabs').getBoundingClientRect().top >= document.querySelector('#list').getBoundingClientRect().bottom`)
	b.do(chromedp.Navigate(d.server.URL + "/inbox/cases/" + string(cases[0])))
	b.ready()
	b.fits("a talk")
	b.until(`(box => box('#thread > header').height >= 44 && box('#thread > header').top >= box('#top').bottom && box('#talk').height >= 180 &&
		box('#talk').top >= box('#thread > header').bottom && box('#composer').top >= box('#talk').bottom && document.documentElement.scrollHeight > innerHeight)(s => document.querySelector(s).getBoundingClientRect())`)
}

// pushed lets a browser subscribe. A browser without a screen lets nobody notify and has no
// push service: its leave and the service are replaced, the page and its worker are ours.
func pushed(d *desktop) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	d.must(err)
	u := &desktop{root: d.root}
	u.world = newWorldWith(d.T, func(_ *world, o *Options) {
		o.PushKey = func(context.Context) (string, error) {
			return base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), nil
		}
	})
	id := u.waits("web:1")
	b := u.open("wu", 1440, 900)
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: `
			let leave = 'default';
			Object.defineProperty(Notification, 'permission', { get: () => leave });
			Notification.requestPermission = async () => leave = 'granted';
			PushManager.prototype.getSubscription = async () => null;
			PushManager.prototype.subscribe = async (o) => ({ options: o, toJSON: () => ({ endpoint: 'https://push.example/1', keys: { p256dh: document.querySelector('#device').dataset.key, auth: 'c2l4dGVlbiBieXRlcyBvaw' } }) });`})
		return err
	}))
	b.do(chromedp.Navigate(u.server.URL + "/inbox/me"))
	b.until(`!document.querySelector('#device button').hidden`)
	b.click("#device button")
	b.until(`document.querySelector('form[action="/inbox/me/devices/remove"]') && location.hash === '#notices'`)
	b.until(`navigator.serviceWorker.getRegistration('/inbox').then(r => window.works = r?.active?.scriptURL.endsWith('/inbox/worker.js') && r.scope.endsWith('/inbox')) && window.works`)
	worker, err := handoff.NewLines(u.book, handoff.NewRoster(u.book, nil)).Of(u.Context(), "wu")
	if err != nil || len(worker.Line.Devices) != 1 || worker.Line.Devices[0].Endpoint != "https://push.example/1" {
		u.Fatalf("%v: %+v", err, worker.Line.Devices)
	}
	b.click(`form[action="/inbox/me/devices/remove"] button`)
	b.until(`!document.querySelector('form[action="/inbox/me/devices/remove"]')`)
	b.do(chromedp.Navigate(u.server.URL + "/inbox"))
	b.ready()
	eval[bool](b, `(navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { go: '/inbox/cases/`+string(id)+`' } })), true)`) // as the worker says when a notification is tapped
	b.until(`location.pathname.endsWith('` + string(id) + `')`)
}

func outsideParty(d *desktop) {
	id := d.waits("web:1")
	d.say("web:1", "七星村的路灯坏了")
	d.say("web:1", "别告诉外人的话")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("七星村的路灯坏了")
	b.click("#thread header form[data-act=claim] button")
	b.shows("您在负责")
	b.click("#outside summary")
	b.do(chromedp.SendKeys("#outside input[name=whom]", "供电所"), chromedp.SendKeys("#outside textarea[name=text]", "哪天能修?"))
	eval[bool](b, `([...document.querySelectorAll('#outside fieldset.shown label')].find(l => l.innerText.includes('路灯坏了')).querySelector('input').click(), true)`)
	b.click("#outside form[data-act=outside] button.button")
	b.until(`document.querySelector('#outside .made input')?.value.includes('/outside/')`)
	link := eval[string](b, `new URL(document.querySelector('#outside .made input').value).pathname`)

	ctx, end := chromedp.NewContext(d.root, chromedp.WithNewBrowserContext()) // without a session
	d.Cleanup(end)
	d.must(chromedp.Do(ctx))
	o := &tab{desktop: d, ctx: ctx}
	o.do(chromedp.EmulateViewport(360, 740), chromedp.Navigate(d.server.URL+link))
	o.shows("哪天能修?")
	o.shows("路灯坏了")
	o.fits("the outside party's page")
	if said := eval[string](o, `document.body.innerText`); strings.Contains(said, "别告诉外人") {
		d.Errorf("it shows what was not chosen: %s", said)
	}
	o.do(chromedp.SendKeys("textarea[name=text]", "周三上午"))
	o.click("form button.main")
	o.until(`document.querySelector('[role=status]') && !document.querySelector('form')`)
	b.until(`document.querySelector('#talk').innerText.includes('周三上午')`)
	o.do(chromedp.Navigate(d.server.URL + link))
	o.until(`document.querySelector('[role=alert]') && !document.querySelector('form')`)
}

func claimRace(d *desktop) {
	for range 5 {
		id := d.waits("web:1")
		wu, second := d.open("wu", 1440, 900), d.open("li", 1440, 900)
		both := []*tab{wu, second}
		for _, b := range both {
			b.do(chromedp.Navigate(d.server.URL + "/inbox/cases/" + string(id)))
			b.ready()
			b.until(`document.querySelector('#thread header form[data-act=claim] button')`)
		}
		at := time.Now().Add(time.Second).UnixMilli() // both press at the same moment of the clock
		for _, b := range both {
			eval[bool](b, `(setTimeout(() => document.querySelector('#thread header form[data-act=claim] button').click(), `+itoa(int(at))+` - Date.now()), true)`)
		}
		for _, b := range both {
			b.until(`/您在负责|由(吴姐|小李)负责|(吴姐|小李)已经认领了/.test(document.body.innerText)`)
		}
		won := 0
		for _, e := range d.events(id) {
			if e.Kind == dialog.ChangeClaimed {
				won++
			}
		}
		if won != 1 {
			d.Errorf("%d claimed it", won)
		}
		d.as(d.fold(id).Owner).post(to(id, "close"), "key", "end", "text", "好了", "outcome", "solved")
	}
}

func lineCutOften(d *desktop) {
	id := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	var said []string
	for n := range 3 {
		b.offline(true)
		d.server.CloseClientConnections()
		b.shows("连接中断，正在重连")
		for i := range 4 {
			said = append(said, "第"+itoa(n)+"次断线第"+itoa(i)+"句")
			d.say("web:1", said[len(said)-1])
		}
		b.offline(false)
		b.until(`document.querySelector('#offline').hidden`)
		said = append(said, "第"+itoa(n)+"次回来")
		d.say("web:1", said[len(said)-1])
		b.shows(said[len(said)-1])
	}
	shown := eval[string](b, `[...document.querySelectorAll('#talk article.resident .text')].map(e => e.textContent).join('\n')`)
	for _, text := range said {
		if n := strings.Count(shown, text); n != 1 {
			d.Errorf("%q is shown %d times", text, n)
		}
	}
}

func backAgain(d *desktop) {
	first, second := d.waits("web:1"), d.waits("web:2")
	b := d.open("wu", 1440, 900)
	b.click(li(first) + " a")
	b.shows("转给代办员")
	b.do(chromedp.SendKeys("#composer .reply textarea", "写到一半"))
	b.click(li(second) + " a")
	b.until(`location.pathname.endsWith('` + string(second) + `') && document.querySelector('#composer .reply textarea').value === ''`)
	eval[bool](b, `(history.back(), true)`)
	b.until(`location.pathname.endsWith('` + string(first) + `') && document.querySelector('#composer .reply textarea').value === '写到一半'`)
}
