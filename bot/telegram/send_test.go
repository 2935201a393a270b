package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"

	"github.com/google/go-cmp/cmp"
)

func outgoing(text string) casebook.Outgoing {
	return casebook.Outgoing{ID: "m1", To: "telegram:7", Text: text, CommittedAt: arrival}
}

func TestSendsTextAndButtons(t *testing.T) {
	w := newTown(t, nil)
	m := outgoing("是哪一类?<b>&\n1 2 3")
	long := strings.Repeat("村", 22) // 66 bytes
	m.Choices = []dialog.Choice{
		{Key: "1", Label: "邻里纠纷", Value: "mediation"}, {Key: "2", Label: "房子", Value: "housing"},
		{Key: "3", Label: "路灯、垃圾、井盖等公共设施", Value: "facilities"},
		{Key: "4", Label: "其他", Value: long}, {Key: "5", Label: "", Value: "#five"}, {Label: "nothing to carry"},
	}
	id, err := w.Send(t.Context(), m)
	if err != nil || id != "5001" {
		t.Fatalf("sent as %q, %v", id, err)
	}
	want := []bottest.Message{{Method: "sendMessage", ChatID: 7, ID: 5001, Text: m.Text, Rows: [][]bottest.Button{
		{{Text: "邻里纠纷", Data: "mediation"}, {Text: "房子", Data: "housing"}},
		{{Text: "路灯、垃圾、井盖等公共设施", Data: "facilities"}},
		{{Text: "其他", Data: "4"}, {Text: "5", Data: "5"}},
	}}}
	got := w.api.Sent()
	got[0].At = time.Time{}
	for _, row := range got[0].Rows {
		for i, b := range row {
			choice, asked, ok := newButtonKeys(token).read(7, b.Data)
			if !ok || !asked.Equal(arrival) {
				t.Errorf("button %q carries %q: sealed %v, asked %v", b.Text, b.Data, ok, asked)
			}
			row[i].Data = choice
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTapComesBackAsTheChoice(t *testing.T) {
	for _, c := range []dialog.Choice{
		{Key: "1", Label: "对", Value: "yes"}, {Key: "2", Label: "x", Value: "#hash"}, {Key: "3", Label: "x", Value: strings.Repeat("长", 30)},
		{Key: "4", Label: "x", Value: strings.Repeat("a", 64)}, {Key: "5", Label: "x", Value: strings.Repeat("a", 65)},
	} {
		data := newButtonKeys(token).write(7, arrival, c)
		choice, asked, ok := newButtonKeys(token).read(7, data) // as after a restart
		if !ok || choice != c.Value && choice != c.Key || !asked.Equal(arrival) || len(data) > dataMost {
			t.Errorf("%+v comes back as %q of %v, sealed %v, %d bytes", c, choice, asked, ok, len(data))
		}
	}
}

// TestOnlyWhatWasOfferedIsRead: nothing that was changed, cut, or written for another
// chat or by another bot is read as a choice.
func TestOnlyWhatWasOfferedIsRead(t *testing.T) {
	k := newButtonKeys(token)
	good := k.write(7, arrival, dialog.Choice{Key: "1", Value: "yes"})
	foreign := map[string]string{
		"of another chat": k.write(8, arrival, dialog.Choice{Value: "yes"}), "of another bot": newButtonKeys("2:b").write(7, arrival, dialog.Choice{Value: "yes"}),
		"nothing": "", "a bare value": "yes", "the seal alone": good[:sealLetter], "a moment that is none": k.seal(7, "!.yes") + "!.yes", "no moment": k.seal(7, "yes") + "yes",
	}
	for i := range good {
		foreign[fmt.Sprint("cut at ", i)] = good[:i]
		foreign[fmt.Sprint("changed at ", i)] = good[:i] + "~" + good[i+1:]
	}
	for name, data := range foreign {
		if choice, _, ok := k.read(7, data); ok {
			t.Errorf("%s: %q is read as %q", name, data, choice)
		}
	}
}

func TestLongTextGoesOnWhereItBrokeOff(t *testing.T) {
	w := newTown(t, nil)
	text := strings.Repeat("路灯坏了,请来修。", 1200) // 9 × 1200 units: three parts
	m := outgoing(text)
	m.Choices = []dialog.Choice{{Key: "1", Label: "好", Value: "yes"}}
	parts := bot.Split(text, 4096)
	if len(parts) != 3 {
		t.Fatalf("%d parts", len(parts))
	}
	w.parts.Took(m.ID, 1) // the first part is out, and the second fails
	w.api.Trouble(1, 7, bottest.Down)
	if _, err := w.Send(t.Context(), m); !again(err) {
		t.Fatalf("a part that fails is %v", err)
	}
	if _, err := w.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := w.api.Sent()
	if len(got) != 2 || got[0].Text != parts[1] || got[1].Text != parts[2] {
		t.Fatalf("sent %d parts: the first again, or one left out", len(got))
	}
	if got[0].Rows != nil || got[1].Rows == nil {
		t.Error("the buttons are not under the last part")
	}
	if w.parts.Sent(m.ID) != 0 {
		t.Error("a message that is out is still remembered")
	}
}

func again(err error) bool {
	var e *bot.SendError
	return errors.As(err, &e) && e.Again
}

func TestSendErrors(t *testing.T) {
	bad := func(text string) bottest.Trouble {
		return bottest.Trouble{Status: 400, Text: "Bad Request: " + text}
	}
	for _, c := range []struct {
		name        string
		trouble     bottest.Trouble
		again, gone bool
		after       time.Duration
		reason      string
	}{
		{"429", bottest.Trouble{Status: 429, Text: "Too Many Requests: retry after 14", After: 14}, true, false, 14 * time.Second, "asks to wait"},
		{"429 of a proxy", bottest.Trouble{Status: 429, Page: true, After: 3}, true, false, 3 * time.Second, "asks to wait"},
		{"429 that names no time", bottest.Trouble{Status: 429, Text: "Too Many Requests"}, true, false, time.Second, "asks to wait"},
		{"500", bottest.Trouble{Status: 500, Text: "Internal Server Error"}, true, false, 0, "trouble of its own"},
		{"an outage that says how long", bottest.Trouble{Status: 503, Text: "Service Unavailable", After: 5}, true, false, 5 * time.Second, "trouble of its own"},
		{"taken, and the answer lost", bottest.LostAnswer, true, false, 0, "cannot be reached"},
		{"502", bottest.Down, true, false, 0, "trouble of its own"},
		{"a proxy's page", bottest.DownPage, true, false, 0, "trouble of its own"},
		{"a page with 200", bottest.Trouble{Status: 200, Page: true}, true, false, 0, "trouble of its own"},
		{"broken off", bottest.Broken, true, false, 0, "cannot be reached"},
		{"hanging", bottest.Hanging, true, false, 0, "cannot be reached"},
		{"blocked", bottest.BlockedBot, false, true, 0, "blocked the bot"},
		{"deactivated", bottest.Trouble{Status: 403, Text: "Forbidden: user is deactivated"}, false, true, 0, "blocked the bot"},
		{"chat not found", bottest.NoChat, false, true, 0, "does not exist"},
		{"peer", bad("PEER_ID_INVALID"), false, true, 0, "does not exist"},
		{"another 400", bad("can't parse entities"), false, false, 0, "can't parse entities"},
		{"too large", bottest.Trouble{Status: 413, Text: "Request Entity Too Large"}, false, false, 0, "attachment is too large"},
		{"a proxy's page about it", bottest.Trouble{Status: 413, Page: true}, false, false, 0, "refuses this message (413)"},
		{"never written to us", bottest.Trouble{Status: 403, Text: "Forbidden: bot can't initiate conversation with a user"}, false, true, 0, "never written"},
		{"a quiet without end", bottest.Trouble{Status: 429, Text: "Too Many Requests", After: 1 << 40}, true, false, time.Hour, "asks to wait"},
		{"no voices please", bad("VOICE_MESSAGES_FORBIDDEN"), false, false, 0, "圆形视频，请写成文字 (400 Bad Request: VOICE_MESSAGES_FORBIDDEN) / the resident takes no voice"},
		{"a file that is gone", bad("wrong remote file identifier/HTTP URL specified"), false, false, 0, "telegram cannot open the attachment"},
		{"no such method", bottest.Trouble{Status: 404, Text: "Not Found"}, true, false, 0, "admin"},
		{"wrong token", bottest.Trouble{Status: 401, Text: "Unauthorized"}, true, false, 0, "admin"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, nil)
			w.api.Trouble(1, 7, c.trouble)
			wait := 30 * time.Second
			if c.trouble.Hang {
				wait = 50 * time.Millisecond
			}
			ctx, cancel := context.WithTimeout(t.Context(), wait)
			defer cancel()
			_, err := w.Send(ctx, outgoing("hello"))
			var e *bot.SendError
			if !errors.As(err, &e) {
				t.Fatalf("%v is no SendError", err)
			}
			if e.Again != c.again || e.Gone != c.gone || e.After != c.after || !strings.Contains(e.Reason, c.reason) {
				t.Errorf("again %v, gone %v, after %v, %q", e.Again, e.Gone, e.After, e.Reason)
			}
			if strings.Contains(err.Error(), token) || strings.Contains(e.Reason, token) {
				t.Errorf("the token is told: %v", err)
			}
		})
	}
	t.Run("nobody there", func(t *testing.T) {
		w := newTown(t, func(c *Config) { c.API = "http://127.0.0.1:1" })
		if _, err := w.Send(t.Context(), outgoing("hello")); !again(err) || strings.Contains(err.Error(), token) {
			t.Errorf("says %v", err)
		}
	})
	t.Run("not ours", func(t *testing.T) {
		w := newTown(t, nil)
		m := outgoing("hello")
		m.To = "telegram:@wu"
		if _, err := w.Send(t.Context(), m); err == nil || again(err) {
			t.Errorf("says %v", err)
		}
		if _, err := w.Send(t.Context(), outgoing("")); err == nil || again(err) {
			t.Errorf("an empty message: %v", err)
		}
	})
}

// A message that Telegram took is out, however odd the rest of the answer.
func TestOddAnswerIsNoFailure(t *testing.T) {
	odd := roundTrip(func(r *http.Request) (*http.Response, error) {
		io.Copy(io.Discard, r.Body) //nolint:errcheck // the request is not looked at
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(
			`{"ok":true,"result":{"message_id":77,"chat":{"id":7,"type":"private"},"date":"tomorrow","forward_origin":{"type":"from_mars"}}}`))}, nil
	})
	w := newTown(t, func(c *Config) { c.HTTP = odd })
	if id, err := w.Send(t.Context(), outgoing("hello")); err != nil || id != "77" {
		t.Errorf("sent as %q, %v", id, err)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestSendsMedia(t *testing.T) {
	opened := 0
	w := newTown(t, func(c *Config) {
		c.Open = func(_ context.Context, m dialog.Media) (io.ReadCloser, error) {
			opened++
			if m.Ref == "lost" {
				return nil, errBook
			}
			return io.NopCloser(strings.NewReader("the bytes")), nil
		}
	})
	m := outgoing("请看")
	m.Media = []dialog.Media{
		{Kind: "photo", Ref: "telegram:abc"}, {Kind: "photo", Ref: "https://town.example/map.png"},
		{Kind: "file", Ref: "upload-1", Name: "../notice.pdf"}, {Kind: "voice", Ref: "upload-2"}, {Kind: "video", Ref: "telegram:v"}, {Kind: "sticker", Ref: "telegram:s"},
	}
	if _, err := w.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range w.api.Sent() {
		got = append(got, s.Method+" "+s.Text+s.File)
	}
	want := []string{"sendMessage 请看", "sendPhoto abc", "sendPhoto https://town.example/map.png", "sendDocument notice.pdf", "sendVoice voice", "sendVideo v", "sendSticker s"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if up := w.api.Calls("sendDocument")[0].Files["document"]; string(up) != "the bytes" {
		t.Errorf("uploaded %q", up)
	}
	m.ID, m.Text, m.Media = "m2", "", []dialog.Media{{Kind: "file", Ref: "lost"}}
	if _, err := w.Send(t.Context(), m); err == nil || again(err) || !strings.Contains(err.Error(), "cannot be opened") {
		t.Errorf("an attachment that cannot be opened: %v", err)
	}
}

func TestOpensMedia(t *testing.T) {
	w := newTown(t, nil)
	w.api.PutFile("abc.jpg", []byte("a picture"))
	w.api.PutFile("big", make([]byte, FileMost+1))
	body, kind, err := w.OpenMedia(t.Context(), dialog.Media{Kind: "photo", Ref: "telegram:abc.jpg"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(body)
	body.Close() //nolint:errcheck // read already
	if string(b) != "a picture" || err != nil || kind != "image/jpeg" {
		t.Errorf("opened %q, %s, %v", b, kind, err)
	}
	for _, m := range []dialog.Media{{Ref: "telegram:big"}, {Ref: "telegram:abc.jpg", Size: FileMost + 1}} {
		if _, _, err := w.OpenMedia(t.Context(), m); !errors.Is(err, ErrFileTooLarge) {
			t.Errorf("%+v: %v", m, err)
		}
	}
	for description, want := range map[string]error{
		"Bad Request: invalid file_id": bot.ErrMediaGone, "Bad Request: file is too big": bot.ErrMediaTooLarge, "Unauthorized": nil,
		"Bad Request: wrong file_id or the file is temporarily unavailable": nil} {
		got := fileTrouble(&answer{Envelope: true, ErrorCode: 400, Description: description})
		if want == nil && got != nil || !errors.Is(got, want) {
			t.Errorf("%q is %v, want %v", description, got, want)
		}
	}
	if got := fileTrouble(&answer{Envelope: true, ErrorCode: 401}); !errors.Is(got, bot.ErrMediaRefused) {
		t.Errorf("a wrong token is %v", got)
	}
	for _, ref := range []string{"telegram:unknown", "sms:https://api.twilio.com/x", ""} {
		if _, _, err := w.OpenMedia(t.Context(), dialog.Media{Ref: ref}); err == nil || strings.Contains(err.Error(), token) {
			t.Errorf("%s: %v", ref, err)
		}
	}
	if _, err := io.ReadAll(bot.Bounded(io.NopCloser(strings.NewReader("four")), 3, ErrFileTooLarge)); !errors.Is(err, ErrFileTooLarge) {
		t.Errorf("a download above its bound ends with %v", err)
	}
}

func TestMessagesOfEveryChannel(t *testing.T) {
	w := newTown(t, nil)
	for i, c := range bottest.Outs() {
		t.Run(c.Name, func(t *testing.T) {
			chat := int64(100 + i)
			m := c.Message
			m.To = address(chat)
			_, err := w.Send(t.Context(), m)
			if c.Refused {
				if err == nil || again(err) {
					t.Fatalf("it is %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got, rows := "", 0
			for _, s := range w.api.SentTo(chat) {
				got += s.Text
				rows += len(s.Rows)
			}
			if bottest.Bare(got) != bottest.Bare(m.Text) || (rows > 0) != (len(m.Choices) > 0) {
				t.Errorf("%d bytes arrived of %d, with %d rows of buttons", len(got), len(m.Text), rows)
			}
		})
	}
}
