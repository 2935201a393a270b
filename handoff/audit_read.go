package handoff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// AuditQuery asks for entries, the latest first; empty fields mean all.
type AuditQuery struct {
	Who   string
	Deed  Deed
	About string
	// From and Until are the moments between which it was done; zero for any.
	From, Until time.Time
	// Before is the number of the last entry of the page before; 0 for the first page.
	Before int
	Max    int
}

// clocksDiffer is how far the clocks of several servers that write one record are apart at most.
const clocksDiffer = time.Hour

// List gives entries, the latest first.
func (a *Audit) List(ctx context.Context, q AuditQuery) ([]Entry, error) {
	last, _, err := a.tip(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the audit record: %w", err)
	}
	from := last.N + 1 // one more than it knows of may be there
	if q.Before > 0 {
		from = min(from, q.Before-1)
	}
	var all []Entry
	for part := from / auditPart; part >= 0 && from > 0; part-- {
		found, err := a.part(ctx, part)
		if err != nil {
			return nil, err
		}
		for n := min(from, (part+1)*auditPart-1); n >= max(1, part*auditPart); n-- {
			e, ok := found[n]
			if ok && e.At.Before(q.From.Add(-clocksDiffer)) && !q.From.IsZero() {
				return all, nil // what is before is older still
			}
			if !ok || !q.From.IsZero() && e.At.Before(q.From) || !q.Until.IsZero() && !e.At.Before(q.Until) || q.Who != "" && q.Who != e.Who || q.Deed != "" && q.Deed != e.Deed || q.About != "" && q.About != e.About {
				continue
			}
			if all = append(all, e.Entry); len(all) == q.Max {
				return all, nil
			}
		}
	}
	return all, nil
}

// keptEntry is an entry as it lies there; unread says why it cannot be read.
type keptEntry struct {
	Entry
	unread error
}

// part gives the entries of a part by their number.
func (a *Audit) part(ctx context.Context, part int) (map[int]keptEntry, error) {
	records, err := a.shelf.List(ctx, kindAudit(part*auditPart))
	if err != nil {
		return nil, fmt.Errorf("read the audit record: %w", err)
	}
	all := make(map[int]keptEntry, len(records))
	for _, r := range records {
		n, e := 0, keptEntry{}
		if _, err := fmt.Sscanf(r.Key, "%d", &n); err != nil {
			continue // none of ours
		}
		e.unread = json.Unmarshal(r.Value, &e.Entry)
		e.Hash = hashOf(r.Value)
		all[n] = e
	}
	return all, nil
}

// Verdict is what Verify found. Last and Hash are its seal: noted elsewhere, it tells
// whether the record was written anew.
type Verdict struct {
	Entries int // that there are
	Last    int
	Hash    string
	Wrong   []Wrong // in order, at most wrongMost; none where all is as it was written
}

// Wrong is a place where the record was tampered with.
type Wrong struct {
	N   int
	Why string
}

func (w Wrong) String() string { return fmt.Sprintf("entry %d %s", w.N, w.Why) }

const wrongMost = 20

// Verify reads the whole record. seals are hashes noted earlier, by the number of their entry.
func (a *Audit) Verify(ctx context.Context, seals map[int]string) (Verdict, error) {
	v := Verdict{}
	last, _, err := a.tip(ctx)
	if errors.Is(err, errTip) {
		v.Wrong = append(v.Wrong, Wrong{0, "cannot be: the note of the last entry was changed"})
	} else if err != nil {
		return v, fmt.Errorf("read the audit record: %w", err)
	}
	say := func(n int, why string) {
		if len(v.Wrong) < wrongMost {
			v.Wrong = append(v.Wrong, Wrong{n, why})
		}
	}
	before, known := "", true // what the next entry must say; known is false behind a gap
	for part := 0; ; part++ {
		found, err := a.part(ctx, part)
		if err != nil {
			return v, err
		}
		if len(found) == 0 && part*auditPart > last.N {
			break
		}
		for n := max(1, part*auditPart); n < (part+1)*auditPart; n++ {
			e, ok := found[n]
			if !ok {
				if n <= last.N {
					say(n, "is missing")
					before, known = "", false
				}
				continue
			}
			switch {
			case e.unread != nil || e.N != n:
				say(n, "was changed: it is not the entry that belongs there")
			case known && e.Before != before && n > 1:
				say(n, "does not follow the one before: that one or this one was changed")
			case n > last.N+1 && last.N > 0:
				say(n, "stands behind the last one")
			}
			if n == last.N && e.Hash != last.Hash {
				say(n, "was changed: it is not the one noted as the last")
			}
			if seal, noted := seals[n]; noted && seal != e.Hash {
				say(n, "is not the one whose seal was noted")
			}
			v.Entries++
			v.Last, v.Hash, before, known = n, e.Hash, e.Hash, true
		}
	}
	for n := range seals {
		if n < 1 || n > v.Last {
			say(n, "is missing, but its seal was noted")
		}
	}
	return v, nil
}
