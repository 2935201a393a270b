package media

import (
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"unicode"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Serve answers with a file, or the part of it that is asked for. Whatever the file is,
// the browser never runs it: pictures, sounds and films are shown in place, under a type
// told by their bytes; all else is handed out to be saved. kind and name are what the
// channel said of it.
func Serve(w http.ResponseWriter, r *http.Request, o *Opened, kind, name string) error {
	t, err := o.Type(kind)
	if err != nil {
		return fmt.Errorf("serve a file: %w", err)
	}
	serve(w, r, o, t, name, t.Kind != File)
	return nil
}

func serve(w http.ResponseWriter, r *http.Request, o *Opened, t Type, name string, show bool) {
	how := "attachment"
	if show {
		how = "inline"
	}
	h := w.Header()
	h.Set("Content-Type", t.MIME)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": SaveAs(name, t)}))
	h.Set("X-Content-Type-Options", "nosniff")
	box := "sandbox"
	if t.Kind == Voice || t.Kind == Video {
		box += " allow-same-origin" // a browser's own player must be let read the file it plays
	}
	h.Set("Content-Security-Policy", box+"; default-src 'none'; media-src 'self'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	http.ServeContent(w, r, "", o.At, o)
}

// ServeKept answers with a file of a case, or with the small picture of it; fs.ErrNotExist
// where it is not there. A picture that has no small one (it is of a billion points, or
// of a form few browsers know) is not shown in place, either.
func (s *Store) ServeKept(w http.ResponseWriter, r *http.Request, c dialog.CaseID, ref casebook.FileRef, m dialog.Media, small bool) error {
	thumb, err := s.Small(r.Context(), c, ref.Seq, ref.N)
	if err != nil && (small || !errors.Is(err, fs.ErrNotExist)) {
		return err
	}
	if thumb != nil {
		defer thumb.Close() //nolint:errcheck // only read from
	}
	if small {
		return Serve(w, r, thumb, Photo, m.Name)
	}
	o, err := s.Kept(r.Context(), c, ref.Seq, ref.N)
	if err != nil {
		return err
	}
	defer o.Close() //nolint:errcheck // only read from
	t, err := o.Type(m.Kind)
	if err != nil {
		return fmt.Errorf("serve a file: %w", err)
	}
	serve(w, r, o, t, m.Name, t.Kind == Voice || t.Kind == Video || thumb != nil)
	return nil
}

// nameMost is how long, in characters, the name of a saved file may be.
const nameMost = 80

// signs are what the name of a saved file may have beside letters and figures.
const signs = " ._-()()《》【】「」、·—–"

// SaveAs is a name a file can be saved under and shown by: its sender's own, with the ending
// that its bytes deserve, so that a double click on it starts no program.
func SaveAs(name string, t Type) string {
	name = strings.ReplaceAll(name, "\\", "/")
	name = strings.Map(func(x rune) rune {
		if unicode.IsLetter(x) || unicode.IsDigit(x) || strings.ContainsRune(signs, x) {
			return x
		}
		return -1
	}, path.Base(name))
	name = strings.Trim(strings.TrimSuffix(name, path.Ext(name)), " .")
	if short := []rune(name); len(short) > nameMost {
		name = string(short[:nameMost])
	}
	if name == "" {
		name = t.Kind
	}
	return name + "." + t.Ext
}
