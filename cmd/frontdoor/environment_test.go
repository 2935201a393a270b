package main

import (
	"strings"
	"testing"
)

// TestVariablesOfTheEnvironment: one set to nothing is not set; a wrong one is named, for
// who reads the complaint typed no flag.
func TestVariablesOfTheEnvironment(t *testing.T) {
	font := writeFile(t, "none.ttf", "no font")
	for _, c := range []struct {
		name, value string
		wrong       string
	}{
		{"FRONTDOOR_OPEN311", "", ""},
		{"FRONTDOOR_OPEN311_RASTER", "", ""},
		{"FRONTDOOR_SMS_ANSWER", "", ""},
		{"FRONTDOOR_SMS_DAILY_LIMIT", "", ""},
		{"FRONTDOOR_TWILIO_OPTOUT", "", ""},
		{"FRONTDOOR_REDIS_WAIT", "", ""},
		{"FRONTDOOR_LISTEN", "", ""},
		{"FRONTDOOR_PROXIES", "", ""},
		{"FRONTDOOR_OPEN311", "no", "comes from FRONTDOOR_OPEN311"},
		{"FRONTDOOR_TELEGRAM_MODE", "pull", "comes from FRONTDOOR_TELEGRAM_MODE"},
		{"FRONTDOOR_SMS_ANSWER", "an hour", "FRONTDOOR_SMS_ANSWER"},
		{"FRONTDOOR_OPEN311_RASTER", "NaN", "FRONTDOOR_OPEN311_RASTER is NaN: write metres"},
		{"FRONTDOOR_FONT", font + "s", "FRONTDOOR_FONT cannot be used: reading the font"},
		{"FRONTDOOR_FONT", font, "it is no TrueType font (.ttf)."},
	} {
		t.Run(c.name+"="+c.value, func(t *testing.T) {
			t.Setenv(c.name, c.value)
			got := command(t, t.TempDir()+"/book.db", "", "check")
			said := got.out + got.err
			if c.wrong == "" && got.code != 0 || c.wrong != "" && (got.code == 0 || !strings.Contains(said, c.wrong)) {
				t.Errorf("code %d, want %q in:\n%s", got.code, c.wrong, said)
			}
		})
	}
	t.Setenv("FRONTDOOR_OPEN311", "off")
	if got := command(t, "", "", "check", "-open311", "no"); strings.Contains(got.err, "comes from") || got.code != 2 {
		t.Errorf("a flag that was typed: %+v", got)
	}
}
