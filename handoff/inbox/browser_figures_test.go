package inbox

import (
	"context"
	"slices"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// observed collects the browser's own figures of a page, in milliseconds: the largest
// contentful paint, the longest interaction from press to paint, and how much has shifted.
const observed = `
	window.figures = { lcp: 0, inp: 0, cls: 0 };
	const watch = (type, take, more) => new PerformanceObserver((l) => l.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
	watch('largest-contentful-paint', (e) => figures.lcp = e.startTime);
	watch('event', (e) => { if (e.interactionId) figures.inp = Math.max(figures.inp, e.duration); }, { durationThreshold: 16 });
	watch('layout-shift', (e) => { if (!e.hadRecentInput) figures.cls += e.value; });`

// figures are what the browser measures of the pages; how long something takes is told and
// judged by nobody, for that is the machine's doing as well.
func figures(d *desktop) {
	cases := d.busyTown()
	b := d.open("lin", 1440, 900)
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: observed})
		return err
	}))
	var paint, press, shift []float64
	for range 10 {
		for _, path := range []string{"/inbox?queue=open", "/inbox/cases/" + string(cases[1]) + "?queue=open"} {
			b.do(chromedp.Navigate(d.server.URL + path))
			b.ready()
			b.until(`figures.lcp > 0`) // a press ends the looking for it
			b.press("j")
			b.press("?")
			b.until(`document.querySelector('#keys').open`)
			b.key("Escape", 27, 0)
			b.until(`!document.querySelector('#keys').open`)
			eval[bool](b, `(requestAnimationFrame(() => setTimeout(() => window.drawn = true)), true)`)
			b.until(`window.drawn`)
			paint, press, shift = append(paint, eval[float64](b, "figures.lcp")), append(press, eval[float64](b, "figures.inp")), append(shift, eval[float64](b, "figures.cls"))
		}
	}
	middle := func(list []float64) float64 { slices.Sort(list); return list[len(list)/2] }
	d.Logf("largest contentful paint: median %.0f ms, longest %.0f ms (goal 1500)", middle(paint), slices.Max(paint))
	d.Logf("interaction to next paint: median %.0f ms, longest %.0f ms (goal 100)", middle(press), slices.Max(press))
	d.Logf("cumulative layout shift: at most %.4f (goal 0.02)", slices.Max(shift))
	if worst := slices.Max(shift); worst > 0.02 {
		d.Errorf("the page shifts by %.4f", worst)
	}
}
