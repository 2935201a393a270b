package inbox

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often one host may ask for links of outside parties.
const (
	outsideEvery = time.Second
	outsideBurst = 60
)

// How often one host may sign in wrongly, whoever as: an office behind one address is not
// hindered, and who tries one password with many logins comes no further than with one login.
const (
	wrongEvery = 10 * time.Second
	wrongBurst = 60
)

// hostsMost is how many hosts are remembered.
const hostsMost = 4096

// hosts bounds how often each of many hosts may do something: burst times at once, then once
// every so long.
type hosts struct {
	every time.Duration
	burst int

	mu    sync.Mutex
	limit map[string]*rate.Limiter
}

func (h *hosts) of(host string) *rate.Limiter {
	h.mu.Lock()
	defer h.mu.Unlock()
	l, ok := h.limit[host]
	if !ok {
		if len(h.limit) >= hostsMost || h.limit == nil { // a flood: all begin anew
			h.limit = map[string]*rate.Limiter{}
		}
		l = rate.NewLimiter(rate.Every(h.every), h.burst)
		h.limit[host] = l
	}
	return l
}

func (h *hosts) may(host string, now time.Time) bool { return h.of(host).AllowN(now, 1) }

// begin counts a try, and gives what takes that back; a wait where there were too many, and
// then nothing was counted.
func (h *hosts) begin(host string, now time.Time) (right func(), wait time.Duration) {
	r := h.of(host).ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
	}
	return func() { r.CancelAt(now) }, wait
}
