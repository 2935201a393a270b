package main

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// What stays: about 6 kB for each case that is open (board, shelves, search), 24 bytes for each
// message, whoever said it (search: whose it is, and when), and of a book in a file the pages
// that SQLite keeps, at most 32 MiB a connection. Measured on books of 2,000 cases: with 60,000
// messages the heap holds 24 MB, with 425,000 30; of the memory of a server that has just read
// them 46 MB are pages of files in both (RssFile), 307 and 334 its own (RssAnon), most of it garbage.
//
// Almost all memory lives for one message only: tidied less often, a message costs a tenth
// less of the CPU. But a large town keeps hundreds of megabytes, and four times as much of
// garbage beside them is more than a machine has.
const (
	garbageMost   = 200 << 20 // bytes, beside what is kept
	garbageShare  = 400       // in a hundred of what is kept, where that is little
	garbageLeast  = 50        // in a hundred, however much is kept
	garbageLooked = time.Second
)

// garbageFor is how much garbage may lie about before it is tidied, in a hundred of what
// is kept.
func garbageFor(kept uint64) int {
	return int(min(garbageShare, max(garbageLeast, garbageMost*100/max(1, kept))))
}

// tidyMemory sees to it that memory is tidied as often as there is need, until ctx ends.
func tidyMemory(ctx context.Context) {
	kept := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	tick := time.NewTicker(garbageLooked)
	defer tick.Stop()
	for set := 0; ; {
		metrics.Read(kept)
		if next := garbageFor(kept[0].Value.Uint64()); next != set {
			debug.SetGCPercent(next)
			set = next
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
