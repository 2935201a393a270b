package redis

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// place is where a follower stands in one shard's feed: behind its n-th entry,
// which had this mark. The zero place is the beginning.
type place struct {
	n    int64
	mark string
}

// entry is one line of a shard's feed.
type entry struct {
	place
	shard int
	id    dialog.CaseID
	seq   int64
}

// places are where a follower stands in all shards.
type places [casebook.Shards]place

// Since reads on in every shard. First the ends of all feeds are asked for, in one
// go, then what is new, then the words: a follower at the end costs one round trip.
func (b *Book) Since(ctx context.Context, after casebook.Cursor, max int) ([]casebook.Event, casebook.Cursor, error) {
	at, err := b.parse(after)
	if err != nil {
		return nil, "", err
	}
	ends, err := b.ends(ctx)
	if err != nil {
		return nil, "", fmt.Errorf("read feed: %w", err)
	}
	take, err := at.share(ends, max)
	if err != nil {
		return nil, "", fmt.Errorf("%q: %w", after, err)
	}
	entries, err := b.entries(ctx, &at, take)
	if err != nil {
		return nil, "", fmt.Errorf("read feed after %q: %w", after, err)
	}
	events, err := b.words(ctx, entries)
	if err != nil {
		return nil, "", fmt.Errorf("read feed: %w", err)
	}
	return events, b.cursor(at), nil
}

// ends gives the last place of each shard's feed.
func (b *Book) ends(ctx context.Context) (ends places, err error) {
	pipe := b.client.Pipeline()
	var asked [casebook.Shards]*redis.XMessageSliceCmd
	for n := range asked {
		asked[n] = pipe.XRevRangeN(ctx, b.shard(n).feed(), "+", "-", 1)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return ends, err
	}
	for n, cmd := range asked {
		for _, m := range cmd.Val() {
			e, err := readEntry(m)
			if err != nil {
				return ends, err
			}
			ends[n] = e.place
		}
	}
	return ends, nil
}

// share says how many entries to take of each shard: max in all at most, each
// shard in turn, so that a busy one keeps no other waiting.
func (at places) share(ends places, max int) (take [casebook.Shards]int64, err error) {
	left, waiting := int64(max), int64(0)
	for n := range at {
		if at[n].n > ends[n].n || at[n].n == ends[n].n && at[n].mark != ends[n].mark {
			return take, casebook.ErrCursor // what stood here is gone: a failover lost it
		}
		if at[n].n < ends[n].n {
			waiting++
		}
	}
	for left > 0 && waiting > 0 {
		each := (left + waiting - 1) / waiting
		waiting = 0
		for n := range at {
			more := min(each, left, ends[n].n-at[n].n-take[n])
			take[n] += more
			left -= more
			if at[n].n+take[n] < ends[n].n {
				waiting++
			}
		}
	}
	return take, nil
}

// entries reads so many of each shard, and the one each place stands on, to see
// that it is still the same; it moves the places on.
func (b *Book) entries(ctx context.Context, at *places, take [casebook.Shards]int64) ([]entry, error) {
	pipe := b.client.Pipeline()
	var asked [casebook.Shards]*redis.XMessageSliceCmd
	any := false
	for n, count := range take {
		if count > 0 {
			any = true
			asked[n] = pipe.XRangeN(ctx, b.shard(n).feed(), feedID(max(at[n].n, 1)), "+", count+min(at[n].n, 1))
		}
	}
	if !any {
		return nil, nil
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, err
	}
	var all []entry
	for n, cmd := range asked {
		if cmd == nil {
			continue
		}
		for _, m := range cmd.Val() {
			e, err := readEntry(m)
			if err != nil {
				return nil, err
			}
			switch {
			case e.n == at[n].n && e.mark == at[n].mark: // where we stood
			case e.n == at[n].n+1:
				e.shard = n
				all = append(all, e)
				at[n] = e.place
			default:
				return nil, casebook.ErrCursor
			}
		}
	}
	return all, nil
}

// words reads the events that entries stand for: a range of the case's log for
// each run of entries on one case.
func (b *Book) words(ctx context.Context, entries []entry) ([]casebook.Event, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	type run struct {
		first entry
		count int64
		log   *redis.StringSliceCmd
	}
	var runs []run
	for _, e := range entries {
		if k := len(runs) - 1; k >= 0 && runs[k].first.id == e.id && runs[k].first.seq+runs[k].count == e.seq {
			runs[k].count++
			continue
		}
		runs = append(runs, run{first: e, count: 1})
	}
	pipe := b.client.Pipeline()
	for i, r := range runs {
		runs[i].log = pipe.LRange(ctx, b.shard(r.first.shard).log(r.first.id), r.first.seq-1, r.first.seq+r.count-2)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, err
	}
	away := map[where]bool{} // cases that are not wholly here
	for _, r := range runs {
		if int64(len(r.log.Val())) != r.count || archived(r.first.seq, r.log.Val()) {
			away[where{b.shard(r.first.shard), r.first.id}] = true
		}
	}
	elsewhere, err := b.archivedEvents(ctx, away)
	if err != nil {
		return nil, err
	}
	var events []casebook.Event
	for _, r := range runs {
		last := r.first.seq + r.count - 1
		if whole, ok := elsewhere[where{b.shard(r.first.shard), r.first.id}]; ok {
			if int64(len(whole)) < last {
				return nil, fmt.Errorf("case %s: events %d to %d are in the feed and not in its log", r.first.id, r.first.seq, last)
			}
			events = append(events, whole[r.first.seq-1:last]...)
			continue
		}
		more, err := b.decode(ctx, r.first.id, int(r.first.seq), r.log.Val())
		if err != nil {
			return nil, err
		}
		events = append(events, more...)
	}
	return events, nil
}

// feedID is an entry's name in the stream.
func feedID(n int64) string { return "0-" + strconv.FormatInt(n, 10) }

// readEntry reads an entry as commit.lua wrote it: mark, number in the case, case.
func readEntry(m redis.XMessage) (e entry, err error) {
	torn := fmt.Errorf("feed entry %s is torn", m.ID)
	number, ok := strings.CutPrefix(m.ID, "0-")
	if e.n, err = strconv.ParseInt(number, 10, 64); !ok || err != nil {
		return e, torn
	}
	text, _ := m.Values["e"].(string)
	parts := strings.SplitN(text, " ", 3)
	if len(parts) != 3 {
		return e, torn
	}
	e.mark, e.id = parts[0], dialog.CaseID(parts[2])
	if e.seq, err = strconv.ParseInt(parts[1], 10, 64); err != nil {
		return e, torn
	}
	return e, nil
}

// cursor writes the places down: the book, then for each shard number and mark.
func (b *Book) cursor(at places) casebook.Cursor {
	var w strings.Builder
	w.WriteString(b.id)
	for _, p := range at {
		w.WriteByte('.')
		if p.n > 0 {
			w.WriteString(strconv.FormatInt(p.n, 10) + "-" + p.mark)
		}
	}
	return casebook.Cursor(w.String())
}

// parse reads a cursor; ErrCursor for what this book did not write.
func (b *Book) parse(c casebook.Cursor) (at places, err error) {
	if c == "" {
		return at, nil
	}
	parts := strings.Split(string(c), ".")
	if len(parts) != 1+casebook.Shards || parts[0] != b.id {
		return at, fmt.Errorf("%q: %w", c, casebook.ErrCursor)
	}
	for n, part := range parts[1:] {
		if part == "" {
			continue
		}
		number, mark, ok := strings.Cut(part, "-")
		if at[n].n, err = strconv.ParseInt(number, 10, 64); !ok || err != nil || at[n].n < 1 {
			return at, fmt.Errorf("%q: %w", c, casebook.ErrCursor)
		}
		at[n].mark = mark
	}
	return at, nil
}
