package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdoor/handoff/casebook/redis"
)

// serveCommand runs the front door until it is told to stop.
type serveCommand struct{ serveSettings }

func (*serveCommand) Help() string {
	return `Paths: / web chat, /inbox for agents, /api/v1, /open311/v2, /telegram, /sms, /sms/status, /wechat, /healthz, /readyz.
A channel whose settings are not given stays off, and the start says so.
Before the first day: frontdoor agent add -login wu -name 吴姐 -role admin`
}

func (c *serveCommand) Run(p *program) error {
	if trouble := c.trouble(); len(trouble) > 0 {
		for _, t := range trouble {
			fmt.Fprintln(p.stderr, "frontdoor:", t)
		}
		return errTold
	}
	if os.Getenv("GOGC") == "" {
		go tidyMemory(p.ctx)
	}
	if err := c.canListen(); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(p.stderr, nil))
	s, err := newServer(p.ctx, &c.serveSettings, log)
	if err != nil {
		return err
	}
	if err := s.listen(); err != nil {
		return errors.Join(err, s.close())
	}
	s.announce(p)
	return s.run(p.ctx)
}

// announce says on stdout what is on, what is off, and where to go.
func (s *server) announce(p *program) {
	at := s.address()
	fmt.Fprintf(p.stdout, "frontdoor listens on %s\n", at)
	fmt.Fprintf(p.stdout, "  web chat  %s/\n  inbox     %s/inbox\n", at, at)
	if !s.set.telegram() {
		fmt.Fprintln(p.stdout, "  telegram  off: FRONTDOOR_TELEGRAM_TOKEN is not set")
	} else {
		fmt.Fprintf(p.stdout, "  telegram  on, %s mode\n", s.set.telegramMode())
	}
	if !s.set.sms() {
		fmt.Fprintln(p.stdout, "  sms       off: FRONTDOOR_TWILIO_ACCOUNT_SID is not set")
	} else {
		fmt.Fprintf(p.stdout, "  sms       on, webhook %s/sms\n", strings.TrimRight(s.set.PublicURL, "/"))
	}
	if !s.set.wechat() {
		fmt.Fprintln(p.stdout, "  wechat    off: FRONTDOOR_WECHAT_APPID is not set")
	} else {
		fmt.Fprintf(p.stdout, "  wechat    on, %s mode\n", s.set.wechatMode())
	}
	sealed := s.set.sealing()
	fmt.Fprintln(p.stdout, map[bool]string{true: "Warning: "}[sealed.bad]+sealed.text)
	for _, l := range append(s.set.leftovers(), unknownVariables(os.Environ())...) {
		fmt.Fprintln(p.stdout, l)
	}
	if _, shared := s.book.(*redis.Book); shared {
		fmt.Fprintf(p.stdout, "  book      %s\n", s.set.bookName())
		found, err := promises(p.ctx, s.book)
		if err != nil {
			fmt.Fprintf(p.stdout, "The book's server does not say what it keeps: %v\n", err)
		}
		found = append(found, s.set.archived(p.ctx, s.book)...)
		for _, f := range found {
			fmt.Fprintln(p.stdout, map[bool]string{true: "Warning: "}[f.bad]+f.text)
		}
	}
	if agents, err := s.roster.List(p.ctx); err == nil && len(agents) == 0 {
		fmt.Fprintln(p.stdout, "There are no agents yet, so nobody can answer. In another terminal:\n  frontdoor agent add -login wu -name 吴姐 -role admin")
	}
}

// canListen looks whether the address is free, before a book and its key are made for a
// server that cannot serve them. It is taken only when the book is open: who connects
// earlier should be refused, and try another server or again, rather than wait.
func (s *serveSettings) canListen() error {
	l, err := s.listen()
	if err != nil {
		return err
	}
	return l.Close()
}

func (s *serveSettings) listen() (net.Listener, error) {
	l, err := net.Listen("tcp", s.Listen)
	if err != nil {
		return nil, fmt.Errorf("listening on %s (set FRONTDOOR_LISTEN to another address if it is taken): %w", s.Listen, err)
	}
	return l, nil
}

// listen takes the address before anything else is promised.
func (s *server) listen() (err error) {
	s.listener, err = s.set.listen()
	return err
}

// address is where a browser on this machine finds the server.
func (s *server) address() string {
	host, port, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		return "http://" + s.listener.Addr().String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// run serves until ctx ends or a part breaks, then lets every part finish what it
// began: requests first, then what is being sent, then the book.
func (s *server) run(ctx context.Context) error {
	web := webServer(ctx, s.handler, s.log)
	parts, partsCtx := errgroup.WithContext(ctx)
	for _, d := range s.duties {
		parts.Go(func() error {
			if err := d.run(partsCtx); err != nil && partsCtx.Err() == nil {
				return fmt.Errorf("%s: %w", d.name, err)
			}
			return nil
		})
	}
	parts.Go(func() error {
		if err := web.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serving: %w", err)
		}
		return nil
	})
	parts.Go(func() error {
		<-partsCtx.Done()
		// ctx is over, and the requests under way must still be answered.
		finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return web.Shutdown(finish)
	})
	return errors.Join(parts.Wait(), s.close())
}

// endStreams ends event streams when the server stops: they would hold the
// shutdown for ever, and browsers come back by themselves.
func endStreams(stop context.Context, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
			ctx, cancel := context.WithCancel(r.Context())
			defer cancel()
			defer context.AfterFunc(stop, cancel)()
			r = r.WithContext(ctx)
		}
		next.ServeHTTP(w, r)
	})
}

// needFolder makes the folder a file is to lie in.
func needFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("making the folder %s: %w", folder, err)
	}
	return nil
}
