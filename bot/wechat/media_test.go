package wechat

import (
	"errors"
	"io"
	"strings"
	"testing"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/dialog"
)

func TestOpensMedia(t *testing.T) {
	w := newTown(t, nil)
	w.api.PutFile("photo", bottest.File{Kind: "image/jpeg", Content: []byte("\xff\xd8 a picture")})
	w.api.PutFile("voice", bottest.File{Kind: "audio/amr", Content: []byte("#!AMR")})
	w.api.PutFile("video", bottest.File{Kind: "video/mp4", Content: []byte("a film"), Video: true})
	w.api.PutFile("big", bottest.File{Kind: "video/mp4", Content: make([]byte, FileMost+1)})
	w.api.PutFile("no", bottest.File{Kind: "image/jpeg", Content: []byte(`{"errcode":40007,"errmsg":"invalid media_id"}`)})
	w.api.PutFile("empty", bottest.File{Kind: "image/jpeg"})
	for range 2 {
		for _, c := range []struct{ id, mime, want, kind string }{
			{"photo", "", "\xff\xd8 a picture", "image/jpeg"},
			{"voice", "audio/amr", "#!AMR", "audio/amr"},
			{"video", "video/mp4", "a film", "video/mp4"},
		} {
			body, kind, err := w.OpenMedia(t.Context(), dialog.Media{Ref: "wechat:" + c.id, MIME: c.mime})
			if err != nil {
				t.Fatalf("%s: %v", c.id, err)
			}
			b, err := io.ReadAll(body)
			body.Close() //nolint:errcheck // read already
			if string(b) != c.want || err != nil || kind != c.kind {
				t.Errorf("%s: opened %q, %s, %v", c.id, b, kind, err)
			}
		}
		w.api.Expire() // the second round: the refusal comes in place of the file
	}
	w.askedIs(t, "after two rounds", 2, 0)
	big, _, err := w.OpenMedia(t.Context(), dialog.Media{Ref: "wechat:big"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, big); !errors.Is(err, bot.ErrMediaTooLarge) {
		t.Errorf("a file above the bound ends with %v", err)
	}
	big.Close()                                    //nolint:errcheck // read already
	for _, id := range []string{"unknown", "no"} { // whatever the answer calls itself
		if _, _, err := w.OpenMedia(t.Context(), dialog.Media{Ref: dialog.WeChat + ":" + id}); !errors.Is(err, bot.ErrMediaGone) {
			t.Errorf("a file that WeChat has no more: %v", err)
		}
	}
	for name, trouble := range map[string]bottest.Trouble{
		"busy": {Code: -1}, "a page": {Status: 200, Page: true}, "down": bottest.DownPage, "broken": bottest.Broken, "nothing": {Status: 200},
	} {
		w.api.Trouble(-1, "/cgi-bin/media/get", trouble) // a broken connection is tried anew by net/http
		_, _, err := w.OpenMedia(t.Context(), dialog.Media{Ref: "wechat:photo"})
		if err == nil || errors.Is(err, bot.ErrMediaGone) || strings.Contains(err.Error(), "token-") {
			t.Errorf("%s: %v", name, err)
		}
		w.api.Mend()
	}
	w.api.Trouble(1, "/cgi-bin/media/get", bottest.Trouble{Code: 48001})
	if _, _, err := w.OpenMedia(t.Context(), dialog.Media{Ref: "wechat:photo"}); !errors.Is(err, bot.ErrMediaRefused) {
		t.Errorf("without permission: %v", err)
	}
	for _, ref := range []string{"telegram:photo", "sms:https://api.twilio.com/x", "", "wechat:empty"} {
		if _, _, err := w.OpenMedia(t.Context(), dialog.Media{Ref: ref}); err == nil {
			t.Errorf("%q is opened", ref)
		}
	}
}

func TestSetup(t *testing.T) {
	w := newTown(t, nil)
	account, err := NewAccount(&Config{AppID: appID, Secret: secret, API: w.api.URL(), HTTP: w.cfg.HTTP, Now: w.now})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	if err := account.SignIn(ctx); err != nil {
		t.Fatal(err)
	}
	if has, err := account.HasMenu(ctx); has || err != nil {
		t.Errorf("before setup: %v, %v", has, err)
	}
	for range 2 {
		if err := account.SetMenu(ctx, []Button{{"找人", "agent"}, {"查进度", "status"}, {"怎么用", "help"}}); err != nil {
			t.Fatal(err)
		}
	}
	if has, err := account.HasMenu(ctx); !has || err != nil {
		t.Errorf("after setup: %v, %v", has, err)
	}
	if menu, _ := w.api.Menu(); !strings.Contains(menu, `{"type":"click","name":"查进度","key":"/status"}`) {
		t.Errorf("the menu is %s", menu)
	}
	for _, wrong := range [][]Button{nil, {{"", "agent"}}, {{"很长很长很长的名字", "agent"}}, make([]Button, 4)} {
		if err := account.SetMenu(ctx, wrong); err == nil {
			t.Errorf("%v is a menu", wrong)
		}
	}
	picture, err := account.QR(ctx, "QX-01 村口")
	if err != nil || !strings.HasPrefix(string(picture), "\xff\xd8picture of gQH47joAAAAAAAAAASxodHRwOi8v+/=QX-01 村口") {
		t.Errorf("the picture is %q, %v", picture, err)
	}
	for _, station := range []string{"", strings.Repeat("站", 65)} {
		if _, err := account.QR(ctx, station); err == nil {
			t.Errorf("station %q has a code", station)
		}
	}
	w.api.Trouble(1, "/cgi-bin/qrcode/create", bottest.Trouble{Code: 48001})
	if _, err := account.QR(ctx, "QX"); err == nil || !strings.Contains(err.Error(), "verified service account") {
		t.Errorf("without permission: %v", err)
	}
	w.api.Trouble(1, "/cgi-bin/showqrcode", bottest.Trouble{Code: -1})
	if _, err := account.QR(ctx, "QX"); err == nil {
		t.Error("a refusal is a picture")
	}
	stranger, err := NewAccount(&Config{AppID: appID, Secret: "wrong", API: w.api.URL(), HTTP: w.cfg.HTTP})
	if err != nil {
		t.Fatal(err)
	}
	if err := stranger.SignIn(ctx); err == nil || !strings.Contains(err.Error(), "AppSecret") {
		t.Errorf("with a wrong secret: %v", err)
	}
}
