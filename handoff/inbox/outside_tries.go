package inbox

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often one host may ask for links of outside parties, and how many are remembered.
const (
	outsideEvery = time.Second
	outsideBurst = 60
	outsideHosts = 4096
)

// hosts bounds how often each of many hosts may ask. The zero hosts is ready.
type hosts struct {
	mu    sync.Mutex
	limit map[string]*rate.Limiter
}

func (h *hosts) may(host string, now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	l, ok := h.limit[host]
	if !ok {
		if len(h.limit) >= outsideHosts || h.limit == nil { // a flood: all begin anew
			h.limit = map[string]*rate.Limiter{}
		}
		l = rate.NewLimiter(rate.Every(outsideEvery), outsideBurst)
		h.limit[host] = l
	}
	return l.AllowN(now, 1)
}
