package webchat

import (
	"context"
	"encoding/json"
	"flag"
	"os"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axeFile is axe-core, which make accessible fetches by npm.
var axeFile = flag.String("axe", "", "axe.min.js, to hold the page against WCAG 2.2 AA as well")

// everyState puts beside the talk a row of each kind the page can show, as its script
// builds them, and shows what is shown at times only.
const everyState = `for (const html of [
	'<div class="row resident waiting"><div class="bubble"><p class="text">路灯坏了 <a href="/">链接</a></p></div><p class="foot"><span class="state">等网络</span> <button>再发</button></p></div>',
	'<div class="row resident waiting failed"><div class="bubble"><p class="text">路灯坏了</p></div><p class="foot"><span class="state">没有收下</span> <button>改</button></p></div>',
	'<div class="row resident"><div class="bubble"><p class="text">路灯坏了</p></div><p class="foot"><time>9:00</time> <span class="tick">✓</span></p></div>',
	'<div class="row agent"><div class="bubble"><span class="by">吴姐</span><p class="text">下午来修 <a href="/">链接</a></p><a class="file" href="/">纸</a></div><p class="foot"><time>9:00</time></p></div>',
	'<div class="row bot safety"><div class="bubble"><span class="by">小兴</span><p class="text">先打<a href="tel:119">119</a></p></div></div>',
	'<div class="row bot"><div class="bubble"><p class="text">对吗</p></div><div class="choices"><button>对</button></div></div>',
	'<p class="day">今天</p>', '<p class="event">吴姐接手了</p>', '<p class="notice">没有脚本</p>', '<p class="line bad">断了</p>', '<p class="line good">好了</p>', '<p class="line">等等</p>',
]) talk.insertAdjacentHTML('beforeend', html)
for (const id of ['matter', 'typing', 'newer', 'recording', 'cover']) { const e = document.getElementById(id); e.hidden = false; if (!e.textContent.trim()) e.textContent = '编号' }
line.hidden = false; line.textContent = '请稍等'; document.getElementById('send').disabled = false`

// pale is every text whose colour is too near to what it stands on (1.4.3), and every edge
// of a field, mark of a button and ring of the focus (1.4.11), with what lies under each.
const pale = `(() => {
	const rgb = s => { const m = s.match(/[\d.]+/g).map(Number); return s.startsWith('color(srgb') ? [m[0]*255, m[1]*255, m[2]*255, m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1] }
	const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1)
	const ground = e => { const layers = []; for (; e; e = e.parentElement) layers.push(rgb(getComputedStyle(e).backgroundColor)); return layers.reverse().reduce((b, a) => over(a, b), [255, 255, 255, 1]) }
	const faint = e => { let o = 1; for (; e; e = e.parentElement) o *= Number(getComputedStyle(e).opacity); return o }
	const light = c => { const [r, g, b] = c.map(x => (x /= 255) <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b }
	const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05) }
	const wrong = []
	const want = (least, what, e, colour, on) => {
		const under = ground(on), c = rgb(colour), o = faint(e)
		const r = ratio(over([c[0], c[1], c[2], c[3] * o], under), under)
		if (r < least) wrong.push(what + ' ' + (e.id || e.className || e.tagName) + ' "' + e.textContent.trim().slice(0, 12) + '": ' + r.toFixed(2))
	}
	let looked = 0
	for (const e of document.querySelectorAll('body *')) {
		if (!e.getClientRects().length || e.closest('[aria-hidden=true]') && !e.closest('svg')) continue
		const s = getComputedStyle(e), size = parseFloat(s.fontSize), large = size >= 24 || size >= 18.66 && s.fontWeight >= 700
		if ([...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) { looked++; want(large ? 3 : 4.5, 'text', e, s.color, e) }
		if (e.tagName === 'TEXTAREA') { want(3, 'edge', e, s.borderTopColor, e.parentElement); e.placeholder && want(4.5, 'hint', e, getComputedStyle(e, '::placeholder').color, e) }
		if (e.tagName === 'svg') want(3, 'mark', e, s.stroke, e)
		if (e.matches('button, a, textarea, [tabindex]')) want(3, 'focus', e, getComputedStyle(document.documentElement).getPropertyValue('--green').replace(/^#(..)(..)(..)$/, (_, r, g, b) => 'rgb(' + [r, g, b].map(x => parseInt(x, 16)) + ')'), e.parentElement)
	}
	if (looked < 30) wrong.push('only ' + looked + ' texts were looked at')
	return wrong
})()`

// readable: by light and in the dark, with letters set apart, and by ear.
func (b *tab) readable() {
	b.t.Helper()
	for what, js := range map[string]string{
		"what is new is not read out":        `['#talk[role=log][aria-live=polite]', '#line[role=status]', '#seconds[aria-live=off]'].filter(s => !document.querySelector(s))`,
		"no language":                        `[document.documentElement, document.getElementById('switch')].filter(e => !/^(zh|en)/.test(e.lang)).map(e => e.outerHTML)`,
		"names without the words one sees":   `[...document.querySelectorAll('button[aria-label], a[aria-label]')].filter(e => { const seen = [...e.childNodes].filter(n => n.nodeType === 3 || n.ariaHidden !== 'true').map(n => n.textContent).join('').trim(); return seen && !e.ariaLabel.includes(seen) }).map(e => e.outerHTML)`,
		"letters that cannot be made larger": `[...document.querySelectorAll('meta[name=viewport]')].map(m => m.content).filter(c => /user-scalable|maximum-scale/.test(c))`,
	} {
		if found := eval[[]string](b, js); len(found) > 0 {
			b.t.Errorf("%s: %v", what, found)
		}
	}
	b.do(chromedp.Evaluate[chromedp.Void](everyState))
	for _, scheme := range []string{"light", "dark"} {
		b.emulate("prefers-color-scheme", scheme)
		for _, wrong := range eval[[]string](b, pale) {
			b.t.Errorf("%s: %s", scheme, wrong)
		}
		for _, wrong := range b.axe() {
			b.t.Errorf("%s: %s", scheme, wrong)
		}
	}
	// Set apart as some readers need it (1.4.12).
	b.do(chromedp.Evaluate[chromedp.Void](`{ const s = new CSSStyleSheet(); s.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}'); document.adoptedStyleSheets = [s] }`))
	if w := eval[int](b, `Math.max(document.documentElement.scrollWidth, document.body.scrollWidth, document.getElementById('scroll').scrollWidth)`); w > 320 {
		b.t.Errorf("with letters set apart the page is %d pixels wide", w)
	}
	cut := eval[[]string](b, `[...document.querySelectorAll('button, a, label, p, span, b')].filter(e => e.getClientRects().length && !e.closest('.unseen, .label') && getComputedStyle(e).overflow !== 'visible' && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)).map(e => e.id || e.className || e.innerText)`)
	if len(cut) > 0 {
		b.t.Errorf("with letters set apart words are cut off: %v", cut)
	}
}

// emulate tells the page what its reader prefers.
func (b *tab) emulate(feature, value string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: feature, Value: value}}})
		return err
	}))
}

// axe is what axe-core finds wrong with the page, where it was fetched.
func (b *tab) axe() (wrong []string) {
	b.t.Helper()
	if *axeFile == "" {
		return nil
	}
	source, err := os.ReadFile(*axeFile)
	if err != nil {
		b.t.Fatal(err)
	}
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](string(source)+`;axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
		.then((r) => JSON.stringify(r.passes.length < 10 ? ["only " + r.passes.length + " rules were looked at"] : r.violations.flatMap((v) => v.nodes.map((n) => v.id + " " + n.target.join(" ") + ": " + n.failureSummary.split("\n").slice(1).join(" ")))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(found), &wrong); err != nil {
		b.t.Fatal(err, found)
	}
	return wrong
}
