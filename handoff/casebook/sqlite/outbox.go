package sqlite

import (
	"cmp"
	"context"
	"database/sql"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// leaseMessages takes the next message of each address whose time has come.
func leaseMessages(w *writer, now, until int64, max int) ([]casebook.Due, error) {
	queues, err := w.ready(now, max)
	if err != nil {
		return nil, err
	}
	var dues []casebook.Due
	for _, q := range queues {
		lanes := lanesOf(q.messages)
		due, ok, err := leaseMessage(w, q, &lanes, now, until)
		if err != nil {
			return nil, err
		}
		if ok {
			dues = append(dues, due)
		}
		if err := w.putQueue(q.address, lanes); err != nil {
			return nil, err
		}
	}
	return dues, nil
}

// queue is an address with its messages, oldest first. There are few: while one is in
// work the others wait.
type queue struct {
	address  dialog.Address
	messages []waiting
	words    []byte // of the oldest
}

// waiting is a message of an address' outbox, without its words.
type waiting struct {
	n, notBefore, dueAt, busyUntil int64
	safety                         bool
	attempts                       int
}

// ready gives the addresses whose time has come, those first whose oldest message is
// oldest. The oldest message is mostly the one that goes.
func (w *writer) ready(now int64, max int) (all []queue, err error) {
	err = w.each(`SELECT q.address, o.n, o.safety, o.not_before, o.due_at, o.busy_until, o.attempts, CASE WHEN o.n = q.oldest THEN o.message END
		FROM (SELECT address, oldest FROM queues WHERE ready_at <= ? ORDER BY oldest LIMIT ?) q
		CROSS JOIN outbox o ON o.address = q.address ORDER BY q.oldest, o.n`, func(rows *sql.Rows) error {
		var a dialog.Address
		var m waiting
		var words []byte
		err := rows.Scan(&a, &m.n, &m.safety, &m.notBefore, &m.dueAt, &m.busyUntil, &m.attempts, &words)
		if len(all) == 0 || all[len(all)-1].address != a {
			all = append(all, queue{address: a, words: words})
		}
		last := &all[len(all)-1]
		last.messages = append(last.messages, m)
		return err
	}, now, max)
	return all, err
}

// leaseMessage takes the oldest message of the safety lane if that lane is free,
// else of the other, and notes in the lanes that it is in work.
func leaseMessage(w *writer, q queue, l *lanes, now, until int64) (due casebook.Due, ok bool, err error) {
	at, some := l.nextSafety()
	safety := some && at <= now
	if at, some := l.nextPlain(); !safety && !(some && at <= now) {
		return due, false, nil
	}
	for i, m := range q.messages {
		if m.safety != safety || m.notBefore > now {
			continue
		}
		words := q.words
		if i > 0 {
			if err := w.row("SELECT message FROM outbox WHERE n = ?", m.n).Scan(&words); err != nil {
				return due, false, err
			}
		}
		due = casebook.Due{Kind: casebook.DueMessage, Attempts: m.attempts, At: moment(m.dueAt), Token: token(m.n)}
		if due.Message, err = w.fresh.Outgoing(context.Background(), words); err != nil {
			return due, false, err
		}
		due.Address = cmp.Or(due.Message.To, q.address)
		l.busy(safety, until)
		return due, true, w.exec("UPDATE outbox SET busy_until = ?, token = ? WHERE n = ?", until, due.Token, m.n)
	}
	return due, false, nil
}

// waiting gives the messages of an address, oldest first.
func (w *writer) waiting(a dialog.Address) (all []waiting, err error) {
	err = w.each("SELECT n, safety, not_before, due_at, busy_until, attempts FROM outbox WHERE address = ? ORDER BY n", func(rows *sql.Rows) error {
		var m waiting
		err := rows.Scan(&m.n, &m.safety, &m.notBefore, &m.dueAt, &m.busyUntil, &m.attempts)
		all = append(all, m)
		return err
	}, a)
	return all, err
}

// lanes is what decides when an address' next message may go. A message in work
// or put off holds up its lane until then, one of the safety lane both.
type lanes struct {
	safety, plain       lane
	safetyBusy, anyBusy int64 // until then; 0 for nothing in work
}

// lane is a row of messages, if there are any.
type lane struct {
	some   bool
	ready  int64 // the first moment it has anything
	oldest int64 // n of the oldest message
}

func lanesOf(waiting []waiting) (l lanes) {
	for _, m := range waiting {
		of := &l.plain
		if m.safety {
			of = &l.safety
		}
		if !of.some {
			*of = lane{true, m.notBefore, m.n}
		}
		of.ready, of.oldest = min(of.ready, m.notBefore), min(of.oldest, m.n)
		l.busy(m.safety, m.busyUntil)
	}
	return l
}

// busy notes that a message of a lane is in work until then.
func (l *lanes) busy(safety bool, until int64) {
	if l.anyBusy = max(l.anyBusy, until); safety {
		l.safetyBusy = max(l.safetyBusy, until)
	}
}

// nextSafety is when the safety lane has a message to hand out.
func (l lanes) nextSafety() (int64, bool) { return max(l.safety.ready, l.safetyBusy), l.safety.some }

// nextPlain is when the other lane has.
func (l lanes) nextPlain() (int64, bool) { return max(l.plain.ready, l.anyBusy), l.plain.some }

// refreshQueue writes down when the address' next message may go.
func (w *writer) refreshQueue(a dialog.Address) error {
	waiting, err := w.waiting(a)
	if err != nil {
		return err
	}
	return w.putQueue(a, lanesOf(waiting))
}

func (w *writer) putQueue(a dialog.Address, l lanes) error {
	safety, hasSafety := l.nextSafety()
	ready, oldest := safety, l.safety.oldest
	switch plain, hasPlain := l.nextPlain(); {
	case !hasSafety && !hasPlain:
		return w.exec("DELETE FROM queues WHERE address = ?", a)
	case !hasSafety:
		ready, oldest = plain, l.plain.oldest
	case hasPlain:
		ready, oldest = min(ready, plain), min(oldest, l.plain.oldest)
	}
	there, err := w.hit("UPDATE queues SET ready_at = ?, oldest = ? WHERE address = ?", ready, oldest, a)
	if there || err != nil {
		return err
	}
	return w.exec("INSERT INTO queues (address, ready_at, oldest) VALUES (?, ?, ?)", a, ready, oldest)
}

// enqueue writes down that an address has more messages, the oldest of them with
// number first. Mostly they are its only ones, or something of it may go as soon as they
// may, and nothing has to be looked up: while the deliverer is behind, an address is not
// read through with every message that joins its queue.
func (w *writer) enqueue(a dialog.Address, ready, first int64) error {
	alone, err := w.hit("INSERT INTO queues (address, ready_at, oldest) VALUES (?, ?, ?) ON CONFLICT (address) DO NOTHING", a, ready, first)
	if alone || err != nil {
		return err
	}
	var soonest int64
	if err := w.row("SELECT ready_at FROM queues WHERE address = ?", a).Scan(&soonest); err != nil || soonest <= ready {
		return err
	}
	return w.refreshQueue(a)
}

// dequeue writes down that messages of an address are settled, mostly its last.
func (w *writer) dequeue(a dialog.Address) error {
	empty, err := w.hit("DELETE FROM queues WHERE address = ?1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE address = ?1)", a)
	if empty || err != nil {
		return err
	}
	return w.refreshQueue(a)
}
