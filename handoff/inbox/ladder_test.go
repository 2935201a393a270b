package inbox

import (
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
)

// newRuledWorld is a world of two stations whose supervisors are told what goes to the town.
func newRuledWorld(t *testing.T) *world {
	t.Helper()
	return newWorldWith(t, func(w *world, o *Options) {
		place := *w.script.Town
		place.Stations = []town.Station{{ID: "QX01"}, {ID: "BS02"}}
		place.Rules.Tell = map[string][]string{"town": {"supervisor"}}
		o.Town = &place
		o.Roster.Under(handoff.NewRules(&place, w.script.Catalog))
	})
}

// proposes is what the town's rules do with a case that nobody has.
func (w *world) proposes(id dialog.CaseID, login, name string) {
	w.Helper()
	result, err := w.clerk.Handle(w.Context(), dialog.Input{ID: string(id) + login, Kind: dialog.Happens, From: w.fold(id).Address, Case: id, At: w.now(),
		Change: &dialog.Change{Kind: dialog.ChangeProposed, Value: login, Raw: name}})
	w.must(err)
	w.must(result.Turn.Refused)
}

// A row of a case that nobody has yet says to whom it is proposed, in every list; once somebody
// has it, who that is.
func TestRowSaysToWhomItIsProposed(t *testing.T) {
	w := newRuledWorld(t)
	id, none := w.waits("web:1"), w.waits("web:2")
	wu, li := w.as("wu"), w.as("li")
	wu.get("/inbox").shows(200, string(none)).hides("建议：")
	w.proposes(id, "li", "小李")
	wu.get("/inbox").shows(200, `<span class="owner soft">建议：小李</span>`)
	wu.get("/inbox?queue=open").shows(200, `建议：小李`, "未认领")
	li.get("/inbox").shows(200, `<span class="owner">建议：我</span>`).hides("建议：小李")
	wu.get("/inbox/cases/"+string(id)).shows(200, "建议由谁办理", "小李")
	wu.post(to(id, "claim"), "key", "1").shows(200)
	li.get("/inbox?queue=open").shows(200, "吴姐").hides("建议：")
	wu.post("/inbox/language", "lang", "en")
	w.proposes(none, "wu", "吴姐")
	wu.get("/inbox").shows(200, "for me")
}

// The ladder's form says who will be told; what was refused stands there again, open, with what
// was typed; and each step is taken once.
func TestByHandUpTheLadder(t *testing.T) {
	w := newRuledWorld(t)
	id := w.waits("web:1")
	wu := w.as("wu")
	page := "/inbox/cases/" + string(id)
	wu.post(to(id, "claim"), "key", "1").shows(200)
	wu.get(page).shows(200, `<details class="fold" id="clocks">`, "为什么要报到镇级", "会通知：林站长")
	long := strings.Repeat("拖了两周", 1001)
	wu.post(to(id, "raise"), "key", "2", "text", long).shows(422, `id="clocks" open`, long+"</textarea>", "太长")
	wu.post(to(id, "raise"), "key", "3", "text", "拖了两周").shows(200)
	wu.get(page).shows(200, "吴姐报到镇级：拖了两周", "报到县级", "这一级没有指定别人").hides("会通知")
	if c := w.fold(id); c.Level != "town" {
		t.Errorf("it is with %q", c.Level)
	}
}
