package inbox

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

const (
	labelNameLongest = 16
	labelsMost       = 100
)

// townLabels are the labels there are, by name.
func (in *inbox) townLabels(ctx context.Context) ([]handoff.Label, error) {
	return handoff.TownLabels(ctx, in.Shelf)
}

// carried are the labels as choices, those of keys chosen.
func carried(all []handoff.Label, keys []string) []choiceView {
	list := make([]choiceView, 0, len(all))
	for _, l := range all {
		list = append(list, choiceView{l.Key, l.Name, slices.Contains(keys, l.Key)})
	}
	return list
}

// chips are the names of the labels a case carries; one that is gone has none.
func chips(all []handoff.Label, keys []string) []string {
	var names []string
	for _, l := range all {
		if slices.Contains(keys, l.Key) {
			names = append(names, l.Name)
		}
	}
	return names
}

// label puts the labels the form has ticked on a case, and takes the others off that
// the form showed.
func (in *inbox) label(r *http.Request, act handoff.Act) error {
	all, err := in.townLabels(r.Context())
	if err != nil {
		return err
	}
	c, err := in.Book.Case(r.Context(), act.Case)
	if err != nil {
		return err
	}
	now, key := casebook.Fold(c).Labels, act.Key
	for _, l := range all {
		shown, on := slices.Contains(r.PostForm["shown"], l.Key), slices.Contains(r.PostForm["label"], l.Key)
		if on == slices.Contains(now, l.Key) || !on && !shown {
			continue
		}
		if act.Key = key; key != "" {
			act.Key = key + ":" + l.Key
		}
		if err := in.Desk.Label(r.Context(), act, l.Key, !on); err != nil {
			return err
		}
	}
	return nil
}

// labelsView is the page on which the town's labels are kept.
type labelsView struct {
	page
	Labels []handoff.Label
	Wrong  string
	May    bool // change them
}

// HeadTitle tells the pages of an agent apart.
func (v labelsView) HeadTitle() string { return v.T("labels") + " · " + v.Town }

func (in *inbox) labelsPage(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.showLabels(w, r, agent, http.StatusOK, "")
}

func (in *inbox) showLabels(w http.ResponseWriter, r *http.Request, agent handoff.Agent, status int, wrong string) {
	v := labelsView{page: in.newPage(r, agent), Wrong: wrong, May: agent.Role.Supervises()}
	var err error
	if v.Labels, err = in.townLabels(r.Context()); err != nil {
		in.trouble(w, r, err)
		return
	}
	in.render(w, r, status, "labels.html", v)
}

// saveLabel adds a label, renames one or takes one away.
func (in *inbox) saveLabel(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	if !agent.Role.Supervises() {
		in.showLabels(w, r, agent, http.StatusForbidden, in.words.say(language(r), "err_role"))
		return
	}
	all, err := in.townLabels(r.Context())
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	l := handoff.Label{Key: r.PostFormValue("label"), Name: strings.Join(strings.Fields(r.PostFormValue("name")), " ")}
	i := slices.IndexFunc(all, func(old handoff.Label) bool { return old.Key == l.Key })
	if i >= 0 {
		l.Version = all[i].Version
	} else {
		l.Key = rand.Text()
	}
	remove, n := r.PostFormValue("remove") == "1", len([]rune(l.Name))
	taken := slices.ContainsFunc(all, func(old handoff.Label) bool { return old.Key != l.Key && strings.EqualFold(old.Name, l.Name) })
	if !remove && (n == 0 || n > labelNameLongest || taken || i < 0 && len(all) >= labelsMost) {
		in.showLabels(w, r, agent, http.StatusUnprocessableEntity, in.words.say(language(r), "labels_wrong"))
		return
	}
	if remove {
		err = in.Shelf.Remove(r.Context(), handoff.KindLabel, l.Key, l.Version)
	} else {
		var value []byte
		if value, err = json.Marshal(l); err == nil {
			_, err = in.Shelf.Put(r.Context(), casebook.Record{Kind: handoff.KindLabel, Key: l.Key, Value: value, Version: l.Version})
		}
	}
	if err == nil {
		err = handoff.NewAudit(in.Shelf, in.Now).Note(r.Context(), handoff.DeedSettingsSaved, "labels", l.Name)
	}
	switch {
	case errors.Is(err, casebook.ErrStale):
		in.showLabels(w, r, agent, http.StatusConflict, in.words.say(language(r), "replies_stale"))
	case err != nil:
		in.trouble(w, r, err)
	default:
		http.Redirect(w, r, "/inbox/labels", http.StatusSeeOther)
	}
}
