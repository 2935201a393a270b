package webchat

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// proxies are the machines that may say for whom they ask: only what they wrote
// themselves is believed, never what came to them from outside.
type proxies []netip.Prefix

func (p proxies) trust(ip netip.Addr) bool {
	return slices.ContainsFunc(p, func(net netip.Prefix) bool { return net.Contains(ip) })
}

// HostOf says from where a request comes, behind these proxies; "" is this machine
// itself, asking for nobody.
func HostOf(behind []netip.Prefix) func(*http.Request) string { return proxies(behind).hostOf }

// hostOf is the address on the net a request comes from; one IPv6 household is one
// host. "" is this machine itself, asking for nobody.
func (p proxies) hostOf(r *http.Request) string {
	ip, ok := readIP(r.RemoteAddr)
	if !ok {
		return r.RemoteAddr
	}
	told := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	if told[0] == "" && len(told) == 1 && ip.IsLoopback() {
		return ""
	}
	// Each proxy writes behind the others whom it was asked by: from the right, the
	// first that is no proxy of ours is the one.
	for _, one := range slices.Backward(told) {
		if !p.trust(ip) {
			break
		}
		before, ok := readIP(strings.TrimSpace(one))
		if !ok {
			break
		}
		ip = before
	}
	if ip.Is6() {
		if home, err := ip.Prefix(64); err == nil {
			return home.String()
		}
	}
	return ip.String()
}

// readIP reads an address with or without a port.
func readIP(text string) (netip.Addr, bool) {
	if at, err := netip.ParseAddrPort(text); err == nil {
		return at.Addr().Unmap().WithZone(""), true
	}
	ip, err := netip.ParseAddr(text)
	return ip.Unmap().WithZone(""), err == nil
}
