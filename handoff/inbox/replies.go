package inbox

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// savedReply is a sentence agents send often. {name}, {number}, {agent}, {town} and
// {where} in it are filled in by the case; any other {words} by who sends it.
type savedReply struct {
	Key      string `json:"-"`
	Title    string `json:"title"`
	Text     string `json:"text"`
	Category string `json:"category,omitempty"` // "" for every one
	// Next is where a case stands after it, "" for anywhere: one of nextStates.
	Next dialog.Status `json:"next,omitempty"`

	version casebook.Version
}

const kindReply = "saved_reply"

// Longest title of a saved reply, and how many there may be.
const (
	replyTitleLongest = 40
	repliesMost       = 500
)

func (in *inbox) savedReplies(ctx context.Context) ([]savedReply, error) {
	records, err := in.Shelf.List(ctx, kindReply)
	if err != nil {
		return nil, fmt.Errorf("list saved replies: %w", err)
	}
	list := make([]savedReply, 0, len(records))
	for _, record := range records {
		s := savedReply{Key: record.Key, version: record.Version}
		if err := json.Unmarshal(record.Value, &s); err != nil {
			return nil, fmt.Errorf("read saved reply %q: %w", record.Key, err)
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b savedReply) int { return cmp.Compare(a.Title, b.Title) })
	return list, nil
}

// repliesFor are the saved replies as they would go out in a case: those of its category
// first, then those of every one, then the others.
func (in *inbox) repliesFor(ctx context.Context, p page, c casebook.Case) ([]savedReply, error) {
	list, err := in.savedReplies(ctx)
	if err != nil {
		return nil, err
	}
	rank := func(s savedReply) int {
		switch s.Category {
		case c.Category:
			return 0
		case "":
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(a, b savedReply) int {
		return cmp.Or(rank(a)-rank(b), likely(c.Status, a.Next)-likely(c.Status, b.Next))
	})
	fill := strings.NewReplacer(pairsOf(map[string]string{
		"name": c.Facts["name"].Value, "number": string(c.ID), "agent": p.Agent.Name, "town": p.Town, "where": p.placeName(c.Facts["where"].Value),
	})...)
	for i := range list {
		list[i].Text = fill.Replace(list[i].Text)
	}
	return list, nil
}

// nextStates are where a case may go by a reply, and afterStates, for where it stands,
// the likeliest first.
var (
	nextStates  = []dialog.Status{dialog.InProgress, dialog.WaitingResident, dialog.WaitingDepartment, dialog.Resolved}
	afterStates = map[dialog.Status][]dialog.Status{
		dialog.Collecting:        {dialog.InProgress, dialog.WaitingResident, "", dialog.WaitingDepartment, dialog.Resolved},
		dialog.Unclaimed:         {dialog.InProgress, dialog.WaitingResident, "", dialog.WaitingDepartment, dialog.Resolved},
		dialog.InProgress:        {dialog.WaitingDepartment, dialog.WaitingResident, dialog.Resolved, "", dialog.InProgress},
		dialog.WaitingResident:   {dialog.WaitingResident, dialog.Resolved, "", dialog.InProgress, dialog.WaitingDepartment},
		dialog.WaitingDepartment: {dialog.Resolved, dialog.WaitingDepartment, "", dialog.WaitingResident, dialog.InProgress},
		dialog.Snoozed:           {dialog.Resolved, dialog.InProgress, "", dialog.WaitingResident, dialog.WaitingDepartment},
	}
)

// likely is how far down a next state stands where a case stands so.
func likely(now, next dialog.Status) int { return slices.Index(afterStates[now], next) }

// pairsOf leaves out what is not known: its place stays open, and is not sent.
func pairsOf(values map[string]string) []string {
	var pairs []string
	for key, value := range values {
		if value != "" {
			pairs = append(pairs, "{"+key+"}", value)
		}
	}
	return pairs
}

var placeLeftOpen = regexp.MustCompile(`\{[^{}\n]{1,40}\}`)

// openPlace refuses words in which a place was not filled in.
func openPlace(text string) error {
	if placeLeftOpen.MatchString(text) {
		return &handoff.Mistake{Code: "place_open", Field: "text", What: "a place in the text is not filled in",
			Why: "the resident would read it", Do: "fill in or take out " + placeLeftOpen.FindString(text)}
	}
	return nil
}

// repliesView is the page on which saved replies are kept.
type repliesView struct {
	page
	Replies    []savedReply
	Categories []choiceView
	Nexts      []choiceView
	Edit       savedReply
	Wrong      string
}

// HeadTitle tells the pages of an agent apart.
func (v repliesView) HeadTitle() string { return v.T("replies") + " · " + v.Town }

func (in *inbox) repliesPage(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.showReplies(w, r, agent, http.StatusOK, savedReply{}, "")
}

func (in *inbox) showReplies(w http.ResponseWriter, r *http.Request, agent handoff.Agent, status int, edit savedReply, wrong string) {
	v := repliesView{page: in.newPage(r, agent), Edit: edit, Wrong: wrong}
	var err error
	if v.Replies, err = in.savedReplies(r.Context()); err != nil {
		in.trouble(w, r, err)
		return
	}
	if i := slices.IndexFunc(v.Replies, func(s savedReply) bool { return s.Key == r.URL.Query().Get("edit") }); i >= 0 && edit.Text == "" {
		v.Edit = v.Replies[i]
	}
	for _, c := range in.Catalog.Categories() {
		v.Categories = append(v.Categories, choiceView{c.Key, c.Name(v.Lang), c.Key == v.Edit.Category})
	}
	for _, next := range nextStates {
		v.Nexts = append(v.Nexts, choiceView{string(next), v.Status(next), next == v.Edit.Next})
	}
	in.render(w, r, status, "replies.html", v)
}

// saveReply adds a saved reply, changes one or takes one away.
func (in *inbox) saveReply(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	s := savedReply{Key: r.PostFormValue("reply"), Title: strings.TrimSpace(r.PostFormValue("title")), Text: typedText(r), Category: r.PostFormValue("category")}
	list, err := in.savedReplies(r.Context())
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	var version casebook.Version
	i := slices.IndexFunc(list, func(old savedReply) bool { return old.Key == s.Key })
	if i >= 0 {
		version = list[i].version
	} else {
		s.Key = rand.Text()
	}
	if _, ok := in.Catalog.Category(s.Category); !ok {
		s.Category = ""
	}
	if s.Next = dialog.Status(r.PostFormValue("next")); !slices.Contains(nextStates, s.Next) {
		s.Next = ""
	}
	remove := r.PostFormValue("remove") == "1"
	if n := len([]rune(s.Title)); !remove && (n == 0 || n > replyTitleLongest || s.Text == "" || len([]rune(s.Text)) > handoff.TextLongest || i < 0 && len(list) >= repliesMost) {
		in.showReplies(w, r, agent, http.StatusUnprocessableEntity, s, in.words.say(language(r), "replies_wrong"))
		return
	}
	if remove {
		err = in.Shelf.Remove(r.Context(), kindReply, s.Key, version)
	} else {
		var value []byte
		if value, err = json.Marshal(s); err == nil {
			_, err = in.Shelf.Put(r.Context(), casebook.Record{Kind: kindReply, Key: s.Key, Value: value, Version: version})
		}
	}
	if err == nil {
		err = handoff.NewAudit(in.Shelf, in.Now).Note(r.Context(), handoff.DeedSettingsSaved, "replies", s.Title)
	}
	switch {
	case errors.Is(err, casebook.ErrStale):
		in.showReplies(w, r, agent, http.StatusConflict, s, in.words.say(language(r), "replies_stale"))
	case err != nil:
		in.trouble(w, r, err)
	default:
		http.Redirect(w, r, "/inbox/replies", http.StatusSeeOther)
	}
}

// heldView is what an agent sent and may still take back.
type heldView struct {
	ID    dialog.CaseID
	What  string // reply, handback or close
	Text  string
	Files []string // the names of what goes along
	Agent string
	Mine  bool
	Until string // for machines
}

func (p page) held(c casebook.Case) *heldView {
	if c.Held == nil {
		return nil
	}
	name := c.Held.Agent
	if c.Held.Agent == c.Owner {
		name = ownerOf(c)
	}
	v := &heldView{ID: c.ID, What: string(c.Held.Kind), Text: c.Held.Text, Agent: name, Mine: c.Held.Agent == p.Agent.Login,
		Until: c.Held.Until.UTC().Format("2006-01-02T15:04:05.000Z")}
	for _, m := range c.Held.Media {
		v.Files = append(v.Files, cmp.Or(m.Name, p.T("media_"+m.Kind)))
	}
	return v
}
