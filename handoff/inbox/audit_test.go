package inbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"frontdoor/handoff"
)

// TestWhatAgentsReadIsNoted: before a case, a number, a hit or a file of figures is shown, it stands
// in the record who asked for it; the words somebody searches for never do.
func TestWhatAgentsReadIsNoted(t *testing.T) {
	w := newSearchedWorld(t)
	id := w.waits("sms:+8613900000166")
	v, lin := w.as("wu"), w.as("lin")
	page := "/inbox/cases/" + string(id)
	for range 2 { // once an hour
		v.get(page).shows(200)
		v.get("/inbox?q=13900000166").shows(200, string(id))
	}
	v.post(page+"/reveal", "key", "1", "back", page).shows(200, "13900000166")
	lin.get("/inbox/report/2026-10.csv").shows(200)
	v.get("/inbox/report/2026-10.csv").shows(403)

	entries, err := handoff.NewAudit(w.book, nil).List(t.Context(), handoff.AuditQuery{})
	w.must(err)
	var got []string
	for _, e := range slices.Backward(entries) {
		if e.Deed != handoff.DeedSignedIn {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", e.Who, e.Deed, e.About, e.More)))
		}
	}
	want := []string{"wu looked " + string(id), "wu searched", "wu revealed " + string(id), "lin exported 2026-10 report.csv"}
	if !slices.Equal(got, want) {
		t.Errorf("noted %q, want %q", got, want)
	}
}
