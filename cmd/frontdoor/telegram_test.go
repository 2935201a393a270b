package main

import (
	"strings"
	"testing"
	"unicode/utf16"

	"frontdoor/bot/bottest"
	"frontdoor/dialog/script"
)

// TestTelegramIsSetUpAndUndone plays the commands against a strict Telegram.
func TestTelegramIsSetUpAndUndone(t *testing.T) {
	api := bottest.NewBotAPI(telegramToken)
	defer api.Close()
	call := func(args ...string) ran {
		return command(t, "", "", append([]string{"telegram"}, append(args, "-telegram-api", api.URL(), "-telegram-token", telegramToken)...)...)
	}

	hook := []string{"setup", "-telegram-secret", telegramSecret, "-public-url", "https://door.example.org/"}
	for range 2 { // the second time changes nothing
		if got := call(hook...); got.code != 0 || !strings.Contains(got.out, "https://door.example.org/telegram") || !strings.Contains(got.out, "FRONTDOOR_TELEGRAM_NAME=frontdoor_bot") {
			t.Fatalf("setup: %+v", got)
		}
		if url, secret := api.Webhook(); url != "https://door.example.org/telegram" || secret != telegramSecret {
			t.Fatalf("the webhook is %q with the secret %q", url, secret)
		}
	}
	for lang, about := range map[string]string{"zh": "真人代办员", "en": "people who can help", "": "people who can help"} {
		p := api.Profile(lang)
		if !strings.Contains(p.Short, about) || !strings.Contains(p.Description, "110") || len(p.Commands) != len(menu) {
			t.Errorf("people of %q see %+v", lang, p)
		}
	}

	// A try that breaks off says what is missing, and the next one does the rest.
	api.TroubleIn(1, "setMyDescription", bottest.Trouble{Status: 429, Text: "Too Many Requests: retry after 7", After: 7})
	if got := call(hook...); got.code != 1 || !strings.Contains(got.err, "set the description") || !strings.Contains(got.err, "say frontdoor telegram setup again") {
		t.Errorf("setup while Telegram asks for quiet: %+v", got)
	}

	if got := call("setup"); got.code != 0 || !strings.Contains(got.out, "poll") {
		t.Errorf("setup for polling: %+v", got)
	}
	if url, _ := api.Webhook(); url != "" {
		t.Errorf("the webhook is still %q, though the bot polls", url)
	}
	if got := call(hook...); got.code != 0 {
		t.Fatalf("setup: %+v", got)
	}
	if got := call("remove"); got.code != 0 {
		t.Fatalf("remove: %+v", got)
	}
	url, _ := api.Webhook()
	for _, lang := range profileLangs {
		if p := api.Profile(lang); url != "" || p.Short+p.Description != "" || len(p.Commands) > 0 {
			t.Errorf("after remove there is still webhook %q and %+v", url, p)
		}
	}
}

// TestTelegramSetupRefuses: every bad input is told before Telegram is asked, and no
// token is ever shown.
func TestTelegramSetupRefuses(t *testing.T) {
	api := bottest.NewBotAPI(telegramToken)
	defer api.Close()
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"no token", []string{"setup"}, "@BotFather"},
		{"no token to remove with", []string{"remove"}, "@BotFather"},
		{"no address", []string{"setup", "-telegram-token", telegramToken, "-telegram-secret", "s"}, "FRONTDOOR_PUBLIC_URL"},
		{"a wrong token", []string{"setup", "-telegram-token", "1:wrong"}, "the bot token is not valid"},
		{"a secret with a space", []string{"setup", "-telegram-token", telegramToken, "-telegram-secret", "a b", "-public-url", "https://door.example.org"}, "unallowed characters"},
		{"no https", []string{"setup", "-telegram-token", telegramToken, "-telegram-secret", "s", "-public-url", "http://door.example.org"}, "HTTPS URL must be provided"},
		{"words of a folder that is not there", []string{"setup", "-telegram-token", telegramToken, "-phrases", "/nowhere"}, "/nowhere"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := command(t, "", "", append([]string{"telegram"}, append(c.args, "-telegram-api", api.URL())...)...)
			if got.code == 0 || !strings.Contains(got.err, c.want) {
				t.Errorf("code %d, want %q in:\n%s%s", got.code, c.want, got.out, got.err)
			}
			if shown := got.out + got.err; strings.Contains(shown, "1:wrong") || strings.Contains(shown, telegramToken) {
				t.Errorf("the token is shown:\n%s", shown)
			}
		})
	}
}

// TestMenuIsUnderstood: each command of the menu does what its line says, and what
// Telegram shows is within its limits for a town of any name.
func TestMenuIsUnderstood(t *testing.T) {
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range profileLangs {
		p := profile(sc, lang)
		if about := len(utf16.Encode([]rune(p.About))); about == 0 || about > 100 {
			t.Errorf("%q: the short text has %d units; Telegram takes 120, and a town's name may be long", lang, about)
		}
	}
	for word, want := range map[string]string{
		"agent": "转给人", "status": "还没说完", "back": "没有问过别的", "drop": "没有报上去", "help": "机器人",
	} {
		got := command(t, "", `{"text":"路灯坏了"}`+"\n"+`{"text":"/`+word+`"}`+"\n", "chat", "-json", "-now", "2026-11-23T10:00:00+08:00")
		lines := strings.Split(strings.TrimSpace(got.out), "\n")
		if len(lines) != 2 || !strings.Contains(lines[1], want) {
			t.Errorf("/%s was answered:\n%s", word, got.out)
		}
	}
	if len(menu) != 5 {
		t.Errorf("the menu has %d commands, and 5 are tried", len(menu))
	}
}
