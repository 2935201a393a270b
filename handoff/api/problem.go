package api

import (
	"context"
	"errors"
	"io/fs"
	"net/http"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// problem is an error as a client reads it.
type problem struct {
	status int

	What  string `json:"error"`
	Code  string `json:"code"` // for programs; never renamed
	Why   string `json:"why,omitempty"`
	Do    string `json:"do,omitempty"`
	Field string `json:"field,omitempty"` // of the body or the query
	*holder
}

// holder is who has the case, on every 409; null for nobody.
type holder struct {
	Owner     *string `json:"owner"`
	OwnerName *string `json:"owner_name"`
}

func (p *problem) Error() string { return p.What }

// problemOf says in HTTP what went wrong below, and logs what is the server's fault.
func (s *server) problemOf(r *http.Request, err error) *problem {
	var p *problem
	var mistake *handoff.Mistake
	var held *dialog.HeldError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &mistake):
		p = &problem{status: http.StatusUnprocessableEntity, What: mistake.What, Code: mistake.Code,
			Why: mistake.Why, Do: mistake.Do, Field: mistake.Field}
		if r.Method != http.MethodPost { // then it was about the query
			p.status = http.StatusBadRequest
		}
		return p
	case errors.As(err, &held):
		return &problem{status: http.StatusConflict, What: "another agent has the case", Code: "held",
			Do: "ask the owner to release it", holder: &holder{Owner: orNull(held.Owner), OwnerName: orNull(held.Name)}}
	case errors.Is(err, dialog.ErrNotOwner):
		return &problem{status: http.StatusConflict, What: "the case is not yours", Code: "not_owner",
			Why: "only its owner may do this and it has none", Do: "claim it first", holder: &holder{}}
	case errors.Is(err, dialog.ErrClosed):
		return &problem{status: http.StatusConflict, What: "the case is closed", Code: "closed",
			Why: "nothing more is sent on it", Do: "wait for the resident to reopen it", holder: &holder{}}
	case errors.Is(err, dialog.ErrGone):
		return &problem{status: http.StatusConflict, What: "it is no longer there", Code: "gone",
			Why: "it has gone out, was taken back, or was never offered", Do: "look at the case again", holder: &holder{}}
	case errors.Is(err, handoff.ErrRole):
		return &problem{status: http.StatusForbidden, What: err.Error(), Code: "role", Do: "ask one of them"}
	case errors.Is(err, casebook.ErrNotFound):
		return &problem{status: http.StatusNotFound, What: "there is no such case", Code: "case_unknown",
			Do: "look at the number again, for example " + s.Prefix + "-07-00421-3"}
	case errors.Is(err, fs.ErrNotExist):
		return &problem{status: http.StatusNotFound, What: "there is no such file", Code: "file_unknown",
			Why: "the case has none there, it is not kept, or it has no small picture", Do: "take its href or small from the case's thread"}
	case errors.Is(err, casebook.ErrCursor):
		return &problem{status: http.StatusBadRequest, What: "since is not a cursor of this book", Code: "cursor_unknown", Field: "since",
			Why: "it must be the next of an earlier page", Do: "begin again without since"}
	}
	if !errors.Is(err, context.Canceled) { // else the client has gone
		s.Log.Error("answer request", "route", r.Pattern, "err", err)
	}
	return &problem{status: http.StatusServiceUnavailable, What: "this could not be done just now", Code: "unavailable",
		Why: "the book cannot be reached", Do: "try again, with the same key if there is one"}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
