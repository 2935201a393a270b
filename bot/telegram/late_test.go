package telegram

import (
	"testing"
	"time"

	"frontdoor/bot/bottest"
)

// A message that waited at Telegram while the town was not reached says when it was written.
func TestLateMessage(t *testing.T) {
	for age, late := range map[time.Duration]bool{time.Second: false, time.Hour: true} {
		u, err := parse(bottest.MessageUpdate(9, 5, 7, fields{"text": "路灯坏了", "date": arrival.Add(-age).Unix()}))
		if err != nil {
			t.Fatal(err)
		}
		in, _ := u.input(arrival, newButtonKeys(token))
		if late != in.Written.Equal(arrival.Add(-age).Truncate(time.Second)) {
			t.Errorf("%v under way: written %v", age, in.Written)
		}
	}
}
