package bottest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/bot/sms"
	"frontdoor/bot/telegram"
	"frontdoor/bot/wechat"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/sqlite"
)

const (
	token, secret           = "123456:AAthetoken", "s3cret"
	account, key            = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0123456789abcdef0123456789abcdef"
	own, resident           = "+15558675310", "+8613900000102"
	public                  = "https://town.example"
	wechatApp, openID       = "wx0123456789abcdef", "oResident"
	longEnough              = 30 * time.Second
	chat              int64 = 7
)

// repeat is a Stepper that says every word again.
type repeat struct{}

func (repeat) Step(s dialog.State, in dialog.Input) dialog.Turn {
	t := dialog.Turn{State: s}
	t.State.V = dialog.StateVersion
	if len(s.Matters) == 0 {
		t.State.Matters = []dialog.Matter{{ID: in.Fresh, Status: dialog.Collecting}}
	}
	id := t.State.Matters[0].ID
	if in.Kind == dialog.Blocked {
		t.State.Blocked = true
		return t
	}
	t.Changes = []dialog.Change{{Case: id, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: in.Text, Ref: in.ID}}
	t.Replies = []dialog.Reply{{Case: id, By: dialog.ByBot, Text: "您说:" + in.Text + in.Choice, Choices: []dialog.Choice{{Key: "1", Label: "对", Value: "yes"}}}}
	return t
}

// house is three channels with a real book between their two halves, on a real
// port.
type house struct {
	t      *testing.T
	book   *booktest.Faulty
	clerk  *casebook.Clerk
	bot    *bottest.BotAPI
	texts  *bottest.MessagesAPI
	wechat *bottest.OfficialAccount
	server *httptest.Server
}

// timeout is for one send; on a busy machine a short one sends twice what was taken
// slowly, as it must.
func newHouse(t *testing.T, mode string, timeout time.Duration) *house {
	t.Helper()
	file, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, book: booktest.NewFaulty(file), bot: bottest.NewBotAPI(token), texts: bottest.NewMessagesAPI(account, key),
		wechat: bottest.NewOfficialAccount(wechatApp, key, secret, "")}
	h.clerk = casebook.NewClerk(h.book, repeat{}, "JH", casebook.Options{})
	receive := func(ctx context.Context, in dialog.Input) error { _, err := h.clerk.Handle(ctx, in); return err }
	transport := &http.Transport{}
	tg, err := telegram.New(telegram.Config{Token: token, Secret: secret, API: h.bot.URL(), Mode: mode, Receive: receive, HTTP: transport})
	if err != nil {
		t.Fatal(err)
	}
	gateway, err := sms.NewTwilio(sms.TwilioSettings{AccountSID: account, AuthToken: key, From: own, API: h.texts.URL(), PublicURL: public, HTTP: transport})
	if err != nil {
		t.Fatal(err)
	}
	tx, err := sms.New(sms.Config{Gateway: gateway, Receive: receive, Receipts: h.clerk.LateReceipt,
		Talk: func(ctx context.Context, to dialog.Address) (dialog.State, error) {
			talk, err := h.book.Read(ctx, to)
			return talk.State, err
		}})
	if err != nil {
		t.Fatal(err)
	}
	wx, err := wechat.New(wechat.Config{AppID: wechatApp, Secret: key, Token: secret, API: h.wechat.URL(), Receive: receive, Shelf: file, HTTP: transport})
	if err != nil {
		t.Fatal(err)
	}
	channels := []bot.Channel{tg, tx, wx}
	mux := http.NewServeMux()
	for _, c := range channels {
		c.Routes(mux)
	}
	h.server = httptest.NewServer(mux)
	d := &bot.Deliverer{Owed: h.book, Settler: h.clerk, Receive: receive, Channels: channels, Timeout: timeout, Hold: 3 * timeout}
	ctx, cancel := context.WithCancel(t.Context())
	var under sync.WaitGroup
	for _, run := range []func(context.Context) error{tg.Run, tx.Run, wx.Run, d.Run} {
		under.Go(func() {
			if err := run(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(func() {
		h.server.Close()
		cancel()
		h.bot.Close()
		h.texts.Close()
		h.wechat.Close()
		under.Wait()
		transport.CloseIdleConnections()
		file.Close() //nolint:errcheck // the test is over
	})
	return h
}

// tell posts an update and gives the status.
func (h *house) tell(update []byte) int {
	h.t.Helper()
	code, err := h.bot.Post(h.t.Context(), h.server.URL+telegram.Path, secret, update)
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

// text posts a signed text message and gives the status.
func (h *house) text(sid, body string) int {
	h.t.Helper()
	code, err := h.texts.Inbound(h.t.Context(), h.server.URL, public, bottest.TextForm(sid, resident, own, body))
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

// write posts what somebody wrote to the official account, and gives the status.
func (h *house) write(from, id, text string) int {
	h.t.Helper()
	code, _, err := h.wechat.Post(h.t.Context(), h.server.URL+wechat.Path, bottest.WeChatText(from, id, text, time.Now()))
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

// said are the resident's words of an address' case, and the states of what was
// answered.
func (h *house) said(a dialog.Address) (words, states []string) {
	h.t.Helper()
	talk, err := h.book.Read(h.t.Context(), a)
	if err != nil {
		h.t.Fatal(err)
	}
	events, err := h.book.Case(h.t.Context(), talk.State.Matters[0].ID)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, l := range casebook.Thread(events) {
		if l.By == dialog.ByResident {
			words = append(words, l.Text)
		}
		if l.Message != "" {
			states = append(states, strings.TrimSpace(string(l.State)+" "+l.Why))
		}
	}
	return words, states
}

func (h *house) until(what string, holds func() bool) {
	h.t.Helper()
	for end := time.Now().Add(longEnough); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			h.t.Fatalf("waited in vain until %s", what)
		}
	}
}

func TestARedeliveryIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t, telegram.Webhook, 10*time.Second)
	for range 3 {
		if code := h.tell(bottest.TextUpdate(1, 1, chat, "路灯坏了")); code != 200 {
			t.Fatalf("answered %d", code)
		}
		if code := h.text("SM1", "路灯坏了"); code != 200 {
			t.Fatalf("answered %d", code)
		}
		if code := h.write(openID, "1", "路灯坏了"); code != 200 {
			t.Fatalf("answered %d", code)
		}
	}
	h.tell(bottest.TextUpdate(2, 2, chat, "在七星村"))
	h.text("SM2", "在七星村")
	h.write(openID, "2", "在七星村")
	want := []string{"您说:路灯坏了", "您说:在七星村"}
	got, _ := h.bot.Await(longEnough, chat, 2)
	texts, _ := h.texts.Await(longEnough, resident, 2)
	written, _ := h.wechat.Await(longEnough, openID, 2)
	for i, w := range want {
		if len(got) != 2 || len(texts) != 2 || len(written) != 2 || got[i].Text != w || texts[i].Body != w || written[i].Text != w {
			t.Fatalf("telegram %+v, sms %+v, wechat %+v", got, texts, written)
		}
	}
	h.tell(bottest.TapUpdate(3, chat, got[1], got[1].Rows[0][0].Data))
	if got, _ = h.bot.Await(longEnough, chat, 3); len(got) != 3 || got[2].Text != "您说:yes" {
		t.Errorf("the tap is answered with %+v", got)
	}
}

// "Stored but reported as failed": the provider hears 503 and sends again, and
// still nothing is stored or said twice.
func TestStoredButReportedAsFailed(t *testing.T) {
	t.Parallel()
	h := newHouse(t, telegram.Webhook, 10*time.Second)
	var mu sync.Mutex
	left := 3 // as often as the clerk asks by himself
	h.book.OnCommit(func(c casebook.Commit) booktest.Fault {
		mu.Lock()
		defer mu.Unlock()
		if c.Seen != "" && left > 0 {
			left--
			return booktest.AfterCommit
		}
		return booktest.NoFault
	})
	update := bottest.TextUpdate(1, 1, chat, "路灯坏了")
	codes := []int{h.tell(update), h.tell(update), h.tell(update)}
	if codes[len(codes)-1] != 200 {
		t.Fatalf("answered %v", codes)
	}
	h.tell(bottest.TextUpdate(2, 2, chat, "谢谢"))
	got, _ := h.bot.Await(longEnough, chat, 2)
	if len(got) != 2 || got[0].Text != "您说:路灯坏了" || got[1].Text != "您说:谢谢" {
		t.Errorf("sent %+v", got)
	}
	if words, _ := h.said("telegram:7"); !slices.Equal(words, []string{"路灯坏了", "谢谢"}) {
		t.Errorf("stored %q", words)
	}
}

// The window closes, or the token goes, while messages wait: the one is told to the
// agent in words, the other is mended unseen.
func TestWeChatClosesItsDoors(t *testing.T) {
	t.Parallel()
	h := newHouse(t, telegram.Webhook, 10*time.Second)
	h.write(openID, "1", "一")
	if _, ok := h.wechat.Await(longEnough, openID, 1); !ok {
		t.Fatal("not answered")
	}
	h.wechat.Expire()
	for i := range 5 { // posted without opening the window anew
		if code, _, err := h.wechat.PostAs(t.Context(), h.server.URL+wechat.Path, time.Now(), fmt.Sprint("n", i), bottest.WeChatText(openID, fmt.Sprint(10+i), "再", time.Now())); code != 200 || err != nil {
			t.Fatalf("answered %d, %v", code, err)
		}
	}
	a := dialog.Address("wechat:" + openID)
	var states []string
	h.until("the agent sees what went out and what did not", func() bool {
		_, states = h.said(a)
		return len(states) == 6 && !slices.Contains(states, "queued")
	})
	if !slices.Equal(states[:5], []string{"sent", "sent", "sent", "sent", "sent"}) || !strings.HasPrefix(states[5], "failed") || !strings.Contains(states[5], "45047") {
		t.Errorf("the agent sees %q", states)
	}
	if talk, err := h.book.Read(t.Context(), a); err != nil || talk.State.Blocked {
		t.Errorf("a closed window makes nobody gone (%v)", err)
	}
}

// All at once, each on an address of its own: the lanes close and open again, and
// everything arrives, in order, once.
func TestEveryTroubleEndsWell(t *testing.T) {
	t.Parallel()
	h := newHouse(t, telegram.Poll, 4*time.Second)
	troubles := []bottest.Trouble{bottest.Flood, bottest.Down, bottest.DownPage, bottest.Hanging, bottest.Broken, {}}
	phone := func(i int) string { return fmt.Sprintf("+861390000010%d", i) }
	follower := func(i int) string { return fmt.Sprint("oFollower", i) }
	for i, trouble := range troubles {
		chat := int64(100 + i)
		times := 2
		if trouble.Hang {
			times = 1
		}
		if trouble != (bottest.Trouble{}) {
			h.bot.Trouble(times, chat, trouble)
			h.texts.Trouble(times, phone(i), trouble)
			h.wechat.Trouble(times, follower(i), trouble)
		}
		for n, word := range []string{"一", "二"} {
			h.bot.Queue(bottest.TextUpdate(h.bot.NextUpdateID(), int64(n+1), chat, word))
			form := bottest.TextForm(fmt.Sprint("SM", i, n), phone(i), own, word)
			if code, err := h.texts.Inbound(t.Context(), h.server.URL, public, form); code != 200 || err != nil {
				t.Fatalf("answered %d %v", code, err)
			}
			if code := h.write(follower(i), fmt.Sprint(i, n), word); code != 200 {
				t.Fatalf("answered %d", code)
			}
		}
	}
	want := []string{"您说:一", "您说:二"}
	for i := range troubles {
		var got, texts []string
		messages, _ := h.bot.Await(longEnough, int64(100+i), 2)
		for _, m := range messages {
			got = append(got, m.Text)
		}
		sent, _ := h.texts.Await(longEnough, phone(i), 2)
		for _, m := range sent {
			texts = append(texts, m.Body)
		}
		var written []string
		service, _ := h.wechat.Await(longEnough, follower(i), 2)
		for _, m := range service {
			written = append(written, m.Text)
		}
		if !slices.Equal(got, want) || !slices.Equal(texts, want) || !slices.Equal(written, want) {
			t.Errorf("trouble %+v: telegram got %q, the phone %q, wechat %q", troubles[i], got, texts, written)
		}
	}
}

func TestGoneIsToldToTheConversation(t *testing.T) {
	t.Parallel()
	h := newHouse(t, telegram.Webhook, 10*time.Second)
	h.bot.Trouble(-1, chat, bottest.BlockedBot)
	h.texts.Trouble(-1, resident, bottest.OptedOut)
	h.tell(bottest.TextUpdate(1, 1, chat, "路灯坏了"))
	h.text("SM1", "路灯坏了")
	h.wechat.Trouble(-1, openID, bottest.NoFollower)
	h.write(openID, "1", "路灯坏了")
	for a, why := range map[dialog.Address]string{"telegram:7": "blocked the bot", "sms:" + resident: "opted out", "wechat:" + openID: "does not follow"} {
		h.until(fmt.Sprint("the agent sees why ", a, " was not reached"), func() bool {
			_, states := h.said(a)
			return strings.HasPrefix(states[0], "failed") && strings.Contains(states[0], why)
		})
		if talk, err := h.book.Read(t.Context(), a); err != nil || !talk.State.Blocked {
			t.Errorf("%s is not known to be gone (%v)", a, err)
		}
	}
}

func TestReportsBecomeReceipts(t *testing.T) {
	t.Parallel()
	h := newHouse(t, telegram.Webhook, 10*time.Second)
	for i, c := range []struct {
		reports []string
		code    int
		want    string
	}{
		{[]string{"queued", "sent", "delivered"}, 0, "delivered"},
		{[]string{"delivered", "sent", "delivered"}, 0, "delivered"}, // out of order, and twice
		{[]string{"sent", "undelivered"}, 30003, "failed 对方关机或不在服务区 (30003) / the phone is off or out of coverage (30003)"},
	} {
		h.text(fmt.Sprint("SM", i), fmt.Sprint("第", i))
		texts, ok := h.texts.Await(longEnough, resident, i+1)
		if !ok {
			t.Fatalf("no message %d", i)
		}
		for _, status := range c.reports {
			code := 0
			if status == "undelivered" {
				code = c.code
			}
			if got, err := h.texts.Report(t.Context(), h.server.URL, texts[i], status, code); got != 200 || err != nil {
				t.Fatalf("%s is answered %d %v", status, got, err)
			}
		}
		h.until(fmt.Sprintf("message %d is %s", i, c.want), func() bool {
			_, states := h.said(dialog.Address("sms:" + resident))
			return states[i] == c.want
		})
	}
}
