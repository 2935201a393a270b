package inbox

import (
	"cmp"
	"context"
	"fmt"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// residentView is by which channels a resident is reached, and in which language.
type residentView struct {
	Lang string // zh or en
	Ways []wayView
}

// wayView is one channel of a resident. The case's own comes first.
type wayView struct {
	Channel string
	Reach   string // "" for reachable, stopped or blocked
	Last    bool   // of several, the one they wrote by last: that one they prefer
	Case    dialog.CaseID
	Why     string // why it is taken for theirs; "" for the case's own
}

// resident tells the channels of a case's own address and of its resident's other cases
// that this agent may know of.
func (in *inbox) resident(ctx context.Context, p page, c casebook.Case, own dialog.State, others []nearView) (residentView, error) {
	v := residentView{Lang: cmp.Or(own.Lang, "zh"), Ways: []wayView{{Channel: c.Address.Channel(), Reach: reach(own), Case: c.ID}}}
	known := map[dialog.Address]bool{c.Address: true}
	latest, last := own.LastAt, 0
	add := func(at dialog.Address, way wayView) error {
		if known[at] || len(v.Ways) > othersMost {
			return nil
		}
		known[at] = true
		talk, err := in.Book.Read(ctx, at)
		if err != nil {
			return fmt.Errorf("read another channel of the resident: %w", err)
		}
		if way.Channel, way.Reach = at.Channel(), reach(talk.State); talk.State.LastAt.After(latest) {
			latest, last = talk.State.LastAt, len(v.Ways)
		}
		v.Ways = append(v.Ways, way)
		return nil
	}
	for _, id := range in.alsoTheirs(p, c) {
		if other, ok := in.Board.Case(id); ok {
			if err := add(other.Address, wayView{Case: id, Why: p.T("linked_way")}); err != nil {
				return v, err
			}
		}
	}
	for _, o := range others {
		if err := add(o.at, wayView{Case: o.ID, Why: o.Why}); err != nil {
			return v, err
		}
	}
	v.Ways[last].Last = len(v.Ways) > 1
	return v, nil
}

// reach says why nothing arrives at an address; "" where it does.
func reach(s dialog.State) string {
	switch {
	case s.Stopped:
		return "stopped"
	case s.Blocked:
		return "blocked"
	}
	return ""
}
