package webchat

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/time/rate"

	"frontdoor/dialog"
)

// allowance is how much of one thing is taken in: so many at once, and then so many
// a second.
type allowance struct {
	name      string
	perSecond float64
	burst     int
}

// allowances are what one host and one device may do.
type allowances struct {
	host   allowance
	device []allowance
}

// How much is taken in: more than any person can write, less than a script that
// means harm. A whole village may sit behind one IP address, and all its pages come
// back at once when the network does.
var (
	forWords = allowances{allowance{"words", 20, 300}, []allowance{{"words", 1, 60}}}
	forFiles = allowances{forWords.host, []allowance{forWords.device[0], {"files", 0.5, 20}}} // they count as words, too
	forLooks = allowances{allowance{"looks", 50, 1000}, []allowance{{"looks", 2, 120}}}       // a talk, a stream, a file asked for
)

// metersKept bounds the memory; the meter longest unused is forgotten first. Devices
// and hosts are counted apart, so that names made up by the thousand never wash the
// meter of their host away.
const metersKept = 20_000

// floods measure what devices and their hosts send and ask for.
type floods struct {
	now            func() time.Time
	proxies        proxies
	mu             sync.Mutex
	devices, hosts *simplelru.LRU[string, *rate.Limiter]
}

func newFloods(now func() time.Time, p proxies) *floods {
	// an error is given for a size of nothing only
	devices, _ := simplelru.NewLRU[string, *rate.Limiter](metersKept, nil)
	hosts, _ := simplelru.NewLRU[string, *rate.Limiter](metersKept, nil)
	return &floods{now: now, proxies: p, devices: devices, hosts: hosts}
}

// wait is 0 when what is asked for is taken in, else how long until it will be. What
// is not taken in costs nothing: not the neighbours of a device that floods, behind
// the same address, nor whoever asks again too early.
func (f *floods) wait(host string, a dialog.Address, most allowances) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	var spent []*rate.Reservation
	wait := time.Duration(0)
	spend := func(kept *simplelru.LRU[string, *rate.Limiter], who string, each allowance) {
		if wait > 0 {
			return
		}
		key := each.name + " " + who
		m, ok := kept.Get(key)
		if !ok {
			m = rate.NewLimiter(rate.Limit(each.perSecond), each.burst)
			kept.Add(key, m)
		}
		one := m.ReserveN(now, 1)
		spent, wait = append(spent, one), one.DelayFrom(now)
	}
	if host != "" {
		spend(f.hosts, host, most.host)
	}
	for _, each := range most.device {
		spend(f.devices, string(a), each)
	}
	if wait > 0 {
		for _, one := range spent {
			one.CancelAt(now)
		}
	}
	return wait
}

// takes says whether one more is taken in from here, and answers when it is not: the
// page waits as long as it is told, and then sends again.
func (c *Channel) takes(w http.ResponseWriter, r *http.Request, a dialog.Address, most allowances) bool {
	wait := c.floods.wait(c.floods.proxies.hostOf(r), a, most)
	if wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		refuse(w, http.StatusTooManyRequests, "too much at once; wait a little and send it again")
	}
	return wait == 0
}
