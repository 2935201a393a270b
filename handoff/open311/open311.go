package open311

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// Path is where the interface lies.
const Path = "/open311/v2/"

// Options are what the interface is built on. Jurisdiction, HostOf, Now and Log may be
// left out.
type Options struct {
	Book    casebook.Book
	Shelf   casebook.Shelf
	Board   *handoff.Board
	Clerk   *casebook.Clerk
	Keys    *handoff.Keys
	Catalog *catalog.Catalog
	Town    *town.Town
	// PublicURL is how the world reaches the server, for the discovery.
	PublicURL string
	// Jurisdiction is the jurisdiction_id that is taken; "" for any.
	Jurisdiction string
	// Raster is how coarse points are shown, in metres; 0 for exactly.
	Raster float64
	// HostOf says from where a request comes, to measure how much; "" is not measured.
	HostOf func(*http.Request) string
	// Arrive cleans a photo that came along, under an ID for one address, and keeps it for
	// its case; ErrFileForm for what is none. nil takes no files.
	Arrive func(ctx context.Context, from dialog.Address, id, name string, b []byte) (dialog.Media, error)
	Now    func() time.Time
	Log    *slog.Logger
}

type server struct {
	Options
	reads, writes *pace
}

// New gives the interface, to be mounted at Path.
func New(o Options) http.Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.HostOf == nil {
		o.HostOf = func(*http.Request) string { return "" }
	}
	return &server{Options: o, reads: newPace(readsASecond, readsAtOnce), writes: newPace(writesASecond, writesAtOnce)}
}

// call is one request as it is served.
type call struct {
	form
	lang string
	host string // the server as the client calls it
	// key is whose request it is; nil without a key that opens anything.
	key *handoff.Key
}

type serve func(context.Context, *call, string) (answer, error)

// resource is what lies at a path: how it is read and what is posted there.
type resource struct {
	name      string // the part of the path behind it
	get, post serve
	slow      bool // reading costs as much as writing
}

// bodyMost is how many bytes the fields of a request may have, partsMost with files beside
// them.
const (
	bodyMost  = 1 << 20
	partsMost = 32 << 20
)

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := xmlFormat
	a, err := s.answer(w, r, &f)
	if err != nil {
		a = s.problemOf(r, err)
	}
	s.write(w, r, f, a)
}

// answer serves a request; f is the format as soon as it is known.
func (s *server) answer(w http.ResponseWriter, r *http.Request, f *format) (answer, error) {
	path, ext := strings.TrimPrefix(r.URL.Path, Path), ""
	if i := strings.LastIndexByte(path, '.'); i > strings.LastIndexByte(path, '/') {
		path, ext = path[:i], path[i+1:]
	}
	res, ok := s.at(path)
	if !ok {
		return answer{}, wrong(http.StatusNotFound, "there is nothing at this path")
	}
	if *f, ok = formats[ext]; !ok {
		*f = xmlFormat
		return answer{}, wrong(http.StatusNotAcceptable, "the formats are .xml and .json, at the end of the path")
	}
	methods := "GET, HEAD, OPTIONS"
	if res.post != nil {
		methods = "GET, HEAD, OPTIONS, POST"
	}
	w.Header().Set("Allow", methods)
	switch {
	case r.Method == http.MethodOptions:
		w.Header().Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
		w.Header().Set("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type")
		return answer{status: http.StatusNoContent}, nil
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		p := s.reads
		if res.slow {
			p = s.writes
		}
		return s.serve(r, res.get, res.name, p, readQuery)
	case r.Method == http.MethodPost && res.post != nil:
		most := int64(bodyMost)
		if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
			most = partsMost
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		return s.serve(r, res.post, res.name, s.writes, readBody)
	}
	return answer{}, wrong(http.StatusMethodNotAllowed, "%s cannot be done here; use %s", r.Method, methods)
}

func (s *server) serve(r *http.Request, do serve, name string, p *pace, read func(*http.Request) (form, error)) (answer, error) {
	if wait := p.wait(s.HostOf(r), s.Now()); wait > 0 {
		return answer{}, &problem{status: http.StatusTooManyRequests, retry: wait, what: []string{"too many requests from here; wait a little"}}
	}
	f, err := read(r)
	if err != nil {
		return answer{}, err
	}
	c := &call{form: f, lang: languageOf(r, f), host: r.Host}
	if key, ok, err := s.Keys.Find(r.Context(), handoff.ScopeOpen311, f.get("api_key")); err != nil {
		return answer{}, err
	} else if ok {
		c.key = &key
	}
	if r.Method == http.MethodPost && c.key == nil {
		return answer{}, wrong(http.StatusForbidden, "api_key is missing or opens nothing")
	}
	if id := f.get("jurisdiction_id"); id != "" && s.Jurisdiction != "" && !strings.EqualFold(id, s.Jurisdiction) {
		return answer{}, wrong(http.StatusNotFound, "jurisdiction_id %q was not found", id)
	}
	return do(r.Context(), c, name)
}

// at finds what lies at a path.
func (s *server) at(path string) (resource, bool) {
	first, name, deep := strings.Cut(path, "/")
	if !deep {
		res, ok := map[string]resource{
			"discovery":             {get: s.discovery},
			"services":              {get: s.services},
			"requests":              {get: s.requests, post: s.postRequest},
			"servicerequestupdates": {get: s.updates, post: s.postUpdate, slow: true},
		}[first]
		return res, ok
	}
	get, ok := map[string]serve{"services": s.service, "requests": s.request, "tokens": s.token}[first]
	return resource{name: name, get: get}, ok && name != "" && !strings.Contains(name, "/")
}

// languageOf is the language asked for: by the parameter locale, or by the browser; the
// town's own is Chinese.
func languageOf(r *http.Request, f form) string {
	asked := f.get("locale")
	if asked == "" {
		asked = r.Header.Get("Accept-Language")
	}
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(asked)), "en") {
		return "en"
	}
	return "zh"
}

// problemOf says what went wrong, and logs what is the server's fault.
func (s *server) problemOf(r *http.Request, err error) answer {
	var p *problem
	switch {
	case errors.As(err, &p):
	case errors.Is(err, dialog.ErrNoCase), errors.Is(err, casebook.ErrNotFound):
		p = wrong(http.StatusNotFound, "service_request_id was not found")
	default:
		if !errors.Is(err, context.Canceled) { // else the client has gone
			s.Log.Error("answer an Open311 request", "method", r.Method, "err", err)
		}
		p = &problem{status: http.StatusServiceUnavailable, retry: time.Second, what: []string{"the book cannot be reached just now; send the request again"}}
	}
	return p.answer()
}

// problem is what a client did wrong, each thing by itself.
type problem struct {
	status int
	retry  time.Duration // when to try again; 0 for not said
	what   []string
}

func wrong(status int, format string, args ...any) *problem {
	return &problem{status: status, what: []string{fmt.Sprintf(format, args...)}}
}

func (p *problem) Error() string { return strings.Join(p.what, "; ") }
