package ownlink

import (
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// ErrPhoto is what Options.Photo says of a file that is no photo.
var ErrPhoto = errors.New("this is no photo")

// photoMost is how many bytes a photo may have, numberForm how a number of a paper looks:
// of an identity card, a passport, a permit.
const photoMost = 5 << 20

var numberForm = regexp.MustCompile(`^[A-Z0-9]{5,20}$`)

// paperPage is where an identity paper is given.
type paperPage struct {
	page
	Number dialog.CaseID
	Typed  string
	Wrong  string
}

func (d *door) showPaper(w http.ResponseWriter, r *http.Request, l *dialog.Link, status int, typed, wrong string) {
	d.render(w, status, "paper.html", paperPage{page: d.newPage(r, l), Number: l.Case, Typed: typed, Wrong: wrong})
}

// givePaper keeps what was given and uses the link up, in this order: broken off between
// the two, the same is given again.
func (d *door) givePaper(w http.ResponseWriter, r *http.Request, l *dialog.Link) {
	r.Body = http.MaxBytesReader(w, r.Body, photoMost+64<<10)
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		d.showPaper(w, r, l, http.StatusRequestEntityTooLarge, "", "paper_large")
		return
	}
	defer r.MultipartForm.RemoveAll() //nolint:errcheck // the system tidies its temporary folder
	typed := r.PostFormValue("number")
	number := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(typed))
	paper := handoff.IDPaper{Number: number, At: d.Now().UTC()}
	var err error
	if paper.Photo, paper.MIME, err = d.photo(r); err != nil {
		d.showPaper(w, r, l, http.StatusUnprocessableEntity, typed, "paper_photo_wrong")
		return
	}
	if number != "" && !numberForm.MatchString(number) || number == "" && len(paper.Photo) == 0 {
		d.showPaper(w, r, l, http.StatusUnprocessableEntity, typed, "paper_number_wrong")
		return
	}
	at := dialog.LinkAddress(r.PathValue("token"))
	if err = d.Papers.Keep(r.Context(), l.Case, at, paper); err == nil {
		_, err = d.Clerk.Handle(r.Context(), dialog.Input{Kind: dialog.OpenLink, From: at, Text: "given", At: d.Now()})
	}
	switch {
	case errors.Is(err, casebook.ErrNotFound):
		d.says(w, r, http.StatusGone, "gone")
	case errors.Is(err, dialog.ErrLinkGone):
		d.says(w, r, http.StatusGone, "paper_used")
	case err != nil:
		d.trouble(w, r, err)
	default:
		p := d.newPage(r, l)
		p.Key = "paper_thanks"
		d.render(w, http.StatusOK, "says.html", p)
	}
}

// photo is the photo that came with the form, without hidden data; nil for none.
func (d *door) photo(r *http.Request) ([]byte, string, error) {
	file, head, err := r.FormFile("photo")
	if errors.Is(err, http.ErrMissingFile) || err == nil && head.Size == 0 {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	defer file.Close() //nolint:errcheck // only read from
	b, err := io.ReadAll(io.LimitReader(file, photoMost+1))
	if err != nil || len(b) > photoMost {
		return nil, "", errors.Join(ErrPhoto, err)
	}
	return d.Photo(b)
}
