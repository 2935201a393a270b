package sqlite

import (
	"fmt"
	"strconv"
	"strings"

	"frontdoor/handoff/casebook"
)

// settle finishes leased things or puts them off. A token that names no lease
// any more matches no row.
func (p *prepared) settle(w *writer) error {
	messages := false
	for _, s := range p.Settled {
		var err error
		switch s.Kind {
		case casebook.DueMessage:
			messages, err = true, p.settleMessage(w, s)
		case casebook.DueWake:
			err = p.settleWake(w, s)
		case casebook.DueLetter:
			err = p.settleLetter(w, s)
		default:
			err = fmt.Errorf("%w: there is no kind %q", casebook.ErrMalformed, s.Kind)
		}
		if err != nil {
			return fmt.Errorf("settle: %w", err)
		}
	}
	if messages {
		return w.dequeue(p.Address)
	}
	return nil
}

func (p *prepared) settleMessage(w *writer, s casebook.Settled) error {
	n, ok := leased(s.Token)
	switch {
	case !ok:
		return nil
	case s.Again.IsZero():
		return w.exec("DELETE FROM outbox WHERE n = ? AND address = ? AND token = ?", n, p.Address, s.Token)
	}
	again := micros(s.Again)
	return w.exec("UPDATE outbox SET busy_until = ?, due_at = ?, token = '', attempts = attempts + 1 WHERE n = ? AND address = ? AND token = ?",
		again, again, n, p.Address, s.Token)
}

func (p *prepared) settleLetter(w *writer, s casebook.Settled) error {
	n, ok := leased(s.Token)
	switch {
	case !ok:
		return nil
	case s.Again.IsZero():
		return w.exec("DELETE FROM letters WHERE n = ? AND address = ? AND token = ?", n, p.Address, s.Token)
	}
	again := micros(s.Again)
	return w.exec("UPDATE letters SET ready_at = ?, due_at = ?, token = '', attempts = attempts + 1 WHERE n = ? AND address = ? AND token = ?",
		again, again, n, p.Address, s.Token)
}

func (p *prepared) settleWake(w *writer, s casebook.Settled) error {
	if _, ok := leased(s.Token); !ok {
		return nil
	}
	if s.Again.IsZero() {
		return w.exec("UPDATE talks SET wake_at = NULL, wake_ready = NULL, wake_token = '', wake_attempts = 0 WHERE address = ? AND wake_token = ?",
			p.Address, s.Token)
	}
	again := micros(s.Again)
	return w.exec("UPDATE talks SET wake_at = ?, wake_ready = ?, wake_token = '', wake_attempts = wake_attempts + 1 WHERE address = ? AND wake_token = ?",
		again, again, p.Address, s.Token)
}

// leased gives the row a token is of; false for what is no token, so that an
// empty one never matches the rows that are under no lease.
func leased(token string) (int64, bool) {
	number, random, ok := strings.Cut(token, ".")
	n, err := strconv.ParseInt(number, 10, 64)
	return n, ok && err == nil && random != ""
}
