package main

import (
	"fmt"
	"net/netip"
	"strings"

	"frontdoor/bot/webchat"
	"frontdoor/handoff/inbox"
)

// entries are the parts of a setting that is a list, by commas or blanks.
func entries(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

// proxies are those whose X-Forwarded-For is believed. What cannot be read is left out:
// webTrouble has said so before.
func (s *serveSettings) proxies() []netip.Prefix {
	var all []netip.Prefix
	for _, one := range entries(s.Proxies) {
		if net, err := webchat.ReadProxy(one); err == nil {
			all = append(all, net)
		}
	}
	return all
}

// webTrouble is what is wrong with the settings of the pages.
func (s *serveSettings) webTrouble() []string {
	var out []string
	for _, one := range entries(s.Proxies) {
		if _, err := webchat.ReadProxy(one); err != nil {
			out = append(out, fmt.Sprintf("FRONTDOOR_PROXIES: %v.", err))
		}
	}
	for _, one := range entries(s.Embed) {
		if err := webchat.CheckSite(one); err != nil {
			out = append(out, fmt.Sprintf("FRONTDOOR_EMBED: %v.", err))
		}
	}
	if wrong := inbox.MapURLWrong(s.MapURL); wrong != "" {
		out = append(out, fmt.Sprintf("FRONTDOOR_MAP_URL %q: %s.", s.MapURL, wrong))
	}
	return out
}
