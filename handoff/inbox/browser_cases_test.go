package inbox

import (
	"context"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"frontdoor/dialog"
)

func wholeCase(d *desktop) {
	b := d.open("wu", 1440, 900)
	b.shows("没有等人认领的事项")
	id := d.waits("web:1")
	b.until(`document.querySelector('` + li(id) + `') && document.querySelector('[data-queue=unclaimed] .count').textContent === '1'`)
	b.click(li(id) + " a")
	b.until(`location.pathname.endsWith('` + string(id) + `')`)
	b.click("#thread header form[data-act=claim] button")
	b.shows("您在负责")
	if !eval[bool](b, `document.querySelector('#toast').hidden`) {
		d.Error("a claim that went well says something, or nothing in a box")
	}
	b.do(chromedp.SendKeys("#composer .reply textarea", "明天上午来看"))
	b.send()
	b.until(`document.querySelector('#talk article.agent .text')?.textContent === '明天上午来看' && document.querySelector('#composer .reply textarea').value === ''`)
	d.deliver("")
	b.until(`document.querySelector('#talk article.agent .state')?.textContent.includes('已送达')`)
	d.say("web:1", "好的,谢谢")
	b.until(`[...document.querySelectorAll('#talk article.resident')].at(-1).innerText.includes('好的,谢谢')`)
	b.click("#close summary")
	b.do(chromedp.SendKeys("#close textarea", "灯修好了"))
	b.until(`document.querySelector('#close .foreseen').textContent.includes('灯修好了') && document.querySelector('#close .foreseen').textContent.includes('满意')`)
	b.click("#close form button.main")
	b.shows("居民若说没解决")
	if c := d.fold(id); c.Status != dialog.Resolved || c.FromAgent != 2 {
		d.Errorf("%s, %d said", c.Status, c.FromAgent)
	}
}

func secondAgent(d *desktop) {
	id := d.waits("web:1")
	wu, second := d.open("wu", 1440, 900), d.open("li", 1440, 900)
	for _, b := range []*tab{wu, second} {
		b.click(li(id) + " a")
		b.shows("转给代办员")
	}
	// The second one's page hears of nothing for a moment: both claim at once.
	eval[bool](second, `(window.heard = fetch, window.fetch = (to, o) => o?.method === 'POST' ? heard(to, o) : new Promise(() => {}), true)`)
	wu.press("c")
	wu.shows("您在负责")
	second.do(chromedp.SendKeys("#composer .reply textarea", "我也在写"))
	second.click("#thread header form[data-act=claim] button")
	second.until(`document.querySelector('#toast').innerText.includes('吴姐已经认领了')`)
	if c := d.fold(id); c.Owner != "wu" {
		d.Errorf("held by %q", c.Owner)
	}
	// When it hears again it shows whose case it is; what was typed is kept as a note.
	second.do(chromedp.Reload())
	second.ready()
	second.shows("由吴姐负责")
	second.until(`!document.querySelector('#composer form.reply')`)
}

func pillNotJump(d *desktop) {
	first := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.until(`document.querySelector('` + li(first) + `')`)
	b.do(chromedp.Focus(li(first) + " a"))
	second := d.waits("web:2")
	b.shows("1 条新事项")
	if eval[bool](b, `!!document.querySelector('`+li(second)+`')`) {
		d.Error("a row came in under the focus")
	}
	b.click("#pill")
	b.until(`document.querySelector('` + li(second) + `') && document.querySelector('#pill').hidden`)
}

func lineCut(d *desktop) {
	first := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.click(li(first) + " a")
	b.shows("转给代办员")
	b.offline(true)
	d.server.CloseClientConnections()
	b.shows("连接中断，正在重连")
	d.say("web:1", "断线时说的话")
	second := d.waits("web:2")
	b.offline(false)
	b.until(`document.querySelector('#offline').hidden`)
	b.shows("断线时说的话")
	b.until(`document.querySelector('` + li(second) + `') || document.querySelector('#pill').innerText.includes('1 条新事项')`)
}

// writtenOffline: two replies wait on the device, outlive the page, and go once, in order;
// one after which the resident wrote asks first.
func writtenOffline(d *desktop) {
	id, other := d.waits("web:1"), d.waits("web:2")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.offline(true)
	for _, text := range []string{"断线时写的第一句", "断线时写的第二句"} {
		b.do(chromedp.SendKeys("#composer .reply textarea", text))
		b.send()
		b.until(`document.querySelector('#waiting').innerText.includes('` + text + `') && document.querySelector('#composer .reply textarea').value === ''`)
	}
	b.shows("待发送")
	b.click(li(other) + " a") // nobody is led to an error of the browser
	b.until(`document.querySelector('#toast').textContent.includes('连接中断')`)
	eval[bool](b, `(addEventListener('popstate', () => { window.went = true }), history.back(), true)`)
	b.until(`window.went && location.pathname.endsWith('` + string(id) + `')`)
	b.do(chromedp.Navigate("about:blank"))
	b.offline(false)
	b.do(chromedp.Navigate(d.server.URL + "/inbox/cases/" + string(id)))
	b.ready()
	b.until(`!document.querySelector('#waiting').children.length && document.querySelectorAll('#talk article.agent').length === 2`)
	var said []string
	for _, e := range d.events(id) {
		if e.Kind == dialog.ChangeSaid && e.By == dialog.ByAgent {
			said = append(said, e.Text)
		}
	}
	if got := strings.Join(said, " "); got != "断线时写的第一句 断线时写的第二句" {
		d.Errorf("sent %q", got)
	}

	b.offline(true)
	b.do(chromedp.SendKeys("#composer .reply textarea", "断线时写的第三句"))
	b.send()
	b.until(`document.querySelector('#waiting').children.length === 1`)
	d.say("web:1", "不用来了")
	b.offline(false)
	b.until(`document.querySelector('#waiting .why')?.textContent.includes('刚发来新消息')`)
	b.click("#waiting .plain") // taken back
	b.until(`!document.querySelector('#waiting').children.length && document.querySelector('#composer .reply textarea').value === '断线时写的第三句'`)
	if n := len(d.events(id)); strings.Contains(d.fold(id).LastText, "第三句") {
		d.Errorf("sent in spite of the resident's word, %d events", n)
	}
}

func (b *tab) offline(on bool) {
	b.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		conditions := []*network.Conditions{{Offline: on, DownloadThroughput: -1, UploadThroughput: -1}}
		if _, err := cdp.Call(ctx, t, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: conditions}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: on, DownloadThroughput: -1, UploadThroughput: -1})
		return err
	}))
}

func imeEnter(d *desktop) {
	id := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.do(chromedp.Focus("#composer .reply textarea"), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.ImeSetComposition, input.ImeSetCompositionParams{Text: "mingtian", SelectionStart: 8, SelectionEnd: 8})
		return err
	}))
	b.key("Enter", 229, 0)
	b.key("Enter", 229, 2)
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: "明天"})
		return err
	}))
	b.enter()
	b.until(`document.querySelector('#composer .reply textarea').value === '明天\n'`)
	if c := d.fold(id); c.FromAgent != 0 {
		d.Fatal("Enter sent half a word")
	}
	b.send()
	b.until(`document.querySelector('#talk article.agent .text')?.textContent === '明天'`)
}

func keyboard(d *desktop) {
	first, second := d.waits("web:1"), d.waits("web:2")
	b := d.open("wu", 1440, 900)
	focused := func(id dialog.CaseID) {
		b.until(`document.activeElement === document.querySelector('` + li(id) + ` a')`)
	}
	b.press("j")
	focused(first)
	b.press("j")
	focused(second)
	b.press("k")
	focused(first)
	b.enter()
	b.until(`location.pathname.endsWith('` + string(first) + `') && document.querySelector('#composer')`)
	b.press("n")
	b.until(`document.activeElement.matches('.note textarea')`)
	b.press("cjr?") // letters of a note, not commands
	b.until(`document.querySelector('.note textarea').value === 'cjr?'`)
	b.key("Escape", 27, 0)
	b.press("r")
	b.until(`document.activeElement.matches('.reply textarea')`)
	b.key("Escape", 27, 0)
	b.press("c")
	b.shows("您在负责")
	b.press("s")
	b.until(`document.activeElement.matches('#aside select[name=until]')`)
	eval[bool](b, `(document.activeElement.form.requestSubmit(), true)`)
	b.until(`document.querySelector('#thread .asidebar')?.textContent.includes('继续处理')`)
	b.press("e")
	b.until(`document.activeElement.matches('#close textarea')`)
	b.key("Escape", 27, 0)
	b.press("?")
	b.until(`document.querySelector('#keys').open`)
	b.key("Escape", 27, 0)
	b.until(`!document.querySelector('#keys').open`)
	b.key("k", 75, 2) // Ctrl+K
	b.until(`document.querySelector('#commands').open && document.activeElement.matches('#commands input')`)
	b.press("merge")
	b.key("Escape", 27, 0) // once, though something is typed
	b.until(`!document.querySelector('#commands').open`)
	b.key("k", 75, 2)
	b.press("merge")
	b.until(`document.querySelectorAll('#commands li:not([hidden])').length === 1`)
	b.enter()
	b.until(`document.querySelector('#merge').open && document.activeElement.matches('#merge input[name=other]')`)
	b.press("lm") // letters of a number
	b.until(`document.querySelector('#merge input[name=other]').value === 'lm' && !document.querySelector('#label').open`)
	b.key("Escape", 27, 0)
	b.press("l")
	b.until(`document.querySelector('#label').open`)
	b.key("Escape", 27, 0)
	b.until(`location.pathname === '/inbox'`)
	b.press("j")
	focused(second)
	b.enter()
	b.until(`location.pathname.endsWith('` + string(second) + `') && document.querySelector('#composer')`)
	b.press("r")
	b.key("Escape", 27, 0)
	b.key("Escape", 27, 0)
	focused(second) // back where one was
	if c := d.fold(first); c.Owner != "wu" || c.FromAgent != 0 || c.Notes != 0 {
		d.Errorf("%+v", c)
	}
}

// holdPages keeps the next page that is asked for until late() is called.
const holdPages = `(window.late = null, window.heard = fetch, window.fetch = (to, o) => o?.method === 'POST' ? heard(to, o) : heard(to, o).then(r => r.text()).then(page => new Promise(then => { window.late = () => { window.fetch = heard; then(new Response(page)); return true } })), true)`

func draft(d *desktop) {
	id := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.do(chromedp.SendKeys("#composer .reply textarea", "还没写完"))
	b.shows("有草稿")
	b.until(`document.querySelector('#composer .reply textarea').value === '还没写完'`) // the last key has arrived
	b.do(chromedp.Reload())
	b.ready()
	b.until(`document.querySelector('#composer .reply textarea').value === '还没写完'`)
	b.do(chromedp.Focus("#composer .reply textarea"))
	b.send()
	b.until(`document.querySelector('#talk article.agent .text')?.textContent === '还没写完' && document.querySelector('#composer .reply textarea').value === ''`)
	b.do(chromedp.Reload())
	b.ready()
	b.until(`document.querySelector('#composer .reply textarea').value === '' && document.querySelector('` + li(id) + ` .draft')?.hidden !== false`)

	// A page drawn before words were sent, and come after, does not bring them back.
	b.do(chromedp.SendKeys("#composer .reply textarea", "周三来"))
	b.until(`fetch(location.href).then(r => r.text()).then(page => window.kept = page.includes('>周三来</textarea>')) && window.kept`)
	eval[bool](b, holdPages)
	d.as("wu").post(to(id, "aside"), "key", "elsewhere", "status", "snoozed", "until", "tomorrow")
	b.until(`window.late`)
	b.send()
	b.until(`document.querySelector('#composer .reply textarea').value === ''`)
	eval[bool](b, `window.late()`)
	b.until(`[...document.querySelectorAll('#talk article.agent .text')].at(-1).textContent === '周三来'`)
	if words := eval[string](b, `document.querySelector('#composer .reply textarea').value`); words != "" {
		d.Errorf("%q stands in the composer again", words)
	}

	// A draft that reaches the server while the case is asked for anew does not make the page forget
	// what it was asked for.
	eval[bool](b, holdPages)
	d.as("wu").post(to(id, "note"), "key", "noted", "text", "另一台上记的")
	b.until(`window.late`)
	b.do(chromedp.SendKeys("#composer .reply textarea", "再"))
	b.until(`document.querySelector('#composer .reply textarea').defaultValue === '再'`)
	eval[bool](b, `window.late()`)
	b.shows("另一台上记的")
}

// narrow holds every kind of page against the width of a small phone and a thumb.
func narrow(d *desktop) {
	cases := d.busyTown()
	b := d.open("lin", 360, 740)
	fits := func(where string) {
		b.Helper()
		b.fits(where)
		if small := eval[string](b, `[...document.querySelectorAll('a.button,button,select,summary,#tabs>*,#counts a,.row>a,input:not([type=hidden],[type=radio],[type=checkbox])')].filter(e => e.checkVisibility() && (box => box.height && (box.width < 43.5 || (e.matches('#search input') ? e.form : e).getBoundingClientRect().height < 43.5))(e.getBoundingClientRect())).map(e => e.outerHTML.slice(0, 90)).join(' | ')`); small != "" {
			d.Errorf("%s has targets below 44 px: %s", where, small)
		}
	}
	fits("the list")
	b.click(`#tabs a[href*="mine"]`)
	b.shows("您手上没有事项")
	fits("an empty list")
	b.click("#tabs [popovertarget=nav]")
	b.until(`document.querySelector('#nav').matches(':popover-open')`)
	fits("the menu")
	b.click(`#nav a[data-queue=open]`)
	b.until(`document.querySelectorAll('#rows > li').length > 10 && !document.querySelector('#nav').matches(':popover-open')`)
	b.click(li(cases[1]) + " a")
	b.until(`document.querySelector('#talk[role=log]')?.checkVisibility() && !document.querySelector('#rows').checkVisibility()`)
	fits("a talk")
	b.click("#thread [popovertarget=case]")
	b.until(`document.querySelector('#case').matches(':popover-open')`)
	fits("the case")
	b.key("Escape", 27, 0)
	b.click("#thread .back")
	b.until(`location.pathname === '/inbox' && document.querySelector('#rows').checkVisibility()`)
}

// fits tells what reaches beyond the window's side.
func (b *tab) fits(where string) {
	b.Helper()
	if wide := eval[string](b, `(w => document.documentElement.scrollWidth > w ? [...document.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > w + 1).map(e => e.outerHTML.slice(0, 90)).join(' | ') || 'wide' : '')(innerWidth)`); wide != "" {
		b.Errorf("%s is wider than the screen: %s", where, wide)
	}
}

func drawer(d *desktop) {
	id := d.waits("web:1")
	b := d.open("wu", 1024, 768)
	b.click(li(id) + " a")
	b.click("#thread header form[data-act=claim] button")
	b.until(`document.querySelector('#thread header [data-show=close]')`)
	if eval[bool](b, `document.querySelector('#case').checkVisibility()`) {
		d.Error("the case pane is there before it was asked for")
	}
	b.click("#thread header [data-show=close]")
	b.until(`document.activeElement.matches('#close textarea') && document.querySelector('#case').matches(':popover-open')`)
}

func guard(d *desktop) {
	id := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.do(chromedp.SendKeys("#composer .reply textarea", "我明天来"))
	d.say("web:1", "不用来了")
	b.until(`[...document.querySelectorAll('#talk article.resident')].at(-1)?.innerText.includes('不用来了')`)
	b.send()
	b.shows("对方刚发来新消息")
	b.click("#composer .reply [name=anyway]")
	b.until(`document.querySelector('#talk article.agent .text')?.textContent === '我明天来'`)
}

func counted(d *desktop) {
	id := d.waits("sms:+8613900000123")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.press("c")
	b.shows("发送并办结") // the owner has one more button in the line
	b.do(chromedp.SendKeys("#composer .reply textarea", "明天上午来"))
	b.until(`document.querySelector('#composer .reply .counted').textContent.startsWith('短信 1 条')`)
	b.do(chromedp.SendKeys("#composer .reply textarea", strings.Repeat("长", 80)))
	b.until(`document.querySelector('#composer .reply .counted').textContent.startsWith('短信 2 条')`)
	if off := eval[string](b, `(all => all.filter(e => Math.abs(e.offsetTop + e.offsetHeight / 2 - all[0].offsetTop - all[0].offsetHeight / 2) > 8).map(e => e.textContent).join(' | '))([...document.querySelectorAll('#composer .reply .bar > *')].filter(e => e.checkVisibility() && e.offsetHeight && e.offsetWidth > 1))`); off != "" {
		d.Errorf("what the message costs has pushed from the line of the composer: %s", off)
	}
	b.attach("申请表.pdf") // goes as a link
	b.until(`document.querySelector('#composer .reply .counted').textContent.startsWith('短信 3 条')`)
}

// attach chooses a paper to go with a reply.
func (b *tab) attach(name string) {
	b.Helper()
	eval[bool](b, `(d => (d.items.add(new File(['%PDF'], `+quoted(name)+`, { type: 'application/pdf' })), (i => (i.files = d.files, i.dispatchEvent(new Event('change', { bubbles: true }))))(document.querySelector('#composer .reply [name=file]')), true))(new DataTransfer())`)
}

func alarm(d *desktop) {
	b := d.open("wu", 1440, 900)
	b.click(".me .language button")
	b.shows("Unclaimed")
	b.ready()
	id := d.say("web:1", "我家着火了,快来人")
	b.until(`document.querySelector('.alarm')?.innerText.includes('Needs a person now') && document.querySelector('.alarm').innerText.includes('fire')`)
	b.click(".alarm")
	b.until(`location.pathname.endsWith('` + string(id) + `') && document.querySelector('#composer')`)
	b.do(chromedp.SendKeys("#composer .reply textarea", "我们马上到"))
	b.send()
	b.until(`!document.querySelector('.alarm')`)
}
