package talk

import (
	"strings"

	"frontdoor/dialog"
)

// HomeOf finds the case the words belong to, a new draft if there is none.
func (t *Talk) HomeOf(text string) dialog.CaseID {
	id, ok := t.Named(text)
	if !ok {
		id, ok = t.quoted()
	}
	if ok {
		t.State.Current = id
		return id
	}
	if m := t.Matter(); m != nil && !t.longClosed(m) {
		return m.ID
	}
	if d := t.Draft(); d != nil {
		t.State.Current = d.ID
		return d.ID
	}
	if n := len(t.State.Matters); n > 0 && t.State.Current == "" && !t.longClosed(&t.State.Matters[n-1]) {
		t.State.Current = t.State.Matters[n-1].ID
		return t.State.Current
	}
	if m := t.Begin(); m != nil {
		return m.ID
	}
	return t.State.Current
}

// longClosed says that a case was closed so long ago that words are about something new.
func (t *Talk) longClosed(m *dialog.Matter) bool {
	return (m.Status == dialog.Resolved || m.Status == dialog.Archived) && t.Now.Sub(m.ClosedAt) > t.Settings.Pauses.Reopen
}

// quoted finds the one case of the resident's whose number stands in the message that is
// answered; a list of several says nothing.
func (t *Talk) quoted() (found dialog.CaseID, ok bool) {
	if t.In.Quote == "" {
		return "", false
	}
	upper := strings.ToUpper(t.In.Quote)
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
