// Package upload takes in the files that come with a form: with an agent's reply or note, in
// the inbox or by the interface, and with an outside party's answer.
package upload

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// What a form may bring: how many files, and how many bytes one of them and all have.
const (
	FilesMost = 5
	FileMost  = 10 << 20
	FormMost  = FilesMost*FileMost + 1<<20
)

// Field is the name under which a form brings its files.
const Field = "file"

// ErrForm is what Keep says of a file that is not taken.
var ErrForm = errors.New("no such file is taken")

// Keep cleans a file that came for the talk of an address and keeps it, under an ID of its
// own and the name its sender gave it, until a case takes it up: sent again it is the same
// file. ErrForm for what is not taken.
type Keep func(ctx context.Context, from dialog.Address, id, name string, b []byte) (dialog.Media, error)

// Parse reads a form that may bring files; Done lets go of them once it is answered.
func Parse(r *http.Request) error { return r.ParseMultipartForm(1 << 20) }

// Done lets go of the files of a form, if it was one.
func Done(r *http.Request) {
	if r.MultipartForm != nil {
		r.MultipartForm.RemoveAll() //nolint:errcheck // the system tidies its temporary folder
	}
}

// Of keeps the files of a form that was parsed; id is the form's own, so that the same form
// sent again keeps nothing twice. A Mistake says what cannot be taken.
func (keep Keep) Of(r *http.Request, from dialog.Address, id string) ([]dialog.Media, error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	wrong := &handoff.Mistake{Code: "file_form", Field: Field, What: "a file cannot be taken", Why: "five files of 10 MB at most, photos or PDF", Do: "send another one"}
	files := slices.DeleteFunc(slices.Clone(r.MultipartForm.File[Field]), func(f *multipart.FileHeader) bool { return f.Size == 0 })
	if len(files) > FilesMost {
		return nil, wrong
	}
	var all []dialog.Media
	for i, f := range files {
		b, err := read(f)
		if err != nil {
			return nil, wrong
		}
		m, err := keep(r.Context(), from, fmt.Sprintf("%s:%d", id, i), f.Filename, b)
		if errors.Is(err, ErrForm) {
			return nil, wrong
		}
		if err != nil {
			return nil, fmt.Errorf("keep a file that came with a form: %w", err)
		}
		all = append(all, m)
	}
	return all, nil
}

// read reads a file whole; ErrForm where it is too large.
func read(f *multipart.FileHeader) ([]byte, error) {
	if f.Size > FileMost {
		return nil, ErrForm
	}
	file, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	return io.ReadAll(file)
}
