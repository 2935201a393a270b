package inbox

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"frontdoor/handoff/signin"
	"frontdoor/handoff/signin/signintest"
)

// sessionEnds takes the browser's cookies away.
func (b *tab) sessionEnds() {
	b.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.ClearBrowserCookies, cdp.Empty{})
		return err
	}))
}

func signInAgain(d *desktop) {
	id := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.do(chromedp.SendKeys("#composer .reply textarea", "写到一半"))
	b.sessionEnds()
	b.press("了") // a draft, or a beat, says so at once, and takes nobody away from writing
	b.until(`!document.querySelector('#ended').hidden && document.activeElement.matches('.reply textarea') && !document.querySelector('#again').open`)
	b.click("#ended button")
	b.until(`document.querySelector('#again').open`)
	b.do(chromedp.SendKeys("#again input[name=password]", password))
	b.click("#again button.main")
	b.until(`document.querySelector('#ended').hidden && !document.querySelector('#again').open && document.querySelector('#composer .reply textarea').defaultValue === '写到一半了' && document.activeElement.matches('.reply textarea')`)
	b.sessionEnds()
	b.click("#composer [value=note]") // what is given up with the dialog does not go out later
	b.insert("不记了")
	b.send()
	b.until(`document.querySelector('#again').open`)
	b.key("Escape", 27, 0)
	b.until(`!document.querySelector('#again').open`)
	b.click("#composer [value=reply]")
	b.send()
	b.until(`document.querySelector('#again').open`)
	b.do(chromedp.SendKeys("#again input[name=password]", password))
	b.click("#again button.main")
	b.until(`document.querySelector('#talk article.agent .text')?.textContent === '写到一半了'`)
	b.until(`document.querySelector('#composer .note textarea').value === '不记了'`)
	if c := d.fold(id); c.FromAgent != 1 {
		d.Errorf("said %d times", c.FromAgent)
	}
	if eval[bool](b, `document.querySelector('#talk .note') !== null`) {
		d.Error("a note was kept that had been given up")
	}
	// A colleague who signs in there gets a page of their own, and says nothing that another wrote.
	b.do(chromedp.SendKeys("#composer .reply textarea", "吴姐的话"))
	b.sessionEnds()
	b.send()
	b.until(`document.querySelector('#again').open`)
	eval[bool](b, `(document.querySelector('#again [name=login]').value = 'Li', true)`)
	b.do(chromedp.SendKeys("#again input[name=password]", password))
	b.click("#again button.main")
	b.until(`document.body.dataset.login === 'li' && document.querySelector('#composer')`)
	if c := d.fold(id); c.FromAgent != 1 || eval[bool](b, `[...document.querySelectorAll('#composer textarea')].some(t => t.value)`) {
		d.Error("a colleague says, or has, what another wrote")
	}
}

func signInByProvider(d *desktop) {
	p := &desktop{root: d.root, world: newWorldWith(d.T, func(w *world, o *Options) {
		back := "http://" + w.server.Listener.Addr().String() + OIDCBack
		provider := signintest.New(d.T, back)
		provider.Say(signintest.Answer{Claims: map[string]any{"sub": "sub-wu"}})
		o.Provider = signin.New(signin.Config{Issuer: provider.URL, ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret, Back: back})
		w.must(o.Roster.SetOIDC(d.Context(), "wu", "sub-wu"))
	})}
	id := p.waits("web:1")
	b := p.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.do(chromedp.SendKeys("#composer .reply textarea", "写到一半"))
	b.sessionEnds()
	eval[bool](b, `(window.stayed = true)`)
	b.send()
	b.until(`document.querySelector('#again').open`)
	b.click("#again a.button")
	b.until(`!document.querySelector('#again').open && window.stayed && document.querySelector('#talk article.agent .text')?.textContent === '写到一半'`)
	if c := p.fold(id); c.FromAgent != 1 {
		d.Errorf("said %d times", c.FromAgent)
	}
}
