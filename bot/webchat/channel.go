package webchat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/media"
	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// Book is what the page reads: the casebook.Book.
type Book interface {
	Read(ctx context.Context, a dialog.Address) (casebook.Talk, error)
	Case(ctx context.Context, id dialog.CaseID) ([]casebook.Event, error)
}

// Options are what the channel needs to know.
type Options struct {
	Book    Book
	Receive bot.Receiver
	// Media keeps what visitors send.
	Media *media.Store
	Town  *town.Town
	// Greeting is the first sentence of the page, by language ("zh", "en").
	Greeting map[string]string
	// Sites are those of others that may show the chat in a frame, by their origin.
	Sites []string
	// Proxies are the machines whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// Secure: browsers reach the page over https, so the cookie goes over
	// nothing else.
	Secure bool
	Log    *slog.Logger
	Now    func() time.Time // nil: time.Now
}

// Channel is the bot.Channel of the chat page.
type Channel struct {
	o      Options
	page   *page
	bells  bells
	floods *floods
	guard  *http.CrossOriginProtection
	// ending is closed when the program ends: streams would hold it up for ever.
	ending chan struct{}
	end    func()
}

var (
	_ bot.Channel     = (*Channel)(nil)
	_ bot.MediaOpener = (*Channel)(nil)
)

// New checks the options and prepares the page.
func New(o Options) (*Channel, error) {
	switch {
	case o.Book == nil || o.Receive == nil:
		return nil, errors.New("web chat: there is no book to read, or nobody receives what residents write")
	case o.Town == nil:
		return nil, errors.New("web chat: the page does not know whose it is: the town is missing")
	case o.Media == nil:
		return nil, errors.New("web chat: there is no place for photos")
	}
	for _, site := range o.Sites {
		if err := CheckSite(site); err != nil {
			return nil, fmt.Errorf("web chat: %w", err)
		}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	p, err := newPage(&o)
	if err != nil {
		return nil, fmt.Errorf("web chat: %w", err)
	}
	c := &Channel{o: o, page: p, guard: http.NewCrossOriginProtection(),
		floods: newFloods(o.Now, o.Proxies), ending: make(chan struct{})}
	c.end = sync.OnceFunc(func() { close(c.ending) })
	c.guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusForbidden, "this page takes messages from its own address only")
	}))
	return c, nil
}

// Name is the part before the colon in addresses.
func (c *Channel) Name() string { return dialog.Web }

// Limits: none, for a page reads at its own pace.
func (c *Channel) Limits() bot.Limits { return bot.Limits{Files: true} }

// Send rings the bell of the address. The words are in the book already: "sent"
// means that the visitor's page can show them.
func (c *Channel) Send(_ context.Context, m casebook.Outgoing) (string, error) {
	c.bells.ring(m.To)
	return "", nil
}

// Run waits for the end, and then lets go of the open streams; pages come back by
// themselves.
func (c *Channel) Run(ctx context.Context) error {
	<-ctx.Done()
	c.end()
	return nil
}

// Routes mounts the page and what it calls.
func (c *Channel) Routes(mux *http.ServeMux) {
	get := func(path string, h http.HandlerFunc) { mux.Handle(path, only(http.MethodGet, h)) }
	post := func(path string, h http.HandlerFunc) {
		mux.Handle(path, only(http.MethodPost, c.guard.Handler(h).ServeHTTP))
	}
	get("/{$}", c.showPage)
	get("/web/chat.css", c.page.style.serve)
	get("/web/chat.js", c.page.module.serve)
	for _, a := range []*asset{c.page.icon, c.page.touch, c.page.small, c.page.large} {
		path, _, _ := strings.Cut(a.url, "?")
		get(path, a.serve)
	}
	get("/web/manifest.webmanifest", c.manifest)
	get("/widget.js", c.page.widget.serve)
	get("/calendar", c.showCalendar)
	get("/web/thread", c.thread)
	get("/web/stream", c.stream)
	get("/web/media/{ref}", c.media)
	post("/web/messages", c.message)
	post("/web/unsaid", c.unsay)
	post("/web/photos", c.file(photos()))
	post("/web/voices", c.file(voices()))
}
