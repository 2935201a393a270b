package ownlink

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"regexp"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/wording"
)

// Options are what the pages are built on. All but Log and Now are required.
type Options struct {
	Book    casebook.Book
	Clerk   *casebook.Clerk
	Board   *handoff.Board
	Roster  *handoff.Roster
	Audit   *handoff.Audit
	Catalog *catalog.Catalog
	Town    *town.Town
	// Media serves a file that is kept (media.Store.ServeKept).
	Media func(w http.ResponseWriter, r *http.Request, id dialog.CaseID, ref casebook.FileRef, m dialog.Media, small bool) error
	// Papers keep identity papers; Photo cleans a photo of one and tells its type: ErrPhoto
	// for what is none.
	Papers *handoff.IDPapers
	Photo  func(b []byte) (clean []byte, mime string, err error)
	// Secure: browsers come over TLS, so the cookie may insist on it.
	Secure bool
	Log    *slog.Logger
	Now    func() time.Time
}

//go:embed pages/* words/*.txt
var files embed.FS

// door is the handler's state; it does not change after New.
type door struct {
	Options
	words wording.Words
	pages *template.Template
	style []byte
}

// New makes the handler, to be mounted at /link/.
func New(o Options) (http.Handler, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	d := &door{Options: o}
	var err error
	if d.words, err = wording.Load(files); err != nil {
		return nil, fmt.Errorf("pages of links: %w", err)
	}
	if d.pages, err = template.ParseFS(files, "pages/*.html"); err != nil {
		return nil, fmt.Errorf("pages of links: %w", err)
	}
	if d.style, err = files.ReadFile("pages/link.css"); err != nil {
		return nil, fmt.Errorf("pages of links: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /link/link.css", d.showStyle)
	mux.HandleFunc("GET /link/{token}", d.show)
	mux.HandleFunc("POST /link/{token}", d.open)
	mux.HandleFunc("GET /link/{token}/data.json", d.opened(d.saveJSON))
	mux.HandleFunc("GET /link/{token}/data.txt", d.opened(d.saveText))
	mux.HandleFunc("GET /link/{token}/file/{case}/{seq}/{n}", d.opened(d.saveFile))
	return d.guarded(http.NewCrossOriginProtection().Handler(mux)), nil
}

// guarded sets the headers that keep the pages to themselves.
func (d *door) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Robots-Tag", "noindex, nofollow")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// tokenForm is the form of rand.Text: what is none is looked for nowhere.
var tokenForm = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// find gives the link of an address; nil for one that opens nothing any more.
func (d *door) find(r *http.Request) (*dialog.Link, error) {
	token := r.PathValue("token")
	if !tokenForm.MatchString(token) {
		return nil, nil
	}
	talk, err := d.Book.Read(r.Context(), dialog.LinkAddress(token))
	if err != nil {
		return nil, fmt.Errorf("read a link: %w", err)
	}
	if l := talk.State.Link; l != nil && d.Now().Before(l.Until) {
		return l, nil
	}
	return nil, nil
}

// keyCookie holds the key of the browser that opened a link; it is sent to that link alone.
const keyCookie = "frontdoor_link"

func hashOf(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// has says whether a browser is the one that opened a link.
func has(r *http.Request, l *dialog.Link) bool {
	c, err := r.Cookie(keyCookie)
	return err == nil && l.Claim != "" && subtle.ConstantTimeCompare([]byte(hashOf(c.Value)), []byte(l.Claim)) == 1
}

// show is what a link leads to: the button, what it opened, or why it opens nothing.
func (d *door) show(w http.ResponseWriter, r *http.Request) {
	l, err := d.find(r)
	switch {
	case err != nil:
		d.trouble(w, r, err)
	case l == nil:
		d.says(w, r, http.StatusGone, "gone")
	case l.What == dialog.LinkPaper && l.Claim != "":
		d.says(w, r, http.StatusGone, "paper_used")
	case l.What == dialog.LinkPaper:
		d.showPaper(w, r, l, http.StatusOK, "", "")
	case has(r, l):
		d.showData(w, r, l)
	case l.Claim != "":
		d.says(w, r, http.StatusGone, "used")
	default:
		d.render(w, http.StatusOK, "ask.html", d.newPage(r, l))
	}
}

// open uses a link up for this browser.
func (d *door) open(w http.ResponseWriter, r *http.Request) {
	l, err := d.find(r)
	if err == nil && l != nil && l.What == dialog.LinkPaper {
		d.givePaper(w, r, l)
		return
	}
	if err == nil && l != nil && !has(r, l) {
		key := rand.Text()
		_, err = d.Clerk.Handle(r.Context(), dialog.Input{Kind: dialog.OpenLink, From: dialog.LinkAddress(r.PathValue("token")), Text: hashOf(key), At: d.Now()})
		if errors.Is(err, dialog.ErrLinkGone) {
			d.says(w, r, http.StatusGone, "used")
			return
		}
		http.SetCookie(w, &http.Cookie{Name: keyCookie, Value: key, Path: "/link/" + r.PathValue("token"), MaxAge: int(dialog.LinkReads.Seconds()),
			HttpOnly: true, Secure: d.Secure, SameSite: http.SameSiteLaxMode})
	}
	switch {
	case err != nil:
		d.trouble(w, r, err)
	case l == nil:
		d.says(w, r, http.StatusGone, "gone")
	default:
		d.showData(w, r, l)
	}
}

// opened lets the browser in that opened a link, and no other.
func (d *door) opened(next func(http.ResponseWriter, *http.Request, *dialog.Link)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		l, err := d.find(r)
		switch {
		case err != nil:
			d.trouble(w, r, err)
		case l == nil:
			d.says(w, r, http.StatusGone, "gone")
		case l.What != dialog.LinkData || !has(r, l):
			d.says(w, r, http.StatusForbidden, "used")
		default:
			next(w, r, l)
		}
	}
}

// data collects all that is kept of whoever asked, and notes that they read it.
func (d *door) data(ctx context.Context, l *dialog.Link) (handoff.OwnData, error) {
	data, err := handoff.OwnDataOf(ctx, d.Book, d.Board, d.Roster, l.For, func(casebook.Case) bool { return true })
	data.Town, data.MadeAt = d.Town.Name(l.Lang), d.Now().UTC()
	if err != nil {
		return data, err
	}
	about := ""
	if n := len(data.Cases); n > 0 {
		about = string(data.Cases[n-1].Number)
	}
	return data, d.Audit.Note(handoff.ActingAs(ctx, handoff.House), handoff.DeedExported, about, "by its resident, by a link")
}

// page is what every page knows.
type page struct {
	door  *door
	Lang  string
	Town  string
	Token string
	Key   string // of the words of a page that says one thing
}

func (d *door) newPage(r *http.Request, l *dialog.Link) page {
	lang := r.URL.Query().Get("lang")
	if lang != "zh" && lang != "en" {
		lang = "zh"
		if l != nil && l.Lang == "en" {
			lang = "en"
		}
	}
	return page{door: d, Lang: lang, Town: d.Town.Name(lang), Token: r.PathValue("token")}
}

// T is a text in the reader's language.
func (p page) T(key string, pairs ...string) string { return p.door.words.Say(p.Lang, key, pairs...) }

// says is a page that says one thing, in both languages: whose link it was is not known.
func (d *door) says(w http.ResponseWriter, r *http.Request, status int, key string) {
	p := d.newPage(r, nil)
	p.Key = key
	d.render(w, status, "says.html", p)
}

func (d *door) trouble(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		d.Log.Error("a link cannot be opened", "err", err)
	}
	d.says(w, r, http.StatusServiceUnavailable, "trouble")
}

// render draws a page whole before anything of it is sent.
func (d *door) render(w http.ResponseWriter, status int, name string, data any) {
	var buf bytes.Buffer
	if err := d.pages.ExecuteTemplate(&buf, name, data); err != nil {
		d.Log.Error("a page of a link cannot be drawn", "page", name, "err", err)
		http.Error(w, "this page cannot be drawn", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(wording.Still(buf.Bytes())) //nolint:errcheck // the browser has gone
}

func (d *door) showStyle(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Write(d.style) //nolint:errcheck // the browser has gone
}
