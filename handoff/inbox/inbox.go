package inbox

import (
	"context"
	"embed"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/report"
	"frontdoor/handoff/search"
	"frontdoor/handoff/signin"
	"frontdoor/handoff/upload"
)

// Options are what the inbox is built on. All but Search, Provider, Log and Now are required.
type Options struct {
	Desk     *handoff.Desk
	Board    *handoff.Board
	Roster   *handoff.Roster
	Sessions *handoff.Sessions
	// Provider is the town's own, at which agents may sign in; nil for none.
	Provider *signin.Provider
	// DemandsSecond says of which agents a second factor is demanded; nil for none.
	DemandsSecond func(handoff.Role) bool
	Lines         *handoff.Lines
	Book          casebook.Book
	Shelf         casebook.Shelf // drafts, saved replies, who looks at what
	Catalog       *catalog.Catalog
	Town          *town.Town
	// Search finds words; nil where there is none.
	Search *search.Index
	// Media serves a file that is kept, or the small picture of it, so that browsers
	// never run it; fs.ErrNotExist where it is not there. It has answered unless it
	// gives an error.
	Media func(w http.ResponseWriter, r *http.Request, id dialog.CaseID, ref casebook.FileRef, m dialog.Media, small bool) error
	// Segments counts a text message as providers do.
	Segments func(text string) (encoding string, segments, units int)
	// LinkLine is as long as the line that brings a file to a resident whose channel carries
	// none; paper is its name, "" for a photo.
	LinkLine func(lang string, id dialog.CaseID, paper string) string
	// Outsiders are the one-time links of outside parties, PublicURL what they begin with;
	// Arrive keeps the files that come by one, and with replies and notes.
	Outsiders *handoff.Outsiders
	PublicURL string
	Arrive    upload.Keep
	// IDPapers are identity papers that residents gave; nil for none.
	IDPapers *handoff.IDPapers
	// Papers are what papers of a mediation are made with; nil for none.
	Papers *Papers
	// MapURL is where a pin is shown, with {lat} and {lon} in it; empty for the phone's own map.
	MapURL string
	// Notices are what an open page may tell an agent of some events; nil for nothing.
	// PushKey is what browsers subscribe with to be told while it is closed; nil for not.
	Notices func(ctx context.Context, login, lang string, events []casebook.Event) ([]handoff.Notice, error)
	PushKey func(ctx context.Context) (public string, err error)
	// Hooks are the webhooks that admins keep; nil for none.
	Hooks Hooks
	// HostOf says from where a request comes, to measure how often outside parties' links are
	// asked for; nil: all are measured together.
	HostOf func(*http.Request) string
	// Secure: browsers reach the inbox over TLS, so cookies may insist on it.
	Secure bool
	// Undo is how long what was sent can be taken back: 0 for UndoStandard, negative
	// for not at all.
	Undo time.Duration
	Log  *slog.Logger
	Now  func() time.Time
}

// UndoStandard is how long a reply or a closing can be taken back; handing back twice
// as long.
const UndoStandard = 5 * time.Second

//go:embed pages/*.html
var pageFiles embed.FS

// inbox is the handler's state; it does not change after New.
type inbox struct {
	Options
	words  words
	ledger *report.Ledger
	pages  *template.Template
	static static

	outsideTries hosts
	wrongSignIns hosts
}

// New makes the handler, to be mounted at /inbox, /inbox/, /outside/ and /verify/. It panics only if the
// pages or words it was built with are broken.
func New(o Options) http.Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Undo == 0 {
		o.Undo = UndoStandard
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.HostOf == nil {
		o.HostOf = func(*http.Request) string { return "" }
	}
	words, err := loadWords()
	if err != nil {
		panic(err)
	}
	in := &inbox{Options: o, words: words, outsideTries: hosts{every: outsideEvery, burst: outsideBurst}, wrongSignIns: hosts{every: wrongEvery, burst: wrongBurst}, ledger: report.NewLedger(o.Book, o.Town), static: loadStatic(),
		pages: template.Must(template.New("").Funcs(template.FuncMap{"dict": dict}).ParseFS(pageFiles, "pages/*.html"))}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /inbox/static/{file}", in.static.serve)
	mux.HandleFunc("GET /inbox", in.signedIn(in.showList))
	mux.HandleFunc("GET /inbox/{$}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/inbox", http.StatusSeeOther) })
	mux.HandleFunc("GET /inbox/cases/{id}", in.signedIn(in.showCase))
	mux.HandleFunc("GET /inbox/cases/{id}/media/{seq}/{n}", in.signedIn(in.showMedia(false)))
	mux.HandleFunc("GET /inbox/cases/{id}/media/{seq}/{n}/small", in.signedIn(in.showMedia(true)))
	mux.HandleFunc("POST /inbox/cases/{id}/media/{seq}/{n}/again", in.signedIn(in.fetchAgain))
	mux.HandleFunc("GET /inbox/cases/{id}/resident.json", in.signedIn(in.saveResident))
	mux.HandleFunc("POST /inbox/cases/{id}/foresee", in.signedIn(in.foreseePage))
	mux.HandleFunc("POST /inbox/cases/{id}/draft", in.signedIn(in.keepDraft))
	mux.HandleFunc("POST /inbox/cases/{id}/here", in.signedIn(in.here))
	mux.HandleFunc("POST /inbox/cases/{id}/seen", in.signedIn(in.saw))
	mux.HandleFunc("GET /inbox/labels", in.signedIn(in.labelsPage))
	mux.HandleFunc("POST /inbox/labels", in.signedIn(in.saveLabel))
	mux.HandleFunc("POST /inbox/next", in.signedIn(in.next))
	mux.HandleFunc("POST /inbox/several", in.signedIn(in.several))
	mux.HandleFunc("GET /inbox/replies", in.signedIn(in.repliesPage))
	mux.HandleFunc("POST /inbox/replies", in.signedIn(in.saveReply))
	mux.HandleFunc("GET /inbox/cases/{id}/paper", in.signedIn(in.showIDPapers))
	mux.HandleFunc("POST /inbox/cases/{id}/{act}", in.signedIn(in.act))
	mux.HandleFunc("GET /inbox/report", in.signedIn(in.showReport))
	mux.HandleFunc("GET /inbox/report/{file}", in.signedIn(in.saveReport))
	mux.HandleFunc("GET /inbox/me", in.signedIn(in.showMe))
	mux.HandleFunc("GET /inbox/me/password", in.signedIn(in.showPassword))
	mux.HandleFunc("POST /inbox/me/password", in.signedIn(in.choosePassword))
	mux.HandleFunc("GET /inbox/me/security", in.signedIn(in.showSecurity))
	mux.HandleFunc("POST /inbox/me/security/{act}", in.signedIn(in.secure))
	mux.HandleFunc("POST /inbox/me/link", in.signedIn(in.linkMe))
	mux.HandleFunc("POST /inbox/me/unlink", in.signedIn(in.unlinkMe))
	in.routeNotices(mux)
	in.routeAdmin(mux)
	mux.HandleFunc("GET /inbox/stream", in.signedIn(in.stream))
	mux.HandleFunc("POST /inbox/sign-in", in.signIn)
	mux.HandleFunc("GET /inbox/sign-in/oidc", in.leaveForOIDC)
	mux.HandleFunc("GET /inbox/sign-in/oidc/back", in.backFromOIDC)
	mux.HandleFunc("GET "+signedInAt, in.signedIn(in.showSignedIn))
	mux.HandleFunc("POST /inbox/sign-out", in.signOut)
	mux.HandleFunc("POST /inbox/language", in.chooseLanguage)
	mux.HandleFunc("GET /inbox/cases/{id}/papers/{paper}", in.signedIn(in.paper))
	mux.HandleFunc("GET /verify/{number}", in.verify)
	mux.HandleFunc("GET /outside/{token}", in.showOutside)
	mux.HandleFunc("POST /outside/{token}", in.answerOutside)
	mux.HandleFunc("GET /outside/{token}/file/{seq}/{n}", in.outsideFile)
	mux.HandleFunc("/inbox/", in.notFound)
	same := http.NewCrossOriginProtection()
	same.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in.refused(w, r, http.StatusForbidden, "err_cross")
	}))
	return in.guarded(same.Handler(mux))
}

// formMost is how many bytes a form may have.
const formMost = 64 << 10

// guarded sets the headers that keep the pages to themselves, and reads forms.
func (in *inbox) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		read := r.ParseForm
		if kind := r.Header.Get("Content-Type"); in.takesFiles(r) && strings.HasPrefix(kind, "multipart/form-data") {
			r.Body = http.MaxBytesReader(w, r.Body, upload.FormMost)
			read = func() error { return upload.Parse(r) }
			defer upload.Done(r)
		} else {
			r.Body = http.MaxBytesReader(w, r.Body, formMost)
		}
		if err := read(); err != nil {
			in.refused(w, r, http.StatusRequestEntityTooLarge, "err_too_big")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// takesFiles says which forms may bring files: answers of outside parties, and
// replies and notes of who is signed in.
func (in *inbox) takesFiles(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, "/inbox/cases/") && (strings.HasSuffix(r.URL.Path, "/note") || strings.HasSuffix(r.URL.Path, "/reply")) {
		_, ok, err := in.agent(r)
		return ok && err == nil
	}
	return strings.HasPrefix(r.URL.Path, "/outside/")
}

// dict hands several named values to a template inside another.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: %d values, want pairs", len(pairs))
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		key, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is no name", pairs[i])
		}
		m[key] = pairs[i+1]
	}
	return m, nil
}
