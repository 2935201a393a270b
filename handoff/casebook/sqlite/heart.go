package sqlite

import (
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// heart is what the writer knows by heart of what it wrote lately. It holds as long as
// nobody else writes to the file and nothing is taken back.
type heart struct {
	lasts    map[dialog.CaseID]int // numbers of the last events
	versions map[dialog.Address]casebook.Version
}

// heartMost bounds the memory: of each kind so many.
const heartMost = 8192

func (h *heart) forget() { *h = heart{} }

func (h *heart) last(id dialog.CaseID, seq int) {
	if h.lasts == nil || len(h.lasts) >= heartMost {
		h.lasts = map[dialog.CaseID]int{}
	}
	h.lasts[id] = seq
}

func (h *heart) version(a dialog.Address, v casebook.Version) {
	if h.versions == nil || len(h.versions) >= heartMost {
		h.versions = map[dialog.Address]casebook.Version{}
	}
	h.versions[a] = v
}
