package bottest_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/bot/telegram"
	"frontdoor/bot/wechat"
	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// street is one channel with the conversation, the clerk, a book and the deliverer behind
// it, and the provider's double before it, on the clock of a bubble. Only the network is
// left out.
type street struct {
	t       *testing.T
	channel bot.Channel
	double  http.Handler
	heard   func(resident string) // the provider heard a resident's word
	book    *sqlite.Book
	clerk   *casebook.Clerk
	waker   *casebook.Waker
	said    int

	mu    sync.Mutex
	calls []time.Time // when the provider was called
}

var realScript = sync.OnceValues(func() (*script.Script, error) { return script.New(nil, nil, nil, nil) })

// called is when the provider was called, so far.
func (s *street) called() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// RoundTrip hands a request to the double.
func (s *street) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	s.mu.Lock()
	s.calls = append(s.calls, time.Now())
	s.mu.Unlock()
	defer func() {
		if recover() != nil { // how a handler breaks off
			resp, err = nil, io.ErrUnexpectedEOF
		}
	}()
	rec := httptest.NewRecorder()
	s.double.ServeHTTP(rec, r)
	return rec.Result(), nil
}

// onStreet plays in a bubble that begins at nine in the town's morning.
func onStreet(t *testing.T, double http.Handler, heard func(string), open func(*street) (bot.Channel, error), play func(*street)) {
	t.Helper()
	sc, err := realScript()
	if err != nil {
		t.Fatal(err)
	}
	file := t.TempDir() + "/book"
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Hour) // bubbles begin at midnight UTC
		book, err := sqlite.Open(t.Context(), file, sqlite.Volatile())
		if err != nil {
			t.Fatal(err)
		}
		s := &street{t: t, double: double, heard: heard, book: book}
		s.clerk = casebook.NewClerk(book, sc, sc.Town.Prefix, casebook.Options{})
		s.waker = casebook.NewWaker(book, s.clerk, nil)
		if s.channel, err = open(s); err != nil {
			t.Fatal(err)
		}
		d := &bot.Deliverer{Owed: book, Settler: s.clerk, Channels: []bot.Channel{s.channel}, Look: time.Minute,
			Receive: func(ctx context.Context, in dialog.Input) error { _, err := s.clerk.Handle(ctx, in); return err }}
		ctx, cancel := context.WithCancel(t.Context())
		var under sync.WaitGroup
		under.Go(func() {
			if err := d.Run(ctx); err != nil {
				t.Error(err)
			}
		})
		play(s)
		cancel()
		under.Wait()
		book.Close() //nolint:errcheck // the test is over
	})
}

func (s *street) address(resident string) dialog.Address {
	return dialog.Address(s.channel.Name() + ":" + resident)
}

// says is a resident's message and the pause behind it.
func (s *street) says(resident, words string) {
	s.t.Helper()
	s.said++
	s.heard(resident)
	in := dialog.Input{ID: fmt.Sprint("in", s.said), Kind: dialog.Said, From: s.address(resident), Text: words, Lang: "zh"}
	if _, err := s.clerk.Handle(s.t.Context(), in); err != nil {
		s.t.Fatal(err)
	}
	time.Sleep(9 * time.Second)
	if _, err := s.waker.Once(s.t.Context(), time.Now()); err != nil {
		s.t.Fatal(err)
	}
}

// agent does something to a resident's case.
func (s *street) agent(kind dialog.InputKind, resident, words string) {
	s.t.Helper()
	s.said++
	talk, err := s.book.Read(s.t.Context(), s.address(resident))
	if err != nil {
		s.t.Fatal(err)
	}
	_, err = s.clerk.Handle(s.t.Context(), dialog.Input{ID: fmt.Sprint(s.said), Kind: kind, Agent: "wu", Name: "吴姐",
		From: s.address(resident), Case: talk.State.Current, Text: words})
	if err != nil {
		s.t.Fatal(err)
	}
}

// threadIs wants the lines of an agent's messages to begin so: words, state and why.
func (s *street) threadIs(when, resident string, want ...string) {
	s.t.Helper()
	talk, err := s.book.Read(s.t.Context(), s.address(resident))
	if err != nil {
		s.t.Fatal(err)
	}
	events, err := s.book.Case(s.t.Context(), talk.State.Matters[0].ID)
	if err != nil {
		s.t.Fatal(err)
	}
	var got []string
	for _, l := range casebook.Thread(events) {
		if l.By == dialog.ByAgent && l.Message != "" {
			got = append(got, fmt.Sprint(l.Text, " ", l.State, " ", l.Why))
		}
	}
	if !slices.EqualFunc(got, want, strings.HasPrefix) {
		s.t.Errorf("%s the thread is\n%s\nwant\n%s", when, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// provider is a double as the hour's outage needs it.
type provider struct {
	handler    http.Handler
	open       func(*street) (bot.Channel, error)
	heard      func(resident string)
	down, mend func()
	sent       func(resident string) []string
	resident   func(i int) string
}

func telegrams(t *testing.T) provider {
	api := bottest.NewBotAPI(token) // its server's goroutines stay outside the bubble
	t.Cleanup(api.Close)
	return provider{api, func(s *street) (bot.Channel, error) {
		return telegram.New(telegram.Config{Token: token, Secret: secret, Mode: telegram.Webhook, HTTP: s,
			Receive: func(context.Context, dialog.Input) error { return nil }})
	}, func(string) {}, func() { api.Trouble(-1, 0, bottest.Down) }, api.Mend, func(resident string) (texts []string) {
		for _, m := range api.Sent() {
			if fmt.Sprint(m.ChatID) == resident {
				texts = append(texts, m.Text)
			}
		}
		return texts
	}, func(i int) string { return fmt.Sprint(100 + i) }}
}

func wechats(t *testing.T) (provider, *bottest.OfficialAccount) {
	api := bottest.NewOfficialAccount(wechatApp, key, secret, "")
	t.Cleanup(api.Close)
	return provider{api, func(s *street) (bot.Channel, error) {
		return wechat.New(wechat.Config{AppID: wechatApp, Secret: key, Token: secret, Shelf: s.book, HTTP: s,
			Receive: func(context.Context, dialog.Input) error { return nil }})
	}, func(resident string) { api.Allow(resident, 5, 48*time.Hour) }, func() { api.Trouble(-1, "", bottest.Down) }, api.Mend, func(resident string) (texts []string) {
		for _, m := range api.SentTo(resident) {
			texts = append(texts, m.Text)
		}
		return texts
	}, func(i int) string { return fmt.Sprint("oResident", i) }}, api
}

// TestAnHourWithoutTheProvider: nothing is lost and nothing sent twice, each resident's
// messages come in order, and the provider is called rarely while it is down and no
// faster than it allows when it is back. What sms adds of its own is told in its folder.
func TestAnHourWithoutTheProvider(t *testing.T) {
	weixin, _ := wechats(t)
	for name, p := range map[string]provider{"telegram": telegrams(t), "wechat": weixin} {
		t.Run(name, func(t *testing.T) {
			onStreet(t, p.handler, p.heard, p.open, func(s *street) {
				const residents = 3
				for i := range residents {
					s.says(p.resident(i), "找人工") // handed over: agents may speak
				}
				time.Sleep(time.Minute)
				p.down()
				before, down := len(s.called()), time.Now()
				for round := range 3 {
					for i := range residents {
						s.agent(dialog.AgentReply, p.resident(i), fmt.Sprintf("第%d句", round))
					}
					time.Sleep(20 * time.Minute)
				}
				time.Sleep(time.Until(down.Add(61 * time.Minute)))
				s.threadIs("in the outage", p.resident(2), "第0句 queued ", "第1句 queued", "第2句 queued")
				// Each resident's first message asks every fifteen seconds at most.
				if n := len(s.called()) - before; n > residents*61*4 {
					t.Errorf("%d calls in the hour", n)
				}
				p.mend()
				up, first := time.Now(), len(s.called())
				time.Sleep(2 * time.Minute)
				for i := range residents {
					s.threadIs("after it", p.resident(i), "第0句 sent", "第1句 sent", "第2句 sent")
					if got := p.sent(p.resident(i))[1:]; !slices.Equal(got, []string{"第0句", "第1句", "第2句"}) {
						t.Errorf("the resident gets %q", got)
					}
				}
				calls := s.called()
				for i, at := range calls { // no second of all that time has more than the limit
					if j := i + int(s.channel.Limits().PerSecond); j < len(calls) && calls[j].Sub(at) < time.Second {
						t.Fatalf("%d calls within %v", j-i+1, calls[j].Sub(at))
					}
				}
				if n := len(calls) - first; n > 3*residents+2 { // and a token or two
					t.Errorf("%d calls for a backlog of %d", n, 3*residents)
				}
				t.Logf("%d calls in the hour; %d more, and the backlog was out %v after the provider came back", first-before, len(calls)-first, calls[len(calls)-1].Sub(up).Round(time.Second))
			})
		})
	}
}

// TestWhatWeChatRefusedGoesOutLater: an agent's words that came when the window had
// closed go out once when the resident writes again, in order and before all else, no
// more at once than the window takes.
func TestWhatWeChatRefusedGoesOutLater(t *testing.T) {
	p, api := wechats(t)
	heard := func(resident string) { api.Allow(resident, 5, 2*time.Minute) } // a short two days: the book looks at its file every second
	onStreet(t, p.handler, heard, p.open, func(s *street) {
		const anna, bert = "oAnna", "oBert"
		s.says(anna, "找人工")
		s.says(bert, "找人工")
		time.Sleep(5 * time.Minute)
		for i := range 6 {
			s.agent(dialog.AgentReply, anna, fmt.Sprintf("第%d句", i))
			time.Sleep(time.Second)
		}
		s.agent(dialog.AgentReply, anna, "第0句") // by hand once more
		s.agent(dialog.Close, bert, "路灯修好了")
		time.Sleep(time.Minute)
		refused := "句 failed 对方超过48小时"
		s.threadIs("refused", anna, "第0"+refused, "第1"+refused, "第2"+refused, "第3"+refused, "第4"+refused, "第5"+refused, "第0"+refused)
		before := len(api.SentTo(anna))
		s.says(anna, "还在吗")
		time.Sleep(time.Minute)
		if got := p.sent(anna)[before:]; !slices.Equal(got, []string{"第0句", "第1句", "第2句", "第3句", "第4句"}) {
			t.Errorf("after the first word anna gets %q", got)
		}
		again := "句 sent sent_again"
		s.threadIs("after one word", anna, "第0"+again, "第1"+again, "第2"+again, "第3"+again, "第4"+again, "第5"+refused, "第0"+refused)
		s.says(anna, "好")
		s.says(anna, "好的")
		time.Sleep(time.Minute)
		if got := p.sent(anna)[before:]; len(got) != 6 || got[5] != "第5句" {
			t.Errorf("in the end anna gets %q", got)
		}
		s.says(bert, "怎么样了")
		time.Sleep(time.Minute)
		got := p.sent(bert)
		if i := slices.IndexFunc(got, func(x string) bool { return strings.Contains(x, "路灯修好了") }); i != 1 {
			t.Errorf("bert gets %q", got)
		}
	})
}
