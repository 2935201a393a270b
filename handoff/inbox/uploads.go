package inbox

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// uploads keeps the files that came with a form until a case takes them up. name is the
// form's own: the same form sent again keeps nothing twice.
func (in *inbox) uploads(r *http.Request, id dialog.CaseID, name string) ([]dialog.Media, error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	wrong := &handoff.Mistake{Code: "file_form", Field: "file", What: "a file cannot be taken", Why: "five files of 10 MB at most, photos or papers", Do: "send another one"}
	files := r.MultipartForm.File["file"]
	files = slices.DeleteFunc(slices.Clone(files), func(f *fileHeader) bool { return f.Size == 0 })
	if len(files) > outsideFilesMost {
		return nil, wrong
	}
	c, ok := in.Board.Case(id)
	if !ok {
		return nil, fmt.Errorf("case %s: %w", id, casebook.ErrNotFound)
	}
	var all []dialog.Media
	for i, f := range files {
		b, err := readUpload(f, outsideFileMost)
		if err != nil {
			return nil, wrong
		}
		m, err := in.Arrive(r.Context(), c.Address, fmt.Sprintf("%s:%d", name, i), f.Filename, b)
		if errors.Is(err, ErrFileForm) {
			return nil, wrong
		}
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

// along are the files that came with a reply or a note. Who does not see the case leaves
// nothing.
func (in *inbox) along(r *http.Request, act handoff.Act) ([]dialog.Media, error) {
	if c, ok := in.Board.Case(act.Case); r.MultipartForm == nil || !ok || !act.Agent.Sees(c) {
		return nil, nil // an unseen case is refused by the desk
	}
	files, err := in.uploads(r, act.Case, r.PathValue("act")+":"+string(act.Case)+":"+act.Agent.Login+":"+act.Key)
	if err == nil && len(files) > 0 && r.PostFormValue("party") != "" {
		return nil, &handoff.Mistake{Code: "file_party", Field: "file", What: "a file goes to one resident", Why: "each of those who share the talk has a case of their own",
			Do: "choose the first one, or write without a file"}
	}
	return files, err
}
