package handoff

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// place is where a case stands in every list. First an alarm nobody has answered,
// then the urgent, then the other open ones, those last that an agent said can wait; what
// an agent sets outweighs what the bot found. Of each of these: those somebody
// waits for by the promised reply, the soonest first, and without a promise by how
// long they wait; then those where nobody waits. Closed cases come after all, the
// latest closed first. It is made of the case alone, never of the time of day, so a
// list asked for twice is the same.
type place struct {
	Rank  int           `json:"r"`
	Due   int64         `json:"d"` // unix milliseconds
	Since int64         `json:"s"` // unix milliseconds
	Case  dialog.CaseID `json:"c"`
}

// The ranks of place.
const (
	beforeAll  = iota - 2
	rankNewest // orders by Since alone
	rankAlarm
	rankUrgent
	rankOpen
	rankLow // an agent said that it can wait
	rankClosed
	afterAll
)

func placeOf(c *casebook.Case) place {
	p := place{Rank: rankOpen, Due: math.MaxInt64, Since: math.MaxInt64, Case: c.ID}
	switch {
	case closed(*c):
		p.Rank, p.Since = rankClosed, -c.ClosedAt.UnixMilli()
		return p
	case c.Alarm():
		p.Rank = rankAlarm
	case c.Priority == "low":
		p.Rank = rankLow
	case c.Priority == "high", c.Urgent && c.Priority != "normal":
		p.Rank = rankUrgent
	}
	since := c.WaitingSince
	if since.IsZero() {
		since = c.BackAt // it came back to its owner
	}
	if since.IsZero() && c.StepDue {
		since = c.StepBy // it was to be done by then
	}
	if since.IsZero() && c.Owner == "" {
		since = c.StartedAt // nobody's, so it waits, whoever spoke last
	}
	if since.IsZero() {
		return p
	}
	p.Since = since.UnixMilli()
	if !c.Due.IsZero() {
		p.Due = c.Due.UnixMilli()
	}
	return p
}

// newestPlaceOf is where a case stands in the lists that begin with the newest.
func newestPlaceOf(c *casebook.Case) place {
	return place{Rank: rankNewest, Since: -c.StartedAt.UnixMilli(), Case: c.ID}
}

func comparePlaces(a, b *place) int {
	return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Due, b.Due),
		cmp.Compare(a.Since, b.Since), strings.Compare(string(a.Case), string(b.Case)))
}

// after writes a place as Page.Next.
func (p place) after() string {
	b, err := json.Marshal(p)
	if err != nil { // four plain fields always marshal
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseAfter reads Query.After.
func parseAfter(s string) (place, error) {
	var p place
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &p)
	}
	if err != nil || p.Case == "" {
		return place{}, &Mistake{Code: "after_unknown", Field: "after", What: "after is not a place in this list",
			Why: "it must be the next of an earlier page", Do: "begin again without after"}
	}
	return p, nil
}

// closed is true for what needs nobody any more.
func closed(c casebook.Case) bool {
	return c.Status == dialog.Resolved || c.Status == dialog.Archived
}

// Visible says whether every agent sees a case: all but those still being collected,
// and of these the abandoned and the ones an alert or a flag calls a person to. A
// draft the resident took back stays away unless somebody was alerted by it.
func Visible(c casebook.Case) bool {
	switch {
	case c.Status != dialog.Collecting, !c.AlertedAt.IsZero():
		return true
	case c.Dropped:
		return false
	}
	return c.Abandoned || slices.ContainsFunc(c.Flags, callsPerson)
}

// Sees says whether this agent may read and work on a case.
func (a Agent) Sees(c casebook.Case) bool { return a.seesAt(&c, a.Rules.Place(c)) }

// seesAt is Sees for a case whose place is known already.
func (a Agent) seesAt(c *casebook.Case, p Place) bool {
	if c.Dropped && LevelOf(*c) == Anonymous && c.AlertedAt.IsZero() {
		return false // it was filed without its sender; what it was told as would say who that is
	}
	return (a.Role.Supervises() || Visible(*c)) && a.Rules.sees(a, c, p)
}

// callsPerson is false for the flags that only describe a case, such as on_behalf.
func callsPerson(f dialog.Flag) bool {
	switch f {
	case dialog.FlagEmergency, dialog.FlagSuicideRisk, dialog.FlagDomesticViolence,
		dialog.FlagMinor, dialog.FlagHuman, dialog.FlagStop:
		return true
	}
	return false
}
