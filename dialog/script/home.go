package script

import (
	"strings"

	"frontdoor/dialog"
)

// homeOf finds the case the words belong to, a new draft if there is none.
func (t *Talk) homeOf(text string) dialog.CaseID {
	id, ok := t.Named(text)
	if !ok {
		id, ok = t.quoted()
	}
	if ok {
		t.State.Current = id
		return id
	}
	if m := t.matter(); m != nil && !t.longClosed(m) {
		return m.ID
	}
	if d := t.draft(); d != nil {
		t.State.Current = d.ID
		return d.ID
	}
	if n := len(t.State.Matters); n > 0 && t.State.Current == "" && !t.longClosed(&t.State.Matters[n-1]) {
		t.State.Current = t.State.Matters[n-1].ID
		return t.State.Current
	}
	if m := t.begin(); m != nil {
		return m.ID
	}
	return t.State.Current
}

// longClosed says that a case was closed so long ago that words are about something new.
func (t *Talk) longClosed(m *dialog.Matter) bool {
	return (m.Status == dialog.Resolved || m.Status == dialog.Archived) && t.Now.Sub(m.ClosedAt) > t.settings.Pauses.Reopen
}

// quoted finds the one case of the resident's whose number stands in the message that is
// answered; a list of several says nothing.
func (t *Talk) quoted() (found dialog.CaseID, ok bool) {
	if t.in.Quote == "" {
		return "", false
	}
	upper := strings.ToUpper(t.in.Quote)
	for i := range t.State.Matters {
		if id := t.State.Matters[i].ID; strings.Contains(upper, strings.ToUpper(string(id))) {
			if ok {
				return "", false
			}
			found, ok = id, true
		}
	}
	return found, ok
}
