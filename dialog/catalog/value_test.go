package catalog

import (
	"strings"
	"testing"
	"time"
)

func TestCheck(t *testing.T) {
	now := time.Date(2026, 11, 23, 15, 0, 0, 0, time.FixedZone("", 8*3600))
	for _, c := range []struct{ category, slot, value, want string }{
		{"errand", "what", "路灯", ""},
		{"errand", "what", "灯", "too short: 1 characters, at least 2"},
		{"errand", "what", "😀😀😀", "holds no words"},
		{"errand", "what", "   ", "is empty"},
		{"errand", "what", strings.Repeat("字", 2001), "too long: 2001 characters, at most 2000"},
		{"errand", "phone", "+8613900000122", ""},
		{"errand", "phone", "13900000122", "is not a phone number with country code"},
		{"errand", "for_whom", "2", ""},
		{"errand", "for_whom", "4", `"4" is none of the 3 options`},
		{"errand", "for_whom", "1,2", `"1,2" is none of the 3 options`},
		{"errand", "tried", "1,3", ""},
		{"errand", "tried", "0", ""},
		{"errand", "tried", "3,1", "is not a list of option keys in order"},
		{"errand", "tried", "1,1", "is not a list of option keys in order"},
		{"errand", "when", "0", ""},
		{"errand", "when", "2026-11-23", ""},
		{"errand", "when", "2026-11-22", "is too early: today at the earliest"},
		{"errand", "when", "2026-11-20/2026-11-30", ""},
		{"legal", "deadline", "2026-10-24", ""},
		{"legal", "deadline", "2026-10-23", "is too early: 30 days ago at the earliest"},
		{"mediation", "when", "2026-11-23/pm", ""},
		{"mediation", "when", "2026-11-23T18:00", ""},
		{"mediation", "when", "2026-11-24", "is too late: today at the latest"},
		{"mediation", "when", "R:daily-night", ""},
		{"mediation", "when", "2026-11-01/2026-11-30", ""},
		{"mediation", "when", "2026-11-30/2026-11-01", "is not a date"},
		{"mediation", "when", "昨天", "is not a date"},
		{"mediation", "when", "2026-02-30", "is not a date"},
		{"safety", "when", "2026-11-23T14:59", ""},
		{"safety", "when", "2026-11-23T15:01", "is too late: now at the latest"},
		{"safety", "when", "2026-11-23", ""},
		{"mediation", "amount", "1900", ""},
		{"mediation", "amount", "1900.50", ""},
		{"mediation", "amount", "1900.505", "is not an amount in yuan"},
		{"mediation", "amount", "-5", "is not an amount in yuan"},
		{"mediation", "amount", "100000001", "is more than 100000000"},
		{"labour", "people", "5000", ""},
		{"labour", "people", "5001", "is more than 5000"},
		{"labour", "people", "0", "0 is less than 1"},
		{"labour", "people", "十", "is not a whole number"},
		{"errand", "prior_ref", "JH-07-00421-3", ""},
		{"errand", "prior_ref", "J 1", "does not have the form"},
		{"errand", "prior_ref", "0", ""},
		{"errand", "photo", "ref-1", ""},
	} {
		err := slotOf(t, c.category, c.slot).Check(c.value, now)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s/%s %.20q: %v, want %q", c.category, c.slot, c.value, err, c.want)
		}
	}
}
