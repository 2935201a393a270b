package casebook

import (
	"context"
	"fmt"
	"time"

	"github.com/cespare/xxhash/v2"
)

// compareLife is how much life a key or a record must have left to be compared: what
// ends while the books are being read may be in one and not in the other.
const compareLife = 10 * time.Minute

// Compare reads both books, event by event, and says what the copy lacks, has too
// much or has otherwise; nothing when they are the same. A counter of the copy may be
// ahead. Records of the kind ignored do not count.
func Compare(ctx context.Context, from, to Packer, ignored string, tell func(done int)) ([]string, error) {
	c := comparison{soon: time.Now().Add(compareLife), ignored: ignored, tell: tell}
	want, err := c.read(ctx, from)
	if err != nil {
		return nil, err
	}
	got, err := c.read(ctx, to)
	if err != nil {
		return nil, err
	}
	for id, mark := range want.marks {
		if got.marks[id] == mark {
			delete(want.marks, id)
			delete(got.marks, id)
		}
	}
	missing, err := c.name(ctx, from, want.marks, "is missing or other in the copy")
	if err != nil {
		return nil, err
	}
	extra, err := c.name(ctx, to, got.marks, "is in the copy only, or other there")
	if err != nil {
		return nil, err
	}
	troubles := append(missing, extra...)
	for shard, n := range want.counters {
		if got.counters[shard] < n {
			troubles = addTrouble(troubles, Parcel{Counter: &PackedCounter{Shard: shard}}.Name()+" is behind in the copy")
		}
	}
	return troubles, nil
}

// comparison is how two books are compared.
type comparison struct {
	soon    time.Time
	ignored string
	tell    func(int)
	done    int
}

// outline is a book as it is compared: for each identity a mark of its content, for a
// case one of all its events in their order.
type outline struct {
	marks    map[uint64]uint64
	counters map[int]uint64
}

func (c *comparison) ignores(p Parcel) bool {
	return p.Counter != nil ||
		p.Key != nil && p.Key.Until.Before(c.soon) ||
		p.Record != nil && (p.Record.Kind == c.ignored || !p.Record.Expires.IsZero() && p.Record.Expires.Before(c.soon))
}

func (c *comparison) read(ctx context.Context, book Packer) (outline, error) {
	all := outline{map[uint64]uint64{}, map[int]uint64{}}
	err := EachPart(ctx, book, func(parcels []Parcel) error {
		for _, p := range parcels {
			if p.Counter != nil {
				all.counters[p.Counter.Shard] = p.Counter.Value
			}
			if c.ignores(p) {
				continue
			}
			content, err := p.content()
			if err != nil {
				return err
			}
			id := xxhash.Sum64String(p.identity())
			if p.Event != nil {
				content = fmt.Appendf(content, "\nafter %d", all.marks[id])
			}
			all.marks[id] = xxhash.Sum64(content)
		}
		c.done += len(parcels)
		c.tell(c.done)
		return nil
	})
	return all, err
}

// name says which things the marks that are left over belong to.
func (c *comparison) name(ctx context.Context, book Packer, left map[uint64]uint64, text string) (troubles []string, err error) {
	if len(left) == 0 {
		return nil, nil
	}
	err = EachPart(ctx, book, func(parcels []Parcel) error {
		for _, p := range parcels {
			id := xxhash.Sum64String(p.identity())
			if _, bad := left[id]; bad && !c.ignores(p) {
				delete(left, id)
				troubles = addTrouble(troubles, fmt.Sprintf("%s %s", p.Name(), text))
			}
		}
		return nil
	})
	if len(left) > 0 {
		troubles = addTrouble(troubles, "what changed while the books were read cannot be named: is one of them being served?")
	}
	return troubles, err
}
