package redis

import (
	"testing"

	"github.com/alicebob/miniredis/v2"

	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
)

func TestNoAddressLiesInRedis(t *testing.T) {
	m := miniredis.RunT(t)
	booktest.Hidden(t, func(sealed bool) casebook.Book {
		o := Options{}
		if sealed {
			o.Master = booktest.Safe("town")
		}
		return openWith(t, "redis://"+m.Addr(), o)
	}, func() []byte { return []byte(m.Dump()) })
	if form := m.HGet("{frontdoor:00}:book", "form"); form != "2" {
		t.Errorf("the book is of form %q", form)
	}
}
