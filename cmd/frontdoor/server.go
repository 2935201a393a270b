package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"frontdoor/bot"
	"frontdoor/bot/media"
	"frontdoor/bot/sms"
	"frontdoor/bot/telegram"
	"frontdoor/bot/webchat"
	"frontdoor/bot/wechat"
	"frontdoor/cmd/frontdoor/metrics"
	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/afield"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/api"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis"
	"frontdoor/handoff/inbox"
	"frontdoor/handoff/search"
	"frontdoor/handoff/upload"
	"frontdoor/handoff/watch"
)

// server is the whole house, plugged together once; nothing is set afterwards.
type server struct {
	set      *serveSettings
	log      *slog.Logger
	book     book
	clerk    *casebook.Clerk
	desk     *handoff.Desk
	roster   *handoff.Roster
	handler  http.Handler
	channels []bot.Channel
	board    *handoff.Board
	search   *search.Index // nil where there is none
	duties   []duty
	listener net.Listener
	counted  *metrics.Metrics
	vitals   []*vital
}

// duty is one thing done in the background until the context ends.
type duty struct {
	name string
	run  func(context.Context) error
}

// theDeliverer is the duty that the bench holds back.
const theDeliverer = "the deliverer"

func newServer(ctx context.Context, set *serveSettings, log *slog.Logger) (*server, error) {
	cat, place, err := set.load()
	if err != nil {
		return nil, err
	}
	sc, err := set.script(cat, place)
	if err != nil {
		return nil, err
	}
	sc.OptOut = set.TwilioOptOut
	sc.LinkBase = set.linkBase()
	sc.NoSMS = !set.sms()
	sc.NoTelegram, sc.TelegramName = !set.telegram(), set.telegramName()
	if file := set.bookFile(); file != "" {
		if err := needFolder(filepath.Dir(file)); err != nil {
			return nil, err
		}
	}
	b, err := set.openBookWith(ctx, redis.Options{Log: log})
	if err != nil {
		return nil, err
	}
	if err := errors.Join(b.Vault().Ready(ctx), set.rememberErased(ctx, b)); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	now := clockOf(b)
	counted := metrics.New(now)
	log = counted.Log(seldom(log))
	clerk := casebook.NewClerk(b, sc, place.Prefix, casebook.Options{Now: now})
	rules, err := handoff.NewRules(place, cat).Since(ctx, b, now())
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	roster := handoff.NewRoster(b, nil).Under(rules).Of(place)
	lines := handoff.NewLines(b, roster)
	read, feed := casebook.Remembering(b), casebook.ReadTogether(b)
	board := handoff.NewBoard(feed, log).Under(rules)
	desk := handoff.NewDesk(read, clerk, categoryKeys(cat)).Audited(handoff.NewAudit(b, nil)).Keeping(agreement.NewKeeper(b))
	field, err := afield.New(afield.Options{Book: b, Shelf: b, Lines: lines, Desk: desk, Board: board, Catalog: cat, Town: place, Log: log, Now: now})
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	var stories stories
	receive := func(ctx context.Context, in dialog.Input) error {
		if taken, err := field.Take(ctx, &in); taken || err != nil {
			return err
		}
		result, err := clerk.Handle(ctx, in)
		if err == nil && !result.Seen {
			stories.note(in.From, !result.Talk.State.BurstUntil().IsZero())
		}
		return err
	}
	files, err := set.openMedia(b.Vault())
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	along := &media.Attached{Store: files, Book: read, URL: set.PublicURL, Now: now, Log: log}
	vitals := set.vitals(b, files, log)
	if err := set.budget(b, place.Zone).HideNumbers(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	channels, err := set.channels(b, files, along, clerk, lines, counted.Receive(vitals[0].receive(receive)), stories.open, sc, log)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	pushKey := handoff.NewPushKey(b, set.PushKey)
	pushed, err := set.push(lines, pushKey, now)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	channels = append(channels, pushed)
	found := set.openSearch(ctx, b, feed, place.Prefix, log)
	board.KeptIn(keptBoard(found, b))
	s := &server{set: set, log: log, book: b, clerk: clerk, desk: desk, roster: roster, channels: channels, board: board, search: found, counted: counted, vitals: vitals}

	hookPages, err := set.hookPages(b, cat, log)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	mux := http.NewServeMux()
	for _, c := range channels {
		c.Routes(mux)
	}
	along.Routes(mux)
	agents := inbox.New(inbox.Options{Desk: desk, Board: board, Roster: roster, Sessions: handoff.NewSessions(b, roster), Provider: set.provider(), DemandsSecond: set.demandsSecond, Lines: lines,
		Book: read, Shelf: b, Catalog: cat, Town: place, Search: found, Media: files.ServeKept, Segments: sms.Cost, LinkLine: along.Line,
		MapURL: s.set.MapURL, PublicURL: set.PublicURL, Outsiders: handoff.NewOutsiders(desk, b, now), IDPapers: set.idPapers(desk, b), Arrive: arrive(files, upload.ErrForm), Papers: set.papers(b), HostOf: webchat.HostOf(set.proxies()), Secure: set.secure(), Log: log,
		Notices: field.Notices, PushKey: pushKey.Public, Hooks: hookPages})
	mux.Handle("/inbox", agents)
	mux.Handle("/inbox/", agents)
	mux.Handle("/outside/", agents)
	mux.Handle("/verify/", agents)
	mux.Handle("/api/v1/", api.New(api.Config{Book: read, Desk: desk, Board: board, Tokens: handoff.NewTokens(b, roster), Roster: roster, Shelf: b, Media: files.ServeKept, Arrive: arrive(files, upload.ErrForm),
		Categories: categoryKeys(cat), Prefix: place.Prefix, Zone: place.Zone, Now: now, Search: found, Log: log}))
	links, err := s.ownLinks(files, cat, place)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	mux.Handle("/link/", links)
	set.openTo(mux, b, board, clerk, files, sc, log)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", s.ready(board))
	s.handler = counted.Requests(set.overTLS(mux))

	deliverer := &bot.Deliverer{Owed: b, Settler: counted.Settle(settler{clerk, field, log}), Receive: receive, Channels: set.paced(channels), Attach: along.Ready, Log: log, Now: now, Pacer: pacer(b)}
	keeper := media.NewKeeper(media.Options{Book: feed, BookID: b.ID(), Shelf: b, Recorder: clerk, Store: files, Openers: mediaOpeners(channels),
		Alone: alone(b, "media"), Log: log, Now: now})
	s.count(keeper)
	s.duties = []duty{
		{"the board", board.Run},
		{"the waker", casebook.NewWaker(b, clerk, log).Run},
		{"the postman", casebook.NewPostman(b, clerk, log).Run},
		{theDeliverer, deliverer.Run},
		{"the keeper of files", keeper.Run},
		{"news for agents afield", newsAfield(b, field)},
	}
	s.duties = append(s.duties, watchDuty(watch.Options{Clerk: clerk, Board: board, Rules: rules, Catalog: cat, Town: place, Crew: watch.Crew(roster, lines), Log: log, Now: now}, b))
	beside, err := set.beside(b, sc.Classifier, log)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	hooks, err := set.hookDuty(b, cat, place, log)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.duties = slices.Concat(s.duties, searching(found), set.archivist(b, board, log), erasing(b, board, files, log), s.ageing(place), beside, []duty{hooks}, set.showMetrics(counted, log))
	for _, v := range vitals {
		s.duties = append(s.duties, duty{"a look at the " + v.name, v.run})
	}
	for _, c := range channels {
		s.duties = append(s.duties, duty{"channel " + c.Name(), c.Run})
	}
	return s, nil
}

// channels are the ways to reach residents that are switched on.
func (s *serveSettings) channels(b book, files *media.Store, along *media.Attached, clerk *casebook.Clerk, lines *handoff.Lines, receive bot.Receiver, waiting func(dialog.Address) bool, sc *script.Script, log *slog.Logger) ([]bot.Channel, error) {
	web, err := webchat.New(webchat.Options{Book: b, Receive: receive, Media: files, Town: sc.Town,
		Greeting: map[string]string{"zh": sc.Quote("zh", "greet"), "en": sc.Quote("en", "greet")}, Secure: s.secure(), Now: clockOf(b),
		Sites: entries(s.Embed), Proxies: s.proxies(), Log: log})
	if err != nil {
		return nil, fmt.Errorf("the web chat: %w", err)
	}
	list := []bot.Channel{web}
	if s.telegram() {
		c, err := telegram.New(telegram.Config{Token: s.TelegramToken, Secret: s.TelegramSecret, API: s.TelegramAPI,
			Mode: s.telegramMode(), PublicURL: s.PublicURL, Receive: receive, Waiting: waiting, Open: along.Open, Now: clockOf(b), Log: log,
			Alone: alone(b, "telegram-poll")})
		if err != nil {
			return nil, fmt.Errorf("telegram: %w", err)
		}
		list = append(list, c)
	}
	if s.sms() {
		c, err := s.texts(b, clerk, receive, lines, sc.Town, log)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	if s.wechat() {
		c, err := wechat.New(wechat.Config{AppID: s.WeChatAppID, Secret: s.WeChatSecret, Token: s.WeChatToken, AESKey: s.WeChatAESKey,
			API: s.WeChatAPI, Receive: receive, Shelf: b, Now: clockOf(b), Log: log})
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// alone runs something in one process of several on a book; nil where only one process
// serves a book, which then need not wait for the lead of one that was killed.
func alone(b book, what string) func(context.Context, func(context.Context) error) error {
	if _, ok := b.(*redis.Book); !ok {
		return nil
	}
	return func(ctx context.Context, do func(context.Context) error) error {
		return casebook.Lead(ctx, b, what, clockOf(b), do)
	}
}

// pacer is the pace shared by several processes; nil where only one serves a book.
func pacer(b book) bot.Pacer {
	if shared, ok := b.(*redis.Book); ok {
		return shared
	}
	return nil
}

func categoryKeys(cat *catalog.Catalog) []string {
	var keys []string
	for _, c := range cat.Categories() {
		keys = append(keys, c.Key)
	}
	return keys
}

// secure is true when browsers reach this server over TLS.
func (s *serveSettings) secure() bool { return strings.HasPrefix(s.PublicURL, "https://") }

// mediaOpeners are the channels that can open what they took, by their names.
func mediaOpeners(channels []bot.Channel) map[string]bot.MediaOpener {
	all := map[string]bot.MediaOpener{}
	for _, c := range channels {
		if opener, ok := c.(bot.MediaOpener); ok {
			all[c.Name()] = opener
		}
	}
	return all
}

// ready answers 200 once the board holds the whole book and the book can be read.
// It never asks a provider. What is wrong with a channel, and what cannot be written,
// stands below it: the rest works, so it is no reason to take the server away.
func (s *server) ready(board *handoff.Board) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-board.Ready():
		default:
			http.Error(w, "still reading the book", http.StatusServiceUnavailable)
			return
		}
		if _, err := s.book.Read(r.Context(), dialog.DutyAddress); err != nil {
			s.log.Error("the book cannot be read", "err", err)
			http.Error(w, "the book cannot be read", http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, "ready\n")
		for _, wrong := range s.trouble(r.Context()) {
			io.WriteString(w, wrong+"\n")
		}
	}
}

func (s *server) close() error {
	if s.search == nil {
		return s.book.Close()
	}
	return errors.Join(s.search.Close(), s.book.Close())
}
