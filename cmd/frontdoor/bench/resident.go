package bench

import (
	"fmt"
	"slices"
	"sync"
	"time"
)

// resident is one person with a conversation from the first word to the hand-off,
// and what became of it.
type resident struct {
	n   int64
	sms bool

	posts [][]byte // the messages on their way to the server, made before the clock runs

	said []line // answered with 200, in order
	next int    // which line comes next, in the soak

	mu    sync.Mutex
	heard []string      // as the provider took it, in order
	times []time.Time   // when that was
	more  chan struct{} // gets a value when something was heard
	asked time.Time     // when the line was posted whose answer is waited for; zero for none
	took  time.Duration // from then to the answer
}

// line is one message of a resident's.
type line struct {
	text    string
	answers bool // it is answered at once; a story waits for the pause after it
}

// firstChat is beyond the numbers that people use, so that nobody is meant.
const firstChat = 9_000_000_000

func newResident(n int64, sms bool) *resident {
	return &resident{n: n, sms: sms, more: make(chan struct{}, 1)}
}

// lines are what the resident says: a story in two pieces, a wish, a question.
func (r *resident) lines() []line {
	return []line{{r.story(), false}, {"在七星村村口塘边", false}, {"转人工", true}, {"进度", true}}
}

// story names the resident's own door, so that the book can be asked for it.
func (r *resident) story() string { return fmt.Sprintf("%d号门口的路灯不亮三天了", r.n) }

// address is the resident's number at the provider.
func (r *resident) address() string {
	if r.sms {
		return fmt.Sprintf("+861390%07d", r.n)
	}
	return fmt.Sprint(firstChat + r.n)
}

// prepare makes the requests: to write and sign them is the provider's work.
func (r *resident) prepare(host string) {
	for i, l := range r.lines() {
		r.posts = append(r.posts, r.request(host, i, l.text))
	}
}

// request is the resident's i-th message on its way to the server.
func (r *resident) request(host string, i int, text string) []byte {
	if r.sms {
		return twilioRequest(host, fmt.Sprintf("SM%024x%08x", r.n, i), r.address(), text)
	}
	return telegramRequest(host, r.n*1_000_000+int64(i), firstChat+r.n, text)
}

// waits notes that an answer is waited for from now on.
func (r *resident) waits(since time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	select {
	case <-r.more:
	default:
	}
	r.asked = since
}

// hear takes in what the provider was asked to send.
func (r *resident) hear(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.heard, r.times = append(r.heard, text), append(r.times, time.Now())
	if r.asked.IsZero() {
		return
	}
	r.took, r.asked = time.Since(r.asked), time.Time{}
	r.more <- struct{}{} // waits has emptied it
}

// all is what was heard so far.
func (r *resident) all() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.heard)
}
