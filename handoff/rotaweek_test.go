package handoff

import "testing"

// TestRotaOfAWeek: what a person writes day by day is the rota, and is read back the same.
func TestRotaOfAWeek(t *testing.T) {
	for _, c := range []struct {
		week map[string]string
		want Rota
	}{
		{nil, ""},
		{map[string]string{"mon": "8:30-17:30", "tue": "08:30—17:30", "wed": "08:30 - 17:30", "thu": "08:30到17:30", "fri": "8:30-17:30", "sat": "9:00-12:00"},
			"mon-fri 08:30-17:30, sat 09:00-12:00"},
		{map[string]string{"mon": "08:30-11:30,13:30-17:30", "tue": "08:30-11:30 13:30-17:30", "holiday": "09:00-11:00"},
			"mon-tue 08:30-11:30, mon-tue 13:30-17:30, holiday 09:00-11:00"},
		{map[string]string{"fri": "22:00-06:00", "sat": "22:00-06:00", "sun": "22:00-06:00"}, "fri 22:00-06:00, sat 22:00-06:00, sun 22:00-06:00"},
		{map[string]string{"mon": "08:00-24:00"}, "mon 08:00-24:00"},
		{map[string]string{"wed": "早上"}, "wed 早上"},
	} {
		got := RotaOf(c.week)
		if got != c.want {
			t.Errorf("%v is %q, want %q", c.week, got, c.want)
		}
		_, err := got.read()
		if bad := c.week["wed"] == "早上"; got != "" && bad != (err != nil) {
			t.Errorf("%q read: %v", got, err)
		}
		if again := RotaOf(got.Week()); err == nil && again != got {
			t.Errorf("read back and written again %q, want %q", again, got)
		}
	}
}
