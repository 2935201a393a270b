package inbox

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
)

// TestTheTalkShowsWhatAnswersWhat: the message that was answered, what an edited one
// said before, what was taken back, and the station whose poster was scanned.
func TestTheTalkShowsWhatAnswersWhat(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const from = dialog.Address("telegram:77")
	w.hear(dialog.Input{From: from, Text: "/start", Start: "QX-07"})
	id := w.waits(from)
	wrote := w.now().Add(-3 * time.Hour)
	w.hear(dialog.Input{From: from, Text: "就是<这>个", Quote: "是不是\"小学\"那边?", Written: wrote})
	said := w.said.Load()
	for i, text := range []string{"是中学那边", "是中学门口"} {
		_, err := w.clerk.Handle(t.Context(), dialog.Input{ID: "e" + string(rune('1'+i)), Kind: dialog.Edited, From: from, At: w.now(), Text: text, Ref: "" + itoa(int(said))})
		w.must(err)
	}
	w.hear(dialog.Input{From: from, Text: "密码<1234>"})
	_, err := w.clerk.Handle(t.Context(), dialog.Input{ID: "b1", Kind: dialog.Unsaid, From: from, At: w.now(), Case: id, Ref: itoa(int(w.said.Load()))})
	w.must(err)
	page := w.as("wu").get("/inbox/cases/" + string(id) + "?from=start")
	for _, want := range []string{
		`<blockquote class="cited" dir="auto">是不是&#34;小学&#34;那边?</blockquote><p class="text" dir="auto">就是&lt;这&gt;个</p>`,
		"是中学那边（原来是：就是&lt;这&gt;个）", "是中学门口（原来是：是中学那边）", "扫码站点", "QX-07",
		`<span class="late">延迟送达 · ` + wrote.In(w.script.Town.Zone).Format("15:04") + " 写的</span>",
		`<p class="text" dir="auto"><s>密码&lt;1234&gt;</s></p>`, `<span class="late">居民 ` + w.now().In(w.script.Town.Zone).Format("15:04") + " 撤回了这条消息</span>",
		`<span class="by">居民</span>撤回了一条消息</span>`,
	} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the page does not show %s", want)
		}
	}
}
