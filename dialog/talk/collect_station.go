package talk

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
)

// stationStays is how long what is told counts as told at the station whose poster was
// scanned.
const stationStays = 24 * time.Hour

// Arrive notes by which station's poster the resident came: the next matters of the
// day have it as a fact, and the draft that is open, unless it came by another.
func (t *Talk) Arrive() {
	name := t.In.Station
	if name == "" {
		name = t.In.Start
	}
	if !hear.StationCode(name) {
		return
	}
	t.State.Station, t.State.StationAt = name, t.Now
	if m := t.Draft(); m != nil {
		t.tellStation(m)
	}
}

// tellStation writes the station into a matter that has none.
func (t *Talk) tellStation(m *dialog.Matter) {
	if t.State.Station == "" || m.Settled(dialog.StationSlot) || t.Now.Sub(t.State.StationAt) >= stationStays {
		return
	}
	t.Put(m, hear.Command{Slot: dialog.StationSlot, Value: t.State.Station, Raw: t.State.Station}, "", dialog.BySystem)
}
