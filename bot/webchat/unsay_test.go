package webchat

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"frontdoor/dialog"
)

// TestTakenBack: for two minutes, of the visitor's own messages, and of what the bot answers
// only while it has not read it.
func TestTakenBack(t *testing.T) {
	now := time.Now()
	d := newDesk(t, func(o *Options) { o.Now = func() time.Time { return now } })
	v, other := d.visitor(), d.visitor()
	unsay := func(v *visitor, id string, want int) {
		t.Helper()
		if status, body := v.do(http.MethodPost, "/web/unsaid", "application/json", `{"id":"`+id+`"}`); status != want {
			t.Errorf("taking %s back: %d %s, want %d", id, status, body, want)
		}
	}
	offered := func(want ...string) {
		t.Helper()
		if got := v.thread().Back; !slices.Equal(got, want) {
			t.Errorf("offered to be taken back: %v, want %v", got, want)
		}
	}
	v.say("m1", "我老板……")
	offered("m1")
	unsay(other, "m1", http.StatusConflict)
	unsay(v, "", http.StatusBadRequest)
	unsay(v, "m1", http.StatusOK)
	if got := v.thread(); got.Typing || transcript(got.Messages) != "system: [unsaid ]\n" || got.Messages[0].Of != "m1" {
		t.Errorf("after taking the only message back: %v\n%s", got.Typing, transcript(got.Messages))
	}
	unsay(v, "m1", http.StatusConflict)
	now = now.Add(time.Second)
	v.say("m2", "路灯坏了")
	offered() // it was answered
	unsay(v, "m2", http.StatusConflict)
	in := dialog.Input{ID: "a1", Kind: dialog.Claim, Agent: "wu", Name: "吴姐", From: v.address(), At: now, Case: v.thread().Messages[0].Case}
	if _, err := d.clerk.Handle(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	now = now.Add(unsayWithin)
	v.say("m3", "密码是1234")
	offered("m3")
	d.refuse.Store(true)
	unsay(v, "m3", http.StatusServiceUnavailable)
	d.refuse.Store(false)
	now = now.Add(unsayWithin - time.Second)
	offered("m3")
	now = now.Add(time.Second)
	offered()
	unsay(v, "m3", http.StatusConflict)
}
