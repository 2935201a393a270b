package inbox

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// agentView is the page of one agent.
type agentView struct {
	adminView
	One       handoff.Agent
	OnDuty    bool
	Cases     string
	Second    handoff.SecondState
	Sessions  []sessionView
	Phone     string
	Linked    bool
	OIDC      bool   // the town has a provider of its own
	Identity  string // who the agent is there, or what was typed
	Roles     []choiceView
	Townships []areaView
	Kinds     []choiceView // categories
	Entrusted []choiceView // restricted ones
	Languages string
	Known     string
	DaysOff   string
	Capacity  string
	Days      []choiceView // of the week: key, name; the hours are in Hours
	Hours     map[string]string
	Was       string // what the form was drawn of
	Typed     *serviceForm

	login string
	phone string // that was typed
}

// areaView is an area that can be ticked, with those in it.
type areaView struct {
	choiceView
	Open bool // one of those in it is ticked
	In   []areaView
}

// serviceForm is what was typed about what an agent serves.
type serviceForm struct {
	handoff.Service
	hours              map[string]string
	daysOff, capacity  string
	languages, alsoFor string
}

func (in *inbox) showAgent(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.agentPage(w, r, http.StatusOK, agentView{adminView: in.admin(r, agent, "agents"), login: r.PathValue("login")})
}

func (in *inbox) agentPage(w http.ResponseWriter, r *http.Request, status int, v agentView) {
	ctx := r.Context()
	one, err := in.Roster.Get(ctx, v.login)
	if errors.Is(err, casebook.ErrNotFound) {
		in.notFound(w, r)
		return
	}
	var sessions []handoff.Session
	var worker handoff.Worker
	if err == nil {
		sessions, err = in.Sessions.List(ctx, v.login, sessionOf(r))
	}
	if err == nil {
		v.Second, err = in.Roster.Second(ctx, v.login)
	}
	if err == nil {
		worker, err = in.Lines.Of(ctx, v.login)
	}
	if err == nil {
		err = in.Board.CatchUp(ctx)
	}
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	for _, s := range sessions {
		v.Sessions = append(v.Sessions, sessionView{Session: s, Used: v.clock(s.UsedAt, in.Now())})
	}
	if v.phone == "" {
		v.phone = worker.Line.Phone.Local()
	}
	if v.OIDC = in.Provider != nil; v.Identity == "" {
		v.Identity = one.OIDC
	}
	v.One, v.OnDuty, v.Phone, v.Linked = one, one.OnDuty(in.Now(), in.Town), v.phone, worker.Line.Chat != ""
	v.Cases, v.Roles, v.Was = capped(in.Board.CountMine(one)), v.ranks(one.Role), markOf(one.Service)
	v.Here = "/inbox/admin/agents/" + v.login
	v.fill(one.Service)
	in.render(w, r, status, "admin_agent.html", v)
}

// fill draws the form of what is stored, or of what was typed.
func (v *agentView) fill(s handoff.Service) {
	v.Languages, v.Known, v.DaysOff, v.Capacity = strings.Join(s.Languages, ", "), strings.Join(s.Known, ", "), strings.Join(s.DaysOff, "\n"), strconv.Itoa(s.Capacity)
	v.Hours = s.Duty.Week()
	if t := v.Typed; t != nil {
		s, v.Hours, v.Languages, v.Known, v.DaysOff, v.Capacity = t.Service, t.hours, t.languages, t.alsoFor, t.daysOff, t.capacity
	}
	for _, day := range handoff.RotaDays() {
		v.Days = append(v.Days, choiceView{Key: day, Label: v.T("day_" + day)})
	}
	for _, c := range v.in.Catalog.Categories() {
		v.Kinds = append(v.Kinds, choiceView{c.Key, c.Name(v.Lang), slices.Contains(s.Categories, c.Key)})
		if c.Restricted {
			v.Entrusted = append(v.Entrusted, choiceView{c.Key, c.Name(v.Lang), slices.Contains(s.Entrusted, c.Key)})
		}
	}
	t := v.in.Town
	area := func(id, name string) areaView {
		return areaView{choiceView: choiceView{id, name, slices.Contains(s.Areas, id)}}
	}
	under := map[string]*areaView{}
	var loose areaView
	for _, one := range t.Townships {
		v.Townships = append(v.Townships, area(one.ID, one.Name(v.Lang)))
	}
	for i := range v.Townships {
		under[v.Townships[i].Key] = &v.Townships[i]
	}
	for _, one := range t.Stations {
		station := area(one.ID, one.Name(v.Lang))
		for _, g := range t.Grids {
			if g.Station == one.ID {
				grid := area(g.ID, g.Name(v.Lang))
				station.Open = station.Open || grid.Chosen
				station.In = append(station.In, grid)
			}
		}
		if above := under[one.Township]; above != nil {
			above.In = append(above.In, station)
		} else {
			loose.In = append(loose.In, station)
		}
	}
	if len(loose.In) > 0 {
		v.Townships = append(v.Townships, loose)
	}
}

// markOf is a mark of what is stored, so that a form drawn before somebody else changed it
// overwrites nothing.
func markOf(s handoff.Service) string {
	text, err := json.Marshal(s)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// actOnAgent does what one of the page's forms asks for.
func (in *inbox) actOnAgent(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	ctx, login := r.Context(), r.PathValue("login")
	v := agentView{adminView: in.admin(r, agent, "agents"), login: login}
	var err error
	act := r.PathValue("act")
	switch act {
	case "role":
		err = in.Roster.SetRole(ctx, login, handoff.Role(r.PostFormValue("role")))
	case "serves":
		v.Typed, err = in.setService(r, login)
	case "password":
		if v.Secret, err = in.Roster.GivePassword(ctx, login); err == nil {
			v.adminView = in.secretOf(v.adminView, v.Secret, "secret_password")
		}
	case "shut", "let-in":
		err = in.Roster.SetDisabled(ctx, login, act == "shut")
	case "sign-out":
		err = in.Roster.EndSessions(ctx, login)
	case "code":
		err = in.Roster.EndSecond(ctx, login)
	case "oidc":
		v.Identity = strings.TrimSpace(r.PostFormValue("oidc"))
		err = in.Roster.SetOIDC(ctx, login, v.Identity)
	case "phone":
		v.phone = strings.TrimSpace(r.PostFormValue("phone"))
		err = in.Lines.SetPhone(ctx, login, v.phone)
	case "unlink":
		err = in.Lines.Unlink(ctx, login)
	default:
		in.notFound(w, r)
		return
	}
	if err == nil && v.Secret == "" {
		saidDone(w, r, "/inbox/admin/agents/"+login, strings.ReplaceAll(act, "-", "_"))
		return
	}
	status := http.StatusOK
	if err != nil {
		why, told := in.notDone(v.Lang, err)
		switch {
		case errors.Is(err, casebook.ErrNotFound):
			in.notFound(w, r)
			return
		case !told:
			in.trouble(w, r, err)
			return
		}
		v.Wrong, v.Secret, status = why, "", http.StatusUnprocessableEntity
	}
	in.agentPage(w, r, status, v)
}

// setService stores what an agent serves. What was typed comes back with an error.
func (in *inbox) setService(r *http.Request, login string) (*serviceForm, error) {
	t := &serviceForm{Service: handoff.Service{Areas: r.PostForm["area"], Categories: r.PostForm["category"], Entrusted: r.PostForm["entrusted"]},
		hours: map[string]string{}, daysOff: r.PostFormValue("days_off"), capacity: strings.TrimSpace(r.PostFormValue("capacity")),
		languages: r.PostFormValue("languages"), alsoFor: r.PostFormValue("known")}
	for _, day := range handoff.RotaDays() {
		t.hours[day] = r.PostFormValue("hours_" + day)
	}
	t.Duty, t.Languages, t.Known, t.DaysOff = handoff.RotaOf(t.hours), listed(t.languages), listed(t.alsoFor), listed(t.daysOff)
	t.Capacity = 0
	if t.capacity != "" {
		n, err := strconv.Atoi(t.capacity)
		if err != nil {
			n = -1 // refused as what it is
		}
		t.Capacity = n
	}
	if len(t.Categories) == len(in.Catalog.Categories()) {
		t.Categories = nil // all of them, and those to come
	}
	now, err := in.Roster.Get(r.Context(), login)
	if err != nil {
		return t, err
	}
	if was := r.PostFormValue("was"); was != "" && was != markOf(now.Service) {
		return t, errOverwritten
	}
	if err := handoff.KnownService(t.Service, in.Town, in.Catalog); err != nil {
		return t, err
	}
	for _, lang := range t.Languages {
		if len(lang) > 8 {
			return t, &handoff.Mistake{Code: "language_form", Field: "languages", What: "a language cannot be read", Why: "it is written as channels write it", Do: "write zh, en"}
		}
	}
	return t, in.Roster.SetService(r.Context(), login, func(s *handoff.Service) { *s = t.Service })
}

// listed are the entries of a text with commas or lines.
func listed(text string) []string {
	var list []string
	for entry := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",,、;;\r\n", r) }) {
		if entry = strings.TrimSpace(entry); entry != "" && !slices.Contains(list, entry) {
			list = append(list, entry)
		}
	}
	return list
}

// Speaks are the languages the conversation knows, for a hint.
func (v agentView) Speaks() string { return strings.Join(dialog.Languages(), ", ") }
