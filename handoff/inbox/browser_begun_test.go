package inbox

import (
	"context"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

func begunStays(d *desktop) {
	id, other := d.waits("web:1"), d.waits("web:2")
	desk, phone := d.open("wu", 1440, 900), d.open("wu", 360, 740)
	desk.click(li(id) + " a")
	desk.shows("转给代办员")
	desk.press("c")
	desk.shows("您在负责")

	// Words of closing stay with their case, with what was chosen beside them.
	desk.press("e")
	desk.until(`document.activeElement.matches('#close textarea')`)
	eval[bool](desk, `(document.querySelector('#close [name=outcome]').value = 'partly', true)`)
	desk.insert("只换了一盏")
	desk.key("Escape", 27, 0)
	desk.press("m")
	desk.until(`document.activeElement.matches('#merge [name=other]')`)
	desk.insert(string(other))
	desk.enter()
	desk.until(`document.querySelector('#merge .wrong').textContent.includes('说过') && document.querySelector('#merge [name=anyway]').value === '` + string(other) + `'`)
	eval[bool](desk, `(document.querySelector('#merge [name=other]').select(), true)`)
	desk.insert("JH") // another one has not been shown
	desk.until(`document.querySelector('#merge .wrong').hidden && document.querySelector('#merge [name=anyway]').hidden`)
	desk.click("#merge [value=other]")
	closing := `document.querySelector('#merge [name=other]')?.value === 'JH' && document.querySelector('#merge [value=other]').checked && document.querySelector('#close')?.open && document.querySelector('#close textarea').value === '只换了一盏' && document.querySelector('#close [name=outcome]').value === 'partly'`
	desk.click(li(other) + " a")
	desk.until(`document.body.dataset.case === '` + string(other) + `' && !document.querySelector('#close')`)
	eval[bool](desk, `(history.back(), true)`)
	desk.until(closing)
	desk.do(chromedp.Reload())
	desk.ready()
	desk.until(closing)

	// What a field has no room for is told.
	desk.do(chromedp.Focus("#composer .reply textarea"))
	desk.insert(strings.Repeat("长", 4100))
	desk.until(`document.querySelector('#composer .reply textarea').value.length === 4000 && document.querySelector('#toast').textContent.includes('4000')`)
	eval[bool](desk, `(document.activeElement.select(), true)`)

	// A draft sent from one device does not wait on the other one to be sent again.
	desk.insert("只说一次")
	desk.until(`document.querySelector('#composer .reply textarea').defaultValue === '只说一次'`)
	phone.do(chromedp.Navigate(d.server.URL + "/inbox/cases/" + string(id)))
	phone.until(`document.querySelector('#composer .reply textarea')?.value === '只说一次'`)
	phone.ready()
	desk.send()
	phone.until(`document.querySelector('#talk article.agent') && document.querySelector('#composer .reply textarea').value === ''`)

	// A long reply takes room from the talk, whose end stays in sight.
	phone.do(chromedp.Focus("#composer .reply textarea"))
	phone.insert(strings.Repeat("长", 400))
	phone.until(`(talk => document.querySelector('#composer').offsetHeight > 300 && talk.scrollHeight > talk.clientHeight && talk.scrollHeight - talk.scrollTop - talk.clientHeight < 5)(document.querySelector('#talk'))`)

	// What was closed with is not begun any more.
	desk.do(chromedp.Focus("#close textarea"))
	desk.send()
	desk.shows("居民若说没解决")
	if eval[bool](desk, `Object.keys(sessionStorage).some(name => name.includes('/close'))`) {
		d.Error("what was closed with is still begun")
	}
}

// insert is text that comes at once, as from the clipboard or an input method.
func (b *tab) insert(text string) {
	b.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}
