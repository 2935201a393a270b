package script

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/town"
	"frontdoor/dialog/understand"
)

// holdYears is how long a record must be kept where somebody spoke of ending their life or
// a child may be in need (TOWN.md): nobody's wish shortens that.
const holdYears = 3

// mayErase treats a resident's wish that everything be deleted, in any state of the talk
// but while they are in danger: that is looked at first. True when it answered.
func (t *Talk) mayErase(cmd understand.Command) bool {
	q := t.State.Asking
	asked := q != nil && q.Asks == dialog.AskConfirm && q.About == dialog.AboutErase
	if asked {
		yes, no := t.saysErase(q)
		if cmd == understand.Erase { // the wish once more, which may be impatience
			yes, no = t.insists(q), false
		}
		switch {
		case yes:
			t.eraseAll(dialog.ByResident, dialog.EraseAsked)
			return true
		case no:
			t.State.Asking = nil
			t.tell(t.phrase("erase_kept", nil))
			return true
		case cmd != understand.Erase: // they speak of something else
			t.State.Asking = nil
			return false
		}
	}
	if cmd != understand.Erase || t.agentHasTheWord() && !hear.WholeKeyword(t.text) {
		return false
	}
	t.flushQuietly()
	m := t.matter()
	if m == nil {
		if m = t.begin(); m == nil {
			return false
		}
	}
	if t.home == "" {
		t.home = m.ID
	}
	open, all := 0, 0
	for i := range t.State.Matters {
		if s := t.State.Matters[i].Status; s != dialog.Collecting {
			all++
			if s != dialog.Resolved && s != dialog.Archived {
				open++
			}
		}
	}
	phrase := "erase_ask"
	if open > 0 {
		phrase = "erase_ask_open"
	}
	t.confirm(m, phrase, dialog.AboutErase, phrases.Vars{"count": strconv.Itoa(all), "open": strconv.Itoa(open)})
	return true
}

// sureToErase are answers that say the wish once more, and that it is meant.
var sureToErase = []string{"确认删除", "确定删除", "确定要删除", "是的删除", "对删除", "yesdelete", "yeserase", "confirmdelete", "deleteit"}

// insists says that the wish, said once more, answers the question whether it is meant.
func (t *Talk) insists(q *dialog.Question) bool {
	said := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, t.text)
	return slices.Contains(sureToErase, said) || slices.ContainsFunc(q.Choices, func(c dialog.Choice) bool { return c.Value == "yes" && strings.EqualFold(c.Label, said) })
}

// saysErase reads the answer to the question; only a clear yes deletes.
func (t *Talk) saysErase(q *dialog.Question) (yes, no bool) {
	value := t.in.Choice
	if i := hear.Offered(q.Choices, value); value != "" && i >= 0 {
		value = q.Choices[i].Value
	} else if i := hear.PickOne(t.text, q.Choices); value == "" && i >= 0 {
		value = q.Choices[i].Value
	} else if t.insists(q) {
		value = "yes"
	} else {
		switch understand.YesNo(t.text) {
		case understand.Yes:
			value = "yes"
		case understand.No:
			value = "no"
		}
	}
	return value == "yes", value == "no"
}

func (t *Talk) agentHasTheWord() bool {
	m := t.matter()
	return m != nil && m.Owner != "" && m.Status != dialog.Resolved && m.Status != dialog.Archived
}

// heldUntil is until when a case must be kept whole whatever its resident wishes; zero for
// not at all.
func (t *Host) heldUntil(m *dialog.Matter) time.Time {
	since := m.ClosedAt
	if since.IsZero() {
		since = t.Now
	}
	if !slices.Contains(m.Flags, dialog.FlagSuicideRisk) && !slices.Contains(m.Flags, dialog.FlagMinor) {
		return time.Time{}
	}
	return t.stillAhead(since.AddDate(holdYears, 0, 0).In(t.Town.Zone))
}

// stillAhead is a moment that is not over; zero for one that is.
func (t *Host) stillAhead(until time.Time) time.Time {
	if !until.After(t.Now) {
		return time.Time{}
	}
	return until
}

// eraseAll takes everything back that a resident ever told here, but what is held by law.
// The cases leave the talk; that they were erased is an event of each, and whoever keeps
// something of them follows it.
func (t *Talk) eraseAll(by dialog.By, why string) {
	t.State.Asking = nil
	threads, days := t.eraseSides()
	for _, m := range t.State.UnderHold { // erased before
		days = append(days, t.signedUntil(m.Table).Format(time.DateOnly))
	}
	var kept []dialog.Matter
	said := []string{t.phrase("erased", nil)}
	held := func(id dialog.CaseID, until time.Time) {
		said = append(said, t.phrase("erase_held", phrases.Vars{"case": string(id), "day": until.Format(time.DateOnly)}))
	}
	for _, s := range t.State.Sides {
		held(s.Thread, s.Held)
	}
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		if until := t.heldUntil(m); !until.IsZero() {
			kept = append(kept, *m)
			held(m.ID, until)
			continue
		}
		if until := t.eraseSigned(m, by, why); until != "" {
			days = append(days, until)
		}
	}
	if len(days) > 0 {
		said = append(said, t.heldFor(slices.Max(days)))
	}
	for _, id := range threads { // what was told to a table of somebody else
		t.change(dialog.Change{Case: id, Kind: dialog.ChangeErased, By: by, Value: why})
	}
	t.nextLife(kept)
	t.lead = nil
	text := strings.Join(said, "\n")
	t.showFleeting(text, fleetingLife) // the case that holds it has no words any more
	t.tell(text)
}

// eraseCase ends a case that still goes on, and erases it, but what is held by law until a
// moment; zero where nothing is.
func (t *Talk) eraseCase(m *dialog.Matter, by dialog.By, why string, held time.Time) {
	switch m.Status {
	case dialog.Collecting:
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeDropped, By: by})
	case dialog.Resolved, dialog.Archived:
	default:
		outcome := dialog.Withdrawn
		if !held.IsZero() { // it was settled
			outcome = dialog.Solved
		}
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeClosed, By: by, Outcome: outcome})
	}
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeErased, By: by, Value: why, Slot: t.stationOf(m), Until: held})
}

// stationOf is the station of the grid that a case lies in, which its figures need when
// the place is erased; "" where there is none, or several.
func (t *Talk) stationOf(m *dialog.Matter) string {
	return town.StationOf(town.Meant(t.gridsOf(m), m.Slots[dialog.GridSlot].Value))
}

// nextLife begins the talk anew with the matters that stay. What keeps residents from being
// written to, and the bot from going round in circles, goes on.
func (t *Talk) nextLife(kept []dialog.Matter) {
	s := t.State
	*t.State = dialog.State{V: s.V, Lang: s.Lang, Life: s.Life + 1, Stopped: s.Stopped, StoppedAt: s.StoppedAt, Blocked: s.Blocked, Gone: s.Gone,
		Greeted: s.Greeted, Notice: s.Notice, Spare: s.Spare, Matters: kept, Sent: s.Sent, MutedUntil: s.MutedUntil, CodesTried: s.CodesTried, Proofs: s.Proofs,
		MaskTold: s.MaskTold, Used: s.Used, LastAt: s.LastAt, Texts: s.Texts, Sides: s.Sides, UnderHold: s.UnderHold}
	if n := len(kept); n > 0 {
		t.State.Current = kept[n-1].ID
	}
	t.turn.Letters = append(t.turn.Letters, dialog.Letter{ID: fmt.Sprintf("erase:%d", t.State.Life), To: t.in.From, Kind: dialog.LetterErase, At: t.in.At})
}

// eraseByRule erases one closed case when its time has come, or because whoever looks after
// the town says so. The rest of the talk goes on. What a side told at somebody else's table
// is not taken from under it while they sit there: that goes when they ask for it themselves.
// What was signed is kept its time, of age alone the whole case with it.
func (t *Talk) eraseByRule(m *dialog.Matter, c dialog.Change) {
	closed := m.Status == dialog.Resolved || m.Status == dialog.Archived
	until := t.heldUntil(m)
	if signed := t.signedUntil(m.Table); c.Value == dialog.EraseOfAge && signed.After(until) {
		until = t.stillAhead(signed)
	}
	switch {
	case !until.IsZero():
		t.turn.Refused = &dialog.KeptError{Case: m.ID, Until: until}
		return
	case !closed:
		t.turn.Refused = dialog.ErrOpen
		return
	case m.Side != nil && m.Side.Case != m.ID || c.Value != dialog.EraseOfAge && c.Value != dialog.EraseByAdmin:
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	id := m.ID
	if held := t.eraseSigned(m, dialog.BySystem, c.Value); held != "" {
		defer t.tellHeld(id, c.Value, held)
	}
	var kept []dialog.Matter
	for _, other := range t.State.Matters {
		if other.ID != id {
			kept = append(kept, other)
		}
	}
	if len(kept) == 0 {
		t.nextLife(nil)
		return
	}
	asking := t.State.Asking
	t.State.Matters = kept
	if t.State.Current == id {
		t.State.Current = kept[len(kept)-1].ID
	}
	if asking != nil && asking.Case == id {
		t.State.Asking = nil
	}
}
