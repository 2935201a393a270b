package inbox

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// severalMost is how many cases are done at once.
const severalMost = 100

// done is what became of one case of several.
type done struct {
	Case  dialog.CaseID `json:"case"`
	Who   string        `json:"who"`
	Error string        `json:"error,omitempty"`
}

// severalView answers a form about several cases without a script.
type severalView struct {
	page
	Done   []done
	Failed int
	Back   string
}

// next claims the most urgent case that waits, and goes there.
func (in *inbox) next(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	id, err := in.Desk.Next(r.Context(), in.Board, agent)
	switch {
	case errors.Is(err, casebook.ErrNotFound) && wantsData(r):
		writeData(w, http.StatusNotFound, answer{Error: in.words.say(language(r), "next_none")})
	case errors.Is(err, casebook.ErrNotFound):
		http.Redirect(w, r, "/inbox?queue=unclaimed", http.StatusSeeOther)
	case err != nil:
		in.trouble(w, r, err)
	case wantsData(r):
		writeData(w, http.StatusOK, map[string]string{"go": "/inbox/cases/" + string(id) + "?queue=mine"})
	default:
		http.Redirect(w, r, "/inbox/cases/"+string(id)+"?queue=mine", http.StatusSeeOther)
	}
}

// several does one act to each of the chosen cases and says of each what became of it.
func (in *inbox) several(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	v := severalView{page: in.newPage(r, agent), Back: localPath(r.PostFormValue("back"))}
	ids := r.PostForm["case"]
	if len(ids) > severalMost {
		ids = ids[:severalMost]
	}
	if !slices.Contains(severalActs, r.PostFormValue("act")) {
		in.notFound(w, r)
		return
	}
	for _, id := range ids {
		act := handoff.Act{Agent: agent, Case: dialog.CaseID(id), Key: r.PostFormValue("key")}
		d := done{Case: act.Case}
		if c, ok := in.Board.Case(act.Case); ok && agent.Sees(c) {
			d.Who = v.who(c)
		}
		if err := in.oneOfSeveral(r, act); err != nil {
			status, a := in.explain(r, err)
			if status == http.StatusServiceUnavailable {
				number := in.fault("one of several acts did not happen", "act", r.PostFormValue("act"), "err", err)
				a.Error += " " + in.words.say(language(r), "err_number", "number", number)
			}
			d.Error = a.Error
			v.Failed++
		}
		v.Done = append(v.Done, d)
	}
	if wantsData(r) {
		if v.Done == nil {
			v.Done = []done{}
		}
		writeData(w, http.StatusOK, map[string]any{"done": v.Done, "failed": v.Failed})
		return
	}
	in.render(w, r, http.StatusOK, "several.html", v)
}

var severalActs = []string{"claim", "pass", "aside", "category", "label", "close", "undo"}

func (in *inbox) oneOfSeveral(r *http.Request, act handoff.Act) error {
	ctx := r.Context()
	switch r.PostFormValue("act") {
	case "claim":
		return in.Desk.Claim(ctx, act)
	case "pass":
		return in.pass(r, act, typedText(r))
	case "aside":
		return in.aside(r, act, "")
	case "category":
		return in.Desk.Recategorise(ctx, act, r.PostFormValue("category"))
	case "label":
		return in.label(r, act)
	case "close":
		return in.closeOne(r, act)
	}
	return in.undoOne(r, act)
}

// severalHold is how long several closings at once can be taken back.
const severalHold = 2 * UndoStandard

// closeOne ends a case with the town's own sentence for the outcome: no words written
// for one resident go to many.
func (in *inbox) closeOne(r *http.Request, act handoff.Act) error {
	c, ok := in.Board.Case(act.Case)
	if !ok {
		return casebook.ErrNotFound
	}
	talk, err := in.Book.Read(r.Context(), c.Address)
	if err != nil {
		return err
	}
	lang := talk.State.Lang
	if lang != "en" {
		lang = "zh"
	}
	outcome := dialog.Outcome(r.PostFormValue("outcome"))
	if !slices.Contains(dialog.Outcomes(), outcome) {
		return &handoff.Mistake{Code: "outcome_unknown", Field: "outcome", What: "outcome is unknown", Why: "outcomes are a closed list", Do: "choose one"}
	}
	if in.Undo > 0 {
		act.Hold = severalHold
	}
	return in.Desk.Close(r.Context(), act, outcome, in.words.say(lang, "several_says_"+string(outcome)))
}

// undoOne takes back what was done to several cases a moment ago.
func (in *inbox) undoOne(r *http.Request, act handoff.Act) error {
	what := dialog.InputKind(r.PostFormValue("of"))
	if act.Key != "" {
		act.Key += ":undo:" + string(what) // taking up again what was put aside is an act of its own
	}
	return in.Desk.Undo(r.Context(), act, what, in.Now().Add(-undoneWithin), in.words.say(language(r), "undo"))
}

// undoneWithin is how long ago something may be that is undone: the button stands for ten
// seconds, and the network may take its time.
const undoneWithin = time.Minute
