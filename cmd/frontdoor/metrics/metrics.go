package metrics

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Metrics are the figures of one program.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	streams  prometheus.Gauge
	taken    *prometheus.HistogramVec
	sendings *prometheus.CounterVec
	delivery *prometheus.HistogramVec
	logged   *prometheus.CounterVec
	asked    *asked
	now      func() time.Time
}

// New makes figures that all stand at zero; now is the clock of the book.
func New(now func() time.Time) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), now: now,
		requests: histogram("frontdoor_http_request_seconds", "How long a request took, by route and by the first digit of its answer.", latencies, "route", "code"),
		streams:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "frontdoor_streams_open", Help: "Event streams that browsers hold open."}),
		taken:    histogram("frontdoor_taken_seconds", "How long it took until a resident's word was stored, or refused.", latencies, "channel", "outcome"),
		sendings: counter("frontdoor_sendings_total", "What became of each try to send a message: sent, failed, expired, put_off, held.", "channel", "outcome"),
		delivery: histogram("frontdoor_delivery_seconds", "From the moment a message may go until its provider took it.", waits, "channel"),
		logged:   counter("frontdoor_log_records_total", "Lines written to the log.", "level"),
		asked:    &asked{now: now},
	}
	for _, l := range []slog.Level{slog.LevelWarn, slog.LevelError} {
		m.logged.WithLabelValues(l.String()) // an alert sees the first one rise from zero
	}
	m.registry.MustRegister(m.requests, m.streams, m.taken, m.sendings, m.delivery, m.logged, m.asked,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Channels lets the figures of these channels stand at zero before the first of each, so
// that an alert sees it rise.
func (m *Metrics) Channels(names ...string) {
	for _, name := range names {
		for _, outcome := range []string{"stored", "refused"} {
			m.taken.WithLabelValues(name, outcome)
		}
		for _, outcome := range []string{string(casebook.Sent), string(casebook.Failed), string(casebook.Expired), "put_off", "held"} {
			m.sendings.WithLabelValues(name, outcome)
		}
		m.delivery.WithLabelValues(name)
	}
}

// latencies and waits are the bounds of histograms in seconds: of what is done at once,
// and of what may have to wait for a provider.
var (
	latencies = []float64{.001, .0025, .005, .01, .02, .05, .1, .25, .5, 1, 2.5, 10}
	waits     = []float64{.05, .1, .25, .5, 1, 2.5, 5, 15, 60, 300, 1800, 3600 * 6}
)

func histogram(name, help string, bounds []float64, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: bounds}, labels)
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

// Handler answers with all figures.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Receive counts what residents did on its way to the book.
func (m *Metrics) Receive(next bot.Receiver) bot.Receiver {
	return func(ctx context.Context, in dialog.Input) error {
		began, outcome := time.Now(), "stored"
		err := next(ctx, in)
		if err != nil {
			outcome = "refused"
		}
		m.taken.WithLabelValues(in.From.Channel(), outcome).Observe(time.Since(began).Seconds())
		return err
	}
}

// Settle counts what became of messages, once it is written down.
func (m *Metrics) Settle(next bot.Settler) bot.Settler { return settler{m, next} }

type settler struct {
	*Metrics
	next bot.Settler
}

func (s settler) count(to dialog.Address, outcome string, err error) error {
	if err == nil {
		s.sendings.WithLabelValues(to.Channel(), outcome).Inc()
	}
	return err
}

func (s settler) Receipt(ctx context.Context, due casebook.Due, r casebook.Receipt, provider, reason string) error {
	err := s.next.Receipt(ctx, due, r, provider, reason)
	if err == nil && r == casebook.Sent {
		since := due.Message.CommittedAt
		if due.Message.NotBefore.After(since) {
			since = due.Message.NotBefore
		}
		s.delivery.WithLabelValues(due.Message.To.Channel()).Observe(s.now().Sub(since).Seconds())
	}
	return s.count(due.Message.To, string(r), err)
}

func (s settler) PutOff(ctx context.Context, due casebook.Due, again time.Time, reason string) error {
	return s.count(due.Message.To, "put_off", s.next.PutOff(ctx, due, again, reason))
}

func (s settler) Hold(ctx context.Context, due casebook.Due, until time.Time, reason string) error {
	return s.count(due.Message.To, "held", s.next.Hold(ctx, due, until, reason))
}

// Log counts the lines of a log.
func (m *Metrics) Log(log *slog.Logger) *slog.Logger {
	return slog.New(lines{log.Handler(), m.logged})
}

type lines struct {
	slog.Handler
	logged *prometheus.CounterVec
}

func (l lines) Handle(ctx context.Context, r slog.Record) error {
	l.logged.WithLabelValues(r.Level.String()).Inc()
	return l.Handler.Handle(ctx, r)
}

func (l lines) WithAttrs(a []slog.Attr) slog.Handler { return lines{l.Handler.WithAttrs(a), l.logged} }
func (l lines) WithGroup(name string) slog.Handler   { return lines{l.Handler.WithGroup(name), l.logged} }
