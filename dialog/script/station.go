package script

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
)

// stationStays is how long what is told counts as told at the station whose poster was
// scanned.
const stationStays = 24 * time.Hour

// stationForm is what a station may be called: a deep link of Telegram carries no more.
var stationForm = pattern.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// StationCode says whether a station may be called so. What looks like the code of a
// case or of a draft may not: it would be taken for one.
func StationCode(name string) bool {
	_, code := codeIn(dialog.Input{Text: name})
	return stationForm.MatchString(name) && !code
}

// arrive notes by which station's poster the resident came: the next matters of the
// day have it as a fact, and the draft that is open, unless it came by another.
func (t *scene) arrive() {
	name := t.in.Station
	if name == "" {
		name = t.in.Start
	}
	if !StationCode(name) {
		return
	}
	t.s.Station, t.s.StationAt = name, t.now
	if m := t.draft(); m != nil {
		t.tellStation(m)
	}
}

// tellStation writes the station into a matter that has none.
func (t *scene) tellStation(m *dialog.Matter) {
	if t.s.Station == "" || m.Settled(dialog.StationSlot) || t.now.Sub(t.s.StationAt) >= stationStays {
		return
	}
	t.put(m, Command{Slot: dialog.StationSlot, Value: t.s.Station, Raw: t.s.Station}, "", dialog.BySystem)
}
