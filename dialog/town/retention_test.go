package town

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRetention(t *testing.T) {
	read := func(lines string) (*Town, error) {
		return Parse("t.yaml", []byte(string(standard)+"\nretention:\n"+lines))
	}
	w, err := read("  - {category: facilities, keep: 18 months}\n  - {category: labour, keep: 1 year}\n")
	if err != nil || !slices.Equal(w.Retention, []Keep{{"facilities", 18}, {"labour", 12}}) {
		t.Fatalf("%v, %v", w, err)
	}
	if err := w.RetentionKnows(func(key string) bool { return key == "facilities" }); err == nil || !strings.Contains(err.Error(), `"labour"`) {
		t.Errorf("a category that is none: %v", err)
	}
	for _, row := range []struct{ line, want string }{
		{"{category: facilities}", `retention of "facilities": keep is missing: a time such as 3 years or 18 months`},
		{"{category: facilities, keep: 3y}", `retention of "facilities": keep "3y" is not a time such as 3 years or 18 months`},
		{"{category: facilities, keep: 0 years}", `keep "0 years" is not a time`},
		{"{category: facilities, keep: 101 years}", `keep "101 years" is longer than 100 years`},
		{"{category: Lamps, keep: 1 year}", `retention: category "Lamps" is not a key of the catalogue`},
		{"{keep: 1 year}", `retention: category is missing`},
		{"{category: labour, keep: 1 year}\n  - {category: labour, keep: 2 years}", `retention of "labour" is given twice`},
	} {
		if _, err := read("  - " + row.line + "\n"); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s:\n got %v\nwant %s", row.line, err, row.want)
		}
	}
}

func TestKeepSince(t *testing.T) {
	for _, row := range []struct {
		months     int
		now, since string
	}{
		{12, "2027-11-29", "2026-11-29"},
		{1, "2027-03-31", "2027-02-28"},
		{18, "2028-02-29", "2026-08-29"},
	} {
		now, err := time.Parse(time.DateOnly, row.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := (Keep{Months: row.months}).Since(now).Format(time.DateOnly); got != row.since {
			t.Errorf("%d months before %s is %s, want %s", row.months, row.now, got, row.since)
		}
	}
}
