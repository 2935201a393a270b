package webchat

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"frontdoor/dialog"
)

// place is how far a page has read: the last event of each case. New words may
// come to any of a visitor's cases, so one number would not do.
type place map[dialog.CaseID]int

// errCursor: the cursor cannot be read on from.
var errCursor = errors.New("cursor is not readable")

// cursorMost bounds a cursor in bytes, casesMost the cases it names.
const (
	cursorMost = 32 << 10
	casesMost  = 300
)

// cursor writes a place as browsers keep it.
func (p place) cursor() string {
	b, err := json.Marshal(p)
	if err != nil { // strings and numbers only
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor reads one back; "" is the beginning. It says nothing about whose the
// cases are: reading them does.
func readCursor(text string) (place, error) {
	if text == "" {
		return place{}, nil
	}
	if len(text) > cursorMost {
		return nil, fmt.Errorf("%w: too long", errCursor)
	}
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errCursor, err)
	}
	var p place
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, fmt.Errorf("%w: %w", errCursor, err)
	}
	if p == nil || len(p) > casesMost {
		return nil, fmt.Errorf("%w: not a place", errCursor)
	}
	return p, nil
}
