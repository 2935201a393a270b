package inbox

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// aside lets a case wait, as the form says: for whom, until when.
func (in *inbox) aside(r *http.Request, act handoff.Act, text string) error {
	status := dialog.Status(r.PostFormValue("status"))
	var until time.Time
	if status == dialog.Snoozed {
		until, _ = handoff.Later(laterWord(r), in.Now(), in.Town.Zone) // none is the desk's to refuse
	}
	return in.Desk.PutAside(r.Context(), act, status, text, until)
}

// laterWord is the chosen moment, or the one typed.
func laterWord(r *http.Request) string {
	if at := r.PostFormValue("at"); at != "" {
		return at
	}
	return r.PostFormValue("until")
}

// laters are the moments offered, laterWords their words.
var laterWords = []string{"hour", "evening", "tomorrow", "monday", "week"}

func (p page) laters() []choiceView {
	var list []choiceView
	for _, word := range laterWords {
		if at, ok := handoff.Later(word, p.in.Now(), p.in.Town.Zone); ok {
			list = append(list, choiceView{Key: word, Label: p.T("later_"+word) + " · " + p.clock(at, p.in.Now())})
		}
	}
	if len(list) > 1 {
		list[slices.IndexFunc(list, func(c choiceView) bool { return c.Key == "tomorrow" })].Chosen = true
	}
	return list
}

func (p page) outcomes() []choiceView {
	var list []choiceView
	for _, o := range dialog.Outcomes() {
		list = append(list, choiceView{Key: string(o), Label: p.T("outcome_" + string(o))})
	}
	return list
}

// pass offers a case to the agent the form names.
func (in *inbox) pass(r *http.Request, act handoff.Act, reason string) error {
	to, err := in.Roster.Get(r.Context(), r.PostFormValue("to"))
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return err
	}
	return in.Desk.PassOn(r.Context(), act, to, reason)
}

// working are the agents who may sign in.
func (in *inbox) working(ctx context.Context) ([]handoff.Agent, error) {
	all, err := in.Roster.List(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(a handoff.Agent) bool { return a.Disabled }), nil
}

// colleagues are whom an agent can pass a case on to. The page then knows
// what everybody is called, and who is off duty.
func (in *inbox) colleagues(ctx context.Context, p *page) ([]choiceView, error) {
	all, err := in.working(ctx)
	if err != nil {
		return nil, err
	}
	var list []choiceView
	p.onDuty, p.names = map[string]bool{}, map[string]string{}
	for _, a := range all {
		p.names[a.Login] = a.Name
		p.onDuty[a.Login] = a.OnDuty(in.Now(), in.Town)
		if a.Login != p.Agent.Login {
			list = append(list, choiceView{Key: a.Login, Label: a.Name})
		}
	}
	return list, nil
}

// Duty says whether an agent is on duty now, or does not work here any more.
func (p page) Duty(login string) string {
	switch on, works := p.onDuty[login]; {
	case !works:
		return p.T("agent_shut")
	case on:
		return p.T("on_duty")
	}
	return p.T("off_duty")
}

// mentioned are the logins a note is meant for: @ and a name or a login.
func (in *inbox) mentioned(ctx context.Context, text string) ([]string, error) {
	if !strings.ContainsAny(text, "@@") {
		return nil, nil
	}
	all, err := in.working(ctx)
	if err != nil {
		return nil, err
	}
	// The longest name first: @小李明 is not 小李.
	slices.SortFunc(all, func(a, b handoff.Agent) int { return len(b.Name) - len(a.Name) })
	var found []string
	for _, part := range strings.Split(strings.ReplaceAll(text, "@", "@"), "@")[1:] {
		i := slices.IndexFunc(all, func(a handoff.Agent) bool { return strings.HasPrefix(part, a.Name) || wordIs(part, a.Login) })
		if i >= 0 && !slices.Contains(found, all[i].Login) {
			found = append(found, all[i].Login)
		}
	}
	return found, nil
}

// wordIs says whether a text begins with a login and not with a longer one.
func wordIs(text, login string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(text), login)
	return ok && (rest == "" || !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789._-", rune(rest[0])))
}
