package api

import (
	_ "embed"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/search"
	"frontdoor/handoff/upload"
)

// Config is what the interface is built on. All but Search, Zone, Now and Log are required.
type Config struct {
	Book   casebook.Book
	Desk   *handoff.Desk
	Board  *handoff.Board
	Tokens *handoff.Tokens
	Roster *handoff.Roster
	// Shelf holds the labels of the town.
	Shelf casebook.Shelf
	// Media serves a file that is kept, or the small picture of it, so that browsers
	// never run it; fs.ErrNotExist where it is not there. It has answered unless it
	// gives an error.
	Media func(w http.ResponseWriter, r *http.Request, id dialog.CaseID, ref casebook.FileRef, m dialog.Media, small bool) error
	// Arrive keeps the files that come with a reply or a note.
	Arrive upload.Keep
	// Categories are the keys of the catalogue.
	Categories []string
	// Prefix is the town's, for case numbers as people type them.
	Prefix string
	// Zone is the town's, for the times told; default UTC.
	Zone *time.Location
	// Now is the clock; default time.Now.
	Now func() time.Time
	// Search finds words; nil where there is none.
	Search *search.Index
	// Log hears of what is the server's fault; default none.
	Log *slog.Logger
}

// New gives the interface, to be mounted at /api/v1/ (it looks at whole paths).
func New(c Config) http.Handler {
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{Config: c}
	byPath := map[string]map[string]endpoint{}
	for _, r := range s.routes() {
		if byPath[r.path] == nil {
			byPath[r.path] = map[string]endpoint{}
		}
		byPath[r.path][r.method] = r.serve
	}
	mux := http.NewServeMux()
	for path, methods := range byPath {
		mux.Handle(path, s.methods(methods))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, nil, &problem{status: http.StatusNotFound, Code: "path_unknown", What: "there is nothing at this path",
			Do: "see /api/v1/openapi.json for what there is"})
	})
	return mux
}

type server struct{ Config }

// endpoint answers one request with what is to be written as JSON, with the bytes of a
// file, or an error.
type endpoint func(r *http.Request) (any, error)

// written answers by itself; it has, unless it gives an error.
type written func(w http.ResponseWriter) error

// route is one path and method; openapi.json holds the same list.
type route struct {
	method, path string
	serve        endpoint
}

func (s *server) routes() []route {
	routes := []route{
		{"GET", "/api/v1/openapi.json", s.openapi},
		{"GET", "/api/v1/cases", s.signedIn(s.listCases)},
		{"GET", "/api/v1/cases/{id}", s.signedIn(s.showCase)},
		{"GET", "/api/v1/cases/{id}/media/{seq}/{n}", s.signedIn(s.showFile(false))},
		{"GET", "/api/v1/cases/{id}/media/{seq}/{n}/small", s.signedIn(s.showFile(true))},
		{"GET", "/api/v1/events", s.signedIn(s.listEvents)},
		{"GET", "/api/v1/search", s.signedIn(s.find)},
		{"GET", "/api/v1/labels", s.signedIn(s.listLabels)},
	}
	for _, act := range s.acts() {
		routes = append(routes, route{"POST", "/api/v1/cases/{id}/" + act.name, s.signedIn(s.act(act))})
	}
	return routes
}

// methods picks the endpoint by method and says 405 in JSON for any other.
func (s *server) methods(methods map[string]endpoint) http.Handler {
	var allowed []string
	for m := range methods {
		allowed = append(allowed, m)
	}
	if methods["GET"] != nil {
		allowed = append(allowed, "HEAD")
	}
	slices.Sort(allowed)
	allow := strings.Join(allowed, ", ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		serve, ok := methods[method]
		if !ok {
			w.Header().Set("Allow", allow)
			s.answer(w, r, nil, &problem{status: http.StatusMethodNotAllowed, Code: "method_unknown",
				What: r.Method + " cannot be done here", Do: "use " + allow})
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, upload.FormMost)
		body, err := serve(r)
		if file, ok := body.(written); ok && err == nil {
			if err = file(w); err == nil {
				return
			}
		}
		s.answer(w, r, body, err)
	})
}

// answer writes a body, or what went wrong.
func (s *server) answer(w http.ResponseWriter, r *http.Request, body any, err error) {
	status := http.StatusOK
	if err != nil {
		p := s.problemOf(r, err)
		status, body = p.status, p
		if status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="frontdoor"`)
		}
	}
	b, err := json.Marshal(body)
	if err != nil {
		s.Log.Error("write answer", "path", r.Pattern, "err", err)
		status, b = http.StatusInternalServerError, []byte(`{"error":"the answer could not be written","code":"internal"}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store") // it may hold what a resident told
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	w.Write(append(b, '\n')) //nolint:errcheck // the client has gone
}

//go:embed openapi.json
var description []byte

func (s *server) openapi(*http.Request) (any, error) { return json.RawMessage(description), nil }
