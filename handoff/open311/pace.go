package open311

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How much one host may read and file: a map that is drawn, a service that catches up
// after a day, are not slowed.
const (
	readsASecond  = 10
	readsAtOnce   = 200
	writesASecond = 2
	writesAtOnce  = 120
)

// pace measures hosts, in bounded memory.
type pace struct {
	rate       rate.Limit
	burst      int
	mu         sync.Mutex
	young, old map[string]*rate.Limiter
}

// paceMost is how many hosts are known at least.
const paceMost = 4096

func newPace(perSecond float64, burst int) *pace {
	return &pace{rate: rate.Limit(perSecond), burst: burst, young: map[string]*rate.Limiter{}}
}

// wait is how long this host is to wait; 0 when it may go on.
func (p *pace) wait(host string, now time.Time) time.Duration {
	if host == "" {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.young[host]
	if l == nil {
		if l = p.old[host]; l == nil {
			l = rate.NewLimiter(p.rate, p.burst)
		}
		if len(p.young) >= paceMost {
			p.young, p.old = map[string]*rate.Limiter{}, p.young
		}
		p.young[host] = l
	}
	r := l.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}
