package webchat

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

var siteHost = regexp.MustCompile(`^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$`)

// CheckSite says what is wrong with a site that is to show the chat in a frame; nil is
// nothing. It becomes part of a header.
func CheckSite(site string) error {
	u, err := url.Parse(site)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || site != u.Scheme+"://"+u.Host || !siteHost.MatchString(u.Host) {
		return fmt.Errorf("%q is no site: write it like https://www.town.example, or https://*.town.example for all below it", site)
	}
	return nil
}

// ReadProxy reads an address, or a range of them, whose X-Forwarded-For is believed.
func ReadProxy(text string) (netip.Prefix, error) {
	if net, err := netip.ParsePrefix(text); err == nil {
		return net.Masked(), nil
	}
	ip, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, fmt.Errorf("%q is no address of a proxy: write it like 10.0.0.5, or 10.0.0.0/24 for a range", text)
	}
	ip = ip.Unmap().WithZone("")
	return netip.PrefixFrom(ip, ip.BitLen()), nil
}

// frameRule is the part of the page's policy that says who may show it in a frame.
func frameRule(sites []string) string {
	if len(sites) == 0 {
		return "frame-ancestors 'none'"
	}
	return "frame-ancestors 'self' " + strings.Join(sites, " ")
}
