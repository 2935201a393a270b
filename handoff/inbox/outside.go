package inbox

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// outsideView is what the case pane tells of links for outside parties, and what may be
// shown by a new one.
type outsideView struct {
	Links []linkView
	Lines []lineView // of the resident, with what may be chosen of each
	Facts []factView
}

// linkView is one link that was made.
type linkView struct {
	ID    string
	Whom  string
	Until string
	State string
	Good  bool
}

// outsideFacts are the facts an outside party may be shown; the last two only on purpose.
var outsideFacts = []string{"what", "where", "when", "name", "phone"}

// outsideLines is how many of a resident's latest messages are offered.
const outsideLines = 30

func (in *inbox) outside(p page, c casebook.Case, lines []casebook.Line, facts []factView) outsideView {
	var v outsideView
	at := map[string]int{}
	var said []int // which lines are the resident's words
	for i := range lines {
		switch l := &lines[i]; {
		case l.Kind == dialog.ChangeOutside && l.Value == dialog.OutsideAsked:
			at[l.Slot] = len(v.Links)
			state := "good"
			if !in.Now().Before(l.Until) {
				state = "expired"
			}
			v.Links = append(v.Links, linkView{ID: l.Slot, Whom: l.Text, Until: p.clock(l.Until, in.Now()), State: state, Good: state == "good"})
		case l.Kind == dialog.ChangeOutside:
			if i, ok := at[l.Slot]; ok {
				v.Links[i].State, v.Links[i].Good = l.Value, false
			}
		case l.Kind == dialog.ChangeSaid && l.By == dialog.ByResident && (l.Text != "" || len(l.Files) > 0):
			said = append(said, i)
		}
	}
	for _, i := range said[max(0, len(said)-outsideLines):] {
		v.Lines = append(v.Lines, in.line(p, c.ID, lines[i], nil))
	}
	for _, key := range outsideFacts {
		if handoff.LevelOf(c) != handoff.Named && (key == "name" || key == "phone") {
			continue // nobody outside learns who told it
		}
		if i := slices.IndexFunc(facts, func(f factView) bool { return f.Key == key && !f.Missing }); i >= 0 {
			v.Facts = append(v.Facts, facts[i])
		}
	}
	return v
}

// askOutside makes a link of what the form has ticked and gives its address.
func (in *inbox) askOutside(r *http.Request, act handoff.Act, question string) (string, error) {
	events, err := in.Book.Case(r.Context(), act.Case)
	if err != nil {
		return "", err
	}
	ask := handoff.Outside{Whom: r.PostFormValue("whom"), Question: question}
	for _, l := range casebook.Thread(events) {
		if l.Kind != dialog.ChangeSaid || l.By != dialog.ByResident {
			continue
		}
		if slices.Contains(r.PostForm["line"], itoa(l.Seq)) {
			ask.Lines = append(ask.Lines, l.Seq)
		}
		for n := range l.Files {
			if slices.Contains(r.PostForm["file"], fmt.Sprintf("%d/%d", l.Seq, n)) {
				ask.Files = append(ask.Files, casebook.FileRef{Seq: l.Seq, N: n})
			}
		}
	}
	for _, key := range outsideFacts {
		if slices.Contains(r.PostForm["fact"], key) {
			ask.Facts = append(ask.Facts, key)
		}
	}
	token, err := in.Outsiders.Ask(r.Context(), act, ask)
	if err != nil {
		return "", err
	}
	return in.home(r) + "/outside/" + token, nil
}

// outsidePageView is all that an outside party sees.
type outsidePageView struct {
	page
	State    handoff.OutsideState
	Token    string
	Whom     string
	Question string
	From     string // who asks
	Number   dialog.CaseID
	Until    string
	Facts    []factView
	Lines    []lineView
	Photos   []mediaView
	Typed    string
	Wrong    string
	Thanks   bool
}

// HeadTitle tells nothing of the case.
func (v outsidePageView) HeadTitle() string { return v.T("outside_title") + " · " + v.Town }

// outsider opens the link of an address, or has answered: who tries many is made to wait,
// a link that is not good says why.
func (in *inbox) outsider(w http.ResponseWriter, r *http.Request) (handoff.Outside, bool) {
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Robots-Tag", "noindex, nofollow")
	if !in.outsideTries.may(in.HostOf(r), in.Now()) {
		w.Header().Set("Retry-After", "60")
		in.outsideSays(w, r, http.StatusTooManyRequests, "slow")
		return handoff.Outside{}, false
	}
	found, state, err := in.Outsiders.Find(r.Context(), r.PathValue("token"))
	switch {
	case err != nil:
		in.fault("a link for an outside party cannot be opened", "err", err)
		in.outsideSays(w, r, http.StatusServiceUnavailable, "trouble")
	case state == handoff.OutsideUnknown:
		in.outsideSays(w, r, http.StatusNotFound, state)
	case state != handoff.OutsideGood:
		in.outsideSays(w, r, http.StatusGone, state)
	default:
		return found, true
	}
	return handoff.Outside{}, false
}

// outsideSays is the page that says why there is nothing to see.
func (in *inbox) outsideSays(w http.ResponseWriter, r *http.Request, status int, state handoff.OutsideState) {
	in.render(w, r, status, "outside.html", outsidePageView{page: in.newPage(r, handoff.Agent{}), State: state})
}

func (in *inbox) showOutside(w http.ResponseWriter, r *http.Request) {
	if found, ok := in.outsider(w, r); ok {
		in.outsidePage(w, r, http.StatusOK, found, "", "")
	}
}

func (in *inbox) outsidePage(w http.ResponseWriter, r *http.Request, status int, found handoff.Outside, typed, wrong string) {
	events, err := in.Book.Case(r.Context(), found.Case)
	if err != nil {
		in.fault("the case of a link cannot be read", "case", found.Case, "err", err)
		in.outsideSays(w, r, http.StatusServiceUnavailable, "trouble")
		return
	}
	c, p := casebook.Fold(events), in.newPage(r, handoff.Agent{})
	if handoff.LevelOf(c) != handoff.Named { // it may have been chosen before it was to be kept
		found.Facts = slices.DeleteFunc(found.Facts, func(key string) bool { return key == "name" || key == "phone" })
	}
	v := outsidePageView{page: p, State: handoff.OutsideGood, Token: r.PathValue("token"), Whom: found.Whom, Question: found.Question,
		Number: c.ID, Until: p.clock(found.Until, in.Now()), Typed: typed, Wrong: wrong}
	if by, err := in.Roster.Get(r.Context(), found.By); err == nil {
		v.From = by.Name
	}
	for _, f := range in.facts(p, c, events, in.Now()) {
		if found.Shows(f.Key) && !f.Missing {
			f.Raw, f.By = "", ""
			f.Value = hushed(f.Value, found, c)
			v.Facts = append(v.Facts, f)
		}
	}
	for _, l := range casebook.Thread(events) {
		if slices.Contains(found.Lines, l.Seq) && l.Text != "" {
			at := l.At.In(in.Town.Zone)
			v.Lines = append(v.Lines, lineView{Text: hushed(l.Text, found, c), Time: p.clock(l.At, in.Now()), Stamp: at.Format("2006-01-02T15:04:05Z07:00")})
		}
		for n, f := range l.Files {
			if slices.Contains(found.Files, casebook.FileRef{Seq: l.Seq, N: n}) && f.State == casebook.FileKept {
				m := mediaView{Href: fmt.Sprintf("/outside/%s/file/%d/%d", v.Token, l.Seq, n), Name: p.T("media_" + l.Media[n].Kind), State: f.State}
				if f.Small {
					m.Small = m.Href + "?small=1"
				}
				v.Photos = append(v.Photos, m)
			}
		}
	}
	in.render(w, r, status, "outside.html", v)
}

// digits are what may be a number by which somebody is called or known.
var digits = regexp.MustCompile(`\+?[0-9](?:[ -]?[0-9]){6,}`)

// hushed takes names and numbers out of what an outside party reads, unless the agent
// chose to show them.
func hushed(text string, o handoff.Outside, c casebook.Case) string {
	if !o.Shows("phone") {
		text = digits.ReplaceAllString(text, "***")
	}
	if name := c.Facts["name"].Value; name != "" && !o.Shows("name") {
		text = strings.ReplaceAll(text, name, "***")
	}
	return text
}

// outsideFile serves a file that was chosen, and no other.
func (in *inbox) outsideFile(w http.ResponseWriter, r *http.Request) {
	found, ok := in.outsider(w, r)
	if !ok {
		return
	}
	seq, err := strconv.Atoi(r.PathValue("seq"))
	n, err2 := strconv.Atoi(r.PathValue("n"))
	ref := casebook.FileRef{Seq: seq, N: n}
	events, err3 := in.Book.Case(r.Context(), found.Case)
	brought, file, there := casebook.FileOf(events, ref)
	if errors.Join(err, err2, err3) != nil || !slices.Contains(found.Files, ref) || !there || file.State != casebook.FileKept {
		http.NotFound(w, r)
		return
	}
	m := brought.Media[n]
	m.Name = "" // it may be a name
	if err := in.Media(w, r, found.Case, ref, m, r.URL.Query().Get("small") == "1"); err != nil {
		in.fault("a file of a link cannot be read", "case", found.Case, "err", err)
		http.Error(w, in.words.say(language(r), "err_media"), http.StatusBadGateway)
	}
}

// answerOutside takes the one answer.
func (in *inbox) answerOutside(w http.ResponseWriter, r *http.Request) {
	found, ok := in.outsider(w, r)
	if !ok {
		return
	}
	say := in.newPage(r, handoff.Agent{}).T
	media, err := in.outsideFiles(r, found)
	text := typedText(r)
	state := handoff.OutsideGood
	if err == nil {
		state, err = in.Outsiders.Answer(r.Context(), r.PathValue("token"), text, media)
	}
	var mistake *handoff.Mistake
	switch {
	case errors.As(err, &mistake):
		in.outsidePage(w, r, http.StatusUnprocessableEntity, found, text, say(cmp.Or(map[string]string{"text_missing": "outside_empty", "file_form": "outside_file_wrong"}[mistake.Code], "err_"+mistake.Code)))
	case err != nil:
		number := in.fault("an outside party's answer was not stored", "case", found.Case, "err", err)
		in.outsidePage(w, r, http.StatusServiceUnavailable, found, text, say("outside_not_stored")+" "+say("err_number", "number", number))
	case state != handoff.OutsideGood:
		in.outsideSays(w, r, http.StatusGone, state)
	default:
		in.render(w, r, http.StatusOK, "outside.html", outsidePageView{page: in.newPage(r, handoff.Agent{}), State: state, Thanks: true})
	}
}

// outsideFiles keeps what came with an answer until its case takes it up.
func (in *inbox) outsideFiles(r *http.Request, found handoff.Outside) ([]dialog.Media, error) {
	return in.uploads(r, found.Case, "outside:"+r.PathValue("token"))
}
