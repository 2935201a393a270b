package booktest

import (
	"sync"

	"frontdoor/handoff/casebook"
)

var numberChecks = []check{
	{"a number is given once, whoever asks and after a restart", func(p *place) {
		var mu sync.Mutex
		given := map[uint64]bool{}
		for range 3 {
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() {
					for range 10 {
						n, err := p.book.Reserve(p.ctx, 7)
						mu.Lock()
						if err != nil || n == 0 || given[n] {
							p.Errorf("number %d, given before: %v, %v", n, given[n], err)
						}
						given[n] = true
						mu.Unlock()
					}
				})
			}
			wg.Wait()
			p.reopen()
		}
		p.same("numbers", len(given), 240)
	}},
	{"each shard counts for itself, and there are sixteen", func(p *place) {
		for shard := range casebook.Shards {
			if n, err := p.book.Reserve(p.ctx, shard); err != nil || n == 0 || n > 100 {
				p.Fatalf("shard %d: %d, %v", shard, n, err)
			}
		}
		for _, shard := range []int{-1, casebook.Shards} {
			if _, err := p.book.Reserve(p.ctx, shard); err == nil {
				p.Fatalf("shard %d gave a number", shard)
			}
		}
	}},
}
