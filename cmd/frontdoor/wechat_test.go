package main

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/bot/wechat"
	"frontdoor/dialog"
)

const (
	wechatAppID  = "wx0123456789abcdef"
	wechatSecret = "0123456789abcdef0123456789abcdef"
	wechatToken  = "a-word-of-both"
	wechatAESKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
)

// wechatHouse is a whole server in this process, on WeChat alone.
func wechatHouse(t *testing.T, set *serveSettings) (*server, *bottest.OfficialAccount, string) {
	t.Helper()
	api := bottest.NewOfficialAccount(wechatAppID, wechatSecret, wechatToken, set.WeChatAESKey)
	t.Cleanup(api.Close)
	set.WeChatAppID, set.WeChatSecret, set.WeChatToken, set.WeChatAPI = wechatAppID, wechatSecret, wechatToken, api.URL()
	set.Book, set.TwilioOptOut = "sqlite:"+filepath.Join(t.TempDir(), "book.db"), "provider"
	s, err := newServer(t.Context(), set, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s.handler)
	ctx, cancel := context.WithCancel(context.Background())
	var under sync.WaitGroup
	for _, d := range s.duties {
		under.Go(func() {
			if err := d.run(ctx); err != nil && ctx.Err() == nil {
				t.Errorf("%s: %v", d.name, err)
			}
		})
	}
	t.Cleanup(func() {
		web.Close()
		cancel()
		under.Wait()
		if err := s.close(); err != nil {
			t.Error(err)
		}
	})
	return s, api, web.URL + wechat.Path
}

// TestAMatterByWeChat: somebody scans a station's code, tells by voice, answers with a
// number; a message that comes three times is answered once; who leaves is not written
// to, and who comes back is greeted.
func TestAMatterByWeChat(t *testing.T) {
	t.Parallel()
	s, api, at := wechatHouse(t, &serveSettings{WeChatAESKey: wechatAESKey})
	const from = "oResident-1"
	sent := 0
	said := func(xml, want string) {
		t.Helper()
		var under sync.WaitGroup
		for range 3 { // all at once, as when we are slow
			under.Go(func() {
				if code, answer, err := api.Post(t.Context(), at, xml); code != 200 || answer != "success" || err != nil {
					t.Errorf("answered %d %s, %v", code, answer, err)
				}
			})
		}
		under.Wait()
		got, ok := api.Await(30*time.Second, from, sent+1)
		if !ok || !strings.Contains(got[sent].Text, want) {
			t.Fatalf("answered with %+v, want %q", got[min(sent, len(got)):], want)
		}
		sent++
	}
	clock := time.Now()
	next := func() time.Time { clock = clock.Add(time.Second); return clock }
	said(bottest.WeChatEvent(from, "subscribe", "qrscene_QX01", next()), "小兴")
	said(bottest.WeChatVoice(from, "11", "v1", "七星村村口的路灯坏了三天了", next()), "手机号")
	said(bottest.WeChatText(from, "12", "0", next()), "1")
	said(bottest.WeChatText(from, "13", "1", next()), "JH-")
	if got := api.SentTo(from); len(got) != sent {
		t.Errorf("%d messages went out for %d", len(got), sent)
	}
	if talk, err := s.book.Read(t.Context(), "wechat:"+from); err != nil || len(talk.State.Matters) != 1 || talk.State.Matters[0].Slots[dialog.StationSlot].Value != "QX01" {
		t.Errorf("the case does not say which station's code was scanned (%v)", err)
	}
	for _, m := range api.SentTo(from) {
		if m.Type != "text" {
			t.Errorf("a %s went out", m.Type)
		}
	}
	leaves := bottest.WeChatEvent(from, "unsubscribe", "", next())
	if code, _, err := api.Post(t.Context(), at, leaves); code != 200 || err != nil {
		t.Fatalf("answered %d, %v", code, err)
	}
	if talk, err := s.book.Read(t.Context(), "wechat:"+from); err != nil || !talk.State.Blocked {
		t.Errorf("who left is not known to be gone (%v)", err)
	}
	said(bottest.WeChatEvent(from, "subscribe", "", next()), "")
}

// TestWeChatIsSetUp plays the commands against a strict WeChat.
func TestWeChatIsSetUp(t *testing.T) {
	api := bottest.NewOfficialAccount(wechatAppID, wechatSecret, wechatToken, "")
	defer api.Close()
	folder := t.TempDir()
	call := func(args ...string) ran {
		return command(t, "", "", append(args, "-wechat-api", api.URL(), "-wechat-appid", wechatAppID, "-wechat-token", wechatToken)...)
	}
	good := []string{"-wechat-secret", wechatSecret, "-public-url", "https://door.example.org/"}
	check := func() ran {
		return call(append([]string{"check", "-book", "sqlite:" + filepath.Join(folder, "book.db")}, good...)...)
	}
	if got := check(); got.code != 1 || !strings.Contains(got.out, "frontdoor wechat setup") {
		t.Errorf("check before setup: %+v", got)
	}
	for range 2 {
		if got := call(append([]string{"wechat", "setup"}, good...)...); got.code != 0 || !strings.Contains(got.out, "https://door.example.org/wechat\n") {
			t.Fatalf("setup: %+v", got)
		}
	}
	if menu, _ := api.Menu(); !strings.Contains(menu, `"name":"查进度","key":"/status"`) {
		t.Errorf("the menu is %s", menu)
	}
	if got := check(); got.code != 0 || !strings.Contains(got.out, "WeChat knows the account") {
		t.Errorf("check after setup: %+v", got)
	}
	file := filepath.Join(folder, "station.jpg")
	if got := call(append([]string{"wechat", "qr", "-station", "QX01", "-out", file}, good...)...); got.code != 0 || !strings.Contains(got.out, file) {
		t.Errorf("qr: %+v", got)
	}
	if picture, err := os.ReadFile(file); err != nil || !strings.HasSuffix(string(picture), "QX01") {
		t.Errorf("the picture is %q, %v", picture, err)
	}
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"no secret", []string{"wechat", "setup"}, "FRONTDOOR_WECHAT_SECRET"},
		{"a wrong secret", []string{"wechat", "setup", "-wechat-secret", "wrong-secret"}, "AppSecret is not valid"},
		{"a station that is a path", append([]string{"wechat", "qr", "-station", "../a"}, good...), "no code for a station"},
		{"no station", append([]string{"wechat", "qr"}, good...), "station"},
		{"a folder that is not there", append([]string{"wechat", "qr", "-station", "A", "-out", filepath.Join(folder, "no", "a.jpg")}, good...), "no such file"},
	} {
		got := call(c.args...)
		if got.code == 0 || !strings.Contains(got.err, c.want) {
			t.Errorf("%s: code %d, want %q in:\n%s%s", c.name, got.code, c.want, got.out, got.err)
		}
		if strings.Contains(got.out+got.err, "wrong-secret") || strings.Contains(got.out+got.err, wechatSecret) {
			t.Errorf("%s: a secret is shown:\n%s%s", c.name, got.out, got.err)
		}
	}
}

func TestWeChatSettings(t *testing.T) {
	set := func(change func(*serveSettings)) *serveSettings {
		s := &serveSettings{Listen: "127.0.0.1:0", TelegramAPI: "https://t.example", TwilioAPI: "https://t.example", WeChatAPI: wechat.DefaultAPI,
			WeChatAppID: wechatAppID, WeChatSecret: "s", WeChatToken: "t", WeChatAESKey: wechatAESKey}
		change(s)
		return s
	}
	for want, change := range map[string]func(*serveSettings){
		"FRONTDOOR_WECHAT_SECRET is not set": func(s *serveSettings) { s.WeChatSecret = "" },
		"FRONTDOOR_WECHAT_TOKEN is not set":  func(s *serveSettings) { s.WeChatToken = "" },
		"FRONTDOOR_WECHAT_AES_KEY is no":     func(s *serveSettings) { s.WeChatAESKey = "short" },
		"FRONTDOOR_WECHAT_API":               func(s *serveSettings) { s.WeChatAPI = "api" },
	} {
		if got := strings.Join(set(change).trouble(), "\n"); !strings.Contains(got, want) {
			t.Errorf("says %q, want %q", got, want)
		}
	}
	if got := set(func(*serveSettings) {}).trouble(); len(got) > 0 {
		t.Errorf("good settings are told as %q", got)
	}
	if got := set(func(s *serveSettings) { s.WeChatAppID = "" }); got.wechat() || len(got.leftovers()) != 3 || len(got.trouble()) > 0 {
		t.Errorf("without an account: %q, %q", got.leftovers(), got.trouble())
	}
}
