package understand

import (
	"testing"
	"time"
)

// From printed almanacs: new years, feasts and leap months.
func TestLunarAlmanac(t *testing.T) {
	for _, c := range []struct {
		year, month, day int
		leap             bool
		want             string
	}{
		{1940, 1, 1, false, "1940-02-08"}, {1949, 1, 1, false, "1949-01-29"}, {1950, 1, 1, false, "1950-02-17"}, {1960, 1, 1, false, "1960-01-28"}, {1966, 1, 1, false, "1966-01-21"},
		{1976, 1, 1, false, "1976-01-31"}, {1985, 1, 1, false, "1985-02-20"}, {1990, 1, 1, false, "1990-01-27"}, {1997, 1, 1, false, "1997-02-07"}, {2000, 1, 1, false, "2000-02-05"},
		{2008, 1, 1, false, "2008-02-07"}, {2012, 1, 1, false, "2012-01-23"}, {2017, 1, 1, false, "2017-01-28"}, {2020, 1, 1, false, "2020-01-25"}, {2021, 1, 1, false, "2021-02-12"},
		{2022, 1, 1, false, "2022-02-01"}, {2023, 1, 1, false, "2023-01-22"}, {2024, 1, 1, false, "2024-02-10"}, {2025, 1, 1, false, "2025-01-29"}, {2026, 1, 1, false, "2026-02-17"},
		{2027, 1, 1, false, "2027-02-06"}, {2028, 1, 1, false, "2028-01-26"}, {2029, 1, 1, false, "2029-02-13"}, {2030, 1, 1, false, "2030-02-03"}, {2033, 1, 1, false, "2033-01-31"},
		{2034, 1, 1, false, "2034-02-19"}, {2050, 1, 1, false, "2050-01-23"}, {2060, 1, 1, false, "2060-02-02"},
		{2020, 5, 5, false, "2020-06-25"}, {2023, 5, 5, false, "2023-06-22"}, {2024, 5, 5, false, "2024-06-10"}, {2025, 5, 5, false, "2025-05-31"}, {2026, 5, 5, false, "2026-06-19"},
		{2020, 8, 15, false, "2020-10-01"}, {2023, 8, 15, false, "2023-09-29"}, {2024, 8, 15, false, "2024-09-17"}, {2025, 8, 15, false, "2025-10-06"}, {2026, 8, 15, false, "2026-09-25"},
		{2020, 4, 1, true, "2020-05-23"}, {2023, 2, 1, true, "2023-03-22"}, {2025, 6, 1, true, "2025-07-25"}, {2028, 5, 1, true, "2028-06-23"}, {2033, 11, 1, true, "2033-12-22"}, {2033, 12, 1, false, "2034-01-20"},
		{2025, 12, 30, false, "2026-02-16"}, {2024, 12, 30, false, "2025-01-28"}, {2023, 12, 30, false, "2024-02-09"}, {2026, 9, 9, false, "2026-10-18"}, {2026, 1, 15, false, "2026-03-03"},
	} {
		got, ok := lunarDate(c.year, c.month, c.day, c.leap, time.UTC)
		if !ok || got.Format("2006-01-02") != c.want {
			t.Errorf("%d/%d/%d leap=%v: got %s %v, want %s", c.year, c.month, c.day, c.leap, got.Format("2006-01-02"), ok, c.want)
		}
	}
	if _, ok := lunarDate(2026, 6, 1, true, time.UTC); ok {
		t.Error("2026 has no leap month")
	}
}

// Years join without a gap, and every new year lies between 21 January and 21 February.
func TestLunarTable(t *testing.T) {
	for y := lunarFirst; y <= lunarLast; y++ {
		months := lunarYear(y, time.UTC)
		first := months[0].first
		if d := first.YearDay(); first.Year() != y || d < 21 || d > 52 {
			t.Errorf("%d begins on %s", y, first)
		}
		end := months[len(months)-1]
		if next := lunarYear(y+1, time.UTC); next != nil && !next[0].first.Equal(end.first.AddDate(0, 0, end.days)) {
			t.Errorf("a gap after %d", y)
		}
		for k := range months {
			gy, gk, ok := lunarOf(months[k].first.AddDate(0, 0, months[k].days-1))
			if !ok || gy != y || gk != k {
				t.Errorf("%d month %d is found as %d %d", y, k, gy, gk)
			}
		}
	}
	if y, _, ok := lunarOf(time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC)); ok {
		t.Errorf("1930 is outside the table, got %d", y)
	}
}
