package webchat

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

func at(second int) time.Time { return time.Date(2026, 11, 22, 8, 0, second, 0, time.UTC) }

func request(t testing.TB, method, url string, headers ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// news is a stream as a browser reads it.
type news struct {
	t     testing.TB
	lines *bufio.Scanner
	stop  context.CancelFunc
	last  string // the id of the last event
	seen  []string
}

type newsEvent struct{ id, name, data string }

// follow opens a stream with Last-Event-ID.
func (v *visitor) follow(cursor string) *news {
	v.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	r := request(v.t, http.MethodGet, v.server.URL+"/web/stream", "Accept", "text/event-stream")
	if cursor != "" {
		r.Header.Set("Last-Event-ID", cursor)
	}
	client := &http.Client{Jar: v.client.Jar}
	resp, err := client.Do(r.WithContext(ctx))
	if err != nil {
		v.t.Fatal(err)
	}
	if kind := resp.Header.Get("Content-Type"); resp.StatusCode != http.StatusOK || !strings.HasPrefix(kind, "text/event-stream") {
		v.t.Fatalf("stream: %d %s", resp.StatusCode, kind)
	}
	n := &news{t: v.t, lines: bufio.NewScanner(resp.Body), last: cursor,
		stop: func() { stop(); resp.Body.Close() }}
	n.lines.Buffer(nil, 16<<20)
	v.t.Cleanup(n.stop)
	return n
}

func (n *news) close() { n.stop() }

// next is the next event with data.
func (n *news) next() newsEvent {
	n.t.Helper()
	var e newsEvent
	for n.lines.Scan() {
		name, value, _ := strings.Cut(n.lines.Text(), ": ")
		switch name {
		case "id":
			e.id = value
		case "event":
			e.name = value
		case "data":
			e.data = value
		case "":
			if e.data == "" {
				continue
			}
			if e.id != "" {
				n.last = e.id
			}
			if e.name == "talk" {
				var t talk
				if err := json.Unmarshal([]byte(e.data), &t); err != nil {
					n.t.Fatal(err)
				}
				for _, m := range t.Messages {
					n.seen = append(n.seen, m.ID)
				}
			}
			return e
		}
	}
	n.t.Fatalf("the stream ended: %v", n.lines.Err())
	return e
}

// until reads on until an event holds the words.
func (n *news) until(words string) newsEvent {
	n.t.Helper()
	for {
		if e := n.next(); strings.Contains(e.data, words) {
			return e
		}
	}
}

// TestReplay: pages come and go while a resident and an agent write; together they
// see every line, and none twice.
func TestReplay(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	v.say("m0", "路灯坏了")
	v.say("m1", "七星村")
	n := v.follow("")
	n.next()
	seen := n.seen
	for i := range 12 {
		if i%3 == 0 { // cut, with words said in between
			n.close()
			v.say(fmt.Sprintf("cut%d", i), "断线时说的")
			n = v.follow(n.last)
		}
		v.say(fmt.Sprintf("on%d", i), fmt.Sprintf("第%d句", i))
		n.until(fmt.Sprintf("第%d句", i))
		// what of this page is new is added up page by page
		seen = append(seen, n.seen...)
		n.seen = nil
	}
	n.close()
	var want []string
	for _, m := range v.thread().Messages {
		want = append(want, m.ID)
	}
	// the last answer may come behind the last words
	if got := strings.Join(seen, " "); !strings.HasPrefix(strings.Join(want, " "), got) || len(seen) < len(want)-1 {
		t.Errorf("seen\n%s\nthe talk\n%s", got, strings.Join(want, " "))
	}
}

// TestStreamTellsAgentsWords: what an agent says arrives without the page asking.
func TestStreamTellsAgentsWords(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	v.say("m1", "路灯坏了")
	n := v.follow("")
	first := n.next()
	var now talk
	if err := json.Unmarshal([]byte(first.data), &now); err != nil {
		t.Fatal(err)
	}
	in := dialog.Input{ID: "a1", Kind: dialog.AgentReply, From: v.address(), Agent: "wu", Case: now.Messages[0].Case, Text: "电工周三来修"}
	if _, err := d.clerk.Handle(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if _, err := d.page.Send(t.Context(), casebook.Outgoing{To: v.address()}); err != nil {
		t.Fatal(err)
	}
	n.until("电工周三来修")
}

func TestTyping(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	n := v.follow("")
	n.next()
	v.say("m1", "昨天……")
	n.until(`"typing":true`)
	v.say("m2", "路灯坏了")
	n.until(`"typing":false`)
}

func TestReset(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	v.say("m1", "路灯坏了")
	id := v.thread().Messages[0].Case
	for name, cursor := range map[string]string{
		"not a cursor":      "hello",
		"not JSON":          "aGVsbG8",
		"null":              "bnVsbA",
		"ahead of the book": place{id: 99}.cursor(),
		"of another book":   place{"XX-99": 3}.cursor(),
		"too long":          strings.Repeat("A", cursorMost+1),
	} {
		n := v.follow(cursor)
		if e := n.next(); e.name != "reset" {
			t.Errorf("%s: got %q %.80s, want a reset", name, e.name, e.data)
		}
		n.close()
	}
}

func TestTooOldIsReset(t *testing.T) {
	if testing.Short() {
		return
	}
	d := newDesk(t)
	v := d.visitor()
	v.say("m1", "路灯坏了")
	first := v.thread()
	for i := range messagesMost/2 + 5 {
		in := dialog.Input{ID: fmt.Sprintf("x%d", i), Kind: dialog.Said, From: v.address(), Text: "再说一句"}
		if _, err := d.clerk.Handle(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	if e := v.follow(first.Cursor).next(); e.name != "reset" {
		t.Errorf("got %q, want a reset", e.name)
	}
	if now := v.thread(); len(now.Messages) != messagesMost || !now.Earlier {
		t.Errorf("the thread gives %d messages, earlier %v", len(now.Messages), now.Earlier)
	}
}

// TestTooManyPages: one visitor cannot hold all connections.
func TestTooManyPages(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	for range pagesMost {
		v.follow("").next()
	}
	resp, err := v.client.Do(request(t, http.MethodGet, v.server.URL+"/web/stream"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if b, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusTooManyRequests || !strings.Contains(string(b), `"error"`) {
		t.Errorf("%d %s", resp.StatusCode, b)
	}
}

func address(i int) dialog.Address { return dialog.Address(fmt.Sprintf("web:%d", i)) }

// TestEnd: open streams do not hold up the end of the program.
func TestEnd(t *testing.T) {
	d := newDesk(t)
	n := d.visitor().follow("")
	n.next()
	ctx, end := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- d.page.Run(ctx) }()
	end()
	if err := <-done; err != nil {
		t.Error(err)
	}
	for n.lines.Scan() { // until the end
	}
	if err := n.lines.Err(); err != nil {
		t.Errorf("the stream broke instead of ending: %v", err)
	}
}
