package understand

import (
	"testing"
	"time"
)

// How long something was not paid for is no day; how long there is no water tells since when.
func TestGapIsNoDay(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 8*3600))
	for text, want := range map[string]string{
		"我想问问农村医保断了一年": "", "社保停了两年能补缴吗": "", "养老保险中间断了三个月怎么办": "",
		"白沙村水断了三天": "2026-11-20", "电停了两天": "2026-11-21", "我医保断了一年了": "2025-11-23",
	} {
		got := ""
		if d := Dates(text, now, "zh"); len(d) > 0 {
			got = d[0].Value
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
