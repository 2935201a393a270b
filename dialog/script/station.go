package script

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
)

// stationStays is how long what is told counts as told at the station whose poster was
// scanned.
const stationStays = 24 * time.Hour

// arrive notes by which station's poster the resident came: the next matters of the
// day have it as a fact, and the draft that is open, unless it came by another.
func (t *Talk) arrive() {
	name := t.in.Station
	if name == "" {
		name = t.in.Start
	}
	if !hear.StationCode(name) {
		return
	}
	t.State.Station, t.State.StationAt = name, t.Now
	if m := t.draft(); m != nil {
		t.tellStation(m)
	}
}

// tellStation writes the station into a matter that has none.
func (t *Talk) tellStation(m *dialog.Matter) {
	if t.State.Station == "" || m.Settled(dialog.StationSlot) || t.Now.Sub(t.State.StationAt) >= stationStays {
		return
	}
	t.put(m, hear.Command{Slot: dialog.StationSlot, Value: t.State.Station, Raw: t.State.Station}, "", dialog.BySystem)
}
