package inbox

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"frontdoor/cmd/frontdoor/headless"
)

// axeFile is axe-core, which accessible.sh fetches by npm: make accessible.
var axeFile = flag.String("axe", "", "axe.min.js, to hold the pages against WCAG 2.2 AA")

// TestAccessible holds every page of agents and admins against the rules of axe-core, wide
// and narrow, light and dark.
func TestAccessible(t *testing.T) {
	if *axeFile == "" {
		t.Skip("axe-core is not here: make accessible")
	}
	axe, err := os.ReadFile(*axeFile)
	if err != nil {
		t.Fatal(err)
	}
	root, stop, err := headless.Start(chromedp.Flag("lang", "zh-CN"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	w := newSettledWorld(t)
	cases := w.busyTown()
	d := &desktop{world: w, root: root}
	pages := []string{"/inbox?queue=open", "/inbox/cases/" + string(cases[0]) + "?queue=open", "/inbox/cases/" + string(cases[1]), "/inbox/me", "/inbox/me/security", "/inbox/me/password",
		"/inbox/replies", "/inbox/labels", "/inbox/report?month=2026-11", "/inbox/admin/agents", "/inbox/admin/agents/wu", "/inbox/admin/areas", "/inbox/admin/town", "/inbox/admin/keys", "/inbox/admin/audit", "/inbox/nowhere"}
	for _, c := range []struct {
		width  int64
		scheme string
	}{{1440, "light"}, {360, "dark"}} {
		b := d.open("mo", c.width, 900)
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: c.scheme}}}); err != nil {
			t.Fatal(err)
		}
		for _, path := range pages {
			b.do(chromedp.Navigate(w.server.URL+path), chromedp.WaitReady("main"))
			for _, wrong := range b.axe(string(axe)) {
				t.Errorf("%d %s %s: %s", c.width, c.scheme, path, wrong)
			}
		}
	}
}

// axe gives what is wrong with the page that is shown.
func (b *tab) axe(source string) (wrong []string) {
	b.Helper()
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](source+`;axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
		.then((r) => JSON.stringify(r.passes.length < 10 ? ["only " + r.passes.length + " rules were looked at"] : r.violations.flatMap((v) => v.nodes.map((n) => v.id + " " + n.target.join(" ") + ": " + n.failureSummary.split("\n").slice(1).join(" ")))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal([]byte(found), &wrong); err != nil {
		b.Fatal(err, strings.TrimSpace(found))
	}
	return wrong
}
