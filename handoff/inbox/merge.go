package inbox

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// lookFirst stops merging with a case that was only typed, once: what it is has not been
// before the agent's eyes. Text says it, and Case is what the form sends back to go on.
type lookFirst struct {
	Case dialog.CaseID
	Text string
}

func (e *lookFirst) Error() string { return "the other case has not been looked at" }

// merge lets one of two cases go on in the other, as the form says which one stays. The form
// names in "anyway" the case that its agent was shown.
func (in *inbox) merge(r *http.Request, act *handoff.Act) error {
	c, err := in.mergeWith(r, act.Agent)
	if err != nil {
		return err
	}
	other := c.ID
	from, into := act.Case, other
	if r.PostFormValue("stays") == "this" {
		from, into = into, from
	}
	if r.PostFormValue("anyway") != string(other) {
		if other != act.Case && c.Status != dialog.Collecting && !closedCase(c) { // else the desk says why not
			what := in.mergeText(in.newPage(r, act.Agent), act.Agent.Veiled(c))
			return &lookFirst{other, in.words.say(language(r), "merge_look", "from", string(from), "into", string(into), "other", what)}
		}
	}
	act.Case = from
	if in.Undo > 0 {
		act.Hold = 2 * in.Undo
	}
	return in.Desk.Merge(r.Context(), *act, into)
}

// mergeWith is the case that a form names, as people type numbers; where that one was merged,
// the one it goes on in. One that the agent may not see is none.
func (in *inbox) mergeWith(r *http.Request, agent handoff.Agent) (casebook.Case, error) {
	typed := strings.TrimSpace(r.PostFormValue("other"))
	other := dialog.CaseID(typed)
	if ours, ok := dialog.ParseCaseID(in.Town.Prefix, typed); ok {
		other = ours
	}
	for range 10 { // the desk follows as many
		events, err := in.Book.Case(r.Context(), other)
		c, reads := casebook.Fold(events), false
		if err == nil {
			reads, err = agent.Reads(r.Context(), in.Book, c)
		}
		if errors.Is(err, casebook.ErrNotFound) || err == nil && !reads {
			return casebook.Case{}, &handoff.Mistake{Code: "merge_unknown", Field: "other", What: "there is no such case", Why: "two cases become one", Do: "choose one"}
		}
		if err != nil {
			return casebook.Case{}, fmt.Errorf("read the case to merge with: %w", err)
		}
		if c.Merged == "" {
			return c, nil
		}
		other = c.Merged
	}
	return casebook.Case{}, fmt.Errorf("case %s: merged in a circle", other)
}

// mergeText says of a case what the list of those nearby shows.
func (in *inbox) mergeText(p page, c casebook.Case) string {
	n := in.near(p, handoff.Near{Case: c}, nil)
	said := []string{p.T("merge_preview", "who", n.Who, "n", itoa(n.Words))}
	if n.Along > 0 {
		said = append(said, p.T("merge_preview_along", "n", itoa(n.Along)))
	}
	if n.About != "" {
		said = append(said, n.About)
	}
	return strings.Join(append(said, n.When, cmp.Or(n.Owner, p.Status(n.Status))), " · ")
}
