package bot

import "sync"

// Parts remembers how many parts of a message the provider has taken. A message
// that had to be cut, and whose third part failed, goes on with the third part
// when it is tried again; only a crash in between makes the first ones go out a
// second time, as the book promises no more than that. The zero value is ready.
type Parts struct {
	mu   sync.Mutex
	sent map[string]int
}

// partsKept bounds the memory: an entry lives from a part that went out to the
// end of its message, so only an outage in the middle of very many long messages
// comes near it. Forgetting one sends a part twice and loses nothing.
const partsKept = 10_000

// Sent is how many parts of the message are out already.
func (p *Parts) Sent(message string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent[message]
}

// Took notes that the first n parts are out.
func (p *Parts) Took(message string, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sent == nil || len(p.sent) >= partsKept {
		p.sent = map[string]int{}
	}
	p.sent[message] = n
}

// Done forgets a message that is out or was given up.
func (p *Parts) Done(message string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.sent, message)
}
