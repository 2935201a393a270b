package bottest

import (
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Trouble is a wrong answer. The zero value is none.
type Trouble struct {
	Status int // HTTP status, and the Bot API's error_code
	Code   int // Twilio's error code
	Text   string
	After  int  // seconds to wait: retry_after, Retry-After
	Page   bool // the answer is a proxy's HTML page
	Hang   bool // no answer until the caller gives up or the double closes
	Cut    bool // the connection breaks off without an answer
	Taken  bool // the message is taken nevertheless, only the answer goes wrong
}

// The troubles that providers give.
var (
	Flood       = Trouble{Status: 429, Code: 20429, Text: "Too Many Requests: retry after 1", After: 1}
	Down        = Trouble{Status: 502, Code: 20500, Text: "Bad Gateway"}
	DownPage    = Trouble{Status: 503, Page: true}
	Hanging     = Trouble{Hang: true}
	Broken      = Trouble{Cut: true}
	LostAnswer  = Trouble{Cut: true, Taken: true}
	BlockedBot  = Trouble{Status: 403, Text: "Forbidden: bot was blocked by the user"}
	NoChat      = Trouble{Status: 400, Text: "Bad Request: chat not found"}
	OptedOut    = Trouble{Status: 400, Code: 21610, Text: "Attempt to send to unsubscribed recipient"}
	BadNumber   = Trouble{Status: 400, Code: 21211, Text: "The 'To' number is not a valid phone number."}
	NoFollower  = Trouble{Code: 43004, Text: "require subscribe"}
	WrongSignIn = Trouble{Status: 401, Code: 20003, Text: "Authenticate"}
)

// troubles is a list of those to come.
type troubles struct {
	mu      sync.Mutex
	list    []planned
	closing chan struct{}
}

type planned struct {
	left int // how many more times; below 0 without end
	to   string
	what Trouble
}

// plan adds a trouble for the next n sends (n < 0: all) to an address ("": any).
func (t *troubles) plan(n int, to string, what Trouble) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.list = append(t.list, planned{left: n, to: to, what: what})
}

func (t *troubles) clear() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.list = nil
}

// next is the trouble for a send to an address.
func (t *troubles) next(to string) (Trouble, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.list {
		p := &t.list[i]
		if p.left == 0 || p.to != "" && p.to != to {
			continue
		}
		p.left--
		return p.what, true
	}
	return Trouble{}, false
}

// rude makes the trouble that is no answer; true if it was one.
func (t *troubles) rude(w http.ResponseWriter, r *http.Request, what Trouble) bool {
	switch {
	case what.Hang:
		select {
		case <-r.Context().Done():
		case <-t.closing:
		}
		panic(http.ErrAbortHandler)
	case what.Cut:
		panic(http.ErrAbortHandler)
	case what.Page:
		w.Header().Set("Content-Type", "text/html")
		if what.After > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(what.After))
		}
		w.WriteHeader(what.Status)
		w.Write([]byte("<html><title>out of order</title></html>")) //nolint:errcheck // nobody to tell
		return true
	}
	return false
}

// waitUntil looks at a condition until it holds or the time is over.
func waitUntil(d time.Duration, holds func() bool) bool {
	for end := time.Now().Add(d); ; time.Sleep(2 * time.Millisecond) {
		if holds() {
			return true
		}
		if time.Now().After(end) {
			return false
		}
	}
}
