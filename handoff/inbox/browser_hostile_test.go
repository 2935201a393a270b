package inbox

import (
	"github.com/chromedp/chromedp"

	"frontdoor/dialog"
)

// hostileMarkup runs if anybody takes it for more than words.
const hostileMarkup = `</textarea><script>window.hit=1</script><img src=x onerror="window.hit=1"><a href="javascript:window.hit=1">灯</a>`

// hostileWords are a resident's and an agent's who try to run something on a colleague's
// screen: it shows as words, when it comes live and when it is read again, in a name, a draft,
// the list and the search.
func hostileWords(d *desktop) {
	id := d.waits("web:1")
	b := d.open("wu", 1440, 900)
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.press("c")
	b.shows("您在负责")
	d.hear(dialog.Input{Kind: dialog.Said, From: "web:1", Text: "谢谢 {{7*7}} " + hostileMarkup, Name: hostileMarkup})
	words := `[...document.querySelectorAll('#talk article.resident .text')].at(-1)?.textContent.includes('onerror=')`
	b.until(words) // as it came live
	b.do(chromedp.Focus("#composer .reply textarea"))
	b.insert(hostileMarkup)
	b.until(`document.querySelector('#composer .reply textarea').defaultValue.includes('window.hit')`) // the draft is kept
	b.do(chromedp.Reload())
	b.ready()
	b.until(words + ` && document.querySelector('#composer .reply textarea').value.includes('window.hit')`)
	b.do(chromedp.Navigate(d.server.URL + "/inbox?q=window.hit"))
	b.ready()
	if eval[bool](b, `window.hit !== undefined || [...document.querySelectorAll('img, a')].some(e => e.getAttribute('src') === 'x' || /^javascript:/i.test(e.getAttribute('href') ?? '')) || document.body.innerText.includes('49 ')`) {
		d.Error("what was written runs, or is markup, on an agent's screen")
	}
}
