package media

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// What came through a page of ours is opened there, whatever channel its resident is on.
func TestOpenerOf(t *testing.T) {
	for _, c := range []struct {
		from dialog.Address
		ref  string
		want string
	}{{"telegram:1", "AgADBAAD", "telegram"}, {"web:1", "web:0123.jpg", "web"}, {"telegram:1", "web:0123.jpg", "web"}} {
		if got := openerOf(casebook.Event{Address: c.from}, dialog.Media{Ref: c.ref}); got != c.want {
			t.Errorf("%s of %s is opened by %s, want %s", c.ref, c.from, got, c.want)
		}
	}
}
