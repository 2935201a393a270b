package script

import (
	"sync"
	"testing"

	"frontdoor/dialog/talk"
)

// MostAlerts is for the tests that play whole talks: they stand outside, as the player
// of transcripts does.
const MostAlerts = talk.MostAlerts

// built is the script of the built-in town, read once.
var built = sync.OnceValues(func() (*Script, error) { return New(nil, nil, nil, nil) })

// ScriptFor gives each test a script of its own to change.
func ScriptFor(t testing.TB) *Script {
	t.Helper()
	sc, err := built()
	if err != nil {
		t.Fatal(err)
	}
	own := *sc
	return &own
}
