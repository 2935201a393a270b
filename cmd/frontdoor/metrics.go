package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"frontdoor/bot/media"
	"frontdoor/cmd/frontdoor/metrics"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/hook"
)

// metricsSettings say where figures are shown.
type metricsSettings struct {
	Metrics string `env:"FRONTDOOR_METRICS" placeholder:"HOST:PORT" help:"Address on which Prometheus finds /metrics, and nothing else: one that the world does not reach, e.g. 127.0.0.1:9464. Not set: none."`
}

// metricsTrouble is what is wrong with these settings.
func (s *serveSettings) metricsTrouble() []string {
	if s.Metrics == "" {
		return nil
	}
	if _, _, err := net.SplitHostPort(s.Metrics); err != nil {
		return []string{fmt.Sprintf("FRONTDOOR_METRICS %q is no address to listen on: write it like 127.0.0.1:9464.", s.Metrics)}
	}
	if s.Metrics == s.Listen {
		return []string{"FRONTDOOR_METRICS is the address of FRONTDOOR_LISTEN: figures need one of their own, which the world does not reach."}
	}
	return nil
}

// showMetrics serves the figures on an address of their own.
func (s *serveSettings) showMetrics(m *metrics.Metrics, log *slog.Logger) []duty {
	if s.Metrics == "" {
		return nil
	}
	return []duty{{"metrics", func(ctx context.Context) error {
		l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.Metrics)
		if err != nil {
			return fmt.Errorf("listening on %s (FRONTDOOR_METRICS): %w", s.Metrics, err)
		}
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", m.Handler())
		web := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
		defer context.AfterFunc(ctx, func() { web.Close() })() //nolint:errcheck // nobody waits for a figure
		if err := web.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serving metrics: %w", err)
		}
		return nil
	}}}
}

// count has the figures of this server counted.
func (s *server) count(keeper *media.Keeper) {
	for _, c := range s.channels {
		s.counted.Channels(c.Name())
	}
	s.counted.Ask(s.figures(keeper)...)
}

// figures are what is counted when somebody asks.
func (s *server) figures(keeper *media.Keeper) []metrics.Figure {
	queues := func(of func(casebook.Queue) int) func(context.Context, time.Time) (map[string]float64, error) {
		return func(ctx context.Context, now time.Time) (map[string]float64, error) {
			n := map[string]float64{}
			for _, kind := range []casebook.DueKind{casebook.DueMessage, casebook.DueWake, casebook.DueLetter} {
				q, err := s.book.Queue(ctx, kind, now)
				if err != nil {
					return nil, err
				}
				n[string(kind)] = float64(of(q))
			}
			return n, nil
		}
	}
	return []metrics.Figure{
		{Name: "frontdoor_queue_waiting", Help: "What waits in the book: addresses with messages, wake-ups, letters.", Label: "queue", Read: queues(func(q casebook.Queue) int { return q.Waiting })},
		{Name: "frontdoor_queue_late", Help: "What of it could go now and nobody has.", Label: "queue", Read: queues(func(q casebook.Queue) int { return q.Late })},
		{Name: "frontdoor_failing", Help: "1 for what cannot be written, as /readyz says it.", Label: "what", Read: s.countFailing},
		{Name: "frontdoor_ready", Help: "1 when the board holds the whole book.", Read: s.isReady},
		{Name: "frontdoor_cases", Help: "Open cases by status.", Label: "status", Read: s.countCases},
		{Name: "frontdoor_cases_overdue", Help: "Open cases whose promised reply is overdue; a thousand stands for more.", Read: func(_ context.Context, now time.Time) (map[string]float64, error) {
			return map[string]float64{"": float64(s.board.CountDue(now, handoff.Agent{}))}, nil
		}},
		{Name: "frontdoor_cases_erased", Help: "Cases whose words were erased, by wish, by an admin or by age.", Read: func(context.Context, time.Time) (map[string]float64, error) {
			return map[string]float64{"": float64(len(s.board.Erased()))}, nil
		}},
		{Name: "frontdoor_files_waiting", Help: "Files of residents still to be fetched, by channel.", Label: "channel", Read: func(ctx context.Context, _ time.Time) (map[string]float64, error) {
			all, err := keeper.Waiting(ctx)
			return floats(all), err
		}},
		{Name: "frontdoor_channel_troubles", Help: "How many things keep a channel from working, as /readyz says them.", Label: "channel", Read: s.countTroubles},
		{Name: "frontdoor_hook_waiting", Help: "Messages that wait for a system of the town.", Label: "hook", Read: s.countHooks(func(ctx context.Context, hooks *hook.Hooks, name string) (int, error) {
			return hooks.Waiting(ctx, name)
		})},
		{Name: "frontdoor_hook_dead", Help: "Messages given up, which frontdoor hook replay sends again.", Label: "hook", Read: s.countHooks(func(ctx context.Context, hooks *hook.Hooks, name string) (int, error) {
			dead, err := hooks.Dead(ctx, name)
			return len(dead), err
		})},
	}
}

func (s *server) countFailing(context.Context, time.Time) (map[string]float64, error) {
	n := map[string]float64{}
	for _, v := range s.vitals {
		n[v.name] = float64(len(v.trouble()))
	}
	return n, nil
}

func floats(n map[string]int) map[string]float64 {
	all := map[string]float64{}
	for key, x := range n {
		all[key] = float64(x)
	}
	return all
}

func (s *server) isReady(context.Context, time.Time) (map[string]float64, error) {
	select {
	case <-s.board.Ready():
		return map[string]float64{"": 1}, nil
	default:
		return map[string]float64{"": 0}, nil
	}
}

func (s *server) countCases(context.Context, time.Time) (map[string]float64, error) {
	n := map[string]float64{}
	for status, x := range s.board.Counts(handoff.Agent{}).Statuses {
		n[string(status)] = float64(x)
	}
	return n, nil
}

func (s *server) countTroubles(ctx context.Context, _ time.Time) (map[string]float64, error) {
	n := map[string]float64{}
	for _, c := range s.channels {
		n[c.Name()] = 0
		if t, ok := c.(troubled); ok {
			n[c.Name()] = float64(len(t.Trouble(ctx)))
		}
	}
	return n, nil
}

// countHooks counts something of each endpoint.
func (s *server) countHooks(count func(context.Context, *hook.Hooks, string) (int, error)) func(context.Context, time.Time) (map[string]float64, error) {
	hooks := hook.NewHooks(s.book, s.book, clockOf(s.book))
	return func(ctx context.Context, _ time.Time) (map[string]float64, error) {
		all, err := hooks.List(ctx)
		if err != nil {
			return nil, err
		}
		n := map[string]float64{}
		for _, h := range all {
			x, err := count(ctx, hooks, h.Name)
			if err != nil {
				return nil, err
			}
			n[h.Name] = float64(x)
		}
		return n, nil
	}
}
