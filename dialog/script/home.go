package script

import (
	"strings"

	"frontdoor/dialog"
)

// homeOf finds the case the words belong to, a new draft if there is none.
func (t *scene) homeOf(text string) dialog.CaseID {
	id, ok := t.named(text)
	if !ok {
		id, ok = t.quoted()
	}
	if ok {
		t.s.Current = id
		return id
	}
	if m := t.matter(); m != nil && !t.longClosed(m) {
		return m.ID
	}
	if d := t.draft(); d != nil {
		t.s.Current = d.ID
		return d.ID
	}
	if n := len(t.s.Matters); n > 0 && t.s.Current == "" && !t.longClosed(&t.s.Matters[n-1]) {
		t.s.Current = t.s.Matters[n-1].ID
		return t.s.Current
	}
	if m := t.begin(); m != nil {
		return m.ID
	}
	return t.s.Current
}

// longClosed says that a case was closed so long ago that words are about something new.
func (t *scene) longClosed(m *dialog.Matter) bool {
	return (m.Status == dialog.Resolved || m.Status == dialog.Archived) && t.now.Sub(m.ClosedAt) > t.script.Pauses.Reopen
}

// quoted finds the one case of the resident's whose number stands in the message that is
// answered; a list of several says nothing.
func (t *scene) quoted() (found dialog.CaseID, ok bool) {
	if t.in.Quote == "" {
		return "", false
	}
	upper := strings.ToUpper(t.in.Quote)
	for i := range t.s.Matters {
		if id := t.s.Matters[i].ID; strings.Contains(upper, strings.ToUpper(string(id))) {
			if ok {
				return "", false
			}
			found, ok = id, true
		}
	}
	return found, ok
}

// named finds one of the resident's own case numbers in the words.
func (t *Listener) named(text string) (dialog.CaseID, bool) {
	upper := strings.ToUpper(text)
	for i := range t.s.Matters {
		if strings.Contains(upper, strings.ToUpper(string(t.s.Matters[i].ID))) {
			return t.s.Matters[i].ID, true
		}
	}
	if id, ok := dialog.ParseCaseID(t.Town.Prefix, text); ok && t.s.Matter(id) != nil {
		return id, true
	}
	return "", false
}
