package inbox

import (
	"encoding/json"
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

// TestResidentIsExported: a supervisor takes out all that one resident said and was told, and
// nothing of others or of agents among themselves; it stands in the record.
func TestResidentIsExported(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:r1")
	other := w.waits("web:r2")
	w.as("wu").post(to(id, "reply"), "key", "1", "text", "您好,我明天来看。")
	w.as("wu").post(to(id, "note"), "key", "2", "text", "此人脾气急")
	w.as("wu").post(to(id, "close"), "key", "3", "text", "修好了。", "outcome", "solved")
	w.say("web:r1", "新事项")
	w.say("web:r1", "村口的路灯坏了一个星期了")
	path := "/inbox/cases/" + string(id)
	lin := w.as("lin")
	lin.get(path).shows(200, path+"/resident.json")
	lin.get(path+"/resident.json").shows(200, `"web:r1"`, string(id), "人工", "明天来看", "修好了", "路灯").hides("脾气急", string(other), "web:r2")
	var file handoff.OwnData
	w.must(json.Unmarshal([]byte(lin.body), &file))
	if len(file.Cases) != 2 || file.Cases[0].Number != id || len(file.Cases[0].Talk) < 4 || file.MadeBy != "lin" {
		t.Errorf("exported %+v", file)
	}
	if lin.header.Get("Content-Disposition") != `attachment; filename="resident-`+string(id)+`.json"` {
		t.Errorf("it is shown as %q", lin.header.Get("Content-Disposition"))
	}
	w.as("wu").get(path).hides("resident.json")
	w.as("wu").get(path + "/resident.json").shows(403)
	lin.get("/inbox/cases/JH-0000-0/resident.json").shows(404)
	if got := w.deeds("lin"); got != "exported "+string(id)+" resident 2 cases" {
		t.Errorf("noted %q", got)
	}
}
