package telegram

import (
	"sync"

	"frontdoor/dialog"
)

// recentMost is how many messages are remembered for their edits: people mend a
// word within minutes.
const recentMost = 4096

// recent remembers under which Input.ID a message was taken in. A message is
// named by its update_id, which an edit does not tell: it tells the message_id.
// After a restart an edit of an older message names the message_id alone; it is
// stored all the same, only not tied to the value it mends.
type recent struct {
	mu    sync.Mutex
	names map[sentBy]string
	order []sentBy // oldest first, a ring once full
	next  int
}

type sentBy struct {
	from dialog.Address
	seq  int64
}

// note remembers a message, forgetting the oldest when there are too many.
func (r *recent) note(in dialog.Input) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.names == nil {
		r.names = map[sentBy]string{}
	}
	by := sentBy{in.From, in.Seq}
	if _, known := r.names[by]; known {
		return // the first name stays: a redelivery has the same
	}
	r.names[by] = in.ID
	if len(r.order) < recentMost {
		r.order = append(r.order, by)
		return
	}
	delete(r.names, r.order[r.next])
	r.order[r.next] = by
	r.next = (r.next + 1) % recentMost
}

// tie lets an edit name the message it mends.
func (r *recent) tie(in *dialog.Input) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if name, ok := r.names[sentBy{in.From, in.Seq}]; ok {
		in.Ref = name
	}
}
