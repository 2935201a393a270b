package webchat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
)

// What the page may send: the size of the JSON in bytes, of the words in
// characters, and the form of the id it gives each message.
const (
	messageMost = 64 << 10
	wordsMost   = 4000
	choiceMost  = 200
)

var messageID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// posted is one message as the page sends it.
type posted struct {
	ID     string      `json:"id"`
	Text   string      `json:"text"`
	Choice string      `json:"choice"`
	Pin    *dialog.Pin `json:"pin"`
	Lang   string      `json:"lang"`
	Age    int64       `json:"age"` // how long it waited on the device, in seconds
}

// message takes in words, a tapped button or a place.
func (c *Channel) message(w http.ResponseWriter, r *http.Request) {
	a := c.visitor(w, r)
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, "a message is sent as application/json")
		return
	}
	if !c.takes(w, r, a, forWords) {
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, messageMost))
	if err != nil {
		brokenBody(w, err)
		return
	}
	p, err := decodeMessage(body)
	if err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	c.take(w, r, dialog.Input{ID: p.ID, From: a, Text: p.Text, Choice: p.Choice, Pin: p.Pin, Lang: p.Lang}, p.Age)
}

// take hands an input in, which waited on the device for age seconds, and answers 200 once
// it is stored.
func (c *Channel) take(w http.ResponseWriter, r *http.Request, in dialog.Input, age int64) {
	in.Kind, in.At, in.Station = dialog.Said, c.o.Now(), station(r)
	in.WrittenAt(time.Unix(in.At.Unix()-age, 0))
	if err := c.o.Receive(r.Context(), in); err != nil {
		c.o.Log.Error("web chat: a message was not stored; the page keeps it and tries again", "error", err)
		w.Header().Set("Retry-After", "2")
		refuse(w, http.StatusServiceUnavailable, "the message could not be stored; send it again under the same id")
		return
	}
	c.bells.ring(in.From)
	answer(w, http.StatusOK, map[string]string{"id": in.ID})
}

// decodeMessage reads what the page sent. Its errors are for whoever called us.
func decodeMessage(body []byte) (posted, error) {
	if !utf8.Valid(body) {
		return posted{}, errors.New("the message is not UTF-8")
	}
	var p posted
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&p); err != nil {
		return posted{}, errors.New("the message is not the JSON it should be: {\"id\", \"text\" or \"choice\" or \"pin\", \"lang\"}")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return posted{}, errors.New("something follows the message")
	}
	if err := checkID(p.ID); err != nil {
		return posted{}, err
	}
	p.Lang = spoken(p.Lang)
	switch {
	case strings.TrimSpace(p.Text) == "" && p.Choice == "" && p.Pin == nil:
		return posted{}, errors.New("the message is empty: it needs a text, a choice or a pin")
	case p.Choice != "" && (p.Text != "" || p.Pin != nil):
		return posted{}, errors.New("a choice goes alone")
	case utf8.RuneCountInString(p.Choice) > choiceMost:
		return posted{}, errors.New("the choice is none that was ever offered")
	case p.Pin != nil && (math.Abs(p.Pin.Lat) > 90 || math.Abs(p.Pin.Lon) > 180):
		return posted{}, errors.New("the pin is not on this earth: lat goes to ±90, lon to ±180")
	}
	return p, checkWords(p.Text)
}

func checkID(id string) error {
	if !messageID.MatchString(id) {
		return errors.New("a message needs an id of its own: 1 to 64 of A-Z a-z 0-9 _ -")
	}
	return nil
}

func checkWords(text string) error {
	if n := utf8.RuneCountInString(text); n > wordsMost {
		return fmt.Errorf("the text has %d characters; at most %d are taken at once", n, wordsMost)
	}
	return nil
}

// brokenBody answers for a body that is too large or broke off.
func brokenBody(w http.ResponseWriter, err error) {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		refuse(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("more than %d bytes are not taken", large.Limit))
		return
	}
	refuse(w, http.StatusBadRequest, "the body broke off or is malformed")
}
