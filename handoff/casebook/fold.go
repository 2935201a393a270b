package casebook

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
)

// Apply adds the next event. Maps and slices are replaced, never changed: a copy
// of the case made before stays as it was. An event folded before is ignored.
func (c *Case) Apply(e Event) {
	if e.Seq != 0 && e.Seq <= c.Seq {
		return
	}
	if e.Kind == dialog.ChangeErased {
		c.begin(e)
		c.erase(e)
		return
	}
	if !c.ErasedAt.IsZero() { // nothing is said of it any more, but of what the law holds
		if c.Seq = e.Seq; e.Hold && e.Act != nil {
			c.hold(e)
		}
		return
	}
	before := c.Status
	c.apply(e)
	c.rule(e, before)
}

func (c *Case) apply(e Event) {
	c.begin(e)
	if e.Kind == dialog.ChangeViewed { // looking does nothing
		return
	}
	if e.By == dialog.ByAgent {
		c.answersMention(e.Agent)
	}
	if !e.Due.IsZero() {
		c.Due, c.Owed = e.Due, true
	}
	c.Urgent = c.Urgent || e.Urgent
	switch e.Kind {
	case dialog.ChangeSaid, dialog.ChangeEdited:
		c.said(e)
	case dialog.ChangeUnsaid:
		c.LastText, c.LastBy, c.LastAt, c.Unsaid = "", e.By, e.At, true
	case dialog.ChangeSlot:
		c.slot(e)
	case dialog.ChangeCategory:
		c.Category, c.Confidence = e.Value, e.Confidence
	case dialog.ChangeFlagged:
		for _, f := range e.Flags {
			if !c.Has(f) {
				c.Flags = append(slices.Clip(c.Flags), f)
			}
		}
	case dialog.ChangeUnflagged:
		c.Flags = slices.DeleteFunc(slices.Clone(c.Flags), func(f dialog.Flag) bool { return slices.Contains(e.Flags, f) })
	case dialog.ChangeAlerted:
		c.AlertedAt, c.AlertedFor, c.Answered = e.At, e.Value, false
	case dialog.ChangeNoted:
		c.Notes++
		c.mention(e.Value)
	case dialog.ChangeSummed:
		c.Summary = e.Text
	case dialog.ChangeHeld:
		c.Held = &Held{Kind: dialog.InputKind(e.Value), Agent: e.Agent, Text: e.Text, Media: e.Media, Outcome: e.Outcome, At: e.At, Until: e.Until}
	case dialog.ChangeUnsent:
		c.Held = nil
	case dialog.ChangeScored:
		c.Score, _ = strconv.Atoi(e.Value)
		c.ScoreText = e.Text
	case dialog.ChangeLinked:
		if !slices.Contains(c.Linked, dialog.CaseID(e.Value)) {
			c.Linked = append(slices.Clip(c.Linked), dialog.CaseID(e.Value))
		}
	case dialog.ChangePriority, dialog.ChangeNextStep, dialog.ChangePromised, dialog.ChangeStepDue, dialog.ChangeFollowed, dialog.ChangeLabelled:
		c.mark(e)
	case dialog.ChangeConsent:
		c.Consent = e.Value
	case dialog.ChangeNumber:
		c.Unproved = e.Value == dialog.NumberUnproved || e.Value == dialog.NumberNoCode
	case dialog.ChangeOutside:
		if e.Value == dialog.OutsideAnswered && c.Owner != "" {
			c.mention(c.Owner)
		}
	case dialog.ChangeMerged, dialog.ChangeJoined, dialog.ChangeParted, dialog.ChangeBeside:
		c.joint(e)
	case dialog.ChangeMediation:
		c.table(e)
	case dialog.ChangeReach:
		c.reach(e.Value)
	case dialog.ChangeReceipt:
		c.receipt(e)
	default:
		c.move(e)
	}
}

// begin takes what every event carries.
func (c *Case) begin(e Event) {
	c.ID, c.Seq = e.Case, e.Seq
	if e.Address != "" {
		c.Address = e.Address
	}
	if c.Status == "" {
		c.Status = dialog.Collecting
		c.StartedAt = e.At
	}
}

// move follows the events that change where a case stands.
func (c *Case) move(e Event) {
	before := c.Status
	defer func() {
		if c.Status != before || e.Kind == dialog.ChangeOpened {
			c.MovedAt = e.At
		}
		taken := before == dialog.Unclaimed && c.Status == dialog.InProgress
		if taken || e.Kind == dialog.ChangeClosed || e.Kind == dialog.ChangeReopened {
			c.Moves = append(slices.Clip(c.Moves), Move{e.Seq, e.At, c.Status, c.Outcome})
		}
	}()
	switch e.Kind {
	case dialog.ChangeOpened:
		c.Abandoned, c.Dropped = false, false
		if c.OpenedAt.IsZero() {
			c.OpenedAt = e.At
		}
		c.Status = c.queued()
	case dialog.ChangeAbandoned:
		c.Abandoned = true
	case dialog.ChangeDropped:
		c.Dropped = true
	case dialog.ChangeClaimed:
		c.Owner, c.OwnerName, c.Offered = e.Agent, e.Text, nil
		c.firstIs(e.Agent)
		c.stand(dialog.InProgress)
		c.Answered = true
	case dialog.ChangeOffered:
		c.Offered = &Offer{To: e.Value, Name: e.Raw, By: e.Agent, Reason: e.Text, At: e.At, Until: e.Until}
		c.mention(e.Value)
	case dialog.ChangeDeclined:
		c.declined(e)
	case dialog.ChangeTransferred:
		c.Offered = nil
		c.answersMention(e.Value)
		c.firstIs(c.Owner)
		c.Owner, c.OwnerName, c.Answered = e.Value, e.Raw, true
		c.firstIs(e.Value)
		if c.Status == dialog.Unclaimed || c.Status == dialog.Collecting {
			c.stand(dialog.InProgress)
		}
	case dialog.ChangeReleased, dialog.ChangeHandedBack:
		c.Owner, c.OwnerName, c.Held, c.Offered = "", "", nil, nil
		c.stand(dialog.Unclaimed)
	case dialog.ChangeStatus:
		c.stand(dialog.Status(e.Value))
		c.Until, c.WaitsFor, c.AsideAt = e.Until, e.Text, e.At
		if c.Status == dialog.InProgress && e.By == dialog.BySystem {
			c.BackAt = e.At
		}
		if c.Status == dialog.Resolved && c.ClosedAt.IsZero() { // carried over closed
			c.ClosedAt = e.At
		}
	case dialog.ChangeClosed:
		if c.Merged != "" && e.By == dialog.ByAgent && e.Agent != c.Owner { // it ended with the case it went on in
			c.Owner, c.OwnerName = e.Agent, ""
		}
		c.stand(dialog.Resolved)
		c.Held, c.Offered, c.Outcome, c.ClosedAt = nil, nil, e.Outcome, e.At
		c.Step, c.StepBy, c.StepDue, c.StepAt, c.StepTold = "", time.Time{}, false, time.Time{}, false
		c.WaitingSince, c.Answered, c.Owed = time.Time{}, true, false
	case dialog.ChangeReopened:
		c.stand(c.queued())
		c.Outcome, c.ClosedAt, c.Merged = "", time.Time{}, ""
		c.Score, c.ScoreText = 0, ""
		c.WaitingSince = e.At
	}
}

// declined ends an offer: whoever made it hears of that, unless they ended it themselves.
func (c *Case) declined(e Event) {
	if o := c.Offered; o != nil {
		c.answersMention(o.To)
		if o.By != e.Agent {
			c.mention(o.By)
		}
	}
	c.Offered = nil
}

// firstIs notes the first agent who has the case, once and for all.
func (c *Case) firstIs(login string) {
	if c.First == "" {
		c.First = login
	}
}

// queued is where an open case stands: with its owner, or waiting for one.
func (c *Case) queued() dialog.Status {
	if c.Owner != "" {
		return dialog.InProgress
	}
	return dialog.Unclaimed
}

// said counts a word and follows what an agent's word means: the case is theirs
// if it was nobody's, and is being worked on unless it is closed (the words that
// go with closing come after it).
func (c *Case) said(e Event) {
	c.LastText, c.LastBy, c.LastAt, c.Unsaid = e.Text, e.By, e.At, false
	if e.By == dialog.ByResident {
		c.HeardSeq = e.Seq
	}
	if e.Pin != nil {
		c.Pin = e.Pin
		if e.Text == "" {
			c.LastText = e.Pin.Label
		}
	}
	if e.Kind == dialog.ChangeEdited {
		return
	}
	switch e.By {
	case dialog.ByResident:
		c.FromResident++
		c.Media += len(e.Media)
		if c.WaitingSince.IsZero() {
			c.WaitingSince = e.At
		}
	case dialog.ByBot:
		c.FromBot++
	case dialog.ByAgent:
		c.FromAgent++
		c.Owed = false
		if c.Held != nil && !c.Held.At.Equal(e.At) { // else these are the words before, which it let go
			c.Held = nil
		}
		c.WaitingSince, c.BackAt, c.Answered = time.Time{}, time.Time{}, true
		if c.Status == dialog.Resolved || c.Status == dialog.Archived {
			return
		}
		if c.Owner == "" {
			c.Owner = e.Agent
		}
		c.firstIs(c.Owner)
		if !e.At.Equal(c.AsideAt) { // else it is the question the case was put aside with
			c.stand(dialog.InProgress)
		}
	}
}

// stand puts the case where it stands now; what it waited for is over.
func (c *Case) stand(s dialog.Status) {
	c.Status, c.WaitsFor = s, ""
	c.Until, c.AsideAt, c.BackAt = time.Time{}, time.Time{}, time.Time{}
}

// mention adds the logins a note names, which are separated by commas.
func (c *Case) mention(logins string) {
	for login := range strings.SplitSeq(logins, ",") {
		if login != "" && !slices.Contains(c.Mentioned, login) {
			c.Mentioned = append(slices.Clip(c.Mentioned), login)
		}
	}
}

// answersMention takes off who has done something here since.
func (c *Case) answersMention(login string) {
	if slices.Contains(c.Mentioned, login) {
		c.Mentioned = slices.DeleteFunc(slices.Clone(c.Mentioned), func(l string) bool { return l == login })
	}
}

// slot sets a fact, or takes it away when the event has neither value nor note.
func (c *Case) slot(e Event) {
	facts := maps.Clone(c.Facts)
	if e.Value == "" && e.Note == "" {
		delete(facts, e.Slot)
	} else {
		if facts == nil {
			facts = map[string]Fact{}
		}
		facts[e.Slot] = Fact{Value: e.Value, Raw: e.Raw, State: e.Note}
	}
	c.Facts = facts
}

func (c *Case) reach(what string) {
	switch what {
	case "stopped":
		c.Stopped = true
	case "started":
		c.Stopped = false
	case "blocked":
		c.Blocked = true
	case "unblocked":
		c.Blocked = false
	}
}

// receipt keeps the list of what did not arrive. A failure told after a delivery
// is not looked for here: Clerk.LateReceipt keeps it out of the book.
func (c *Case) receipt(e Event) {
	lost := e.Receipt == Failed || e.Receipt == Expired
	known := slices.Contains(c.Undelivered, e.Message)
	switch {
	case lost && !known:
		c.Undelivered = append(slices.Clip(c.Undelivered), e.Message)
	case known && (later(Failed, e.Receipt) || sentAgain(e)):
		c.Undelivered = slices.DeleteFunc(slices.Clone(c.Undelivered), func(m string) bool { return m == e.Message })
	}
}
