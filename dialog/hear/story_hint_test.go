package hear

import (
	"testing"
	"time"

	"frontdoor/dialog"
)

// Times that have ended leave nothing open about danger; what began in them and goes on does.
func TestIsOver(t *testing.T) {
	for _, c := range []struct {
		when, what string
		want       bool
	}{
		{"2026-10-01/2026-10-31", "上个月被骗了三万", true},
		{"2026-10-01/2026-10-31", "上个月起墙一直在裂", false},
		{"2026-11-01/2026-11-30", "这个月被骗了三万", false},
		{"2026-09-01/2026-09-30", "the wall has been cracking since September", false},
		{"2026-11-20", "前天被骗了", true},
		{"2026-11-23", "今天被骗了", false},
		{"R:daily", "天天", false},
	} {
		at := &Listener{Now: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
		m := &dialog.Matter{Slots: map[string]dialog.Slot{"when": {Value: c.when}, "what": {Value: c.what}}}
		if got := at.isOver(m); got != c.want {
			t.Errorf("%s, %s: %v, want %v", c.when, c.what, got, c.want)
		}
	}
}
