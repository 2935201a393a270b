package webchat

import (
	"context"
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
