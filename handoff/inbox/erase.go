package inbox

import (
	"net/http"

	"frontdoor/handoff"
)

// eraseCase has the words of a case forgotten, for an admin who says that they are sure.
func (in *inbox) eraseCase(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	r.SetPathValue("act", "erase") // where refuse shows why not
	act := handoff.Act{Agent: agent, Case: in.caseID(r), Key: r.PostFormValue("key")}
	var err error = &handoff.Mistake{Code: "erase_unsure", Field: "sure", What: "nobody said that they are sure", Why: "what is erased cannot be brought back", Do: "tick the box"}
	if r.PostFormValue("sure") == "1" {
		err = in.Desk.Erase(r.Context(), act)
	}
	in.acted(w, r, agent, act, err)
}
