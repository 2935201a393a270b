package handoff

import (
	"context"
	"strings"
	"sync"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// NumberShown is how long a number stays uncovered for who had it uncovered.
const NumberShown = time.Hour

// looks remembers what was recorded in this hour, so that a page drawn again costs no
// write; the book itself takes each once, whatever is forgotten here.
type looks struct {
	mu   sync.Mutex
	hour int64
	told map[string]bool
}

func (l *looks) first(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if hour := now.Unix() / 3600; hour != l.hour || l.told == nil {
		l.hour, l.told = hour, map[string]bool{}
	}
	if l.told[key] {
		return false
	}
	l.told[key] = true
	return true
}

func (l *looks) forget(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.told, key)
}

// Looked records that an agent looks at a case (casebook.ViewedCase) or has its number
// uncovered (casebook.ViewedNumber), once an hour.
func (d *Desk) Looked(ctx context.Context, agent Agent, c casebook.Case, what string, now time.Time) error {
	key := string(c.ID) + " " + agent.Login + " " + what
	if !d.looks.first(key, now) {
		return nil
	}
	deed := DeedLooked
	more := ""
	switch what {
	case casebook.ViewedNumber:
		deed = DeedRevealed
	case casebook.ViewedPaper:
		deed, more = DeedRevealed, what
	}
	err := d.audit.Note(ActingAs(ctx, agent.Login), deed, string(c.ID), more)
	if err == nil {
		err = d.clerk.Looked(ctx, c, agent.Login, what)
	}
	if err != nil {
		d.looks.forget(key)
	}
	return err
}

// Searched notes that an agent searches, for the same words once an hour; where says in
// what. The words themselves may be personal and are not noted.
func (d *Desk) Searched(ctx context.Context, agent Agent, words, where string, now time.Time) error {
	key := hashedKey(agent.Login + " " + where + " " + words)
	if !d.looks.first(key, now) {
		return nil
	}
	err := d.audit.Note(ActingAs(ctx, agent.Login), DeedSearched, "", where)
	if err != nil {
		d.looks.forget(key)
	}
	return err
}

// Exported notes that an agent takes data out: what says which.
func (d *Desk) Exported(ctx context.Context, agent Agent, about, what string) error {
	return d.audit.Note(ActingAs(ctx, agent.Login), DeedExported, about, what)
}

// NumberUncovered says whether an agent had the number of a case uncovered lately.
func NumberUncovered(events []casebook.Event, login string, now time.Time) bool {
	for i := len(events) - 1; i >= 0; i-- {
		if e := &events[i]; e.Kind == dialog.ChangeViewed && e.Value == casebook.ViewedNumber && e.Agent == login {
			return now.Sub(e.At) < NumberShown
		}
	}
	return false
}

// Covered leaves the beginning and the end of a phone number.
func Covered(phone string) string {
	plain := phone
	if len(plain) > 3 && plain[:3] == "+86" {
		plain = plain[3:]
	}
	if len(plain) < 8 {
		return plain
	}
	return plain[:3] + "****" + plain[len(plain)-4:]
}

// NumberOf is the number at which a case's resident is called; "" for none.
func NumberOf(c casebook.Case) string {
	if f := c.Facts["phone"]; f.State == "" && f.Value != "" {
		return f.Value
	}
	if c.Address.Channel() == dialog.SMS {
		return c.Address.Local()
	}
	return ""
}

// CoveredIn is a text in which a number stands only in part.
func CoveredIn(text, number string) string {
	if number == "" {
		return text
	}
	short := Covered(number)
	return strings.NewReplacer(number, short, strings.TrimPrefix(number, "+86"), short).Replace(text)
}
