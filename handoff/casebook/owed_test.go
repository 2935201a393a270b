package casebook

import (
	"testing"
	"time"

	"frontdoor/dialog"
)

// A promise is owed until an agent speaks, and again when a case is reopened.
func TestOwed(t *testing.T) {
	promised := kind(dialog.ChangeOpened, "")
	promised.Due = noon.Add(time.Hour)
	again := kind(dialog.ChangeReopened, "")
	again.Due = noon.Add(2 * time.Hour)
	closed := agent("wu", dialog.ChangeClosed)
	changes := []dialog.Change{resident("a"), promised, agent("wu", dialog.ChangeClaimed), agent("wu", dialog.ChangeSaid), resident("b"), again, closed}
	want := []bool{false, true, true, false, false, true, false}
	var c Case
	for i, e := range happened(changes...) {
		c.Apply(e)
		if c.Owed != want[i] {
			t.Errorf("after %d (%s): owed %v", i, e.Kind, c.Owed)
		}
	}
}
