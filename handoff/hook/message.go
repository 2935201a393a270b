package hook

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// types are the events that are told, by the kind of change.
var types = map[dialog.ChangeKind]string{
	dialog.ChangeOpened: "case.opened", dialog.ChangeCategory: "case.category", dialog.ChangeAlerted: "case.alerted",
	dialog.ChangeClaimed: "case.claimed", dialog.ChangeOffered: "case.offered", dialog.ChangeDeclined: "case.declined", dialog.ChangeTransferred: "case.transferred", dialog.ChangeReleased: "case.released",
	dialog.ChangeStatus: "case.status", dialog.ChangeClosed: "case.closed", dialog.ChangeReopened: "case.reopened", dialog.ChangeScored: "case.scored",
	dialog.ChangeSaid: "case.said", dialog.ChangeEscalated: "case.escalated",
}

// onlyPrivate is told to nobody but private endpoints: it is all words.
const onlyPrivate = "case.said"

// Types is the closed list of events, in order.
func Types() []string {
	var all []string
	for _, t := range types {
		all = append(all, t)
	}
	slices.Sort(all)
	return all
}

// message is the body that is sent.
type message struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      any       `json:"data"`
}

// data is what is told of an event: the case as it stood after it.
type data struct {
	Case     string `json:"case"`
	Seq      int    `json:"seq"`
	Status   string `json:"status"`
	Category string `json:"category,omitempty"`
	Station  string `json:"station,omitempty"`
	Urgent   bool   `json:"urgent,omitempty"`
	Due      string `json:"due,omitempty"`
	Outcome  string `json:"outcome,omitempty"`
	Score    int    `json:"score,omitempty"`
	// Level is how far up the case was taken, and Clock which deadline an escalation is of,
	// or why else: by_hand, reopened.
	Level string `json:"level,omitempty"`
	Clock string `json:"clock,omitempty"`
	*private
}

// private is what only endpoints get that may.
type private struct {
	By    string            `json:"by"`
	Agent string            `json:"agent,omitempty"`
	Owner string            `json:"owner,omitempty"`
	Text  string            `json:"text,omitempty"`
	Facts map[string]string `json:"facts,omitempty"`
	Flags []dialog.Flag     `json:"flags,omitempty"`
}

// wants says whether an endpoint is told of an event at all, as far as the event says.
func (h Hook) wants(e casebook.Event) bool {
	t, known := types[e.Kind]
	if !known || t == onlyPrivate && !h.Private || e.Kind == dialog.ChangeSaid && e.By == dialog.ByBot {
		return false
	}
	return len(h.Events) == 0 || slices.Contains(h.Events, t)
}

// body is the message of the seq-th event of a case; false where the case is none of this
// endpoint's business: still collected, or of a restricted category.
func (h Hook) body(cat *catalog.Catalog, place *town.Town, events []casebook.Event, seq int) ([]byte, bool, error) {
	i := slices.IndexFunc(events, func(e casebook.Event) bool { return e.Seq == seq })
	if i < 0 {
		return nil, false, nil
	}
	c, e := casebook.Fold(events[:i+1]), events[i]
	if c.OpenedAt.IsZero() && c.AlertedAt.IsZero() {
		return nil, false, nil
	}
	// What a case was or became later counts: it may have been sorted wrongly at first.
	restricted := func(e casebook.Event) bool {
		k, ok := cat.Category(e.Value)
		return e.Kind == dialog.ChangeCategory && ok && k.Restricted
	}
	if !h.Private && slices.ContainsFunc(events, restricted) {
		return nil, false, nil
	}
	whole := casebook.Fold(events)
	level, mediated := handoff.LevelOf(whole), whole.Table != nil || whole.SideOf != ""
	if level != handoff.Named && !h.Private {
		return nil, false, nil
	}
	d := data{Case: string(c.ID), Seq: seq, Status: string(c.Status), Category: c.Category, Station: stationOf(c, place),
		Urgent: c.Urgent, Outcome: string(c.Outcome), Score: c.Score, Level: c.Level}
	if e.Kind == dialog.ChangeEscalated {
		d.Clock, _, _ = strings.Cut(e.Slot, "@")
	}
	if c.Owed {
		d.Due = c.Due.UTC().Format(time.RFC3339)
	}
	if h.Private && (level == handoff.Confidential || mediated) { // at a table they were promised that only the mediator reads them
		if e.Kind == dialog.ChangeSaid {
			return nil, false, nil
		}
	} else if h.Private {
		d.private = &private{By: string(e.By), Agent: e.Agent, Owner: c.Owner, Text: e.Text, Facts: map[string]string{}, Flags: c.Flags}
		for slot, f := range c.Facts {
			if f.Value != "" && !(level == handoff.Anonymous && (slot == "name" || slot == "phone")) {
				d.Facts[slot] = f.Value
			}
		}
		if level == handoff.Anonymous {
			d.Text = handoff.WhoHidden(c)(d.Text)
		}
	}
	b, err := json.Marshal(message{types[e.Kind], e.At.UTC(), d})
	if err != nil {
		return nil, false, fmt.Errorf("write event %d of case %s: %w", seq, c.ID, err)
	}
	return b, true, nil
}

// stationOf is the station of the grid a case lies in, where the town's file has grids, else
// the one whose poster was scanned.
func stationOf(c casebook.Case, place *town.Town) string {
	where := c.Facts["where"]
	station := ""
	if place != nil {
		station = town.StationOf(town.Meant(place.LocateSaid(where.Value, where.Raw), c.Facts[dialog.GridSlot].Value))
	}
	return cmp.Or(station, c.Facts[dialog.StationSlot].Value)
}

// idOf names the message of an event for an endpoint, always the same.
func idOf(hook string, id dialog.CaseID, seq int) string {
	return "msg_" + hook + "_" + string(id) + "_" + strconv.Itoa(seq)
}
