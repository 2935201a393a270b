package inbox

import (
	"fmt"
	"net/http"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// uploads keeps the files that came with a form until a case takes them up. name is the
// form's own: the same form sent again keeps nothing twice.
func (in *inbox) uploads(r *http.Request, id dialog.CaseID, name string) ([]dialog.Media, error) {
	c, ok := in.Board.Case(id)
	if !ok {
		return nil, fmt.Errorf("case %s: %w", id, casebook.ErrNotFound)
	}
	return in.Arrive.Of(r, c.Address, name)
}

// along are the files that came with a reply or a note. Who does not see the case leaves
// nothing.
func (in *inbox) along(r *http.Request, act handoff.Act) ([]dialog.Media, error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	if err := in.Board.CatchUp(r.Context()); err != nil { // a case of this moment must not lose them
		return nil, err
	}
	if c, ok := in.Board.Case(act.Case); !ok || !act.Agent.Sees(c) {
		return nil, nil // an unseen case is refused by the desk
	}
	files, err := in.uploads(r, act.Case, r.PathValue("act")+":"+string(act.Case)+":"+act.Agent.Login+":"+act.Key)
	if err == nil && len(files) > 0 && r.PostFormValue("party") != "" {
		return nil, &handoff.Mistake{Code: "file_party", Field: "file", What: "a file goes to one resident", Why: "each of those who share the talk has a case of their own",
			Do: "choose the first one, or write without a file"}
	}
	return files, err
}
