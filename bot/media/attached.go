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
// carries files itself opens it: its case and the Ref it was sent by follow.
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

// checking is how soon a file is looked for again that is still being cleaned.
const checking = 2 * time.Second

// Ready is a message as its channel can send it. What an agent sends from a chat of their
// own, too, goes out clean: as it is kept with the case, and not before.
func (a *Attached) Ready(ctx context.Context, m casebook.Outgoing, carries bool) (casebook.Outgoing, error) {
	if m.By != dialog.ByAgent {
		return m, nil
	}
	var own []dialog.Media
	for _, f := range m.Media {
		name, ours := strings.CutPrefix(f.Ref, OwnPages)
		switch {
		case !ours && (f.Kind == File || f.Kind == Video): // photos and voices a messenger made anew itself
			kept, err := a.cleaned(ctx, m.Case, f)
			if err != nil {
				return m, err
			}
			f = kept
		case !ours:
		case carries:
			f.Ref = sentAlong + string(m.Case) + "/" + f.Ref
			if f.Kind == Photo && !shownByAll[f.MIME] {
				f.Kind = File
			}
		case a.URL == "":
			return m, &bot.SendError{Reason: bot.InWords("附件发不出去：没有设置居民能打开的网址（FRONTDOOR_PUBLIC_URL）",
				"the attachment cannot go: no address is set at which residents reach this server (FRONTDOOR_PUBLIC_URL)")}
		default:
			m.Text = strings.TrimSpace(m.Text + "\n" + a.link(m.Lang, m.Case, f, name))
			continue
		}
		own = append(own, f)
	}
	m.Media = own
	return m, nil
}

// cleaned is a file of an agent's chat as it is kept with the case.
func (a *Attached) cleaned(ctx context.Context, id dialog.CaseID, m dialog.Media) (dialog.Media, error) {
	events, err := a.Book.Case(ctx, id)
	if err != nil {
		return m, fmt.Errorf("look for what an agent sends: %w", err)
	}
	for _, l := range casebook.Thread(events) {
		for n, x := range l.Media {
			if x.Ref != m.Ref || l.By != dialog.ByAgent || n >= len(l.Files) || l.Files[n].State == casebook.FileLost {
				continue
			}
			f := l.Files[n]
			if f.State != casebook.FileKept {
				return m, &bot.SendError{Until: a.Now().Add(checking), Reason: bot.InWords("附件正在检查，马上发出", "the attachment is being checked and goes out in a moment")}
			}
			m.Ref, m.MIME, m.Size = sentAlong+string(id)+"/"+m.Ref, f.Kept.MIME, f.Kept.Size
			if t, ok := shown[m.MIME]; ok { // of a raw photo the picture in it is kept
				m.Name = SaveAs(m.Name, t)
			}
			return m, nil
		}
	}
	return m, &bot.SendError{Reason: bot.InWords("附件没有通过检查，没有发出；请在下面看原因", "the attachment did not pass and was not sent; the reason stands with it")}
}

// shownByAll are the pictures every messenger shows as such.
var shownByAll = map[string]bool{"image/jpeg": true, "image/png": true}

// link is the line that brings a file by its name at an address of ours.
func (a *Attached) link(lang string, id dialog.CaseID, f dialog.Media, name string) string {
	return fmt.Sprintf(linkWords(lang), called(f), a.URL+"/along/"+url.PathEscape(string(id))+"/"+name)
}

// Line is a line as long as the one that would bring a file, so that what it costs is known
// before it is sent. paper is its name, "" for a photo.
func (a *Attached) Line(lang string, id dialog.CaseID, paper string) string {
	f, t := dialog.Media{Kind: Photo}, shown["image/jpeg"]
	if paper != "" {
		t = Type{Kind: File, Ext: "pdf"}
		f = dialog.Media{Kind: File, Name: SaveAs(paper, t)}
	}
	return a.link(lang, id, f, strings.Repeat("0", 32)+"."+t.Ext)
}

// linkWords say what a link opens: its name, and the address.
func linkWords(lang string) string {
	if lang == "en" {
		return "File%s, for 30 days: %s"
	}
	return "附件%s（30天内能打开）：%s"
}

// called is the name of a paper behind a link, so that of two one knows which is which. A
// camera's name for a photo says nothing and costs room.
func called(m dialog.Media) string {
	if m.Kind != File || m.Name == "" {
		return ""
	}
	return " " + m.Name
}

// Open opens what Ready gave to a channel that carries files. The caller closes it.
func (a *Attached) Open(ctx context.Context, m dialog.Media) (io.ReadCloser, error) {
	ref, ours := strings.CutPrefix(m.Ref, sentAlong)
	id, sent, whole := strings.Cut(ref, "/")
	if !ours || !whole {
		return nil, fmt.Errorf("open what goes along: %w", fs.ErrNotExist)
	}
	_, o, err := a.find(ctx, dialog.CaseID(id), sent)
	if err != nil {
		return nil, err
	}
	return o, nil
}

// find looks for a file that an agent sent to the resident of a case; fs.ErrNotExist where
// there is none (any more), or it is too old.
func (a *Attached) find(ctx context.Context, id dialog.CaseID, ref string) (dialog.Media, *Opened, error) {
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
			if m.Ref == ref {
				o, err := a.Store.Find(ctx, id, e.Seq, n, strings.TrimPrefix(ref, OwnPages))
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
		m, o, err := a.find(r.Context(), dialog.CaseID(r.PathValue("case")), OwnPages+r.PathValue("name"))
		if err == nil {
			defer o.Close() //nolint:errcheck // only read from
			err = Serve(w, r, o, m.Kind, m.Name)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			http.Error(w, "这个链接打不开了，请回消息找代办员。 / This link opens nothing any more; please write to us.", http.StatusNotFound)
		case err != nil:
			a.Log.Error("what an agent sent along cannot be read", "case", r.PathValue("case"), "error", err)
			http.Error(w, "现在打不开，请过一会儿再试。 / It cannot be opened now; please try again in a while.", http.StatusServiceUnavailable)
		}
	})
}
