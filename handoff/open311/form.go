package open311

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// form are the parameters of a request.
type form struct {
	values url.Values
	// files are what came along as parts.
	files []file
	// once is the client's own name for this request.
	once string
}

// file is one attached file.
type file struct {
	field string // the name of its part
	bytes []byte
}

// get is one parameter; "" for none, and an empty one is none. Of several the first that
// says anything counts.
func (f form) get(name string) string {
	for _, v := range f.values[name] {
		if v != "" {
			return v
		}
	}
	return ""
}

// list are the values of a parameter that is given several times or with commas.
func (f form) list(name string) []string {
	var all []string
	for _, v := range f.values[name] {
		for one := range strings.SplitSeq(v, ",") {
			if one = strings.TrimSpace(one); one != "" {
				all = append(all, one)
			}
		}
	}
	return all
}

func readQuery(r *http.Request) (form, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return form{}, wrong(http.StatusBadRequest, "the query cannot be read: %v", err)
	}
	return cleaned(form{values: values})
}

// readBody reads what was posted, and the query beside it.
func readBody(r *http.Request) (form, error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	// utf8 is no registered name, but many write it.
	if cs := strings.ToLower(params["charset"]); cs != "" && cs != "utf-8" && cs != "utf8" && cs != "us-ascii" {
		return form{}, wrong(http.StatusUnsupportedMediaType, "charset %q is not taken; send UTF-8", cs)
	}
	f := form{once: strings.TrimSpace(r.Header.Get("Idempotency-Key"))}
	switch {
	case err == nil && kind == "application/x-www-form-urlencoded":
		err = r.ParseForm()
	case err == nil && kind == "multipart/form-data":
		if r.Form, err = url.ParseQuery(r.URL.RawQuery); err == nil {
			f.files, err = readParts(r)
		}
	default:
		return form{}, wrong(http.StatusUnsupportedMediaType, "send application/x-www-form-urlencoded; charset=utf-8")
	}
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return form{}, wrong(http.StatusRequestEntityTooLarge, "the request is longer than %d bytes", bodyMost)
	case err != nil:
		return form{}, wrong(http.StatusBadRequest, "the parameters cannot be read: %v", err)
	}
	f.values = r.Form
	return cleaned(f)
}

// filesMost is how many attached files are read; further ones are passed over.
const filesMost = 5

// readParts reads the fields of a form in parts, and the files beside them. Fields come
// before the query, as in every form. A part with an empty name of a file is a form in
// which none was chosen.
func readParts(r *http.Request) (files []file, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	fields := url.Values{}
	for room := int64(bodyMost); ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" {
			if len(files) == filesMost {
				_, err = io.Copy(io.Discard, part)
			} else {
				f := file{field: part.FormName()}
				f.bytes, err = io.ReadAll(part) // the body is bounded as a whole
				files = append(files, f)
			}
			if err != nil {
				return nil, err
			}
			continue
		}
		value, err := io.ReadAll(io.LimitReader(part, room+1))
		if room -= int64(len(value)); err == nil && room < 0 {
			err = &http.MaxBytesError{Limit: bodyMost}
		}
		if err != nil {
			return nil, err
		}
		fields.Add(part.FormName(), string(value))
	}
	for name, values := range r.Form {
		fields[name] = append(fields[name], values...)
	}
	r.Form = fields
	return files, nil
}

// cleaned takes out what no XML could carry back, and blanks around values. What is not
// UTF-8 is told: it would reach an agent as question marks.
func cleaned(f form) (form, error) {
	for name, values := range f.values {
		for i, v := range values {
			if !utf8.ValidString(v) || !utf8.ValidString(name) {
				return form{}, wrong(http.StatusBadRequest, "a parameter is not UTF-8")
			}
			v = strings.ReplaceAll(v, "\r\n", "\n")
			values[i] = strings.TrimSpace(strings.Map(carried, v))
		}
	}
	return f, nil
}

// carried drops control characters but for line ends and tabs, and what XML forbids.
func carried(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r':
		return '\n'
	case unicode.IsControl(r), r == '\uFFFE', r == '\uFFFF':
		return -1
	}
	return r
}
