package inbox

import (
	"errors"
	"strings"

	"frontdoor/handoff"
)

// browserName is what kind of browser a User-Agent is, as far as an agent needs to tell
// their own apart: Edge · Windows.
func browserName(agent string) string {
	name := func(or string, pairs ...string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if strings.Contains(agent, pairs[i]) {
				return pairs[i+1]
			}
		}
		return or
	}
	return name("?", "MicroMessenger", "WeChat", "HuaweiBrowser", "Huawei", "Edg", "Edge", "OPR/", "Opera", "Firefox", "Firefox", "Chrome", "Chrome", "Safari", "Safari") +
		" · " + name("?", "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "OpenHarmony", "HarmonyOS", "Windows", "Windows", "Mac OS", "Mac", "Linux", "Linux")
}

// mistaken says whether an error is of what was asked for.
func mistaken(err error) bool {
	var mistake *handoff.Mistake
	return errors.As(err, &mistake)
}
