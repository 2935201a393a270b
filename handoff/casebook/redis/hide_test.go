package redis

import (
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"frontdoor/dialog"
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

// Broken off between two keys the book is none of the first form any more: a program of before
// would take who has a name already for somebody new.
func TestHalfHiddenIsNoBookOfBefore(t *testing.T) {
	m := miniredis.RunT(t)
	b := openWith(t, "redis://"+m.Addr(), Options{})
	const from dialog.Address = "telegram:1001"
	if _, err := b.Commit(t.Context(), casebook.Commit{ID: "1", Address: from, State: &dialog.State{V: dialog.StateVersion}}); err != nil {
		t.Fatal(err)
	}
	m.HSet(b.shardOf(from).talk(from), "s", "torn")
	if _, err := Open(t.Context(), "redis://"+m.Addr(), Options{Master: booktest.Safe("town")}); err == nil {
		t.Fatal("a torn talk was renamed")
	}
	if form := m.HGet("{frontdoor:00}:book", "form"); form != "2" {
		t.Errorf("the book is of form %q", form)
	}
}
