package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"frontdoor/bot/bottest"
)

// resident is one person on one channel, as the tests see them.
type resident interface {
	// say says something and gives the HTTP status.
	say(text string) int
	// hear waits until the resident has been told at least n messages and gives
	// the last.
	hear(n int) string
	heard() int
}

// TestResidentIsAnsweredByAPerson: on every channel a story becomes a case with its
// facts, over a restart in mid-talk, and an agent's words arrive.
func TestResidentIsAnsweredByAPerson(t *testing.T) {
	for _, c := range []struct {
		name, mode string
		contact    bool // the bot asks for name and phone
		resident   func(*house) resident
	}{
		{"telegram by webhook", "webhook", true, func(h *house) resident { return &telegramResident{h: h, chat: 4711} }},
		{"telegram by polling", "poll", true, func(h *house) resident { return &telegramResident{h: h, chat: 4712, poll: true} }},
		{"sms", "webhook", false, func(h *house) resident { return &smsResident{h: h, number: "+8613900000122"} }},
		{"web chat", "webhook", true, func(h *house) resident { return newWebResident(h) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, c.mode)
			h.start()
			r := c.resident(h)
			if status := r.say("昨天下午在兴学社区门口,张三撞了我,医药费1900元没给"); status != 200 {
				t.Fatalf("the first message was answered with %d", status)
			}
			h.kill() // before the pause of the story is over: the reply is still owed
			h.start()
			n := 1
			if c.contact {
				if asked := r.hear(n); !strings.Contains(asked, "称呼") {
					t.Fatalf("the first reply does not ask for name and phone: %q", asked)
				}
				h.stop()
				h.start()
				r.say("王芳 13900000122")
				n++
			}
			summary := r.hear(n)
			for _, want := range []string{"张三", "1900", "兴学社区"} {
				if !strings.Contains(summary, want) {
					t.Errorf("the summary lacks %q: %q", want, summary)
				}
			}
			r.say("1")
			n++
			if told := r.hear(n); !strings.Contains(told, "JH-") {
				t.Fatalf("no case number after the yes: %q", told)
			}
			found := h.must("wu", "GET", "/cases?status=unclaimed&category=mediation", nil)["cases"].([]any)
			if len(found) != 1 {
				t.Fatalf("%d mediation cases are in the queue, want 1", len(found))
			}
			one := found[0].(map[string]any)
			for slot, want := range map[string]string{"who": "张三", "amount": "1900"} {
				if got := fact(one, slot); got != want {
					t.Errorf("%s is %q, want %q", slot, got, want)
				}
			}
			yesterday := time.Now().In(time.FixedZone("", 8*3600)).AddDate(0, 0, -1).Format("2006-01-02")
			if got := fact(one, "when"); got != yesterday+"/pm" {
				t.Errorf("when is %q, want %s/pm", got, yesterday)
			}
			if fact(one, "where") == "" {
				t.Error("where is empty")
			}

			path := "/cases/" + one["id"].(string)
			reply := map[string]any{"text": "您好,我是代办员,今天下午去找张三。", "key": "reply-1"}
			h.must("wu", "POST", path+"/reply", reply)
			h.must("wu", "POST", path+"/reply", reply) // a double click
			n++
			if told := r.hear(n); !strings.Contains(told, "今天下午去找张三") {
				t.Fatalf("the agent's words did not arrive: %q", told)
			}
			if status, answer := h.call("chen", "POST", path+"/claim", map[string]any{}); status != http.StatusConflict || answer["owner"] != "wu" {
				t.Errorf("claiming what wu holds: %d %v, want 409 and the owner", status, answer)
			}
			r.say("好的谢谢")
			h.must("wu", "POST", path+"/close", map[string]any{"outcome": "solved", "text": "张三已付1900元"})
			n++
			if told := r.hear(n); !strings.Contains(told, "张三已付1900元") {
				t.Errorf("the outcome did not arrive: %q", told)
			}
			if got := r.heard(); got != n {
				t.Errorf("the resident was told %d messages, want %d: nothing twice, nothing over an agent's head", got, n)
			}
			h.untilNothingIsOwed(patience)
			before, list, talk := h.feed(), h.must("lin", "GET", "/cases", nil), h.must("wu", "GET", path, nil)
			h.stop()
			h.start() // lists and threads are folded anew from the book alone: nothing else is kept
			if again := h.must("lin", "GET", "/cases", nil); fmt.Sprint(again) != fmt.Sprint(list) {
				t.Errorf("the list is another after a restart:\n%v\nwas\n%v", again, list)
			}
			if again := h.must("wu", "GET", path, nil); fmt.Sprint(again) != fmt.Sprint(talk) {
				t.Errorf("the talk is another after a restart:\n%v\nwas\n%v", again, talk)
			}
			if after := h.feed(); len(after) < len(before) || fmt.Sprint(after[:len(before)]) != fmt.Sprint(before) {
				t.Error("the feed changed over a restart")
			}
			if got := h.must("wu", "GET", path, nil)["status"]; got != "resolved" {
				t.Errorf("after a restart the case is %v, want resolved", got)
			}
		})
	}
}

func fact(c map[string]any, slot string) string {
	f, _ := c["facts"].(map[string]any)[slot].(map[string]any)
	value, _ := f["value"].(string)
	return value
}

// patience is how long a reply may take: the pause after a story on SMS is eight
// seconds, and a killed process' lease must run out first.
const patience = 40 * time.Second

type telegramResident struct {
	h    *house
	chat int64
	poll bool
	n    int64
}

func (r *telegramResident) say(text string) int {
	r.n++
	update := bottest.TextUpdate(r.h.bot.NextUpdateID(), 100+r.n, r.chat, text)
	if !r.poll {
		return r.h.update(update)
	}
	r.h.bot.Queue(update)
	r.h.until(patience, "the update is polled and confirmed", func() bool { return r.h.bot.Pending() == 0 })
	return 200
}

func (r *telegramResident) hear(n int) string {
	r.h.t.Helper()
	got, ok := r.h.bot.Await(patience, r.chat, n)
	if !ok {
		r.h.t.Fatalf("the resident waits for message %d in vain; got %+v\nthe server said:\n%s", n, got, r.h.out)
	}
	return got[len(got)-1].Text
}

func (r *telegramResident) heard() int { return len(r.h.bot.SentTo(r.chat)) }

type smsResident struct {
	h      *house
	number string
	n      int
}

func (r *smsResident) say(text string) int {
	r.n++
	return r.h.text(fmt.Sprintf("SM%030d%02d", 1, r.n), r.number, text)
}

func (r *smsResident) hear(n int) string {
	r.h.t.Helper()
	got, ok := r.h.texts.Await(patience, r.number, n)
	if !ok {
		r.h.t.Fatalf("the resident waits for text %d in vain; got %+v\nthe server said:\n%s", n, got, r.h.out)
	}
	last := got[len(got)-1]
	for _, status := range []string{"delivered", "sent"} { // out of order, as it happens
		if code, err := r.h.texts.Report(context.Background(), r.h.at(), last, status, 0); err != nil || code != 200 {
			r.h.t.Errorf("the status %s was answered with %d, %v", status, code, err)
		}
	}
	return last.Body
}

func (r *smsResident) heard() int { return len(r.h.texts.SentTo(r.number)) }

// webResident is a browser without a screen: it keeps its cookie.
type webResident struct {
	h      *house
	client *http.Client
	n      int
}

func newWebResident(h *house) resident {
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return &webResident{h: h, client: &http.Client{Jar: jar}}
}

func (r *webResident) say(text string) int {
	r.h.t.Helper()
	r.n++
	body, _ := json.Marshal(map[string]string{"id": fmt.Sprintf("m%d", r.n), "text": text})
	r.move()
	res, err := r.client.Post(r.h.at()+"/web/messages", "application/json", bytes.NewReader(body))
	if err != nil {
		r.h.t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

// move takes the cookie along when a restart gave the server another port.
func (r *webResident) move() {
	at, err := url.Parse(r.h.at())
	if err != nil {
		r.h.t.Fatal(err)
	}
	if len(r.client.Jar.Cookies(at)) == 0 {
		res, err := r.client.Get(r.h.at() + "/")
		if err != nil {
			r.h.t.Fatal(err)
		}
		res.Body.Close()
	}
}

func (r *webResident) thread() []string {
	r.move()
	res, err := r.client.Get(r.h.at() + "/web/thread")
	if err != nil {
		r.h.t.Fatal(err)
	}
	defer res.Body.Close()
	var talk struct {
		Messages []struct{ By, Kind, Text string }
	}
	if err := json.NewDecoder(res.Body).Decode(&talk); err != nil {
		r.h.t.Fatal(err)
	}
	var told []string
	for _, m := range talk.Messages {
		if m.By == "bot" || m.By == "agent" {
			told = append(told, m.Text)
		}
	}
	return told
}

func (r *webResident) hear(n int) string {
	r.h.t.Helper()
	var told []string
	r.h.until(patience, fmt.Sprintf("the resident is told %d messages", n), func() bool {
		told = r.thread()
		return len(told) >= n
	})
	return told[len(told)-1]
}

func (r *webResident) heard() int { return len(r.thread()) }
