package main

import (
	"net"
	"os"
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

// TestUnknownVariablesAreTold: a slip of the pen in a variable's name is told with the name
// that was meant; what others set by this name is let be.
func TestUnknownVariablesAreTold(t *testing.T) {
	for line, meant := range map[string]string{
		"FRONTDOOR_LISTN=:80":                 "is FRONTDOOR_LISTEN meant",
		"FRONTDOOR_PUBLICURL=https://a":       "is FRONTDOOR_PUBLIC_URL meant",
		"FRONTDOOR_TWILIO_SID=AC1":            "is FRONTDOOR_TWILIO_ACCOUNT_SID meant",
		"FRONTDOOR_WECHAT_APP_ID=wx":          "is FRONTDOOR_WECHAT_APPID meant",
		"FRONTDOOR_=1":                        "there is no such setting",
		"FRONTDOOR_LISTEN=:80":                "",
		"FRONTDOOR_BACKUP_TO=age1":            "",
		"FRONTDOOR_SERVICE_HOST=10.0.0.1":     "",
		"FRONTDOOR_SERVICE_PORT_HTTP=80":      "",
		"FRONTDOOR_PORT=tcp://10.0.0.1:80":    "",
		"FRONTDOOR_PORT_80_TCP_ADDR=10.0.0.1": "",
		"FRONTDOOR_TEST_BROWSER=1":            "",
		"HOME=/root":                          "",
	} {
		said := strings.Join(unknownVariables([]string{line}), "\n")
		if meant == "" && said != "" || !strings.Contains(said, meant) {
			t.Errorf("%s: want %q in %q", line, meant, said)
		}
	}
	t.Setenv("FRONTDOOR_LISTN", ":80")
	if got := command(t, t.TempDir()+"/book.db", "", "check"); got.code == 0 || !strings.Contains(got.out, "FRONTDOOR_LISTN is set") {
		t.Errorf("check does not tell: %+v", got)
	}
}

// TestTakenAddressMakesNoBook: a server that cannot serve leaves no book and no key behind.
func TestTakenAddressMakesNoBook(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	folder := t.TempDir()
	got := command(t, folder+"/book.db", "", "serve", "-listen", l.Addr().String())
	if got.code != 1 || !strings.Contains(got.err, "set FRONTDOOR_LISTEN to another address") {
		t.Errorf("told: %+v", got)
	}
	if made, err := os.ReadDir(folder); err != nil || len(made) > 0 {
		t.Errorf("left behind: %v, %v", made, err)
	}
}
