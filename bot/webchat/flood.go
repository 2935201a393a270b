package webchat

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"frontdoor/dialog"
)

// How much is taken in: more than any person can write, less than a script that
// means harm. A whole village may sit behind one IP address.
const (
	visitorPerSecond, visitorBurst = 5, 60
	hostPerSecond, hostBurst       = 20, 300
	photoPerSecond, photoBurst     = 0.5, 20
	floodsKept                     = 10_000
	floodIdle                      = 10 * time.Minute // longer than any of them needs to be full again
)

// floods count what visitors and their hosts send.
type floods struct {
	now   func() time.Time
	mu    sync.Mutex
	meter map[string]*meter
}

type meter struct {
	*rate.Limiter
	used time.Time
}

// takes says whether one more message, or photo, is taken in from here.
func (f *floods) takes(r *http.Request, a dialog.Address, photo bool) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	ok := f.of("v:"+string(a), visitorPerSecond, visitorBurst, now).AllowN(now, 1)
	if photo {
		ok = f.of("p:"+string(a), photoPerSecond, photoBurst, now).AllowN(now, 1) && ok
	}
	if host := hostOf(r); host != "" {
		ok = f.of("h:"+host, hostPerSecond, hostBurst, now).AllowN(now, 1) && ok
	}
	return ok
}

func (f *floods) of(key string, perSecond float64, burst int, now time.Time) *meter {
	if m := f.meter[key]; m != nil {
		m.used = now
		return m
	}
	if f.meter == nil {
		f.meter = map[string]*meter{}
	}
	if len(f.meter) >= floodsKept {
		for k, m := range f.meter {
			if now.Sub(m.used) > floodIdle {
				delete(f.meter, k)
			}
		}
		if len(f.meter) >= floodsKept {
			clear(f.meter) // better to forget than to grow without end
		}
	}
	m := &meter{Limiter: rate.NewLimiter(rate.Limit(perSecond), burst), used: now}
	f.meter[key] = m
	return m
}

// hostOf is the IP address a request comes from. A proxy beside us speaks for
// others and says for whom; "" is this machine itself. Only such a proxy is
// believed, and only what it wrote itself: the last address. One IPv6 household
// is one host.
func hostOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	ip = ip.Unmap()
	if ip.IsLoopback() || ip.IsPrivate() {
		told := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if behalf, err := netip.ParseAddr(strings.TrimSpace(told[len(told)-1])); err == nil {
			ip = behalf.Unmap()
		} else if ip.IsLoopback() {
			return ""
		}
	}
	if ip.Is6() {
		if home, err := ip.Prefix(64); err == nil {
			return home.String()
		}
	}
	return ip.String()
}
