package casebook

import (
	"fmt"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
)

// Documents are the stored forms of what a commit holds, which every engine
// keeps as they are: an engine never reads what is inside.
type Documents struct {
	Address dialog.Address // the name under which all of it lies
	State   []byte         // nil for none
	Events  []EventDocument
	Send    [][]byte
	Letters [][]byte
}

// EventDocument is an event in its two halves (see Event).
type EventDocument struct{ Open, Private []byte }

// Documents checks a commit and makes its stored forms; a mistake is
// ErrMalformed.
func (c Commit) Documents() (Documents, error) {
	if err := c.Check(); err != nil {
		return Documents{}, err
	}
	d := Documents{Address: c.Address}
	var err error
	if c.State != nil {
		if d.State, err = EncodeState(*c.State); err != nil {
			return Documents{}, err
		}
	}
	for _, e := range c.Events {
		var doc EventDocument
		if doc.Open, doc.Private, err = EncodeEvent(e); err != nil {
			return Documents{}, err
		}
		d.Events = append(d.Events, doc)
	}
	if d.Send, err = documents(c.Send); err != nil {
		return Documents{}, err
	}
	d.Letters, err = documents(c.Letters)
	return d, err
}

func documents[T any](things []T) ([][]byte, error) {
	var all [][]byte
	for _, t := range things {
		b, err := json.Marshal(t)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		all = append(all, b)
	}
	return all, nil
}
