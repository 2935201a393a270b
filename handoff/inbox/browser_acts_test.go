package inbox

import (
	"time"

	"github.com/chromedp/chromedp"

	"frontdoor/dialog"
)

func several(d *desktop) {
	first, second, third := d.waits("web:1"), d.waits("web:2"), d.waits("web:3")
	b := d.open("wu", 1440, 900)
	b.do(chromedp.Focus(li(first) + " a"))
	b.press("x")
	b.shows("已选 1 件")
	b.do(chromedp.Focus(li(third) + " a"))
	b.press("X")
	b.shows("已选 3 件")
	b.click(li(second) + " a") // what is chosen stays while one looks at a case
	b.until(`location.pathname.endsWith('` + string(second) + `') && document.querySelector('#composer')`)
	b.shows("已选 3 件")
	b.click("#several button.main")
	b.until(`document.querySelector('#toast').innerText.includes('3 件已办好')`)
	for _, id := range []dialog.CaseID{first, second, third} {
		if c := d.fold(id); c.Owner != "wu" {
			d.Errorf("%s is of %q", id, c.Owner)
		}
	}
	b.press("z")
	b.until(`document.querySelector('[data-queue=unclaimed] .count').textContent === '3'`)
}

func undone(d *desktop) {
	u := &desktop{world: newWorldUndoing(d.T, time.Minute), root: d.root}
	id := u.waits("web:1")
	b := u.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.do(chromedp.SendKeys("#composer .reply textarea", "明天上午来看"))
	b.attach("申请表.pdf")
	b.send()
	b.until(`document.querySelector('#talk .held .text')?.textContent === '明天上午来看' && document.querySelector('#talk .held .file').textContent === '申请表.pdf' && document.querySelector('#composer .reply textarea').value === ''`)
	eval[bool](b, `(document.activeElement.blur(), true)`)
	b.press("z")
	b.until(`!document.querySelector('#talk .held') && document.querySelector('#composer .reply textarea').value === '明天上午来看' && document.querySelector('#composer .reply .sending').textContent === '申请表.pdf'`)
	b.send() // with its files
	b.until(`document.querySelector('#talk .held .file')?.textContent === '申请表.pdf' && document.querySelector('#composer .reply [name=file]').files.length === 0`)
	b.do(chromedp.Reload())
	b.ready()
	// What is told goes again after a while, on a busy machine before anybody looks.
	eval[bool](b, `(window.told = [], new MutationObserver(() => told.push(document.querySelector('#toast').textContent)).observe(document.querySelector('#toast'), {childList: true, subtree: true, characterData: true}), true)`)
	b.press("z")
	b.until(`!document.querySelector('#talk .held') && told.some(t => t.includes('重新选'))`)
	if c := u.fold(id); c.FromAgent != 0 {
		d.Error("it was said all the same")
	}
}

func lookers(d *desktop) {
	d.pass(time.Since(morning)) // records run out by the real clock
	id := d.waits("web:1")
	wu, second := d.open("wu", 1440, 900), d.open("li", 1440, 900)
	for _, b := range []*tab{wu, second} {
		b.click(li(id) + " a")
		b.shows("转给代办员")
	}
	eval[bool](wu, `(() => { for (let i = setInterval(() => {}, 1e9); i > 0; i--) clearInterval(i); return true })()`) // no beat: it is the first word that tells
	wu.do(chromedp.SendKeys("#composer .reply textarea", "写"))
	second.shows("吴姐 正在回复")
}

func savedBySlash(d *desktop) {
	id := d.waits("web:1")
	d.as("wu").post("/inbox/replies", "title", "收到", "text", "{number}收到了")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.do(chromedp.SendKeys("#composer .reply textarea", "/"))
	b.until(`document.activeElement.id === 'savedfind'`)
	b.enter()
	b.until(`document.querySelector('#composer .reply textarea').value === '` + string(id) + `收到了'`)
}

func olderAbove(d *desktop) {
	id := d.longTalk(60)
	b := d.open("wu", 1440, 900)
	b.click(`[data-queue=open]`)
	b.click(li(id) + " a")
	b.until(`document.querySelectorAll("#talk > article").length > 20`)
	const first = `document.querySelectorAll('#talk > article')[3]`
	eval[bool](b, `(document.querySelector('#talk').scrollTop = 150, window.watched = `+first+`.dataset.key, window.was = `+first+`.getBoundingClientRect().top, true)`)
	b.until(`document.querySelectorAll('#talk > article').length > 80`)
	if moved := eval[float64](b, `Math.abs(document.querySelector('#talk > [data-key="' + window.watched + '"]').getBoundingClientRect().top - window.was)`); moved > 60 {
		d.Errorf("what was read moved by %v pixels", moved)
	}
}
