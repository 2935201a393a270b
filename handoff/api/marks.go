package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// The bodies of the acts by which agents mark a case for each other.
type (
	priorityForm struct {
		actForm
		Priority string `json:"priority"`
	}
	followForm struct {
		actForm
		Off bool `json:"off"`
	}
	labelForm struct {
		followForm
		Label string `json:"label"`
	}
)

func (s *server) markActs() []act {
	return []act{
		taken("priority", func(f *priorityForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *priorityForm) error {
			if err := known("priority", f.Priority, dialog.Priorities()); err != nil {
				return err
			}
			return s.Desk.Prioritise(ctx, a, f.Priority)
		}),
		taken("follow", func(f *followForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *followForm) error {
			return s.Desk.Follow(ctx, a, f.Off)
		}),
		taken("label", func(f *labelForm) *actForm { return &f.actForm }, s.label),
	}
}

// label puts one of the town's labels on a case or takes it off.
func (s *server) label(ctx context.Context, a handoff.Act, f *labelForm) error {
	all, err := handoff.TownLabels(ctx, s.Shelf)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(l handoff.Label) bool { return l.Key == f.Label }) {
		return &handoff.Mistake{Code: "label_unknown", Field: "label", What: fmt.Sprintf("label %q is unknown", f.Label),
			Why: "it is the key of one of the town's labels", Do: "see /api/v1/labels"}
	}
	return s.Desk.Label(ctx, a, f.Label, f.Off)
}

// labelsForm are the labels of the town.
type labelsForm struct {
	Labels []townLabelForm `json:"labels"`
}

// townLabelForm is a label; cases carry its key.
type townLabelForm struct {
	Label string `json:"label"`
	Name  string `json:"name"`
}

func (s *server) listLabels(r *http.Request, _ handoff.Agent) (any, error) {
	if q := readQuery(r); q.err != nil {
		return nil, q.err
	}
	all, err := handoff.TownLabels(r.Context(), s.Shelf)
	form := labelsForm{Labels: make([]townLabelForm, 0, len(all))}
	for _, l := range all {
		form.Labels = append(form.Labels, townLabelForm{l.Key, l.Name})
	}
	return form, err
}
