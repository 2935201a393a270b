package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// bodyMost is how long a JSON body may be, in bytes.
const bodyMost = 64 << 10

// readBody decodes a JSON object into a struct. An empty body is an empty object; a
// field nobody knows is an error, for a misspelt "text" must not be lost silently.
func readBody(r *http.Request, into any) error {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, bodyMost))
	return decode(body, err, into)
}

// decode reads a body into a struct; err is why it could not be had whole.
func decode(body []byte, err error, into any) error {
	if err == nil && !utf8.Valid(body) {
		// The decoder would put question marks where the words of a client that
		// writes GBK are, and a resident would receive them.
		err = errors.New("it is not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err == nil {
		err = dec.Decode(into)
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err == nil {
		if _, err = dec.Token(); errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = errors.New("there is more after the object")
		}
	}
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return &problem{status: http.StatusRequestEntityTooLarge, What: "the body is too long", Code: "body_too_long",
			Why: fmt.Sprintf("at most %d bytes are taken", long.Limit), Do: "send less"}
	}
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		return &problem{status: http.StatusBadRequest, What: fmt.Sprintf("%s cannot be a %s", wrong.Field, wrong.Value), Code: "body_malformed",
			Field: wrong.Field, Why: "it must be a " + wrong.Type.String(), Do: "see /api/v1/openapi.json"}
	}
	return &problem{status: http.StatusBadRequest, What: "the body cannot be read", Code: "body_malformed",
		Why: strings.TrimPrefix(err.Error(), "json: "), Do: "send one JSON object; see /api/v1/openapi.json"}
}

// query reads the query of a request, each value at most once and none unknown.
type query struct {
	values map[string]string
	err    error
}

// readQuery takes the names that may be there; an empty value counts as not given.
func readQuery(r *http.Request, names ...string) *query {
	q := &query{values: map[string]string{}}
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil { // the part that cannot be read would be left out silently
		q.err = &problem{status: http.StatusBadRequest, What: "the query cannot be read", Code: "query_malformed", Why: err.Error(), Do: "escape it"}
	}
	for name, values := range given {
		switch {
		case !slices.Contains(names, name):
			q.wrong(name, fmt.Sprintf("%q is no query of this path", name), "it would be ignored", use(names))
		case len(values) > 1:
			q.wrong(name, name+" is given twice", "only one value is looked at", "send it once")
		default:
			q.values[name] = values[0]
		}
	}
	return q
}

func (q *query) wrong(field, what, why, do string) {
	if q.err == nil {
		q.err = &problem{status: http.StatusBadRequest, What: what, Code: "query_unknown", Why: why, Do: do, Field: field}
	}
}

// oneOf reads a value of a closed list.
func (q *query) oneOf(name string, known []string) string {
	v := q.values[name]
	if v != "" && !slices.Contains(known, v) {
		q.wrong(name, fmt.Sprintf("%s %q is unknown", name, v), "it is a closed list", use(known))
	}
	return v
}

// limit reads how many are asked for: usual when nothing is said, and never more
// than most, for next gives the rest.
func (q *query) limit(usual, most int) int {
	v := q.values["limit"]
	if v == "" {
		return usual
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		q.wrong("limit", fmt.Sprintf("limit %q is no number of things", v), "", fmt.Sprintf("use 1 to %d", most))
	}
	return min(n, most)
}

// use names what may be sent.
func use(names []string) string {
	if len(names) == 0 {
		return "send no query"
	}
	return "use " + strings.Join(names, ", ")
}
