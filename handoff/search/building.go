package search

import (
	"context"
	"sync/atomic"
	"time"
)

// building says how far the making of the index is.
type building struct {
	ready atomic.Bool
	part  atomic.Int64 // in a hundred
	told  time.Time    // held under Index.writing
}

// Ready says whether everything in the book can be found. Until then it gives how much
// of it in a hundred: a search now would leave out hits without a word.
func (x *Index) Ready() (ok bool, part int) {
	return x.building.ready.Load(), int(x.building.part.Load())
}

// tellPause is how often the log is told how far the making is.
const tellPause = 10 * time.Second

// goesOn notes that a part of the book was taken in.
func (x *Index) goesOn(ctx context.Context) {
	if x.building.ready.Load() || x.Length == nil {
		return
	}
	total, err := x.Length(ctx)
	if err != nil || total <= 0 {
		return // how far it is is a help, no more
	}
	read := int64(0)
	for _, k := range x.cases {
		read += int64(k.seq)
	}
	part := min(99, read*100/total)
	x.building.part.Store(part)
	if now := time.Now(); now.Sub(x.building.told) >= tellPause {
		x.building.told = now
		x.Log.Info("search is being built", "percent", part, "events", read)
	}
}

// done notes that everything was taken in.
func (x *Index) done() {
	if x.building.ready.CompareAndSwap(false, true) {
		x.Log.Info("search is ready", "cases", len(x.cases), "documents", len(x.docs))
	}
}

// begin notes that everything is to be taken in anew.
func (b *building) begin() {
	b.ready.Store(false)
	b.part.Store(0)
}
