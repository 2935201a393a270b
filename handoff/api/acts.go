package api

import (
	"context"
	"net/http"

	"frontdoor/dialog"
	"frontdoor/handoff"
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
	recategoriseForm struct {
		actForm
		Category string `json:"category"`
	}
	closeForm struct {
		actForm
		Outcome string `json:"outcome"`
		Text    string `json:"text"`
	}
)

// act is one thing that may be done to a case: its body and how it is done.
type act struct {
	name string
	read func(r *http.Request) (actForm, doing, error)
}

// doing does an act that was read.
type doing func(context.Context, handoff.Act) error

func (s *server) acts() []act {
	text := func(do func(context.Context, handoff.Act, string) error) func(*http.Request) (actForm, doing, error) {
		return func(r *http.Request) (actForm, doing, error) {
			var f textForm
			err := readBody(r, &f)
			return f.actForm, func(ctx context.Context, a handoff.Act) error { return do(ctx, a, f.Text) }, err
		}
	}
	plain := func(do doing) func(*http.Request) (actForm, doing, error) {
		return func(r *http.Request) (actForm, doing, error) {
			var f actForm
			err := readBody(r, &f)
			return f, do, err
		}
	}
	return []act{
		{"claim", plain(s.Desk.Claim)},
		{"release", text(s.Desk.Release)},
		{"reply", text(s.Desk.Reply)},
		{"note", text(s.Desk.Note)},
		{"recategorise", func(r *http.Request) (actForm, doing, error) {
			var f recategoriseForm
			err := readBody(r, &f)
			return f.actForm, func(ctx context.Context, a handoff.Act) error { return s.Desk.Recategorise(ctx, a, f.Category) }, err
		}},
		{"handback", plain(s.Desk.HandBack)},
		{"close", func(r *http.Request) (actForm, doing, error) {
			var f closeForm
			err := readBody(r, &f)
			return f.actForm, func(ctx context.Context, a handoff.Act) error {
				return s.Desk.Close(ctx, a, dialog.Outcome(f.Outcome), f.Text)
			}, err
		}},
	}
}

// act does one act and answers with the case as it is now, read from the book.
func (s *server) act(a act) func(*http.Request, handoff.Agent) (any, error) {
	return func(r *http.Request, agent handoff.Agent) (any, error) {
		if q := readQuery(r); q.err != nil {
			return nil, q.err
		}
		form, do, err := a.read(r)
		if err != nil {
			return nil, err
		}
		id := s.number(r)
		if err := do(r.Context(), handoff.Act{Agent: agent, Case: id, Key: form.Key, Force: form.Force}); err != nil {
			return nil, err
		}
		events, err := s.Book.Case(r.Context(), id)
		if err != nil {
			return nil, err
		}
		return s.talkForm(events), nil
	}
}
