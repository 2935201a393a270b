package open311

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// format is one of the two an answer may be written in.
type format struct{ mime string }

var (
	xmlFormat  = format{"text/xml; charset=utf-8"}
	jsonFormat = format{"application/json; charset=utf-8"}
	formats    = map[string]format{"xml": xmlFormat, "json": jsonFormat}
)

// answer is what is written: the things of a list, each called item in XML, or one thing
// alone. JSON has a list where XML has a root with items in it (the Spark convention).
type answer struct {
	status int // 0 is 200
	header map[string]string
	root   string
	item   string
	items  []any
	one    any
}

// list is an answer with things of one kind.
func list[T any](root, item string, things []T) answer {
	a := answer{root: root, item: item, items: make([]any, 0, len(things))}
	for _, t := range things {
		a.items = append(a.items, t)
	}
	return a
}

// text is null in JSON where there is none, and an empty element in XML.
type text string

func (t text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// number is a decimal number as it is written, or "" for none.
type number string

func (n number) MarshalJSON() ([]byte, error) {
	if n == "" {
		return []byte("null"), nil
	}
	return []byte(n), nil
}

func (s *server) write(w http.ResponseWriter, r *http.Request, f format, a answer) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	for name, value := range a.header {
		h.Set(name, value)
	}
	if a.status == http.StatusNoContent {
		w.WriteHeader(a.status)
		return
	}
	body, err := a.encode(f)
	if err != nil {
		s.Log.Error("write an Open311 answer", "root", a.root, "err", err)
		http.Error(w, "the answer could not be written", http.StatusInternalServerError)
		return
	}
	h.Set("Content-Type", f.mime)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if a.status != 0 {
		w.WriteHeader(a.status)
	}
	if r.Method != http.MethodHead {
		w.Write(body) //nolint:errcheck // the client has gone
	}
}

func (a answer) encode(f format) ([]byte, error) {
	var b bytes.Buffer
	if f == jsonFormat {
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		var what any = a.items
		if a.one != nil {
			what = a.one
		}
		err := enc.Encode(what)
		return b.Bytes(), err
	}
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n")
	enc := xml.NewEncoder(&b)
	root := xml.StartElement{Name: xml.Name{Local: a.root}}
	if a.one != nil {
		err := enc.EncodeElement(a.one, root)
		return b.Bytes(), err
	}
	err := enc.EncodeToken(root)
	for _, item := range a.items {
		if err == nil {
			err = enc.EncodeElement(item, xml.StartElement{Name: xml.Name{Local: a.item}})
		}
	}
	if err == nil {
		err = enc.EncodeToken(root.End())
	}
	if err == nil {
		err = enc.Close()
	}
	return b.Bytes(), err
}

// errorForm is one thing that is wrong.
type errorForm struct {
	Code        int    `xml:"code" json:"code"`
	Description string `xml:"description" json:"description"`
}

func (p *problem) answer() answer {
	var all []errorForm
	for _, what := range p.what {
		all = append(all, errorForm{p.status, what})
	}
	a := list("errors", "error", all)
	a.status = p.status
	if p.retry > 0 {
		a.header = map[string]string{"Retry-After": fmt.Sprint(int(p.retry/time.Second) + 1)}
	}
	return a
}
