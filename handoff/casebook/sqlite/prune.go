package sqlite

import (
	"time"

	"frontdoor/handoff/casebook"
)

// How long message keys and commit ids are remembered; how often the old end is
// looked at, in the time of the commits; how much is cut off at once.
const (
	remembered = casebook.KeyLife
	pruneEvery = time.Minute
	pruneSize  = 256
)

// prune cuts commits off the old end of what is remembered, a bounded piece for
// each group. A commit that was told a time in the future keeps those after it a
// little longer; nothing is forgotten early.
func (w *writer) prune() error {
	if w.latest-w.pruned < pruneEvery.Microseconds() {
		return nil
	}
	s, err := w.stmt("SELECT n, at FROM commits ORDER BY n LIMIT ?")
	if err != nil {
		return err
	}
	rows, err := s.Query(pruneSize)
	if err != nil {
		return err
	}
	old, count := int64(0), 0
	for rows.Next() {
		var n, at int64
		if err := rows.Scan(&n, &at); err != nil {
			return err
		}
		if at >= w.latest-remembered.Microseconds() {
			break
		}
		old, count = n, count+1
	}
	if err := rows.Close(); err != nil {
		return err
	}
	if count > 0 {
		if err := w.exec("DELETE FROM commits WHERE n <= ?", old); err != nil {
			return err
		}
	}
	if count == pruneSize {
		return nil // there may be more: go on with the next group
	}
	w.pruned = w.latest
	return w.exec("DELETE FROM shelf WHERE expires <= ?", time.Now().UnixMicro())
}
