package api

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/upload"
)

// readForm reads an act that brings files: a form with the same fields as the JSON object,
// and the files beside them.
func readForm(r *http.Request, into any) error {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
		return readBody(r, into)
	}
	err := upload.Parse(r)
	if err != nil {
		return decode(nil, err, into)
	}
	object := map[string]any{}
	for name, values := range r.MultipartForm.Value {
		value := values[0]
		switch {
		case len(values) > 1:
			err = errors.New(name + " is given twice")
		case !utf8.ValidString(value):
			err = errors.New(name + " is not UTF-8")
		}
		object[name] = value
		if number := json.RawMessage(value); (name == "hold" || name == "force") && json.Valid(number) {
			object[name] = number
		}
	}
	for name := range r.MultipartForm.File {
		if name != upload.Field {
			err = errors.New("files are sent as " + upload.Field + ", not as " + name)
		}
	}
	body, wrong := json.Marshal(object)
	return decode(body, cmp.Or(err, wrong), into)
}

// along are the files that came with an act. Who does not see the case leaves nothing.
func (s *server) along(r *http.Request, name string, act handoff.Act) ([]dialog.Media, error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	events, err := s.Book.Case(r.Context(), act.Case)
	if err != nil {
		return nil, err
	}
	c := casebook.Fold(events)
	if !act.Agent.Sees(c) {
		return nil, casebook.ErrNotFound
	}
	key := cmp.Or(act.Key, rand.Text()) // without one, each call is an act of its own
	return s.Arrive.Of(r, c.Address, strings.Join([]string{"api", name, string(c.ID), act.Agent.Login, key}, ":"))
}
