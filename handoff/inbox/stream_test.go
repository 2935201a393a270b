package inbox

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
)

// listener is one browser's stream.
type listener struct {
	*visit
	cut    context.CancelFunc
	events chan event
}

type event struct {
	name, id string
	cases    []change
}

// listen opens the stream after a cursor, as a browser does again after a cut.
func (v *visit) listen(last string) *listener {
	v.Helper()
	return v.listenAt("/inbox/stream", last)
}

func (v *visit) listenAt(path, last string) *listener {
	v.Helper()
	ctx, cut := context.WithTimeout(v.Context(), 20*time.Second)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.server.URL+path, nil)
	v.must(err)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	answer, err := v.client.Do(r)
	v.must(err)
	if kind := answer.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/event-stream") {
		v.Fatalf("%d %s", answer.StatusCode, kind)
	}
	l := &listener{visit: v, cut: cut, events: make(chan event)}
	go func() {
		defer close(l.events)
		defer answer.Body.Close()
		var e event
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			key, value, _ := strings.Cut(lines.Text(), ": ")
			switch key {
			case "event":
				e.name = value
			case "id":
				e.id = value
			case "data":
				if e.name == "changed" && json.Unmarshal([]byte(value), &e.cases) != nil {
					e.name = "broken"
				}
			case "":
				if e.name != "" {
					select {
					case l.events <- e:
					case <-ctx.Done():
						return
					}
				}
				e = event{}
			}
		}
	}()
	return l
}

// until reads events until all the cases were told; it gives the last cursor.
func (l *listener) until(ids ...dialog.CaseID) string {
	l.Helper()
	missing := map[dialog.CaseID]bool{}
	for _, id := range ids {
		missing[id] = true
	}
	last := ""
	for len(missing) > 0 {
		e, ok := <-l.events
		if !ok {
			l.Fatalf("the stream ended; never told: %v", missing)
		}
		last = e.id
		for _, c := range e.cases {
			delete(missing, c.Case)
		}
	}
	return last
}

// Whatever happens while the line is cut is told when it is back, and nothing that
// was told before is told again.
func TestStreamMissesNothing(t *testing.T) {
	w := newWorld(t)
	v := w.as("wu")
	l := v.listen("")
	first := w.waits("web:1")
	last := l.until(first)
	for range 3 {
		l.cut()
		for range l.events { // read out what was under way
		}
		var meanwhile []dialog.CaseID
		for range 5 {
			meanwhile = append(meanwhile, w.waits(dialog.Address("web:"+itoa(int(w.said.Load())+100))))
		}
		l = v.listen(last)
		e := <-l.events
		for _, c := range e.cases {
			if c.Case == first {
				t.Error("told twice")
			}
		}
		seen := map[dialog.CaseID]bool{}
		for _, c := range e.cases {
			seen[c.Case] = true
		}
		var rest []dialog.CaseID
		for _, id := range meanwhile {
			if !seen[id] {
				rest = append(rest, id)
			}
		}
		last = e.id
		if len(rest) > 0 {
			last = l.until(rest...)
		}
	}
	l.cut()
}

// What happens between a page and its stream is told, also where nothing had happened
// before the page.
func TestStreamGoesOnFromItsPage(t *testing.T) {
	w := newWorld(t)
	v := w.as("wu")
	for range 2 {
		v.get("/inbox").shows(200)
		_, rest, _ := strings.Cut(v.body, `data-cursor="`)
		cursor, _, _ := strings.Cut(rest, `"`)
		id := w.waits(dialog.Address("web:" + itoa(int(w.said.Load()))))
		w.must(w.board.CatchUp(t.Context()))
		l := v.listenAt("/inbox/stream?since="+cursor, "")
		l.until(id)
		l.cut()
	}
}

// A cursor of another book means: load the page anew.
func TestStreamOfAnotherBook(t *testing.T) {
	l := newWorld(t).as("wu").listen("no-such-cursor")
	if e := <-l.events; e.name != "reload" {
		t.Errorf("%+v", e)
	}
	l.cut()
}

func TestStreamNeedsASession(t *testing.T) {
	newWorld(t).anonymous().get("/inbox/stream").shows(401, "登录")
}

func TestChanged(t *testing.T) {
	w := newWorld(t)
	l := w.as("wu").listen("")
	id := w.say("web:1", "我家着火了,快来人")
	var alarm, spoke bool
	for !alarm || !spoke {
		e, ok := <-l.events
		if !ok {
			t.Fatalf("alarm %v, spoke %v", alarm, spoke)
		}
		for _, c := range e.cases {
			if c.Case == id {
				alarm, spoke = alarm || c.Alarm, spoke || c.Spoke
			}
		}
	}
	l.cut()
}
