package inbox

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestTrustAboveACase: above a case an agent reads that its number is not verified and that
// nobody agreed to the use of what is sensitive, in both languages, also where no category is
// known; in its thread what became of both, and nothing that did not happen.
func TestTrustAboveACase(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	wu := w.as("wu")
	page := "/inbox/cases/" + string(id)
	wu.get(page).hides("号码未核实", "还没有单独同意")
	wu.post(to(id, "claim"), "key", "1")
	wu.post(to(id, "correct"), "key", "2", "slot", "phone", "text", "13900000122") // the first one is no correction
	wu.get(page).shows(200).hides("号码未核实")
	wu.post(to(id, "correct"), "key", "3", "slot", "phone", "text", "13900000133")
	wu.get(page).shows(200, "号码未核实：电话后来改过", "尾号0133，号码未核实").hides("已告诉本人")
	for kind, value := range map[dialog.ChangeKind]string{dialog.ChangeNumber: dialog.NumberProved, dialog.ChangeConsent: dialog.ConsentUnasked} {
		_, err := w.book.Commit(t.Context(), casebook.Commit{ID: value, Address: "web:1", Events: []casebook.Event{
			{Address: "web:1", At: w.now(), Change: dialog.Change{Case: id, Kind: kind, By: dialog.BySystem, Value: value, Raw: "0133"}}}})
		w.must(err)
	}
	wu.get(page).shows(200, "尾号0133已核实", "还没有单独同意：可以办", "还没有征得本人单独同意").hides("号码未核实：电话后来改过")
	_, err := w.book.Commit(t.Context(), casebook.Commit{ID: "agreed", Address: "web:1", Events: []casebook.Event{
		{Address: "web:1", At: w.now(), Change: dialog.Change{Case: id, Kind: dialog.ChangeConsent, By: dialog.ByResident, Value: dialog.ConsentGiven}}}})
	w.must(err)
	wu.get(page).shows(200, "同意用这些敏感信息（代办员问的）").hides("还没有单独同意：可以办", "第版")
	wu.post("/inbox/language", "lang", "en", "back", page)
	wu.get(page).shows(200, "is verified", "asked by an agent")
	if c := w.fold(id); c.Unproved || c.Consent != dialog.ConsentGiven {
		t.Errorf("folded as %v, %q", c.Unproved, c.Consent)
	}
}
