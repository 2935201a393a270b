package inbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// answer is what a script gets instead of a page.
type answer struct {
	Error string `json:"error,omitempty"`
	// Owner is who holds the case where that is the reason.
	Owner  string `json:"owner,omitempty"`
	SignIn bool   `json:"sign_in,omitempty"`
}

func wantsData(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

func writeData(w http.ResponseWriter, status int, a answer) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(a) //nolint:errcheck // the browser has gone; it will ask again
}

// act does what a form says. The form's own key makes a double click one act.
func (in *inbox) act(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	act := handoff.Act{Agent: agent, Case: dialog.CaseID(r.PathValue("id")), Key: r.PostFormValue("key"), Force: r.PostFormValue("force") == "1"}
	ctx, text := r.Context(), strings.ReplaceAll(strings.TrimSpace(r.PostFormValue("text")), "\r\n", "\n")
	var err error
	switch r.PathValue("act") {
	case "claim":
		err = in.Desk.Claim(ctx, act)
	case "release":
		err = in.Desk.Release(ctx, act, text)
	case "reply":
		err = in.Desk.Reply(ctx, act, text)
	case "note":
		err = in.Desk.Note(ctx, act, text)
	case "category":
		err = in.Desk.Recategorise(ctx, act, r.PostFormValue("category"))
	case "handback":
		err = in.Desk.HandBack(ctx, act)
	case "close":
		err = in.Desk.Close(ctx, act, dialog.Outcome(r.PostFormValue("outcome")), text)
	default:
		in.notFound(w, r)
		return
	}
	if err != nil {
		in.refuse(w, r, agent, err, text)
		return
	}
	if wantsData(r) {
		writeData(w, http.StatusOK, answer{})
		return
	}
	http.Redirect(w, r, localPath(r.PostFormValue("back")), http.StatusSeeOther)
}

// refuse says why an act did not happen, and keeps what was typed.
func (in *inbox) refuse(w http.ResponseWriter, r *http.Request, agent handoff.Agent, err error, typed string) {
	status, a := in.explain(r, err)
	if status == http.StatusInternalServerError {
		in.Log.Error("an act in the inbox failed", "act", r.PathValue("act"), "err", err)
	}
	if wantsData(r) {
		writeData(w, status, a)
		return
	}
	in.casePage(w, r, agent, status, a.Error, typed)
}

// explain puts an error of the desk into words for an agent.
func (in *inbox) explain(r *http.Request, err error) (int, answer) {
	lang := language(r)
	var held *dialog.HeldError
	var mistake *handoff.Mistake
	switch {
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
	case errors.Is(err, dialog.ErrClosed):
		return http.StatusConflict, answer{Error: in.words.say(lang, "err_closed")}
	case errors.Is(err, dialog.ErrNotOwner):
		return http.StatusConflict, answer{Error: in.words.say(lang, "err_not_owner")}
	case errors.Is(err, handoff.ErrRole):
		return http.StatusForbidden, answer{Error: in.words.say(lang, "err_role")}
	case errors.Is(err, casebook.ErrNotFound), errors.Is(err, dialog.ErrNoCase):
		return http.StatusNotFound, answer{Error: in.words.say(lang, "err_no_case")}
	}
	return http.StatusInternalServerError, answer{Error: in.words.say(lang, "err_book")}
}
