package talk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/town"
	"frontdoor/dialog/understand"
)

// MayErase treats a resident's wish that everything be deleted, in any state of the talk
// but while they are in danger: that is looked at first. True when it answered.
func (t *Talk) MayErase(cmd understand.Command) bool {
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
			t.Tell(t.Phrase("erase_kept", nil))
			return true
		case cmd != understand.Erase: // they speak of something else
			t.State.Asking = nil
			return false
		}
	}
	if cmd != understand.Erase || t.agentHasTheWord() && !hear.WholeKeyword(t.Text) {
		return false
	}
	t.FlushQuietly()
	m := t.Matter()
	if m == nil {
		if m = t.Begin(); m == nil {
			return false
		}
	}
	if t.Home == "" {
		t.Home = m.ID
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
	}, t.Text)
	return slices.Contains(sureToErase, said) || slices.ContainsFunc(q.Choices, func(c dialog.Choice) bool { return c.Value == "yes" && strings.EqualFold(c.Label, said) })
}

// saysErase reads the answer to the question; only a clear yes deletes.
func (t *Talk) saysErase(q *dialog.Question) (yes, no bool) {
	value := t.In.Choice
	if i := hear.Offered(q.Choices, value); value != "" && i >= 0 {
		value = q.Choices[i].Value
	} else if i := hear.PickOne(t.Text, q.Choices); value == "" && i >= 0 {
		value = q.Choices[i].Value
	} else if t.insists(q) {
		value = "yes"
	} else {
		switch understand.YesNo(t.Text) {
		case understand.Yes:
			value = "yes"
		case understand.No:
			value = "no"
		}
	}
	return value == "yes", value == "no"
}

func (t *Talk) agentHasTheWord() bool {
	m := t.Matter()
	return m != nil && m.Owner != "" && m.Status != dialog.Resolved && m.Status != dialog.Archived
}

// eraseAll takes everything back that a resident ever told here, but what is held by law.
// The cases leave the talk; that they were erased is an event of each, and whoever keeps
// something of them follows it.
func (t *Talk) eraseAll(by dialog.By, why string) {
	t.State.Asking = nil
	threads, days := t.EraseSides()
	for _, m := range t.State.UnderHold { // erased before
		days = append(days, t.SignedUntil(m.Table).Format(time.DateOnly))
	}
	var kept []dialog.Matter
	said := []string{t.Phrase("erased", nil)}
	held := func(id dialog.CaseID, until time.Time) {
		said = append(said, t.Phrase("erase_held", phrases.Vars{"case": string(id), "day": until.Format(time.DateOnly)}))
	}
	for _, s := range t.State.Sides {
		held(s.Thread, s.Held)
	}
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		if until := t.HeldUntil(m); !until.IsZero() {
			kept = append(kept, *m)
			held(m.ID, until)
			continue
		}
		if until := t.eraseSigned(m, by, why); until != "" {
			days = append(days, until)
		}
	}
	if len(days) > 0 {
		said = append(said, t.HeldFor(slices.Max(days)))
	}
	for _, id := range threads { // what was told to a table of somebody else
		t.Change(dialog.Change{Case: id, Kind: dialog.ChangeErased, By: by, Value: why})
	}
	t.nextLife(kept)
	t.Lead = nil
	text := strings.Join(said, "\n")
	t.ShowFleeting(text, say.FleetingLife) // the case that holds it has no words any more
	t.Tell(text)
}

// eraseCase ends a case that still goes on, and erases it, but what is held by law until a
// moment; zero where nothing is.
func (t *Talk) eraseCase(m *dialog.Matter, by dialog.By, why string, held time.Time) {
	switch m.Status {
	case dialog.Collecting:
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeDropped, By: by})
	case dialog.Resolved, dialog.Archived:
	default:
		outcome := dialog.Withdrawn
		if !held.IsZero() { // it was settled
			outcome = dialog.Solved
		}
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeClosed, By: by, Outcome: outcome})
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeErased, By: by, Value: why, Slot: t.stationOf(m), Until: held})
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
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: fmt.Sprintf("erase:%d", t.State.Life), To: t.In.From, Kind: dialog.LetterErase, At: t.In.At})
}

// EraseByRule erases one closed case when its time has come, or because whoever looks after
// the town says so. The rest of the talk goes on. What a side told at somebody else's table
// is not taken from under it while they sit there: that goes when they ask for it themselves.
// What was signed is kept its time, of age alone the whole case with it.
func (t *Talk) EraseByRule(m *dialog.Matter, c dialog.Change) {
	closed := m.Status == dialog.Resolved || m.Status == dialog.Archived
	until := t.HeldUntil(m)
	if signed := t.SignedUntil(m.Table); c.Value == dialog.EraseOfAge && signed.After(until) {
		until = t.StillAhead(signed)
	}
	switch {
	case !until.IsZero():
		t.Turn.Refused = &dialog.KeptError{Case: m.ID, Until: until}
		return
	case !closed:
		t.Turn.Refused = dialog.ErrOpen
		return
	case m.Side != nil && m.Side.Case != m.ID || c.Value != dialog.EraseOfAge && c.Value != dialog.EraseByAdmin:
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	id := m.ID
	if held := t.eraseSigned(m, dialog.BySystem, c.Value); held != "" {
		defer t.TellHeld(id, c.Value, held)
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

// eraseSigned erases a case. Where something was signed in it, that stays under hold, and it
// says until which day; "" where nothing has to stay.
func (t *Talk) eraseSigned(m *dialog.Matter, by dialog.By, why string) string {
	end := t.StillAhead(t.SignedUntil(m.Table))
	if t.eraseCase(m, by, why, end); end.IsZero() {
		return ""
	}
	if m.Status != dialog.Resolved && m.Status != dialog.Archived {
		m.ClosedAt = t.In.At
	}
	asker := m.Table.Parties[0].ID
	kept := dialog.Matter{ID: m.ID, Status: dialog.Resolved, Category: m.Category, OpenedAt: m.OpenedAt, ClosedAt: m.ClosedAt, Owner: m.Owner, OwnerName: m.OwnerName}
	t.State.UnderHold = append(t.State.UnderHold, kept)
	held := &t.State.UnderHold[len(t.State.UnderHold)-1]
	stays := m.Table.UnderHold(asker)
	held.Table = m.Table
	t.FromSide(held, mediation.Act{Kind: mediation.Hold, By: mediation.Town, At: t.In.At, Party: asker, Table: &stays})
	return end.Format(time.DateOnly)
}

// HoldOver destroys what was under hold when its time is over; false where there is nothing.
func (t *Talk) HoldOver(id dialog.CaseID, c dialog.Change) bool {
	i := slices.IndexFunc(t.State.UnderHold, func(m dialog.Matter) bool { return m.ID == id })
	if i < 0 || c.Kind != dialog.ChangeErased || c.Value != dialog.EraseOfAge {
		return false
	}
	if until := t.StillAhead(t.SignedUntil(t.State.UnderHold[i].Table)); !until.IsZero() {
		t.Turn.Refused = &dialog.KeptError{Case: id, Until: until}
		return true
	}
	t.Change(dialog.Change{Case: id, Kind: dialog.ChangeErased, By: dialog.BySystem, Value: c.Value})
	t.State.UnderHold = slices.Delete(slices.Clone(t.State.UnderHold), i, i+1)
	if len(t.State.Matters) == 0 {
		t.nextLife(nil)
	}
	return true
}
