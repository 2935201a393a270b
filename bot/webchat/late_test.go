package webchat

import (
	"context"
	"net/http"
	"testing"
	"time"

	"frontdoor/dialog"
)

// What waited on the device without a network says when it was written.
func TestWhatWaitedOnTheDevice(t *testing.T) {
	late := map[string]time.Duration{}
	d := newDesk(t, func(o *Options) {
		o.Receive = func(_ context.Context, in dialog.Input) error {
			if !in.Written.IsZero() {
				late[in.ID] = in.At.Sub(in.Written).Round(time.Minute)
			}
			return nil
		}
	})
	v := d.visitor()
	v.post(http.StatusOK, map[string]any{"id": "m1", "text": "路灯坏了"})
	v.post(http.StatusOK, map[string]any{"id": "m2", "text": "在七星村村口", "age": 3600})
	v.post(http.StatusOK, map[string]any{"id": "m3", "text": "很黑", "age": -5})
	if len(late) != 1 || late["m2"] != time.Hour {
		t.Errorf("came late: %v", late)
	}
}
