package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/upload"
)

// actForm is what every act may carry beside its own fields.
type actForm struct {
	// Key is the client's own name for this act: the same again is done once.
	Key string `json:"key"`
	// Force takes over what another agent holds; for supervisors and admins.
	Force bool `json:"force"`
}

// The bodies of the acts that have fields of their own.
type (
	textForm struct {
		actForm
		Text string `json:"text"`
	}
	// laterForm is of what goes out after a while, so that it can be taken back.
	laterForm struct {
		Hold int `json:"hold"` // seconds
	}
	replyForm struct {
		textForm
		laterForm
	}
	handbackForm struct {
		actForm
		laterForm
	}
	recategoriseForm struct {
		actForm
		Category string `json:"category"`
	}
	closeForm struct {
		replyForm
		Outcome string `json:"outcome"`
	}
	waitForm struct {
		textForm
		For   string     `json:"for"` // resident or department
		Until *time.Time `json:"until"`
	}
	snoozeForm struct {
		actForm
		Until *time.Time `json:"until"`
	}
	passForm struct {
		textForm
		To string `json:"to"`
	}
	correctForm struct {
		actForm
		Slot  string `json:"slot"`
		Value string `json:"value"`
	}
)

// act is one thing that may be done to a case: its body and how it is done.
type act struct {
	name string
	read func(r *http.Request, body reader) (actForm, doing, error)
	body reader
}

// reader reads the body of an act into its form.
type reader func(r *http.Request, into any) error

// doing does an act that was read.
type doing func(context.Context, handoff.Act) error

// taken is an act whose body is read into a form of its own.
func taken[F any](name string, own func(*F) *actForm, do func(context.Context, handoff.Act, *F) error) act {
	return act{name, func(r *http.Request, body reader) (actForm, doing, error) {
		f := new(F)
		err := body(r, f)
		return *own(f), func(ctx context.Context, a handoff.Act) error { return do(ctx, a, f) }, err
	}, readBody}
}

// withFiles is an act that may bring files.
func withFiles(a act) act {
	a.body = readForm
	return a
}

func (s *server) acts() []act {
	text := func(name string, do func(context.Context, handoff.Act, string) error) act {
		return taken(name, func(f *textForm) *actForm { return &f.actForm },
			func(ctx context.Context, a handoff.Act, f *textForm) error { return do(ctx, a, f.Text) })
	}
	plain := func(name string, do doing) act {
		return taken(name, func(f *actForm) *actForm { return f },
			func(ctx context.Context, a handoff.Act, _ *actForm) error { return do(ctx, a) })
	}
	return append(slices.Concat(s.ruledActs(), s.jointActs(), s.markActs()), []act{
		plain("claim", s.Desk.Claim),
		text("release", s.Desk.Release),
		withFiles(taken("reply", func(f *replyForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *replyForm) (err error) {
			if a.Hold, err = f.held(); err != nil {
				return err
			}
			return s.Desk.Reply(ctx, a, f.Text)
		})),
		withFiles(text("note", s.Desk.Note)),
		taken("recategorise", func(f *recategoriseForm) *actForm { return &f.actForm },
			func(ctx context.Context, a handoff.Act, f *recategoriseForm) error {
				return s.Desk.Recategorise(ctx, a, f.Category)
			}),
		taken("handback", func(f *handbackForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *handbackForm) (err error) {
			if a.Hold, err = f.held(); err != nil {
				return err
			}
			return s.Desk.HandBack(ctx, a)
		}),
		taken("close", func(f *closeForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *closeForm) (err error) {
			if a.Hold, err = f.held(); err != nil {
				return err
			}
			return s.Desk.Close(ctx, a, dialog.Outcome(f.Outcome), f.Text)
		}),
		plain("takeback", s.Desk.TakeBack),
		plain("paper", s.Desk.AskPaper),
		taken("wait", func(f *waitForm) *actForm { return &f.actForm }, s.wait),
		taken("snooze", func(f *snoozeForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *snoozeForm) error {
			return s.Desk.PutAside(ctx, a, dialog.Snoozed, "", timeOf(f.Until))
		}),
		plain("resume", func(ctx context.Context, a handoff.Act) error {
			return s.Desk.PutAside(ctx, a, dialog.InProgress, "", time.Time{})
		}),
		taken("pass", func(f *passForm) *actForm { return &f.actForm }, s.pass),
		plain("accept", s.Desk.Accept),
		text("decline", s.Desk.Decline),
		text("sum", s.Desk.SumUp),
		taken("mediate", func(f *mediateForm) *actForm { return &f.actForm }, s.mediate),
		taken("correct", func(f *correctForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *correctForm) error {
			if strings.TrimSpace(f.Value) == "" {
				return &handoff.Mistake{Code: "text_missing", Field: "value", What: "value is empty", Why: "a fact has a value", Do: "write it and try again"}
			}
			return s.Desk.Correct(ctx, a, f.Slot, f.Value)
		}),
	}...)
}

// held is how long an act is to be held back.
func (f laterForm) held() (time.Duration, error) {
	if most := int(dialog.MostHeld.Seconds()); f.Hold < 0 || f.Hold > most {
		return 0, &handoff.Mistake{Code: "hold_unknown", Field: "hold", What: fmt.Sprintf("hold %d is no time to hold it back", f.Hold),
			Why: "it is in seconds", Do: fmt.Sprintf("use 0 to %d", most)}
	}
	return time.Duration(f.Hold) * time.Second, nil
}

// wait lets a case wait for its resident, who is asked, or for a department.
func (s *server) wait(ctx context.Context, a handoff.Act, f *waitForm) error {
	status := map[string]dialog.Status{"resident": dialog.WaitingResident, "department": dialog.WaitingDepartment}[f.For]
	if status == "" {
		return &handoff.Mistake{Code: "for_unknown", Field: "for", What: fmt.Sprintf("for %q is unknown", f.For),
			Why: "a case waits for its resident or for a department", Do: "use resident or department"}
	}
	return s.Desk.PutAside(ctx, a, status, f.Text, timeOf(f.Until))
}

// pass offers a case to a colleague.
func (s *server) pass(ctx context.Context, a handoff.Act, f *passForm) error {
	to, err := s.Roster.Get(ctx, f.To)
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return err
	}
	return s.Desk.PassOn(ctx, a, to, f.Text)
}

// timeOf is no time for one that was not given.
func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// act does one act and answers with the case as it is now, read from the book.
func (s *server) act(a act) func(*http.Request, handoff.Agent) (any, error) {
	return func(r *http.Request, agent handoff.Agent) (any, error) {
		if q := readQuery(r); q.err != nil {
			return nil, q.err
		}
		defer upload.Done(r)
		form, do, err := a.read(r, a.body)
		if err != nil {
			return nil, err
		}
		id := s.number(r)
		act := handoff.Act{Agent: agent, Case: id, Key: form.Key, Force: form.Force}
		if act.Media, err = s.along(r, a.name, act); err != nil {
			return nil, err
		}
		if err := do(r.Context(), act); err != nil {
			return nil, err
		}
		events, err := s.Book.Case(r.Context(), id)
		if err != nil {
			return nil, err
		}
		return s.talkFor(r.Context(), agent, agent.VeiledEvents(events))
	}
}
