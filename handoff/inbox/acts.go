package inbox

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// answer is what the module gets instead of a page.
type answer struct {
	Error string `json:"error,omitempty"`
	// Owner is who holds the case where that is the reason.
	Owner  string `json:"owner,omitempty"`
	SignIn bool   `json:"sign_in,omitempty"`
	// Anyway: the same form with this as its field anyway does it all the same.
	Anyway string `json:"anyway,omitempty"`
	// Key is for the next act of this form.
	Key string `json:"key,omitempty"`
	// Undo: for so many milliseconds it can be taken back, by the form at Back where that
	// is not the page's own.
	Undo int64  `json:"undo,omitempty"`
	Back string `json:"back,omitempty"`
	// Link is for an outside party, shown once.
	Link string `json:"link,omitempty"`
}

func wantsData(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

func writeData(w http.ResponseWriter, status int, data any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(data) //nolint:errcheck // the browser has gone; it will ask again
}

// errNewWords: the resident wrote while the agent was writing.
var errNewWords = errors.New("the resident has just written")

// goesOut are the acts whose words are read by a resident or an outside party: with a place
// left open they go to nobody, and not before the agent has seen what the resident just wrote.
var goesOut = []string{"reply", "close", "aside", "nextstep", "extend", "outside"}

// act does what a form says. The form's own key makes a double click one act.
func (in *inbox) act(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	act := handoff.Act{Agent: agent, Case: in.caseID(r), Key: r.PostFormValue("key"), Force: r.PostFormValue("force") == "1"}
	ctx, text := r.Context(), typedText(r)
	if slices.Contains(goesOut, r.PathValue("act")) {
		err := cmp.Or(openPlace(text), openPlace(r.PostFormValue("also")))
		if err == nil && (r.PathValue("act") != "nextstep" || r.PostFormValue("tell") == "1") {
			err = in.newWords(r, act.Case)
		}
		if err != nil {
			in.acted(w, r, agent, act, err)
			return
		}
	}
	var err error
	var link string
	hold := func(d time.Duration) {
		if in.Undo > 0 {
			act.Hold = d
		}
	}
	switch r.PathValue("act") {
	case "claim":
		err = in.Desk.Claim(ctx, act)
	case "release":
		err = in.Desk.Release(ctx, act, text)
	case "reply":
		hold(in.Undo)
		if act.Media, err = in.along(r, act); err != nil {
			break
		}
		if r.PostFormValue("party") != "" {
			err = in.replyParty(r, act, text)
		} else {
			err = in.Desk.Reply(ctx, act, text)
		}
	case "note":
		if act.Mentions, err = in.mentioned(ctx, text); err != nil {
			break
		}
		if act.Media, err = in.along(r, act); err != nil {
			break
		}
		err = in.Desk.Note(ctx, act, text)
	case "category":
		err = in.Desk.Recategorise(ctx, act, r.PostFormValue("category"))
	case "handback":
		hold(2 * in.Undo)
		err = in.Desk.HandBack(ctx, act)
	case "takeback":
		err = in.takeBack(ctx, act)
	case "aside":
		err = in.aside(r, act, text)
	case "pass":
		err = in.pass(r, act, text)
	case "accept":
		err = in.Desk.Accept(ctx, act)
	case "decline":
		err = in.Desk.Decline(ctx, act, text)
	case "priority":
		err = in.Desk.Prioritise(ctx, act, r.PostFormValue("priority"))
	case "follow":
		err = in.Desk.Follow(ctx, act, r.PostFormValue("off") == "1")
	case "label":
		err = in.label(r, act)
	case "nextstep":
		err = in.nextStep(r, act, text)
	case "merge":
		err = in.merge(r, &act)
	case "unmerge":
		err = in.Desk.Unmerge(ctx, act)
	case "split":
		err = in.Desk.Split(ctx, act, text, r.PostFormValue("category"), "")
	case "sum":
		err = in.Desk.SumUp(ctx, act, text)
	case "correct":
		err = in.Desk.Correct(ctx, act, r.PostFormValue("slot"), text)
	case "close":
		hold(in.Undo)
		act.Also = strings.TrimSpace(r.PostFormValue("also"))
		err = in.Desk.Close(ctx, act, dialog.Outcome(r.PostFormValue("outcome")), text)
	case "paper":
		err = in.Desk.AskPaper(ctx, act)
	case "reveal":
		err = in.reveal(r, act)
	case "outside":
		link, err = in.askOutside(r, act, text)
	case "revoke":
		err = in.Outsiders.Revoke(ctx, act, r.PostFormValue("link"))
	default:
		var known bool
		if known, err = in.ruledAct(r, act, text); !known {
			known, err = in.tableAct(r, act, text)
		}
		if !known {
			in.notFound(w, r)
			return
		}
	}
	if err == nil && link != "" {
		in.linked(w, r, agent, link)
		return
	}
	if err == nil {
		err = in.dropDraft(ctx, agent.Login, act.Case, r.PathValue("act"))
	}
	in.acted(w, r, agent, act, err)
}

// acted answers an act: what came of it, how long it can be taken back, and where to go on.
func (in *inbox) acted(w http.ResponseWriter, r *http.Request, agent handoff.Agent, act handoff.Act, err error) {
	switch {
	case err != nil:
		in.refuse(w, r, agent, err)
	case wantsData(r):
		a := answer{Key: rand.Text(), Undo: act.Hold.Milliseconds()}
		if a.Undo > 0 && act.Case != in.caseID(r) {
			a.Back = "/inbox/cases/" + string(act.Case) + "/takeback"
		}
		writeData(w, http.StatusOK, a)
	default:
		http.Redirect(w, r, localPath(r.PostFormValue("back")), http.StatusSeeOther)
	}
}

// linked answers with a link for an outside party: it is shown this once.
func (in *inbox) linked(w http.ResponseWriter, r *http.Request, agent handoff.Agent, link string) {
	if wantsData(r) {
		writeData(w, http.StatusOK, answer{Key: rand.Text(), Link: link})
		return
	}
	in.casePage(w, r, agent, http.StatusOK, wrong{Link: link})
}

// typedText is what was written, with the line ends of this house.
func typedText(r *http.Request) string {
	return strings.ReplaceAll(strings.TrimSpace(r.PostFormValue("text")), "\r\n", "\n")
}

// newWords stops an answer once if the resident has spoken since the form was made
// (its field seen holds the last line the agent saw).
func (in *inbox) newWords(r *http.Request, id dialog.CaseID) error {
	seen, err := strconv.Atoi(r.PostFormValue("seen"))
	if err != nil || r.PostFormValue("anyway") == "1" {
		return nil
	}
	events, err := in.Book.Case(r.Context(), id)
	if err != nil {
		return err
	}
	for _, e := range events {
		if e.Seq > seen && e.Kind == dialog.ChangeSaid && e.By == dialog.ByResident {
			return errNewWords
		}
	}
	return nil
}

// refuse says why an act did not happen, and keeps what was typed.
func (in *inbox) refuse(w http.ResponseWriter, r *http.Request, agent handoff.Agent, err error) {
	status, a := in.explain(r, err)
	if status == http.StatusServiceUnavailable {
		if r.Context().Err() != nil {
			return // nobody is there to be told
		}
		number := in.fault("an act in the inbox did not happen", "act", r.PathValue("act"), "err", err)
		a.Error += " " + in.words.say(language(r), "err_number", "number", number)
	}
	if wantsData(r) {
		writeData(w, status, a)
		return
	}
	if status == http.StatusNotFound {
		in.notFound(w, r)
		return
	}
	in.casePage(w, r, agent, status, wrong{Act: r.PathValue("act"), Why: a.Error, Typed: cmp.Or(r.PostFormValue("text"), r.PostFormValue("other")), Stays: r.PostFormValue("stays"), Anyway: a.Anyway})
}

// explain puts an error of the desk into words for an agent.
func (in *inbox) explain(r *http.Request, err error) (int, answer) {
	lang := language(r)
	var held *dialog.HeldError
	var kept *dialog.KeptError
	var mistake *handoff.Mistake
	var look *lookFirst
	switch {
	case errors.Is(err, dialog.ErrGone):
		return http.StatusConflict, answer{Error: in.words.say(lang, "err_gone")}
	case errors.Is(err, errNewWords):
		return http.StatusConflict, answer{Error: in.words.say(lang, "guard"), Anyway: "1"}
	case errors.As(err, &look):
		return http.StatusConflict, answer{Error: look.Text, Anyway: string(look.Case)}
	case errors.As(err, &held):
		name := held.Name
		if name == "" {
			name = held.Owner
		}
		return http.StatusConflict, answer{Error: in.words.say(lang, "err_held", "name", name), Owner: name}
	case errors.As(err, &mistake):
		if _, known := in.words[lang]["err_"+mistake.Code]; known {
			return http.StatusUnprocessableEntity, answer{Error: in.words.say(lang, "err_"+mistake.Code)}
		}
		return http.StatusUnprocessableEntity, answer{Error: mistake.Error()}
	case errors.As(err, &kept):
		var each []string
		for _, k := range keptIn(err) {
			each = append(each, in.words.say(lang, "err_kept", "case", string(k.Case), "day", k.Until.Format(time.DateOnly)))
		}
		return http.StatusConflict, answer{Error: strings.Join(each, " ")}
	case errors.Is(err, dialog.ErrOpen):
		return http.StatusConflict, answer{Error: in.words.say(lang, "err_open")}
	case errors.Is(err, handoff.ErrAdmin):
		return http.StatusForbidden, answer{Error: in.words.say(lang, "err_admin")}
	case errors.Is(err, dialog.ErrClosed):
		return http.StatusConflict, answer{Error: in.words.say(lang, "err_closed")}
	case errors.Is(err, dialog.ErrNotOwner):
		return http.StatusConflict, answer{Error: in.words.say(lang, "err_not_owner")}
	case errors.Is(err, handoff.ErrRole):
		return http.StatusForbidden, answer{Error: in.words.say(lang, "err_role")}
	case errors.Is(err, casebook.ErrNotFound), errors.Is(err, dialog.ErrNoCase):
		return http.StatusNotFound, answer{Error: in.words.say(lang, "err_no_case")}
	}
	return http.StatusServiceUnavailable, answer{Error: in.words.say(lang, "err_book")}
}
