package inbox

import (
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// idPaperView is what the case pane says of identity papers.
type idPaperView struct {
	Ask   bool // the resident can be asked
	Given bool
	Asked string // when last
}

func (in *inbox) idPaper(p page, c casebook.Case, lines []casebook.Line) idPaperView {
	v := idPaperView{Ask: in.IDPapers != nil && c.Status != dialog.Resolved && c.Address.Channel() != dialog.Unnamed && handoff.LevelOf(c) != handoff.Anonymous}
	given := false
	for i := range lines {
		switch l := &lines[i]; {
		case l.Kind != dialog.ChangePaper:
		case l.Value == dialog.PaperAsked:
			v.Asked = p.clock(l.At, in.Now())
		default:
			given = true
		}
	}
	v.Given = given && in.IDPapers != nil && in.IDPapers.MayRead(p.Agent, c)
	return v
}

// idPapersView is the page that shows identity papers, once for each look.
type idPapersView struct {
	page
	Case   dialog.CaseID
	Papers []shownPaper
}

type shownPaper struct {
	Number, At string
	Photo      template.URL // built of a type told by its bytes
}

// HeadTitle tells nothing of whose they are.
func (v idPapersView) HeadTitle() string { return v.T("paper_title") + " · " + v.Town }

func (in *inbox) showIDPapers(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	if in.IDPapers == nil {
		in.notFound(w, r)
		return
	}
	id := in.caseID(r)
	found, err := in.IDPapers.Of(r.Context(), agent, id, in.Now())
	switch {
	case errors.Is(err, casebook.ErrNotFound):
		in.notFound(w, r)
		return
	case errors.Is(err, handoff.ErrRole):
		in.refused(w, r, http.StatusForbidden, "err_role")
		return
	case err != nil:
		in.trouble(w, r, err)
		return
	}
	v := idPapersView{page: in.newPage(r, agent), Case: id}
	for _, one := range found {
		shown := shownPaper{Number: one.Number, At: v.clock(one.At, in.Now())}
		if len(one.Photo) > 0 {
			shown.Photo = template.URL("data:" + one.MIME + ";base64," + base64.StdEncoding.EncodeToString(one.Photo))
		}
		v.Papers = append(v.Papers, shown)
	}
	w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'")
	in.render(w, r, http.StatusOK, "idpaper.html", v)
}
