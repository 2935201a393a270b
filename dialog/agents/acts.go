package agents

import "frontdoor/dialog/talk"

// Acts is one step in which people act: agents, other programs, and the town's rules.
type Acts struct{ talk.Talk }
