package watch

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"frontdoor/handoff"
)

// musterShare is how small a part of the time goes into asking who there is: a roster of
// thousands is read less often than one of ten.
const musterShare = 20

// Muster looks whether an agent came, went, or serves otherwise than a moment ago. The cases
// that wait for somebody, or that this agent has or is proposed, are then looked at now.
func (w *Watch) Muster(ctx context.Context, now time.Time) error {
	if w.Rules == nil || now.Before(w.musterAt) {
		return nil
	}
	began := time.Now()
	crew, err := w.Crew(ctx)
	if err != nil {
		return err
	}
	changed, err := w.changedSince(crew)
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		for _, c := range w.Board.Open() {
			waits := c.Owner == "" && c.Proposed == "" && !w.Rules.Backlog(c)
			if waits || changed[c.Owner] || c.Proposed != "" && changed[c.Proposed] {
				w.lookAt(c.ID, now)
			}
		}
	}
	w.musterAt = now.Add(max(pause/2, musterShare*time.Since(began)))
	return nil
}

// changedSince are the logins of those who are not as they were when it was asked last;
// nobody the first time.
func (w *Watch) changedSince(crew []handoff.Member) (map[string]bool, error) {
	now, changed := make(map[string]string, len(crew)), map[string]bool{}
	for _, m := range crew {
		as, err := json.Marshal([]any{m.Role, m.Service, m.Disabled, m.Away, m.Name})
		if err != nil {
			return nil, fmt.Errorf("compare agent %s: %w", m.Login, err)
		}
		if now[m.Login] = string(as); w.crew != nil && w.crew[m.Login] != string(as) {
			changed[m.Login] = true
		}
	}
	for login := range w.crew {
		if _, here := now[login]; !here {
			changed[login] = true
		}
	}
	w.crew = now
	return changed, nil
}
