package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/bot/media/mediatest"
	"frontdoor/handoff"
)

// TestAgentsAfield: through the real webhooks, the real deliverer and the providers'
// doubles an agent works from a chat of their own and a grid worker from a telephone,
// over a restart in the middle; a resident's chat cannot.
func TestAgentsAfield(t *testing.T) {
	t.Parallel()
	f := newAfieldTown(t)
	f.start()
	const wu, resident, other, lao = 501, 1001, 1002, "+8613900000166"
	code, err := f.lines().Code(t.Context(), "wu")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.lines().SetPhone(t.Context(), "lao", lao); err != nil {
		t.Fatal(err)
	}
	f.write(wu, map[string]any{"text": "/start link-" + strings.ReplaceAll(code, "-", "")})
	f.told(wu, 1, "绑定您的账号")
	f.told(wu, 2, "/mine")
	f.write(resident, map[string]any{"text": "我找人工,七星村路灯坏了,我叫王芳"})
	alert := f.told(wu, 3, "新事项")
	sms, ok := f.texts.Await(patience, lao, 1)
	if !ok || strings.Contains(sms[0].Body+alert.Text, "王芳") || strings.Contains(sms[0].Body+alert.Text, "七星") {
		t.Fatalf("the news: %+v %q", sms, alert.Text)
	}
	number, _, _ := strings.Cut(alert.Text, " ")
	data := map[string]string{}
	for _, row := range alert.Rows {
		for _, b := range row {
			data[b.Text] = b.Data
		}
	}
	// Another resident knows the number, has the message forwarded and forges the button.
	before := len(f.bot.SentTo(other))
	f.post(bottest.TapUpdate(f.bot.NextUpdateID(), other, bottest.Message{ID: alert.ID, ChatID: other, Text: alert.Text}, data["认领"]))
	if got, _ := f.bot.Await(patience, other, before+1); len(got) != before+1 || strings.Contains(got[before].Text, "王芳") {
		t.Errorf("the forged button is answered with %+v", got)
	}
	f.post(bottest.TapUpdate(f.bot.NextUpdateID(), wu, alert, data["看内容"]))
	shown := f.told(wu, 4, "王芳")

	heard := len(f.bot.SentTo(resident))
	reply := bottest.MessageUpdate(f.bot.NextUpdateID(), 900, wu, map[string]any{"text": "下午来修", "reply_to_message": map[string]any{
		"message_id": shown.ID, "date": 1, "text": shown.Text, "from": map[string]any{"id": 123456, "is_bot": true, "first_name": "Frontdoor"},
		"chat": map[string]any{"id": wu, "type": "private"}}})
	f.post(reply)
	f.told(resident, heard+1, "下午来修")
	sent := f.told(wu, 5, "已发给居民")
	f.until("it is noted what that was about", func() bool { // a thumb takes longer than this
		_, err := f.s.book.Get(t.Context(), "afield-sent", fmt.Sprintf("telegram:%d %d", wu, sent.ID))
		return err == nil
	})
	f.write(wu, map[string]any{"text": "四点到", "reply_to_message": map[string]any{"message_id": sent.ID}}) // its words are missing
	f.told(resident, heard+2, "四点到")
	f.told(wu, 6, "已发给居民")
	f.bot.PutFile("PAPER", mediatest.JPEG()) // sent as a file, so Telegram leaves in it where it was taken
	f.write(wu, map[string]any{"document": map[string]any{"file_id": "PAPER", "file_unique_id": "p", "file_name": "a.jpg", "mime_type": "image/jpeg", "file_size": len(mediatest.JPEG())},
		"reply_to_message": map[string]any{"message_id": sent.ID}})
	f.told(resident, heard+3, "")
	f.told(wu, 7, "已发给居民")
	documents := f.bot.Calls("sendDocument")
	if len(documents) != 1 {
		t.Errorf("%d files went out", len(documents))
	}
	for _, c := range documents {
		for _, b := range c.Files {
			if len(b) == 0 || bytes.Contains(b, []byte(mediatest.Secret)) {
				t.Errorf("the resident gets %d bytes, with where the agent's photo was taken", len(b))
			}
		}
		if len(c.Files) != 1 {
			t.Errorf("the file goes by Telegram's name for it: %v", c.Params)
		}
	}
	f.stop()
	f.start()
	f.post(reply) // Telegram has not heard that it was taken
	f.text("SM1", lao, number+" done 灯换了")
	if got, ok := f.texts.Await(patience, lao, 2); !ok || !strings.Contains(got[1].Body, "吴姐") {
		t.Fatalf("the worker got %+v", got)
	}
	f.told(wu, 8, "老周说办好了")
	if n := len(f.bot.SentTo(resident)); n != heard+3 {
		t.Errorf("the resident was told %d messages, want %d", n, heard+3)
	}

	// The agent blocks the bot: no more is sent there, and it shows.
	f.bot.Trouble(-1, wu, bottest.Trouble{Status: 403, Text: "Forbidden: bot was blocked by the user"})
	f.post(bottest.TapUpdate(f.bot.NextUpdateID(), wu, sent, data["看内容"]))
	f.until("the agent counts as unreachable", func() bool {
		w, err := f.lines().Of(t.Context(), "wu")
		return err == nil && w.Line.Unreachable()
	})
	f.bot.Mend()
	f.post(bottest.MemberUpdate(f.bot.NextUpdateID(), wu, "kicked", "member"))
	f.until("the agent is reached again", func() bool {
		w, err := f.lines().Of(t.Context(), "wu")
		return err == nil && !w.Line.Unreachable()
	})
	f.stop()
}

// afieldTown is a server inside the test, with its providers' doubles.
type afieldTown struct {
	t     *testing.T
	set   *serveSettings
	bot   *bottest.BotAPI
	texts *bottest.MessagesAPI
	s     *server
	web   *httptest.Server
	stop  func()
}

func newAfieldTown(t *testing.T) *afieldTown {
	t.Helper()
	f := &afieldTown{t: t, bot: bottest.NewBotAPI(telegramToken), texts: bottest.NewMessagesAPI(twilioSID, twilioToken)}
	t.Cleanup(f.bot.Close)
	t.Cleanup(f.texts.Close)
	folder := t.TempDir()
	f.set = &serveSettings{Listen: "127.0.0.1:0", PublicURL: publicURL, Media: filepath.Join(folder, "media"), unlimited: true,
		TelegramToken: telegramToken, TelegramSecret: telegramSecret, TelegramAPI: f.bot.URL(), TelegramMode: "webhook",
		TwilioSID: twilioSID, TwilioToken: twilioToken, TwilioFrom: ourNumber, TwilioAPI: f.texts.URL(), TwilioOptOut: "provider"}
	f.set.Book = "sqlite:" + filepath.Join(folder, "book.db")
	return f
}

// start opens the book and lets every duty run.
func (f *afieldTown) start() {
	f.t.Helper()
	s, err := newServer(context.Background(), f.set, slog.New(slog.NewTextHandler(f.t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		f.t.Fatal(err)
	}
	for _, a := range []handoff.Agent{{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent}, {Login: "lao", Name: "老周", Role: handoff.RoleAgent}} {
		if _, err := s.roster.Get(f.t.Context(), a.Login); err == nil {
			continue
		}
		if err := s.roster.Add(f.t.Context(), a, ""); err != nil {
			f.t.Fatal(err)
		}
	}
	f.s, f.web = s, httptest.NewServer(s.handler)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, len(s.duties))
	for _, d := range s.duties {
		go func() { done <- d.run(ctx) }()
	}
	stopped := false
	f.stop = func() {
		if stopped {
			return
		}
		stopped = true
		f.web.Close()
		cancel()
		for range s.duties {
			<-done
		}
		if err := s.close(); err != nil {
			f.t.Error(err)
		}
	}
	f.t.Cleanup(f.stop)
}

func (f *afieldTown) lines() *handoff.Lines { return handoff.NewLines(f.s.book, f.s.roster) }

// post posts an update; write, a message of a chat; text, a text message.
func (f *afieldTown) post(update []byte) {
	f.t.Helper()
	status, err := f.bot.Post(f.t.Context(), f.web.URL+"/telegram", telegramSecret, update)
	if err != nil || status != 200 {
		f.t.Fatalf("the update was answered with %d, %v", status, err)
	}
}

func (f *afieldTown) write(chat int64, fields map[string]any) {
	f.t.Helper()
	id := f.bot.NextUpdateID()
	f.post(bottest.MessageUpdate(id, id, chat, fields))
}

func (f *afieldTown) text(sid, from, body string) {
	f.t.Helper()
	status, err := f.texts.Inbound(f.t.Context(), f.web.URL, publicURL, bottest.TextForm(sid, from, ourNumber, body))
	if err != nil || status != 200 {
		f.t.Fatalf("the text was answered with %d, %v", status, err)
	}
}

// told waits for the n-th message to a chat and wants words in it.
func (f *afieldTown) told(chat int64, n int, want string) bottest.Message {
	f.t.Helper()
	got, ok := f.bot.Await(patience, chat, n)
	if !ok || !strings.Contains(got[n-1].Text, want) {
		f.t.Fatalf("chat %d was told %+v, want %q in message %d", chat, got, want, n)
	}
	return got[n-1]
}

func (f *afieldTown) until(what string, holds func() bool) {
	f.t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			f.t.Fatalf("waited in vain until %s", what)
		}
	}
}
