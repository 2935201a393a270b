package api

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// The bodies of the acts by which cases become one matter or two.
type (
	mergeForm struct {
		actForm
		laterForm
		Into string `json:"into"`
	}
	splitForm struct {
		textForm
		Category string `json:"category"`
	}
)

func (s *server) jointActs() []act {
	return []act{
		taken("merge", func(f *mergeForm) *actForm { return &f.actForm }, s.merge),
		taken("unmerge", func(f *actForm) *actForm { return f }, func(ctx context.Context, a handoff.Act, _ *actForm) error {
			return s.Desk.Unmerge(ctx, a)
		}),
		taken("split", func(f *splitForm) *actForm { return &f.actForm }, s.split),
	}
}

// merge lets the case go on in the one that is named, in any of the ways people type it.
func (s *server) merge(ctx context.Context, a handoff.Act, f *mergeForm) (err error) {
	if a.Hold, err = f.held(); err != nil {
		return err
	}
	into := dialog.CaseID(strings.TrimSpace(f.Into))
	if ours, ok := dialog.ParseCaseID(s.Prefix, f.Into); ok {
		into = ours
	}
	if into == "" {
		return &handoff.Mistake{Code: "merge_unknown", Field: "into", What: "no case is named", Why: "two cases become one", Do: "name the one that goes on"}
	}
	return s.Desk.Merge(ctx, a, into)
}

// split makes a case of its own of words; without a category the likeliest is taken.
func (s *server) split(ctx context.Context, a handoff.Act, f *splitForm) error {
	if f.Category != "" {
		if err := known("category", f.Category, s.Categories); err != nil {
			return err
		}
	}
	return s.Desk.Split(ctx, a, f.Text, f.Category, "")
}

// known refuses a value that is none of a closed list.
func known(field, value string, list []string) error {
	if slices.Contains(list, value) {
		return nil
	}
	return &handoff.Mistake{Code: field + "_unknown", Field: field, What: fmt.Sprintf("%s %q is unknown", field, value), Why: "it is a closed list", Do: use(list)}
}

// jointForm adds what the case became one matter with, as far as the agent sees it.
func (s *server) jointForm(ctx context.Context, f *talkForm, agent handoff.Agent, c casebook.Case) error {
	f.MergedInto = string(c.Merged)
	parties, err := s.Desk.Parties(ctx, agent, c)
	for _, p := range parties {
		f.Joined = append(f.Joined, string(p.ID))
	}
	return err
}
