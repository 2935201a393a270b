package dialog

import (
	"errors"
	"fmt"
	"time"
)

// Why an agent's act may not happen. Nothing is stored then.
var (
	// ErrNoCase: the address has no such case.
	ErrNoCase = errors.New("no such case")
	// ErrClosed: the case is closed; reopen it first.
	ErrClosed = errors.New("case is closed")
	// ErrNotOwner: only the owner may do this (release, hand back, close).
	ErrNotOwner = errors.New("case is not yours")
	// ErrOpen: only what is closed may be erased by anybody but its resident.
	ErrOpen = errors.New("case is not closed")
	// ErrBadAct: the act lacks what it needs (text, a known category, an outcome).
	ErrBadAct = errors.New("act is not complete")
	// ErrBadValue: a slot cannot hold this.
	ErrBadValue = errors.New("value does not fit the slot")
	// ErrNotAgreed: the resident did not agree that the case is passed on.
	ErrNotAgreed = errors.New("resident did not agree")
	// ErrGone: there is nothing to take back any more.
	ErrGone = errors.New("it has gone out already")
)

// HeldError says that another agent has the word.
type HeldError struct {
	Owner string // login
	Name  string // as agents are called
}

func (e *HeldError) Error() string { return "case is held by " + e.Owner }

// ErrLinkGone: a link that was opened, is too old or never was.
var ErrLinkGone = errors.New("this link opens nothing any more")

// KeptError says that a case must be kept.
type KeptError struct {
	Case  CaseID
	Until time.Time
}

func (e *KeptError) Error() string {
	return fmt.Sprintf("case %s must be kept by law until %s", e.Case, e.Until.Format(time.DateOnly))
}
