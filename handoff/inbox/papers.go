package inbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/casebook"
)

// Papers are what papers of a mediation are made with; where it is nil, none are made.
type Papers struct {
	Keeper *agreement.Keeper
	// Fonts gives the bytes of a Chinese font and of one for all other letters.
	Fonts func() (han, latin []byte, err error)
	// Texts says that invitations can go out by text message.
	Texts bool
	// ChatLinks are the beginnings of links that bring a code elsewhere than to the web chat.
	ChatLinks []string
}

// keepAgreement puts the agreement of a case under legal hold: of the n-th table before the
// one in force, counted from 1, or of that one, 0; casebook.ErrNotFound for none.
func (in *inbox) keepAgreement(ctx context.Context, id dialog.CaseID, n int) (agreement.Agreement, error) {
	events, err := in.Book.Case(ctx, id)
	if err != nil {
		return agreement.Agreement{}, err
	}
	c := casebook.Fold(events)
	if earlier := casebook.EarlierTables(events); n > len(earlier) {
		return agreement.Agreement{}, fmt.Errorf("table %d of case %s: %w", n, id, casebook.ErrNotFound)
	} else if n > 0 {
		c.Table = &earlier[n-1]
	}
	mediator := c.OwnerName
	for _, e := range events {
		if e.Act != nil && e.Act.Kind == mediation.Sign && c.Table != nil && e.Act.Number == c.Table.Number {
			if a, err := in.Roster.Get(ctx, e.Agent); err == nil {
				mediator = a.Name
			}
		}
	}
	a, ok := agreement.Of(c, mediator)
	if !ok {
		return a, fmt.Errorf("agreement of case %s: %w", id, casebook.ErrNotFound)
	}
	return in.Papers.Keeper.Keep(ctx, a)
}

// paper answers with a paper of a mediation: the agreement, or the hand-over file as a PDF
// or as data.
func (in *inbox) paper(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	events, c, ok := in.visible(w, r, agent)
	if !ok {
		return
	}
	if !agent.Knows(c) { // papers name the parties
		in.refused(w, r, http.StatusForbidden, "err_sealed")
		return
	}
	name := r.PathValue("paper")
	var body bytes.Buffer
	if err := in.writePaper(r, &body, name, c, events); err != nil {
		switch status, a := in.explain(r, err); status {
		case http.StatusNotFound:
			in.notFound(w, r)
		case http.StatusUnprocessableEntity:
			p := in.newPage(r, agent)
			in.render(w, r, status, "message.html", messageView{page: p, Title: p.T("trouble"), Text: a.Error})
		default:
			in.trouble(w, r, err)
		}
		return
	}
	kind := "application/pdf"
	if strings.HasSuffix(name, ".json") {
		kind = "application/json; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", string(c.ID)+"-"+name))
	body.WriteTo(w) //nolint:errcheck // the browser has gone
}

func (in *inbox) writePaper(r *http.Request, w io.Writer, name string, c casebook.Case, events []casebook.Event) error {
	ctx := r.Context()
	n, signed := ofTable(name)
	if in.Papers == nil || c.Table == nil || !signed && !slices.Contains([]string{"handover.pdf", "handover.json"}, name) {
		return casebook.ErrNotFound
	}
	paper := agreement.Paper{Town: in.Town.Name(language(r)), Zone: in.Town.Zone, Verify: in.home(r)}
	if strings.HasSuffix(name, ".pdf") {
		var err error
		if paper.Han, paper.Latin, err = in.Papers.Fonts(); err != nil {
			return in.unwritten(err)
		}
	}
	if signed {
		a, err := in.keepAgreement(ctx, c.ID, n)
		if err != nil {
			return err
		}
		if err := paper.Write(w, a); err != nil {
			return in.unwritten(err)
		}
		return nil
	}
	h, _, err := in.Desk.Handover(ctx, c, events)
	if err != nil {
		return err
	}
	if name == "handover.pdf" {
		if err := paper.WriteHandover(w, h, language(r)); err != nil {
			return in.unwritten(err)
		}
		return nil
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(h)
}

// ofTable reads of which table a paper is the agreement: agreement.pdf of the one in force,
// agreement-1.pdf of the first before it; false where it is no agreement.
func ofTable(name string) (n int, ok bool) {
	if name == "agreement.pdf" {
		return 0, true
	}
	middle, begins := strings.CutPrefix(name, "agreement-")
	middle, ends := strings.CutSuffix(middle, ".pdf")
	n, err := strconv.Atoi(middle)
	return n, begins && ends && err == nil && n > 0
}

// unwritten says that a paper cannot be made on this server; why stands in the log.
func (in *inbox) unwritten(err error) error {
	in.Log.Error("a paper of a mediation cannot be made", "err", err)
	return &handoff.Mistake{Code: "paper_font", What: "the PDF cannot be made", Why: err.Error(), Do: "install a Chinese TrueType font or name one with FRONTDOOR_FONT"}
}

// home is how this server is called from outside.
func (in *inbox) home(r *http.Request) string {
	if home := strings.TrimRight(in.PublicURL, "/"); home != "" {
		return home
	}
	return "http://" + r.Host
}

// verifyView is all that who checks a paper is told.
type verifyView struct {
	page
	Number, Date string
	Genuine      bool
}

// verify says whether a paper is genuine, to anybody: its number, its day, and that its
// words are those signed.
func (in *inbox) verify(w http.ResponseWriter, r *http.Request) {
	v := verifyView{page: in.newPage(r, handoff.Agent{}), Number: r.PathValue("number")}
	if in.Papers != nil {
		day, ok, err := in.Papers.Keeper.Genuine(r.Context(), v.Number, r.URL.Query().Get("h"))
		if err != nil {
			in.trouble(w, r, err)
			return
		}
		if v.Genuine = ok; ok {
			v.Date = day.In(in.Town.Zone).Format("2006-01-02")
		}
	}
	status := http.StatusOK
	if !v.Genuine {
		status, v.Number = http.StatusNotFound, ""
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	in.render(w, r, status, "verify.html", v)
}
