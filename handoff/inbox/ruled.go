package inbox

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// ruledLine is one line about what the town's rules did, or an agent by its clocks; ""
// for another thing.
func (p page) ruledLine(e casebook.Event, who string) string {
	clock, _, _ := strings.Cut(e.Slot, "@")
	till := ""
	if !e.Until.IsZero() {
		till = p.clock(e.Until, p.in.Now())
	}
	switch e.Kind {
	case dialog.ChangeProposed:
		line := p.T("did_queued")
		if e.Value != "" {
			line = p.T("did_proposed", "name", e.Raw)
		}
		if e.Agent != "" {
			line += " · " + p.T("did_passed", "name", e.Agent, "why", p.T("why_"+e.Text))
		}
		return line
	case dialog.ChangeClock:
		return p.T("did_clock", "clock", p.clockName(clock), "till", till)
	case dialog.ChangeEscalated:
		if e.By == dialog.ByAgent {
			return p.T("did_raised", "who", who, "level", p.T("level_"+e.Value), "reason", e.Text)
		}
		if till == "" {
			return p.T("did_called", "level", p.T("level_"+e.Value))
		}
		return p.T("did_escalated", "clock", p.clockName(clock), "till", till, "level", p.T("level_"+e.Value))
	case dialog.ChangePromised:
		if till == "" {
			return p.T("did_promise_kept", "who", who)
		}
		return p.T("did_promised", "who", who, "till", till, "step", e.Text)
	case dialog.ChangeReached:
		return p.T("did_reached", "who", who, "clock", p.clockName(clock))
	case dialog.ChangeExtended:
		return p.T("did_extended", "who", who, "clock", p.clockName(clock), "till", till, "reason", e.Text)
	case dialog.ChangeStep:
		return p.T("did_step", "who", who, "step", p.T("step_"+e.Slot), "outcome", p.T("step_did_"+e.Value), "text", e.Text)
	case dialog.ChangeCheckIn:
		return p.T("did_check_in_"+e.Value, "who", who, "till", till, "text", e.Text)
	case dialog.ChangeMarked:
		if e.Value == "" {
			return p.T("did_mark_none", "who", who)
		}
		return p.T("did_mark_"+e.Value, "who", who) + p.stopped(e.Text)
	case dialog.ChangeAlike:
		return p.T("did_alike", "case", e.Value)
	case dialog.ChangeClustered:
		return p.T("did_clustered", "n", e.Value)
	}
	return ""
}

// stopped names what will not be sent any more.
func (p page) stopped(list string) string {
	if list == "" {
		return ""
	}
	var names []string
	for what := range strings.SplitSeq(list, ",") {
		names = append(names, p.T("stopped_"+what))
	}
	return " · " + p.T("stopped", "what", strings.Join(names, ", "))
}

// clockName is what the catalogue calls a clock, or the town's words.
func (p page) clockName(key string) string {
	if slices.Contains([]string{"first_reply", "next_word", "promised", "accept", "on_site", "decide"}, key) {
		return p.T("clock_" + key)
	}
	for _, category := range p.in.Catalog.Categories() {
		for _, d := range category.Deadlines {
			if d.Key == key {
				return d.Label.In(p.Lang)
			}
		}
	}
	return key
}
