package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"frontdoor/bot/bottest"
)

// TestPosterShowsTheChannelsThatAreOn: and says of each other one why it is left off.
func TestPosterShowsTheChannelsThatAreOn(t *testing.T) {
	api := bottest.NewBotAPI(telegramToken)
	defer api.Close()
	account := bottest.NewOfficialAccount(wechatAppID, wechatSecret, wechatToken, "")
	defer account.Close()
	byWeChat := []string{"-wechat-api", account.URL(), "-wechat-appid", wechatAppID, "-wechat-secret", wechatSecret, "-wechat-token", wechatToken}
	public := []string{"-public-url", "https://door.example.org"}
	sms := []string{"-twilio-sid", "AC1", "-twilio-token", "t"}
	for _, c := range []struct {
		name  string
		args  []string
		shows []string // in the SVG
		lacks []string
		says  string // on stderr
		code  int
	}{
		{"all three", append([]string{"-station", "QX-07", "-public-url", "https://door.example.org/", "-telegram-name", "@luobu_bot", "-twilio-from", "+8657912345678"}, sms...),
			[]string{"door.example.org", "t.me/luobu_bot", "+8657912345678", "QX-07", "罗埠镇"}, nil, "", 0},
		{"WeChat too", slices.Concat([]string{"-station", "QX-07", "-telegram-name", "@luobu_bot", "-twilio-from", "+8657912345678"}, public, byWeChat, sms),
			[]string{"door.example.org", "用微信扫", "t.me/luobu_bot", "+8657912345678"}, nil, "", 0},
		{"WeChat alone, for the whole town", byWeChat, []string{"用微信扫"}, []string{"door.example.org"}, "", 0},
		{"WeChat does not let us in", slices.Concat(public, byWeChat, []string{"-wechat-secret", strings.Repeat("0", 32)}), nil, nil, "WeChat's code for the poster", 1},
		{"the name is asked for", []string{"-telegram-token", telegramToken, "-telegram-api", api.URL()}, []string{"t.me/frontdoor_bot"}, []string{"door.example.org"}, "", 0},
		{"a messaging service", append([]string{"-public-url", "https://door.example.org", "-twilio-from", "MG" + strings.Repeat("a", 32)}, sms...), []string{"door.example.org"}, []string{"MGaa", "短信"}, "-sms NUMBER", 0},
		{"its number is told", append([]string{"-public-url", "https://door.example.org", "-twilio-from", "MG" + strings.Repeat("a", 32), "-sms", "10690001"}, sms...), []string{"10690001"}, nil, "", 0},
		{"no number", []string{"-public-url", "https://door.example.org", "-sms", "call me"}, nil, nil, "no number to text", 1},
		{"this machine only", []string{"-public-url", "http://127.0.0.1:8080"}, nil, nil, "no phone reaches", 1},
		{"nothing is on", nil, nil, nil, "nothing to scan", 1},
		{"a station in Chinese", []string{"-station", "七星", "-public-url", "https://door.example.org"}, nil, nil, "cannot name a station", 1},
		{"a station like a code", []string{"-station", "7XKQ2MHTRA", "-public-url", "https://door.example.org"}, nil, nil, "code of a case", 1},
		{"a name that is none", []string{"-telegram-name", "https://t.me/x"}, nil, nil, "no name of a bot", 1},
		{"a font that is not there", []string{"-public-url", "https://door.example.org", "-font", "/nowhere.ttf"}, []string{"door.example.org"}, nil, "/nowhere.ttf", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "posters")
			got := command(t, "", "", append([]string{"poster", "-out", folder}, c.args...)...)
			if got.code != c.code || !strings.Contains(got.err, c.says) {
				t.Fatalf("code %d, want %d and %q in:\n%s%s", got.code, c.code, c.says, got.out, got.err)
			}
			if strings.Contains(got.out+got.err, telegramToken) {
				t.Errorf("the token is shown:\n%s%s", got.out, got.err)
			}
			files, err := filepath.Glob(folder + "/*")
			if err != nil {
				t.Fatal(err)
			}
			if c.shows == nil {
				if len(files) > 0 {
					t.Errorf("left behind: %v", files)
				}
				return
			}
			if want := 2 - c.code; len(files) != want {
				t.Errorf("made %v, want %d files", files, want)
			}
			svg, err := os.ReadFile(files[len(files)-1])
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.shows {
				if !strings.Contains(string(svg), want) {
					t.Errorf("it does not show %q", want)
				}
			}
			for _, not := range c.lacks {
				if strings.Contains(string(svg), not) {
					t.Errorf("it shows %q", not)
				}
			}
		})
	}
}

// TestPosterCodesLeadToTheStation: what each code says.
func TestPosterCodesLeadToTheStation(t *testing.T) {
	set := serveSettings{PublicURL: "https://door.example.org/town/", TelegramName: "luobu_bot", TwilioSID: "AC1", TwilioFrom: "+8657912345678"}
	for station, want := range map[string]string{
		"QX-07": "https://door.example.org/town/?station=QX-07 http://weixin.qq.com/q/a sms:+8657912345678 https://t.me/luobu_bot?start=QX-07",
		"":      "https://door.example.org/town/ http://weixin.qq.com/q/a sms:+8657912345678 https://t.me/luobu_bot",
	} {
		c := posterCommand{serveSettings: set, Station: station}
		var links []string
		for _, w := range c.ways("http://weixin.qq.com/q/a") {
			links = append(links, w.Link)
		}
		if got := strings.Join(links, " "); got != want {
			t.Errorf("station %q: %s, want %s", station, got, want)
		}
	}
}
