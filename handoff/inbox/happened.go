package inbox

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// systemLine is one line about what happened; agent is whose doing it was where it
// was an agent's.
func (p page) systemLine(e casebook.Event, agent string) string {
	who := agent
	if who == "" {
		who = p.T("by_" + string(e.By))
	}
	switch e.Kind {
	case dialog.ChangeSlot:
		return p.slotLine(e)
	case dialog.ChangeCategory:
		return p.T("did_category", "who", who, "category", p.Category(e.Value))
	case dialog.ChangeFlagged, dialog.ChangeUnflagged:
		var flags []string
		for _, f := range e.Flags {
			flags = append(flags, p.Flag(f))
		}
		return p.T("did_"+string(e.Kind), "flags", strings.Join(flags, " · "))
	case dialog.ChangeAlerted:
		if danger := p.danger(e.Value); danger != "" {
			return p.T("did_alerted_for", "danger", danger)
		}
		return p.T("did_alerted")
	case dialog.ChangePaper:
		key := "did_paper_" + e.Value
		return p.T(key, "who", who)
	case dialog.ChangeNumber:
		return p.T("did_"+string(e.Kind)+"_"+e.Value, "tail", e.Raw)
	case dialog.ChangeConsent:
		if e.Value == dialog.ConsentGiven && e.Raw == "" { // no words of ours asked
			return p.T("did_consent_given_agent")
		}
		return p.T("did_"+string(e.Kind)+"_"+e.Value, "version", e.Raw)
	case dialog.ChangeNotice:
		return p.T("did_notice", "version", e.Value)
	case dialog.ChangeErased:
		return p.T("did_" + string(e.Kind) + "_" + e.Value)
	case dialog.ChangeClosed:
		return p.T("did_closed", "who", who, "outcome", p.T("outcome_"+string(e.Outcome)))
	case dialog.ChangeReleased:
		switch {
		case e.Value != "": // whose case it was before
			return p.T("did_taken_over", "who", who)
		case e.By == dialog.BySystem:
			return p.T("did_taken_back", "why", p.T("why_"+e.Text))
		case e.Text != "":
			return p.T("did_released_why", "who", who, "reason", e.Text)
		}
		return p.T("did_released", "who", who)
	case dialog.ChangeStatus:
		return p.statusLine(e, who)
	case dialog.ChangeOffered:
		return p.T("did_offered", "who", who, "to", e.Raw, "reason", e.Text)
	case dialog.ChangeDeclined:
		return p.declinedLine(e, who)
	case dialog.ChangeTransferred:
		return p.T("did_transferred", "who", who, "to", e.Raw, "reason", e.Text)
	case dialog.ChangeSummed:
		if e.Text == "" {
			return p.T("did_summed_away", "who", who)
		}
		return p.T("did_summed", "who", who, "line", e.Text)
	case dialog.ChangeScored:
		return p.scoreLine(e)
	case dialog.ChangeReach:
		return p.T("did_reach_" + e.Value)
	case dialog.ChangeOutside:
		return p.T("did_outside_"+e.Value, "who", who, "whom", e.Text+e.Raw)
	case dialog.ChangePriority:
		return p.T("did_priority", "who", who, "priority", p.T("priority_"+e.Value))
	case dialog.ChangeNextStep:
		return p.nextLine(e, who)
	case dialog.ChangeStepDue:
		return p.T("did_next_due")
	case dialog.ChangeFollowed:
		return p.T("did_followed_"+e.Value, "who", who)
	case dialog.ChangeLabelled:
		return p.T("did_labelled_"+e.Slot, "who", who)
	case dialog.ChangeMerged, dialog.ChangeJoined, dialog.ChangeParted, dialog.ChangeBeside:
		return p.T("did_"+string(e.Kind), "who", who, "case", e.Value)
	case dialog.ChangeSplit:
		if e.Text != "" {
			return p.T("did_split_from", "who", who, "case", e.Value, "words", e.Text)
		}
		return p.T("did_split", "who", who, "case", e.Value)
	case dialog.ChangeMediation:
		return p.tableLine(e, who)
	case dialog.ChangeLinked:
		return p.T("did_linked", "case", e.Value)
	}
	if line := p.ruledLine(e, who); line != "" {
		return line
	}
	return p.T("did_"+string(e.Kind), "who", who)
}

// declinedLine tells how an offer came to nothing.
func (p page) declinedLine(e casebook.Event, who string) string {
	switch {
	case e.By == dialog.BySystem:
		return p.T("did_declined_unanswered", "to", e.Raw)
	case e.Agent != e.Value:
		return p.T("did_declined_back", "who", who, "to", e.Raw)
	}
	return p.T("did_declined", "who", who, "reason", e.Text)
}

// statusLine tells where a case stands now, what for and how long.
func (p page) statusLine(e casebook.Event, who string) string {
	status := dialog.Status(e.Value)
	if status == dialog.InProgress && e.By == dialog.BySystem {
		return p.T("did_back")
	}
	line := p.T("did_status", "who", who, "status", p.Status(status))
	if !e.Until.IsZero() {
		line += " · " + p.T("till", "at", p.clock(e.Until, p.in.Now()))
	}
	if e.Text != "" && status != dialog.WaitingResident {
		line += " · " + e.Text
	}
	return line
}

// nextLine tells what somebody does next, and whether the resident knows.
func (p page) nextLine(e casebook.Event, who string) string {
	switch {
	case e.Until.IsZero():
		return p.T("did_next_none", "who", who)
	case e.Value != "":
		return p.T("did_next_told", "who", who, "step", e.Text, "at", p.clock(e.Until, p.in.Now()))
	}
	return p.T("did_next", "who", who, "step", e.Text, "at", p.clock(e.Until, p.in.Now()))
}

func (p page) slotLine(e casebook.Event) string {
	label := p.T("a_fact")
	if _, ok := p.in.words[p.Lang]["slot_"+e.Slot]; ok {
		label = p.T("slot_" + e.Slot)
	}
	switch {
	case e.Slot == "phone" && e.Value != "": // uncovered in the case pane only, where it is recorded
		return p.T("did_slot", "slot", label, "value", handoff.Covered(e.Value))
	case e.Value != "" && e.Raw != "":
		return p.T("did_slot", "slot", label, "value", e.Raw)
	case e.Value != "":
		return p.T("did_slot", "slot", label, "value", p.placeName(e.Value))
	case e.Note != "":
		return p.T("did_slot", "slot", label, "value", p.T("slot_"+string(e.Note)))
	}
	return p.T("did_slot_gone", "slot", label)
}

func (p page) scoreLine(e casebook.Event) string {
	line := p.T("did_scored", "score", p.T("score_"+e.Value))
	if e.Text != "" {
		line += " · " + p.ScoreReason(e.Text)
	}
	return line
}

// ScoreReason is the reason of a low score: one of the bot's choices, or words.
func (p page) ScoreReason(text string) string {
	key := "score_" + strings.ReplaceAll(text, " ", "_")
	if _, ok := p.in.words[p.Lang][key]; ok {
		return p.T(key)
	}
	return text
}

// placeName is the name of a known place, else the text itself.
func (p page) placeName(value string) string {
	if place, ok := p.in.Town.Place(value); ok {
		return place.Name(p.Lang)
	}
	return value
}

// danger is what an alert was about, in words; "" for none or one without a name.
func (p page) danger(kind string) string {
	if _, ok := p.in.words[p.Lang]["danger_"+kind]; ok {
		return p.T("danger_" + kind)
	}
	return ""
}
