package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
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

// talk is a resident with what the test knows of them.
type talk struct {
	resident
	name    string
	contact bool // the bot asks for name and phone
	n       int  // messages told
	path    string
	shown   string // to the agent, before the last restart
}

// hears waits for the next message and wants these words in it.
func (k *talk) hears(t *testing.T, words ...string) string {
	t.Helper()
	k.n++
	told := k.hear(k.n)
	for _, want := range words {
		if !strings.Contains(told, want) {
			t.Errorf("%s: message %d lacks %q: %q", k.name, k.n, want, told)
		}
	}
	return told
}

// TestResidentIsAnsweredByAPerson: on every channel a story becomes a case with its
// facts, over a restart in mid-talk, and an agent's words arrive.
func TestResidentIsAnsweredByAPerson(t *testing.T) {
	for mode, residents := range map[string]func(*house) []*talk{
		"webhook": func(h *house) []*talk {
			return []*talk{
				{name: "telegram", contact: true, resident: &telegramResident{h: h, chat: 4711}},
				{name: "sms", resident: &smsResident{h: h, number: "+8613900000122"}},
				{name: "web chat", contact: true, resident: newWebResident(h)},
			}
		},
		"poll": func(h *house) []*talk {
			return []*talk{{name: "telegram", contact: true, resident: &telegramResident{h: h, chat: 4712, poll: true}}}
		},
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, mode)
			h.start()
			talks := residents(h)
			for _, k := range talks {
				if status := k.say("昨天下午在兴学社区门口,张三撞了我,医药费1900元没给"); status != 200 {
					t.Fatalf("%s: the first message was answered with %d", k.name, status)
				}
			}
			h.kill() // before the pause of the story is over: the reply is still owed
			h.start()
			for _, k := range talks {
				if k.contact {
					k.hears(t, "称呼")
				}
			}
			h.stop()
			h.start()
			for _, k := range talks {
				if k.contact {
					k.say("王芳 13900000122")
				}
			}
			for _, k := range talks {
				k.hears(t, "张三", "1900", "兴学社区")
				k.say("1")
			}
			numbers := map[string]bool{}
			for _, k := range talks {
				told := k.hears(t, "JH-")
				k.path = "/cases/" + caseNumber.FindString(told)
				if one := h.must("wu", "GET", k.path, nil); one["status"] != "unclaimed" || one["category"] != "mediation" {
					t.Errorf("%s: the case is %v", k.name, one)
				} else {
					numbers[k.path] = true
					theFacts(t, one)
				}
			}
			if found := h.must("wu", "GET", "/cases?status=unclaimed&category=mediation", nil)["cases"].([]any); len(found) != len(talks) || len(numbers) != len(talks) {
				t.Fatalf("%d mediation cases are in the queue, %d were told, want %d", len(found), len(numbers), len(talks))
			}
			for _, k := range talks {
				reply := map[string]any{"text": "您好,我是代办员,今天下午去找张三。", "key": "reply-1"}
				h.must("wu", "POST", k.path+"/reply", reply)
				h.must("wu", "POST", k.path+"/reply", reply) // a double click
				k.hears(t, "今天下午去找张三")
				if status, answer := h.call("chen", "POST", k.path+"/claim", map[string]any{}); status != http.StatusConflict || answer["owner"] != "wu" {
					t.Errorf("claiming what wu holds: %d %v, want 409 and the owner", status, answer)
				}
				k.say("好的谢谢")
				h.must("wu", "POST", k.path+"/close", map[string]any{"outcome": "solved", "text": "张三已付1900元"})
				k.hears(t, "张三已付1900元")
				if got := k.heard(); got != k.n {
					t.Errorf("%s was told %d messages, want %d: nothing twice, nothing over an agent's head", k.name, got, k.n)
				}
			}
			h.untilNothingIsOwed(patience)
			before, list := h.feed(), h.must("lin", "GET", "/cases", nil)
			for _, k := range talks {
				k.shown = fmt.Sprint(h.must("wu", "GET", k.path, nil))
			}
			h.stop()
			h.start() // lists and threads are folded anew from the book alone: nothing else is kept
			if again := h.must("lin", "GET", "/cases", nil); fmt.Sprint(again) != fmt.Sprint(list) {
				t.Errorf("the list is another after a restart:\n%v\nwas\n%v", again, list)
			}
			for _, k := range talks {
				again := h.must("wu", "GET", k.path, nil)
				if fmt.Sprint(again) != k.shown {
					t.Errorf("%s: the talk is another after a restart:\n%v\nwas\n%v", k.name, again, k.shown)
				}
				if again["status"] != "resolved" {
					t.Errorf("%s: after a restart the case is %v, want resolved", k.name, again["status"])
				}
			}
			if after := h.feed(); len(after) < len(before) || fmt.Sprint(after[:len(before)]) != fmt.Sprint(before) {
				t.Error("the feed changed over a restart")
			}
		})
	}
}

var caseNumber = regexp.MustCompile(`JH-\d\d-\d{5}-\d`)

// theFacts are those of the story.
func theFacts(t *testing.T, one map[string]any) {
	t.Helper()
	yesterday := time.Now().In(time.FixedZone("", 8*3600)).AddDate(0, 0, -1).Format("2006-01-02")
	for slot, want := range map[string]string{"who": "张三", "amount": "1900", "when": yesterday + "/pm"} {
		if got := fact(one, slot); got != want {
			t.Errorf("%s is %q, want %q", slot, got, want)
		}
	}
	if fact(one, "where") == "" {
		t.Error("where is empty")
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
