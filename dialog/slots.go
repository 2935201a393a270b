package dialog

// StationSlot is the fact that says by which station's poster a resident came. It is
// not asked, and not shown to residents.
const StationSlot = "station"

// GridSlot is the fact that says in which grid a place lies that has several: the ID of
// one, or town.NoGrid. It is asked once, and only where the town's file leaves it open.
const GridSlot = "grid"

// ReachedSlot is the fact that says when, and by what means, a resident may be reached. It
// is an agent's question; who says it unasked is heard.
const ReachedSlot = "contact_time"
