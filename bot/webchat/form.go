package webchat

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"
)

// fileForm is what comes with a file.
type fileForm struct {
	id, caption, lang string
	age               int64 // seconds it waited on the device
	file              []byte
}

// formError is a form we do not take, and how that is answered.
type formError struct {
	status int
	why    string
}

func (e *formError) Error() string { return e.why }

// readForm reads the parts one by one, nothing of them touching the disk.
func (k fileKind) readForm(parts *multipart.Reader) (fileForm, error) {
	var f fileForm
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return f, f.check(k)
		}
		if err != nil {
			return f, err
		}
		most := int64(4 * wordsMost)
		if p.FormName() == k.kind {
			most = k.most
		}
		b, err := io.ReadAll(io.LimitReader(p, most+1))
		if err != nil {
			return f, err
		}
		if int64(len(b)) > most {
			return f, &formError{http.StatusRequestEntityTooLarge, fmt.Sprintf("the %s is larger than %d bytes", p.FormName(), most)}
		}
		switch p.FormName() {
		case "id":
			f.id = string(b)
		case "caption":
			f.caption = strings.TrimSpace(string(b))
		case "lang":
			f.lang = spoken(string(b))
		case "age":
			f.age, _ = strconv.ParseInt(string(b), 10, 64) //nolint:errcheck // unknown is 0
		case k.kind:
			f.file = b
		}
	}
}

func (f fileForm) check(k fileKind) error {
	err := errors.Join(checkID(f.id), checkWords(f.caption))
	switch {
	case err != nil:
		return &formError{http.StatusBadRequest, strings.ReplaceAll(err.Error(), "\n", "; ")}
	case !utf8.ValidString(f.caption):
		return &formError{http.StatusBadRequest, "the caption is not UTF-8"}
	case len(f.file) == 0:
		return &formError{http.StatusBadRequest, "there is no " + k.kind + " in the form"}
	}
	return nil
}
