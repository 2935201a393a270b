package webchat

import (
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"testing"
	"time"
)

// TestFloods: a script is stopped and told how long, its neighbour is not; after
// exactly that time the next message is taken.
func TestFloods(t *testing.T) {
	now := time.Now()
	d := newDesk(t, func(o *Options) { o.Now = func() time.Time { return now } })
	v, other := d.visitor(), d.visitor()
	most := forWords.device[0].burst
	taken := 0
	for range most + 10 {
		if status, _ := v.do("POST", "/web/messages", "application/json", `{"id":"same","text":"a"}`); status == http.StatusOK {
			taken++
		}
	}
	if taken != most {
		t.Errorf("%d were taken in one moment, want %d", taken, most)
	}
	resp, err := v.client.Post(v.server.URL+"/web/messages", "application/json", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	if resp.StatusCode != http.StatusTooManyRequests || err != nil || seconds < 1 || seconds > 5 {
		t.Fatalf("%d, Retry-After %q", resp.StatusCode, resp.Header.Get("Retry-After"))
	}
	other.say("m1", "别人照样能说")
	now = now.Add(time.Duration(seconds) * time.Second)
	v.say("later", "过一会儿又能说")
	if got := v.thread().Messages; got[len(got)-2].Text != "过一会儿又能说" {
		t.Errorf("after the wait the talk ends\n%s", transcript(got))
	}
}

// TestNobodyHitsTheLimit: people at their fastest, for an hour, behind one address.
func TestNobodyHitsTheLimit(t *testing.T) {
	for name, c := range map[string]struct {
		people   int
		each     time.Duration // between two of one person
		atOnce   int
		most     allowances
		duration time.Duration
	}{
		"a very fast typist":                {1, time.Second, 1, forWords, time.Hour},
		"three lines in a breath, again":    {1, 4 * time.Second, 3, forWords, time.Hour},
		"a village tells at once":           {200, 20 * time.Second, 1, forWords, time.Hour},
		"an album of photos":                {1, time.Minute, 15, forFiles, time.Hour},
		"twenty families with photos":       {20, time.Minute, 9, forFiles, time.Hour},
		"a bus line's pages come back":      {400, 30 * time.Second, 2, forLooks, 10 * time.Minute},
		"a page that loads and loads again": {1, 2 * time.Second, 3, forLooks, time.Minute},
	} {
		start := time.Now()
		now := start
		f := newFloods(func() time.Time { return now }, nil)
		for ; now.Before(start.Add(c.duration)); now = now.Add(c.each) {
			for i := range c.people {
				for range c.atOnce {
					if wait := f.wait("203.0.113.7", address(i), c.most); wait > 0 {
						t.Errorf("%s: after %v person %d must wait %v", name, now.Sub(start), i, wait)
						c.duration = 0
					}
				}
			}
		}
	}
}

// TestAFloodCostsItsNeighboursNothing: one device that floods does not use up what its
// village behind the same address may send.
func TestAFloodCostsItsNeighboursNothing(t *testing.T) {
	now := time.Now()
	f := newFloods(func() time.Time { return now }, nil)
	for range 10_000 {
		f.wait("203.0.113.7", "web:flood", forWords)
	}
	for i := range 100 {
		if wait := f.wait("203.0.113.7", address(i), forWords); wait > 0 {
			t.Fatalf("neighbour %d must wait %v", i, wait)
		}
	}
}

// TestMeters: names made up by the thousand neither fill the memory nor free their
// host.
func TestMeters(t *testing.T) {
	now := time.Now()
	f := newFloods(func() time.Time { return now }, nil)
	taken := 0
	for i := range 2 * metersKept {
		if f.wait("203.0.113.7", address(i), forWords) == 0 {
			taken++
		}
		f.wait(fmt.Sprintf("10.%d.%d.0", i>>8, i&255), address(-i), forWords)
	}
	if f.devices.Len() > metersKept || f.hosts.Len() > metersKept {
		t.Errorf("%d and %d meters are kept", f.devices.Len(), f.hosts.Len())
	}
	if taken > forWords.host.burst {
		t.Errorf("%d were taken from one host in one moment", taken)
	}
}

// TestHost: only a proxy that is named speaks for others, and only what it wrote
// itself is believed.
func TestHost(t *testing.T) {
	ours := proxies{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("10.1.0.0/16")}
	for _, c := range []struct{ name, remote, forwarded, want string }{
		{"a host", "203.0.113.7:4000", "", "203.0.113.7"},
		{"a host that tells tales", "203.0.113.7:4000", "198.51.100.1", "203.0.113.7"},
		{"a neighbour that is no proxy", "10.2.0.9:4000", "198.51.100.1", "10.2.0.9"},
		{"behind a proxy", "127.0.0.1:4000", "198.51.100.1", "198.51.100.1"},
		{"behind a proxy by IPv6", "[::1]:4000", "198.51.100.1", "198.51.100.1"},
		{"behind a proxy, mapped", "[::ffff:10.1.0.2]:4000", "::ffff:198.51.100.1", "198.51.100.1"},
		{"behind a proxy, with tales before", "10.1.0.2:4000", "1.2.3.4, 198.51.100.1", "198.51.100.1"},
		{"behind two proxies", "127.0.0.1:4000", "1.2.3.4, 198.51.100.1, 10.1.0.3", "198.51.100.1"},
		{"a proxy that writes the port, too", "127.0.0.1:4000", "198.51.100.1:5555", "198.51.100.1"},
		{"a proxy that writes no address", "127.0.0.1:4000", "unknown", "127.0.0.1"},
		{"tales of this machine", "127.0.0.1:4000", "127.0.0.1", "127.0.0.1"},
		{"this machine", "127.0.0.1:4000", "", ""},
		{"a household", "[2001:db8::1]:4000", "", "2001:db8::/64"},
		{"another room of it", "127.0.0.1:4000", "2001:db8::ffff:2", "2001:db8::/64"},
		{"a household with a zone", "[fe80::1%eth0]:4000", "", "fe80::/64"},
		{"no address", "@", "", "@"},
	} {
		r := request(t, "POST", "http://x/")
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := ours.hostOf(r); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	r := request(t, "POST", "http://x/")
	r.RemoteAddr = "127.0.0.1:1"
	r.Header.Add("X-Forwarded-For", "1.2.3.4")
	r.Header.Add("X-Forwarded-For", "198.51.100.1") // a proxy that adds a line of its own
	if got := ours.hostOf(r); got != "198.51.100.1" {
		t.Errorf("of two lines: %q", got)
	}
}

// TestPagesOfAHost: made-up devices of one host cannot hold all connections.
func TestPagesOfAHost(t *testing.T) {
	var b bells
	var stops []func()
	for i := range hostPagesMost {
		_, stop, ok := b.listen(address(i), "203.0.113.7")
		if !ok {
			t.Fatalf("page %d is refused", i)
		}
		stops = append(stops, stop)
	}
	if _, _, ok := b.listen("web:one more", "203.0.113.7"); ok {
		t.Error("one more is taken")
	}
	if _, stop, ok := b.listen("web:elsewhere", "203.0.113.8"); !ok {
		t.Error("another host is refused")
	} else {
		stop()
	}
	for _, stop := range stops {
		stop()
	}
	if len(b.hosts) != 0 || len(b.pages) != 0 {
		t.Errorf("%d hosts and %d devices are still remembered", len(b.hosts), len(b.pages))
	}
}
