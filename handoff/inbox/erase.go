package inbox

import (
	"errors"
	"net/http"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// eraseCase has the words of a case forgotten, for an admin who says that they are sure; of all
// closed cases of its resident where the form says so.
func (in *inbox) eraseCase(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	r.SetPathValue("act", "erase") // where refuse shows why not
	act := handoff.Act{Agent: agent, Case: in.caseID(r), Key: r.PostFormValue("key")}
	var err error = &handoff.Mistake{Code: "erase_unsure", Field: "sure", What: "nobody said that they are sure", Why: "what is erased cannot be brought back", Do: "tick the box"}
	switch {
	case r.PostFormValue("sure") != "1":
	case r.PostFormValue("all") == "1":
		if err = in.Board.CatchUp(r.Context()); err == nil {
			c, _ := in.Board.Case(act.Case) // of one it does not know there are no others
			err = in.Desk.EraseResident(r.Context(), act, in.Board.OfAddress(c.Address))
		}
	default:
		err = in.Desk.Erase(r.Context(), act)
	}
	in.acted(w, r, agent, act, err)
}

// keptIn are the cases that an error says must be kept, which may be several.
func keptIn(err error) (all []*dialog.KeptError) {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range several.Unwrap() {
			all = append(all, keptIn(one)...)
		}
		return all
	}
	var kept *dialog.KeptError
	if errors.As(err, &kept) {
		all = append(all, kept)
	}
	return all
}
