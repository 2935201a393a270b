package hook

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// callTime bounds a call from the first look-up to the last byte of the answer.
const callTime = 10 * time.Second

// inside are nets that no endpoint may lie in: this machine, private nets, links, and what
// is no single host of the public net, also where it is wrapped into an IPv6 address.
var inside = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
	"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8")

func prefixes(all ...string) []netip.Prefix {
	var out []netip.Prefix
	for _, p := range all {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}

// errInside: the endpoint's name leads to an address inside.
var errInside = errors.New("the address lies in a net that is not public; FRONTDOOR_HOOK_ALLOW can name nets of the town's own")

// mayCall says whether an address may be called.
func mayCall(ip netip.Addr, allowed []netip.Prefix) bool {
	ip = ip.Unmap().WithZone("")
	holds := func(p netip.Prefix) bool { return p.Contains(ip) }
	return slices.ContainsFunc(allowed, holds) || !slices.ContainsFunc(inside, holds)
}

// NewClient makes the client that calls endpoints. Addresses are looked at when the
// connection is made, so a name that changes in between leads nowhere. Redirects are not
// followed, no proxy is asked.
func NewClient(allowed []netip.Prefix) *http.Client {
	dialer := &net.Dialer{Timeout: callTime / 2, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !mayCall(at.Addr(), allowed) {
			return errInside
		}
		return nil
	}}
	return &http.Client{
		Timeout: callTime,
		Transport: &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: callTime / 2, ResponseHeaderTimeout: callTime,
			MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// ReadNets reads nets such as 10.1.0.0/16, or single addresses.
func ReadNets(all []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range all {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			ip, bad := netip.ParseAddr(text)
			if bad != nil {
				return nil, fmt.Errorf("%q is no net such as 10.1.0.0/16", text)
			}
			p = netip.PrefixFrom(ip, ip.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// Doer calls; *http.Client is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// within keeps a context from outliving a call.
func within(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, callTime)
}
