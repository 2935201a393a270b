package wechat

import (
	"strconv"
	"testing"
	"time"
)

// A message that WeChat brings late says when it was written.
func TestLateMessage(t *testing.T) {
	for age, late := range map[time.Duration]bool{time.Second: false, time.Hour: true} {
		m := message{From: "o1", Type: "text", ID: "1", Content: "路灯坏了", Created: strconv.FormatInt(arrival.Add(-age).Unix(), 10)}
		in := m.inputs(arrival)[0]
		if late != in.Written.Equal(arrival.Add(-age).Truncate(time.Second)) {
			t.Errorf("%v under way: written %v", age, in.Written)
		}
	}
}
