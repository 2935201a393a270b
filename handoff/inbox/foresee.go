package inbox

import (
	"fmt"
	"net/http"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// foreseen is what the resident would receive, and what it costs as text messages.
type foreseen struct {
	Words string `json:"words"`
	// Counted says the length on SMS in words, "" on other channels; Long is true
	// from three text messages on.
	Counted string `json:"counted"`
	Long    bool   `json:"long"`
}

// foreseePage answers the composer: the words as they would go out, while the agent
// writes. An act that cannot happen now has no words; sending says why.
func (in *inbox) foreseePage(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	kind := dialog.AgentReply
	if r.PostFormValue("act") == "close" {
		kind = dialog.Close
	}
	id := in.caseID(r)
	act := handoff.Act{Agent: agent, Case: id}
	f, err := in.foresee(r, act, kind, typedText(r), dialog.Outcome(r.PostFormValue("outcome")))
	if err != nil {
		if status, _ := in.explain(r, err); status == http.StatusServiceUnavailable {
			in.trouble(w, r, err)
			return
		}
	}
	writeData(w, http.StatusOK, f)
}

// foresee asks the desk. The error of a refused act is that of the act.
func (in *inbox) foresee(r *http.Request, act handoff.Act, kind dialog.InputKind, text string, outcome dialog.Outcome) (foreseen, error) {
	words, err := in.Desk.Foresee(r.Context(), act, kind, text, outcome)
	if err != nil {
		return foreseen{}, err
	}
	f := foreseen{Words: strings.Join(words, "\n")}
	c, ok := in.Board.Case(act.Case)
	if !ok { // opened this moment
		if err := in.Board.CatchUp(r.Context()); err != nil {
			return foreseen{}, err
		}
		c, ok = in.Board.Case(act.Case)
	}
	if !ok || c.Address.Channel() != dialog.SMS || len(words) == 0 {
		return f, nil
	}
	if len(r.PostForm["file"]) > 0 {
		talk, err := in.Book.Read(r.Context(), c.Address)
		if err != nil {
			return foreseen{}, fmt.Errorf("read in which language links are told: %w", err)
		}
		for _, paper := range r.PostForm["file"] {
			words[len(words)-1] += "\n" + in.LinkLine(talk.State.Lang, c.ID, paper)
		}
	}
	parts, units := 0, 0
	for _, text := range words {
		_, n, u := in.Segments(text)
		parts, units = parts+n, units+u
	}
	f.Counted = in.newPage(r, act.Agent).T("segments", "n", itoa(parts), "units", itoa(units))
	f.Long = parts > 2
	return f, nil
}
