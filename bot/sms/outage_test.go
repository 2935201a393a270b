package sms

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
	"frontdoor/dialog"
	"frontdoor/dialog/say"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// door is the whole way of a text message but the network: the conversation, the clerk,
// a book, the deliverer, the rules, and Twilio's double, on the clock of a bubble.
type door struct {
	t     *testing.T
	api   *bottest.MessagesAPI
	book  *sqlite.Book
	clerk *casebook.Clerk
	waker *casebook.Waker
	sms   *Channel
	mux   *http.ServeMux
	said  int

	mu    sync.Mutex
	calls []time.Time // when the provider was called
}

// RoundTrip hands a request to the double.
func (d *door) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	d.mu.Lock()
	d.calls = append(d.calls, time.Now())
	d.mu.Unlock()
	defer func() {
		if recover() != nil { // how a handler breaks off
			resp, err = nil, io.ErrUnexpectedEOF
		}
	}()
	rec := httptest.NewRecorder()
	d.api.ServeHTTP(rec, r)
	return rec.Result(), nil
}

// readScript is the conversation as the program has it built in.
var readScript = sync.OnceValues(func() (*script.Script, error) {
	sc, err := script.New(nil, nil, nil, nil)
	if err == nil {
		sc.OptOut = say.OptOutProvider
	}
	return sc, err
})

// shortNight is a night from nine to ten in the evening: the book looks at its file every
// second, also of a bubble's.
func shortNight(now time.Time) time.Time {
	in := now.In(time.FixedZone("", 8*3600))
	if in.Hour() == 21 {
		return time.Date(in.Year(), in.Month(), in.Day(), 22, 0, 0, 0, in.Location())
	}
	return in
}

// inDoor runs a test in a bubble whose clock begins at an hour of the town's day.
// look is how often the deliverer asks the book of itself.
func inDoor(t *testing.T, hour int, look time.Duration, play func(*door)) {
	t.Helper()
	sc, err := readScript()
	if err != nil {
		t.Fatal(err)
	}
	api := bottest.NewMessagesAPI(account, key) // its server's goroutines stay outside
	t.Cleanup(api.Close)
	file := t.TempDir() + "/book"
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Duration((hour+24-8)%24) * time.Hour) // bubbles begin at midnight UTC
		book, err := sqlite.Open(t.Context(), file, sqlite.Volatile())
		if err != nil {
			t.Fatal(err)
		}
		d := &door{t: t, api: api, book: book, mux: http.NewServeMux()}
		d.clerk = casebook.NewClerk(book, sc, sc.Town.Prefix, casebook.Options{})
		d.waker = casebook.NewWaker(book, d.clerk, nil)
		receive := func(ctx context.Context, in dialog.Input) error { _, err := d.clerk.Handle(ctx, in); return err }
		gateway, err := NewTwilio(TwilioSettings{AccountSID: account, AuthToken: key, From: own, PublicURL: public, HTTP: d})
		if err != nil {
			t.Fatal(err)
		}
		d.sms, err = New(Config{Gateway: gateway, Receive: receive, Receipts: d.clerk.LateReceipt, Quiet: shortNight,
			Budget: Budget{Shelf: book, Number: 10, Channel: 2000, Zone: time.FixedZone("", -2*3600)}, // whose days end at ten in the town

			Answer: time.Hour, Talk: func(ctx context.Context, to dialog.Address) (dialog.State, error) {
				talk, err := book.Read(ctx, to)
				return talk.State, err
			}})
		if err != nil {
			t.Fatal(err)
		}
		d.sms.Routes(d.mux)
		deliverer := &bot.Deliverer{Owed: book, Settler: d.clerk, Receive: receive, Channels: []bot.Channel{d.sms}, Look: look}
		ctx, cancel := context.WithCancel(t.Context())
		var under sync.WaitGroup
		under.Go(func() {
			if err := deliverer.Run(ctx); err != nil {
				t.Error(err)
			}
		})
		play(d)
		cancel()
		under.Wait()
		book.Close() //nolint:errcheck // the test is over
	})
}

// text is a resident's message, through the webhook, and the pause behind it.
func (d *door) text(from, words string) {
	d.t.Helper()
	d.said++
	form := bottest.TextForm(fmt.Sprint("SM-in-", d.said), from, own, words)
	r := httptest.NewRequest("POST", Path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Twilio-Signature", bottest.Sign(key, public+Path, form))
	rec := httptest.NewRecorder()
	d.mux.ServeHTTP(rec, r)
	if rec.Code != 200 {
		d.t.Fatalf("%q is answered %d", words, rec.Code)
	}
	time.Sleep(9 * time.Second)
	if _, err := d.waker.Once(d.t.Context(), time.Now()); err != nil {
		d.t.Fatal(err)
	}
}

// agent says something to a resident.
func (d *door) agent(to, words string) {
	d.t.Helper()
	d.said++
	talk, err := d.book.Read(d.t.Context(), address(to))
	if err != nil {
		d.t.Fatal(err)
	}
	_, err = d.clerk.Handle(d.t.Context(), dialog.Input{ID: fmt.Sprint(d.said), Kind: dialog.AgentReply, Agent: "wu", Name: "吴姐",
		From: address(to), Case: talk.State.Current, Text: words})
	if err != nil {
		d.t.Fatal(err)
	}
}

// thread is what an agent sees of each message to a resident: its beginning, its state
// and why.
func (d *door) thread(to string) (lines []string) {
	d.t.Helper()
	talk, err := d.book.Read(d.t.Context(), address(to))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, m := range talk.State.Matters {
		events, err := d.book.Case(d.t.Context(), m.ID)
		if err != nil {
			d.t.Fatal(err)
		}
		for _, l := range casebook.Thread(events) {
			if l.Message != "" {
				words := []rune(strings.TrimPrefix(l.Text, "【小兴代办】"))
				lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s… %s %s", string(words[:min(3, len(words))]), l.State, l.Why)))
			}
		}
	}
	return lines
}

// threadIs wants each line to begin so.
func (d *door) threadIs(when, to string, want ...string) {
	d.t.Helper()
	got := d.thread(to)
	same := len(got) == len(want)
	for i := range min(len(got), len(want)) {
		same = same && strings.HasPrefix(got[i], want[i])
	}
	if !same {
		d.t.Errorf("%s the thread is\n%s\nwant\n%s", when, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestAnHourWithoutTheProvider: nothing is lost and nothing sent twice, each resident's
// messages come in order, a question that is too old is not sent and says so, and the
// provider is never called faster than it allows, down or up again.
func TestAnHourWithoutTheProvider(t *testing.T) {
	inDoor(t, 10, time.Minute, func(d *door) {
		const residents = 6
		number := func(i int) string { return fmt.Sprintf("+86139000010%02d", i) }
		for i := range residents {
			d.text(number(i), "找人工") // handed over: agents may speak
		}
		time.Sleep(time.Minute)
		before := len(d.api.Sent())
		d.api.Trouble(-1, "", bottest.Down)
		down := time.Now()
		asked := "+8613900002000"
		d.text(asked, "七星村的路灯坏了") // is asked whether that is right, for an hour
		for round := range 3 {
			for i := range residents {
				d.agent(number(i), fmt.Sprintf("第%d句", round))
			}
			time.Sleep(20 * time.Minute)
		}
		late := "+8613900002001"
		d.text(late, "兴学社区的路灯坏了") // still worth asking
		time.Sleep(time.Until(down.Add(61 * time.Minute)))
		d.threadIs("in the outage", number(4), "您好，… sent", "第0句… queued Twilio暂时出错", "第1句… queued", "第2句… queued")
		if got := len(d.api.Sent()); got != before {
			t.Fatalf("%d went out of nowhere", got-before)
		}
		d.api.Mend()
		up := time.Now()
		time.Sleep(2 * time.Minute)
		for i := range residents {
			d.threadIs("after it", number(i), "您好，… sent", "第0句… sent", "第1句… sent", "第2句… sent")
			var got []string
			last := up
			for _, s := range d.api.SentTo(number(i))[1:] {
				got = append(got, strings.TrimPrefix(s.Body, "【小兴代办】"))
				if s.At.Sub(last) < d.sms.Limits().PerAddress && len(got) > 1 {
					t.Errorf("two messages to one phone within %v", s.At.Sub(last))
				}
				last = s.At
			}
			if !slices.Equal(got, []string{"第0句", "第1句", "第2句"}) {
				t.Errorf("the resident gets %q", got)
			}
		}
		d.threadIs("after it", asked, "您好，… expired 过了时效，没有再发")
		d.threadIs("after it", late, "您好，… sent")
		d.mu.Lock()
		defer d.mu.Unlock()
		for i, at := range d.calls { // no second of all that time has more than the limit
			if j := i + int(d.sms.Limits().PerSecond); j < len(d.calls) && d.calls[j].Sub(at) < time.Second {
				t.Fatalf("%d calls within %v", j-i+1, d.calls[j].Sub(at))
			}
		}
		first := slices.IndexFunc(d.calls, func(at time.Time) bool { return at.After(up) })
		out := d.calls[first : first+3*residents]
		t.Logf("%d calls in the hour; the backlog was out %v after the provider came back", first, out[len(out)-1].Sub(up).Round(time.Second))
	})
}

// TestTheNightAndTheMorning: what nobody waits for stays until morning and says so, also
// what an outage carried into the night; a cry is answered at once, an answer too.
func TestTheNightAndTheMorning(t *testing.T) {
	inDoor(t, 20, 5*time.Minute, func(d *door) {
		const anna, bert, carl = "+8613900000102", "+8613900000103", "+8613900000104"
		for _, who := range []string{anna, bert, carl} {
			d.text(who, "找人工")
		}
		d.api.Trouble(-1, bert, bottest.Broken)
		d.agent(bert, "明天上门")
		time.Sleep(70 * time.Minute) // it is past nine, and quiet
		d.api.Mend()
		d.agent(anna, "电工排在后天")
		time.Sleep(time.Minute)
		d.threadIs("at night", anna, "您好，… sent", "电工排… queued 夜里不打扰居民，22:00再发")
		d.threadIs("at night", bert, "您好，… sent", "明天上… queued 夜里不打扰居民，22:00再发")
		d.text(anna, "家里煤气味好重")
		d.text(carl, "进度")
		time.Sleep(time.Minute)
		if got := d.thread(anna); len(got) != 3 || !strings.Contains(got[2], "sent") {
			t.Errorf("the cry: %q", got)
		}
		if got := d.thread(carl); len(got) != 2 || !strings.Contains(got[1], "sent") {
			t.Errorf("the answer: %q", got)
		}
		time.Sleep(30 * time.Minute)
		before := len(d.api.Sent())
		d.threadIs("before ten", bert, "您好，… sent", "明天上… queued 夜里不打扰居民")
		time.Sleep(30 * time.Minute)
		d.threadIs("in the morning", anna, "您好，… sent", "电工排… sent", "先离开… sent")
		d.threadIs("in the morning", bert, "您好，… sent", "明天上… sent")
		if got := len(d.api.Sent()) - before; got != 2 {
			t.Errorf("%d went out in the morning, want 2", got)
		}
	})
}

// TestTheLimitOfTheDay: over the limit nothing is dropped, the case says so, and the next day it
// goes out in order.
func TestTheLimitOfTheDay(t *testing.T) {
	inDoor(t, 9, 5*time.Minute, func(d *door) {
		const anna, bert = "+8613900000102", "+8613900000103"
		d.text(anna, "找人工")
		d.text(bert, "找人工")
		for i := range 15 { // one segment each, of ten
			d.agent(anna, fmt.Sprintf("第%02d句", i))
			time.Sleep(2 * time.Second)
		}
		d.agent(bert, "给别人")
		time.Sleep(time.Minute)
		if got := len(d.api.SentTo(anna)); got != 9 && got != 10 {
			t.Errorf("%d messages went out of 10 segments", got)
		}
		held := d.thread(anna)[13]
		if !strings.Contains(held, "queued") || !strings.Contains(held, "FRONTDOOR_SMS_NUMBER_LIMIT") {
			t.Errorf("the case says %q", held)
		}
		d.threadIs("meanwhile", bert, "您好，… sent", "给别人… sent")
		time.Sleep(75 * time.Minute) // another day
		var got []string
		for _, s := range d.api.SentTo(anna)[1:] {
			got = append(got, s.Body)
		}
		if len(got) != 15 || !slices.IsSorted(got) {
			t.Errorf("the resident gets %d: %q", len(got), got)
		}
	})
}

// TestStopAtTheProvider: who opted out there is not written to, the case says why, and
// START brings them back.
func TestStopAtTheProvider(t *testing.T) {
	inDoor(t, 9, 5*time.Minute, func(d *door) {
		const anna = "+8613900000102"
		d.text(anna, "找人工")
		d.api.Trouble(-1, anna, bottest.OptedOut)
		d.agent(anna, "明天上门")
		time.Sleep(time.Minute)
		d.threadIs("opted out", anna, "您好，… sent", "明天上… failed 对方已退订")
		d.api.Mend()
		d.text(anna, "START")
		d.agent(anna, "又见面了")
		time.Sleep(time.Minute)
		d.threadIs("back", anna, "您好，… sent", "明天上… failed", "又见面… sent")
	})
}

// TestWhatWaitedIsLookedAtAgain: after an outage nobody who opted out meanwhile is
// written to, and no question comes that was answered already.
func TestWhatWaitedIsLookedAtAgain(t *testing.T) {
	inDoor(t, 9, time.Minute, func(d *door) {
		const anna, bert = "+8613900000102", "+8613900000103"
		d.text(anna, "找人工")
		d.api.Trouble(-1, "", bottest.Down)
		d.agent(anna, "明天上门")
		d.text(bert, "七星村的路灯坏了")
		time.Sleep(time.Minute)
		d.text(anna, "STOP")
		d.text(bert, "1")
		d.api.Mend()
		time.Sleep(2 * time.Minute)
		d.threadIs("after STOP", anna, "您好，… sent", "明天上… failed opted_out")
		d.threadIs("after the answer", bert, "您好，… expired 居民又说了别的", "已报上… sent")
		if got := d.api.SentTo(bert); len(got) != 1 {
			t.Errorf("the resident gets %+v", got)
		}
	})
}
