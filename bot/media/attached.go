package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// LinkLasts is how long a link to what an agent sent along opens.
const LinkLasts = 30 * 24 * time.Hour

// sentAlong begins the Ref of a file that goes out with an agent's words, as a channel that
// carries files itself opens it: its case and name follow.
const sentAlong = "along:"

// Attached brings what agents send along to residents: by the channel itself where it
// carries files, else by a link. A link is the file's own name, which nobody can guess.
type Attached struct {
	Store *Store
	Book  interface {
		Case(ctx context.Context, id dialog.CaseID) ([]casebook.Event, error)
	}
	// URL is where residents reach this server; "" where they do not.
	URL string
	Now func() time.Time
	Log *slog.Logger
}

// Ready is a message as its channel can send it.
func (a *Attached) Ready(m casebook.Outgoing, carries bool) (casebook.Outgoing, error) {
	if m.By != dialog.ByAgent {
		return m, nil
	}
	var own []dialog.Media
	for _, f := range m.Media {
		name, ours := strings.CutPrefix(f.Ref, OwnPages)
		switch {
		case !ours:
		case carries:
			f.Ref = sentAlong + string(m.Case) + "/" + name
			if f.Kind == Photo && !shownByAll[f.MIME] {
				f.Kind = File
			}
		case a.URL == "":
			return m, &bot.SendError{Reason: bot.InWords("附件发不出去:没有设置居民能打开的网址(FRONTDOOR_PUBLIC_URL)",
				"the attachment cannot go: no address is set at which residents reach this server (FRONTDOOR_PUBLIC_URL)")}
		default:
			m.Text = strings.TrimSpace(m.Text + "\n" + fmt.Sprintf(linkWords(m.Lang), a.URL+"/along/"+url.PathEscape(string(m.Case))+"/"+name))
			continue
		}
		own = append(own, f)
	}
	m.Media = own
	return m, nil
}

// shownByAll are the pictures every messenger shows as such.
var shownByAll = map[string]bool{"image/jpeg": true, "image/png": true}

func linkWords(lang string) string {
	if lang == "en" {
		return "File, for 30 days: %s"
	}
	return "附件(30天内能打开):%s"
}

// Open opens what Ready gave to a channel that carries files. The caller closes it.
func (a *Attached) Open(ctx context.Context, m dialog.Media) (io.ReadCloser, error) {
	ref, ours := strings.CutPrefix(m.Ref, sentAlong)
	id, name, whole := strings.Cut(ref, "/")
	if !ours || !whole {
		return nil, fmt.Errorf("open what goes along: %w", fs.ErrNotExist)
	}
	_, o, err := a.find(ctx, dialog.CaseID(id), name)
	if err != nil {
		return nil, err
	}
	return o, nil
}

// find looks for a file that an agent sent to the resident of a case; fs.ErrNotExist where
// there is none (any more), or it is too old.
func (a *Attached) find(ctx context.Context, id dialog.CaseID, name string) (dialog.Media, *Opened, error) {
	events, err := a.Book.Case(ctx, id)
	if errors.Is(err, casebook.ErrNotFound) {
		err = fs.ErrNotExist
	}
	if err != nil {
		return dialog.Media{}, nil, fmt.Errorf("look for what went along: %w", err)
	}
	for _, e := range events {
		if e.Kind != dialog.ChangeSaid || e.By != dialog.ByAgent || e.At.Add(LinkLasts).Before(a.Now()) {
			continue
		}
		for n, m := range e.Media {
			if m.Ref == OwnPages+name {
				o, err := a.Store.Find(ctx, id, e.Seq, n, name)
				return m, o, err
			}
		}
	}
	return dialog.Media{}, nil, fmt.Errorf("look for what went along: %w", fs.ErrNotExist)
}

// Routes serves the links.
func (a *Attached) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /along/{case}/{name}", func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "private, no-store")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Robots-Tag", "noindex")
		m, o, err := a.find(r.Context(), dialog.CaseID(r.PathValue("case")), r.PathValue("name"))
		if err == nil {
			defer o.Close() //nolint:errcheck // only read from
			err = Serve(w, r, o, m.Kind, m.Name)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			http.Error(w, "这个链接打不开了,请回消息找代办员。 / This link opens nothing any more; please write to us.", http.StatusNotFound)
		case err != nil:
			a.Log.Error("what an agent sent along cannot be read", "case", r.PathValue("case"), "error", err)
			http.Error(w, "现在打不开,请过一会儿再试。 / It cannot be opened now; please try again in a while.", http.StatusServiceUnavailable)
		}
	})
}
