package dialog

import "time"

// Window is what a channel lets be sent to a resident who does not write: so many
// messages, so long after a written word.
type Window struct {
	Messages int
	Bytes    int // the most that one message holds; a longer text takes several
	Lasts    time.Duration
}

// WindowOf is the window of a channel; false where nothing closes.
func WindowOf(channel string) (Window, bool) {
	if channel == WeChat {
		return Window{Messages: 5, Bytes: 2048, Lasts: 48 * time.Hour}, true
	}
	return Window{}, false
}

// Parts is how many messages a text with attachments takes.
func (w Window) Parts(text string, media []Media) int {
	return max(1, (len(text)+w.Bytes-1)/w.Bytes) + len(media)
}
