package casebook

import (
	"fmt"
	"testing"

	"frontdoor/dialog"
)

// TestHeardIsForgottenInTheEnd: a message is remembered while as many others come in,
// and the memory stays bounded.
func TestHeardIsForgottenInTheEnd(t *testing.T) {
	var l lately
	from := func(i int) dialog.Address { return dialog.Address(fmt.Sprint("web:", i)) }
	for i := range 5 * latelyMost {
		l.hear(from(i), "r:1")
		if !l.stored(from(i), "r:1") || i >= latelyMost && !l.stored(from(i-latelyMost+1), "r:1") {
			t.Fatalf("message %d: forgotten too early", i)
		}
	}
	if l.stored(from(0), "r:1") || len(l.heard[0])+len(l.heard[1]) > 2*latelyMost {
		t.Error("nothing was forgotten")
	}
	l.hear(from(1), "")
	if l.stored(from(1), "r:2") || l.stored(from(1), "") {
		t.Error("heard what nobody said")
	}
}
