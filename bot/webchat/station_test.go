package webchat

import (
	"context"
	"strings"
	"testing"

	"frontdoor/dialog"
)

// TestAScannedStationComesWithTheWords: by the address of the page, and nothing else does.
func TestAScannedStationComesWithTheWords(t *testing.T) {
	came := make(chan string, 1)
	d := newDesk(t, func(o *Options) {
		receive := o.Receive
		o.Receive = func(ctx context.Context, in dialog.Input) error {
			came <- in.Station
			return receive(ctx, in)
		}
	})
	for _, c := range []struct{ page, want string }{
		{"/?station=QX-07", "QX-07"}, {"/?lang=en&station=b2", "b2"},
		{"/", ""}, {"/?station=", ""}, {"/?station=%E4%B8%83%E6%98%9F", ""}, {"/?station=a%3Bb", ""}, {"/?station=7XKQ2MHTRA", ""},
	} {
		v := d.visitor()
		v.get(c.page)
		v.get("/") // looking at the page again forgets nothing
		v.say("m1", "七星村路灯坏了三天")
		if got := <-came; got != c.want {
			t.Errorf("%s: the words come with %q, want %q", c.page, got, c.want)
		}
	}
}

// TestALinkBringsACode: the code of an invitation stands ready to be sent; anything else in
// its place is not shown.
func TestALinkBringsACode(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct{ page, want string }{
		{"/?code=7XKQ2MHTRA", ">7XKQ2MHTRA</textarea>"}, {"/?code=7xkq2mhtra", ">7XKQ2MHTRA</textarea>"},
		{"/", "></textarea>"}, {"/?code=HELLOWORLD", "></textarea>"}, {"/?code=%3Cb%3E7XKQ2MHT", "></textarea>"},
	} {
		if _, page := d.visitor().get(c.page); !strings.Contains(page, c.want) {
			t.Errorf("%s: the page has not %s", c.page, c.want)
		}
	}
}
