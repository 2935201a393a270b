package webchat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"frontdoor/bot/media"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// photoMost is the largest photo in bytes; formMost leaves room for the rest of
// the form.
const (
	photoMost = 10 << 20
	formMost  = photoMost + 64<<10
)

// refPrefix marks a Media.Ref as a file of this channel.
const refPrefix = dialog.Web + ":"

// photoTypes are the photos that are taken, by the endings of their names.
var photoTypes = []string{"jpg", "png", "webp", "heic"}

// photo takes in one photo with a caption.
func (c *Channel) photo(w http.ResponseWriter, r *http.Request) {
	a := c.visitor(w, r)
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
		refuse(w, http.StatusUnsupportedMediaType, "a photo is sent as multipart/form-data")
		return
	}
	if !c.floods.takes(r, a, true) {
		tooMany(w)
		return
	}
	patience(w, photoTime)
	r.Body = http.MaxBytesReader(w, r.Body, formMost)
	parts, err := r.MultipartReader()
	if err != nil {
		brokenBody(w, err)
		return
	}
	form, err := readForm(parts)
	if err != nil {
		var why *photoError
		if errors.As(err, &why) {
			refuse(w, why.status, why.Error())
			return
		}
		brokenBody(w, err)
		return
	}
	clean, kind, err := media.Clean(form.photo, media.Photo)
	if err != nil || !slices.Contains(photoTypes, kind.Ext) {
		refuse(w, http.StatusUnsupportedMediaType, "only photos are taken: JPEG, PNG, WebP or HEIC")
		return
	}
	name, err := c.o.Media.Arrive(r.Context(), a, form.id, clean, kind)
	if err != nil {
		c.o.Log.Error("web chat: a photo was not stored; the page keeps it and tries again", "error", err)
		w.Header().Set("Retry-After", "2")
		refuse(w, http.StatusServiceUnavailable, "the photo could not be stored; send it again under the same id")
		return
	}
	c.take(w, r, dialog.Input{ID: form.id, From: a, Text: form.caption, Lang: form.lang,
		Media: []dialog.Media{{Kind: "photo", Ref: refPrefix + name, Name: "photo." + kind.Ext, MIME: kind.MIME, Size: int64(len(clean))}}})
}

// photoForm is what comes with a photo.
type photoForm struct {
	id, caption, lang string
	photo             []byte
}

// photoError is a form we do not take, and how that is answered.
type photoError struct {
	status int
	why    string
}

func (e *photoError) Error() string { return e.why }

// readForm reads the parts one by one, nothing of them touching the disk.
func readForm(parts *multipart.Reader) (photoForm, error) {
	var f photoForm
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return f, f.check()
		}
		if err != nil {
			return f, err
		}
		most := int64(4 * wordsMost)
		if p.FormName() == "photo" {
			most = photoMost
		}
		b, err := io.ReadAll(io.LimitReader(p, most+1))
		if err != nil {
			return f, err
		}
		if int64(len(b)) > most {
			return f, &photoError{http.StatusRequestEntityTooLarge, fmt.Sprintf("the %s is larger than %d bytes", p.FormName(), most)}
		}
		switch p.FormName() {
		case "id":
			f.id = string(b)
		case "caption":
			f.caption = strings.TrimSpace(string(b))
		case "lang":
			f.lang = spoken(string(b))
		case "photo":
			f.photo = b
		}
	}
}

func (f photoForm) check() error {
	err := errors.Join(checkID(f.id), checkWords(f.caption))
	switch {
	case err != nil:
		return &photoError{http.StatusBadRequest, strings.ReplaceAll(err.Error(), "\n", "; ")}
	case !utf8.ValidString(f.caption):
		return &photoError{http.StatusBadRequest, "the caption is not UTF-8"}
	case len(f.photo) == 0:
		return &photoError{http.StatusBadRequest, "there is no photo in the form"}
	}
	return nil
}

// media gives a file of the visitor's own talk, and to nobody else.
func (c *Channel) media(w http.ResponseWriter, r *http.Request) {
	a, ref := c.visitor(w, r), refPrefix+r.PathValue("ref")
	e, n, err := c.sent(r.Context(), a, ref)
	var file *media.Opened
	if err == nil {
		file, err = c.o.Media.Find(r.Context(), e.Case, e.Seq, n, r.PathValue("ref"))
	}
	if errors.Is(err, fs.ErrNotExist) {
		refuse(w, http.StatusNotFound, "there is no such photo in this talk")
		return
	}
	if err != nil {
		c.unreadable(w, r, err)
		return
	}
	defer file.Close()
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	if err := media.Serve(w, r, file, e.Media[n].Kind, e.Media[n].Name); err != nil {
		c.unreadable(w, r, err)
	}
}

// sent finds the message of a visitor's talk that holds a file; fs.ErrNotExist where
// there is none.
func (c *Channel) sent(ctx context.Context, a dialog.Address, ref string) (casebook.Event, int, error) {
	t, err := c.o.Book.Read(ctx, a)
	if err != nil {
		return casebook.Event{}, 0, fmt.Errorf("read talk: %w", err)
	}
	for _, m := range t.State.Matters {
		events, err := c.o.Book.Case(ctx, m.ID)
		if errors.Is(err, casebook.ErrNotFound) {
			continue // carried over without words
		}
		if err != nil {
			return casebook.Event{}, 0, fmt.Errorf("read case: %w", err)
		}
		for _, e := range events {
			for n, x := range e.Media {
				if x.Ref == ref && e.Address == a && e.Kind == dialog.ChangeSaid {
					return e, n, nil
				}
			}
		}
	}
	return casebook.Event{}, 0, fs.ErrNotExist
}

// OpenMedia opens what a visitor sent, until it lies with its case. The caller closes it.
func (c *Channel) OpenMedia(ctx context.Context, m dialog.Media) (io.ReadCloser, string, error) {
	name, ok := strings.CutPrefix(m.Ref, refPrefix)
	if !ok {
		return nil, "", fmt.Errorf("open photo: %w", fs.ErrNotExist)
	}
	f, err := c.o.Media.Arrived(ctx, name)
	if err != nil {
		return nil, "", err
	}
	return f, m.MIME, nil
}

// Forget lets go of what lies with its case now.
func (c *Channel) Forget(ctx context.Context, m dialog.Media) error {
	return c.o.Media.Forget(ctx, strings.TrimPrefix(m.Ref, refPrefix))
}
