package inbox

import (
	"github.com/chromedp/chromedp"

	"frontdoor/dialog/mediation"
)

// mediates passes words on after editing them, and sends a draft, in the pane of the case.
func mediates(d *desktop) {
	id := d.seated(d.as("wu"))
	b := d.open("wu", 1440, 900)
	b.click(`[data-queue=mine]`)
	b.click(li(id) + " a")
	b.shows("水管老化")
	b.until(`document.querySelector('#mediation .tonext').innerText.includes('起草方案')`)
	b.click(`#mediation .story li:last-child .passon summary`)
	b.until(`document.querySelector('#mediation .story li:last-child .passon textarea').value.includes('水管老化')`)
	b.do(chromedp.SetValue(`#mediation .story li:last-child .passon textarea`, "对方愿意赔一些"))
	b.click(`#mediation .story li:last-child .passon form button.button`)
	b.until(`document.querySelector('#talk').innerText.includes('对方愿意赔一些')`)
	// In one breath: what the words before brought may still be put in place.
	eval[bool](b, `(f => (f.closest('details').open = true, f.querySelector('[name=point]').value = '各自检查水管', f.requestSubmit(), true))(document.querySelector('#table-propose form'))`)
	b.until(`document.querySelector('#mediation .foreseen')?.textContent === '1. 各自检查水管'`)
	// The other side's part of the story, and who is waited for, stand there as it goes on.
	d.carry()
	d.say("web:2", "同意")
	d.carry()
	b.until(`document.querySelector('#mediation .answers .is-agree') && document.querySelector('#mediation .tonext').innerText.includes('李大爷')`)
	b.until(`[...document.querySelectorAll('#mediation .story li')].some(l => l.innerText.includes('王先生') && l.innerText.includes('同意'))`)
	if state := d.fold(id).Table.State; state != mediation.Proposed {
		d.Errorf("the table is %s", state)
	}
}
