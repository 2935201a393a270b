package redis

import (
	"strings"
	"testing"
	"time"

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
	b := openWith(t, "redis://"+m.Addr(), Options{Master: booktest.Safe("town")})
	if _, err := b.Pace(t.Context(), "sms:+8613900000102", time.Second, 1, time.Minute); err != nil || strings.Contains(m.Dump(), "+8613900000102") || !strings.Contains(m.Dump(), "rate:sms:~") {
		t.Errorf("the pace of an address lies under it: %v", err)
	}
	if form := m.HGet("{frontdoor:00}:book", "form"); form != "2" {
		t.Errorf("the book is of form %q", form)
	}
}
