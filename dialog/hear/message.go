package hear

import (
	"frontdoor/dialog"
	"frontdoor/dialog/understand"
)

// Message is one message, or several of a burst, as it is treated.
type Message struct {
	Pieces  []dialog.Piece
	Text    string
	Choice  string
	Command understand.Command
	Rest    string
}

// From is the ID of the message, the last one of a burst.
func (m Message) From() string {
	if n := len(m.Pieces); n > 0 {
		return m.Pieces[n-1].ID
	}
	return ""
}

// Media are the files of all its pieces.
func (m Message) Media() (media []dialog.Media) {
	for _, p := range m.Pieces {
		media = append(media, p.Media...)
	}
	return media
}

// Pin is the first point that was sent with it; nil for none.
func (m Message) Pin() *dialog.Pin {
	for _, p := range m.Pieces {
		if p.Pin != nil {
			return p.Pin
		}
	}
	return nil
}

// Contact is the first phone number that was shared with it; "" for none.
func (m Message) Contact() string {
	for _, p := range m.Pieces {
		if p.Contact != "" {
			return p.Contact
		}
	}
	return ""
}
