package webchat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"frontdoor/bot/media"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// refPrefix marks a Media.Ref as a file of this channel.
const refPrefix = media.OwnPages

// fileKind is a kind of file that the page sends: how large and how long it may be, which
// endings of its name are taken, and what those are called.
type fileKind struct {
	kind  string
	most  int64
	lasts time.Duration
	types []string
	taken string
}

// The page makes photos smaller and ends a voice note after two minutes.
func photos() fileKind {
	return fileKind{media.Photo, 10 << 20, 0, []string{"jpg", "png", "webp", "heic"}, "photos are taken: JPEG, PNG, WebP or HEIC"}
}

func voices() fileKind {
	return fileKind{media.Voice, 4 << 20, 3 * time.Minute, []string{"webm", "ogg", "m4a"}, "voice notes are taken: WebM, Ogg with Opus, or MP4"}
}

// file takes in one file with a caption.
func (c *Channel) file(k fileKind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a := c.visitor(w, r)
		if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
			refuse(w, http.StatusUnsupportedMediaType, "a "+k.kind+" is sent as multipart/form-data")
			return
		}
		if !c.takes(w, r, a, forFiles) {
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, k.most+64<<10) // room for the rest of the form
		parts, err := r.MultipartReader()
		if err != nil {
			brokenBody(w, err)
			return
		}
		form, err := k.readForm(parts)
		if err != nil {
			var why *formError
			if errors.As(err, &why) {
				refuse(w, why.status, why.Error())
				return
			}
			brokenBody(w, err)
			return
		}
		clean, t, err := media.Clean(form.file, k.kind)
		long := time.Duration(0)
		if err == nil && k.lasts > 0 {
			long, err = media.Lasts(clean, t)
		}
		switch {
		case err != nil || !slices.Contains(k.types, t.Ext):
			refuse(w, http.StatusUnsupportedMediaType, "only "+k.taken)
			return
		case long > k.lasts:
			refuse(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the %s is longer than %v", k.kind, k.lasts))
			return
		}
		name, err := c.o.Media.Arrive(r.Context(), a, form.id, clean, t)
		if err != nil {
			c.o.Log.Error("web chat: a file was not stored; the page keeps it and tries again", "kind", k.kind, "error", err)
			w.Header().Set("Retry-After", "2")
			refuse(w, http.StatusServiceUnavailable, "the "+k.kind+" could not be stored; send it again under the same id")
			return
		}
		c.take(w, r, dialog.Input{ID: form.id, From: a, Text: form.caption, Lang: form.lang,
			Media: []dialog.Media{{Kind: k.kind, Ref: refPrefix + name, Name: k.kind + "." + t.Ext, MIME: t.MIME, Size: int64(len(clean))}}}, form.age)
	}
}

// media gives a file of the visitor's own talk, and to nobody else.
func (c *Channel) media(w http.ResponseWriter, r *http.Request) {
	a, ref := c.visitor(w, r), refPrefix+r.PathValue("ref")
	if !c.takes(w, r, a, forLooks) {
		return
	}
	e, n, err := c.sent(r.Context(), a, ref)
	var file *media.Opened
	if err == nil {
		file, err = c.o.Media.Find(r.Context(), e.Case, e.Seq, n, r.PathValue("ref"))
	}
	if errors.Is(err, fs.ErrNotExist) {
		refuse(w, http.StatusNotFound, "there is no such file in this talk")
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
	for _, id := range t.State.Threads() {
		events, err := c.o.Book.Case(ctx, id)
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
