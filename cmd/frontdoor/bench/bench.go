package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"sync/atomic"
	"time"
)

// Options say what is measured.
type Options struct {
	Program     string // the frontdoor to load: a path
	Book        string // sqlite, redis, or a URL
	Residents   int    // in each step
	Connections int
	Again       int    // of a hundred messages so many are delivered twice
	Channel     string // both, telegram or sms
	Steps       []string
	Profile     string        // a file for the server's CPU profile; "" for none
	Soak        time.Duration // not 0: instead of the steps, half of the most is held for so long
	Kill        time.Duration // and the server killed so often meanwhile
	Out, Err    io.Writer
}

// ErrBroken is told when a promise was broken: the report says which.
var ErrBroken = errors.New("a promise was broken: see the last lines of the report")

// run is one run of the bench.
type run struct {
	Options
	providers *providers
	engine    *engine
	house     *house
	host      string
	all       []*resident
	folder    string
	bare      rates
	serial    atomic.Int64 // of commits beside the book
}

// Run measures, and writes the report to Out and its progress to Err.
func Run(ctx context.Context, o Options) (err error) {
	folder, err := os.MkdirTemp("", "frontdoor-bench-")
	if err != nil {
		return fmt.Errorf("making a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	r := &run{Options: o, folder: folder}
	if r.providers, err = newProviders(); err != nil {
		return err
	}
	defer r.providers.close()
	if r.engine, err = newEngine(ctx, o.Book, folder); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.engine.close()) }()
	listen := "127.0.0.1:0"
	if o.Soak > 0 {
		if listen, err = freeAddress(); err != nil {
			return err
		}
	}
	if r.house, err = newHouse(ctx, o.Program, folder, listen, r.engine, r.providers); err != nil {
		return err
	}
	var args []string
	if o.Profile != "" {
		args = []string{"-profile", o.Profile}
	}
	if err := r.house.start(ctx, o.Err, args...); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.house.stop()) }()
	if r.host, err = hostOf(r.house.url); err != nil {
		return err
	}
	if feed, err := r.house.feed(ctx); err != nil || len(feed) > 0 {
		return errors.Join(err, errors.New("there are words in this book already: name an empty one (a Redis server takes several: redis://host:port?book=NAME)"))
	}
	if o.Soak > 0 {
		return r.soak(ctx)
	}
	return r.steps(ctx)
}

// steps measures one thing after the other: taking in while nothing is sent, as
// fast as can be and at 70 % of that; sending what is owed; then both at once, at
// a third.
func (r *run) steps(ctx context.Context) error {
	fmt.Fprintf(r.Out, "frontdoor bench: %d cores, %s, %d connections, %d residents a step with %d messages each, %d %% delivered twice\n",
		runtime.NumCPU(), r.engine.name, r.Connections, r.Residents, len((&resident{}).lines()), r.Again)
	var fastest float64
	var err error
	for _, step := range r.Steps {
		switch step {
		case "raw":
			err = r.holdAgainst(ctx)
		case "in":
			fastest, err = r.take(ctx, "in", "taken in as fast as can be, nothing sent", 0, false)
			if err == nil && slices.Contains(r.Steps, "raw") {
				err = r.holdTaken(ctx, fastest)
			}
		case "steady":
			_, err = r.take(ctx, "steady", "taken in at 70 % of that, nothing sent", 0.7*fastest, false)
		case "out":
			err = r.sendOwed(ctx)
		case "both":
			_, err = r.take(ctx, "both", "whole conversations, answered, at a third", fastest/3, true)
		}
		if err != nil {
			return err
		}
	}
	c, err := r.count(ctx)
	if err != nil {
		return err
	}
	_, peak := cpuOf(r.house.cmd.Process.Pid)
	fmt.Fprintf(r.Out, "%s\nmemory  %d MB at most (server)\n", c, peak)
	if c.bad() {
		return ErrBroken
	}
	return nil
}

// holdAgainst is the step in which the engine alone is held against bare commits.
func (r *run) holdAgainst(ctx context.Context) (err error) {
	if r.bare, err = r.measure(ctx); err != nil {
		return err
	}
	bare, engine := r.bare.bare, r.bare.engine
	fmt.Fprintf(r.Out, "raw     the engine against bare commits of the same rows, in turns\n        bare %.0f a second, engine %.0f: %.0f %%; CPU a commit: bare %.3f ms, engine %.3f ms: %.0f %%\n",
		bare.rate(), engine.rate(), 100*engine.rate()/bare.rate(), inMs(bare.each()), inMs(engine.each()), 100*bare.each().Seconds()/engine.each().Seconds())
	return nil
}

// holdTaken holds what was taken in against bare commits before and after it.
func (r *run) holdTaken(ctx context.Context, taken float64) error {
	after, err := r.measure(ctx)
	if err != nil {
		return err
	}
	bare := r.bare.bare.and(after.bare).rate()
	fmt.Fprintf(r.Out, "        that is %.0f %% of bare commits (%.0f a second before, %.0f after)\n", 100*taken/bare, r.bare.bare.rate(), after.bare.rate())
	return nil
}

func (r *run) measure(ctx context.Context) (rates, error) {
	folder, err := os.MkdirTemp(r.folder, "raw")
	if err != nil {
		return rates{}, err
	}
	against, err := newRaw(ctx, r.engine, folder)
	if err != nil {
		return rates{}, fmt.Errorf("opening a book to hold against: %w", err)
	}
	defer against.close()
	return against.measure(ctx, &r.serial)
}

// count holds the book against everything, once the last replies are out.
func (r *run) count(ctx context.Context) (count, error) {
	for end := time.Now().Add(answerMost); ; {
		feed, err := r.house.feed(ctx)
		if err != nil {
			return count{}, err
		}
		c := compare(feed, r.all, slices.Contains(r.Steps, "out"))
		c.strange = int(r.providers.odd.Load())
		if c.unsent == 0 || time.Now().After(end) {
			return c, nil
		}
		select {
		case <-ctx.Done():
			return count{}, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// take is a step in which residents talk; it gives the messages a second.
func (r *run) take(ctx context.Context, name, what string, rate float64, waits bool) (float64, error) {
	l := &load{host: r.host, connections: r.Connections, again: r.Again, rate: rate, waits: waits}
	for range r.Residents {
		n := int64(len(r.all) + 100_000)
		one := newResident(n, r.Channel == "sms" || r.Channel == "both" && n%2 == 0)
		one.prepare(r.host)
		r.providers.know(one)
		r.all, l.residents = append(r.all, one), append(l.residents, one)
	}
	want := int64(r.Residents * len(l.residents[0].lines()))
	stop := r.progress(name, want, l.progress.Load)
	before, sent := r.cpu(), r.providers.sent.Load()
	l.run(ctx)
	took := time.Since(l.begun)
	used := r.cpu().since(before)
	stop()
	done := l.progress.Load()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	fmt.Fprintf(r.Out, "%-7s %s\n        %d messages in %.1f s: %.0f a second; to the 200 %s\n", name, what, done, took.Seconds(), float64(done)/took.Seconds(), spread(l.took))
	if waits {
		fmt.Fprintf(r.Out, "        %d replies sent meanwhile; to the reply %s; %d did not come\n", r.providers.sent.Load()-sent, spread(l.heard), l.silent.Load())
	}
	fmt.Fprintf(r.Out, "        %d delivered twice at the same moment, %d refused and said again; CPU a message: %s\n", l.twice.Load(), l.refused.Load(), used.each(int(done)))
	if rate == 0 {
		could := used.could(int(done))
		fmt.Fprintf(r.Out, "        by that CPU two cores, left to the server, take %.0f a second: %.1f times %d\n", could, could/knownGateway, knownGateway)
	}
	return float64(done) / took.Seconds(), nil
}

// sendMost bounds the time in which what is owed must be out.
const sendMost = 5 * time.Minute

// sendOwed is the step in which everything owed so far goes out.
func (r *run) sendOwed(ctx context.Context) error {
	feed, err := r.house.feed(ctx)
	if err != nil {
		return err
	}
	owed := int64(compare(feed, r.all, false).replies)
	stop := r.progress("out", owed, r.providers.sent.Load)
	defer stop()
	begun, before := time.Now(), r.cpu()
	if err := r.house.send(); err != nil {
		return fmt.Errorf("letting the server send: %w", err)
	}
	for r.providers.sent.Load() < owed && time.Since(begun) < sendMost {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(2 * time.Millisecond):
		}
	}
	took := time.Since(begun)
	sent := r.providers.sent.Load()
	used := r.cpu().since(before)
	fmt.Fprintf(r.Out, "out     what is owed goes out, in order for each resident\n        %d of %d replies in %.1f s: %.0f a second; CPU a message: %s\n"+
		"        by that CPU two cores, left to the server, send %.0f a second\n",
		sent, owed, took.Seconds(), float64(sent)/took.Seconds(), used.each(int(sent)), used.could(int(sent)))
	return nil
}

// progress says every second how far a step is; calling the result ends it.
func (r *run) progress(name string, want int64, have func() int64) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Second):
				fmt.Fprintf(r.Err, "%s: %d of %d\n", name, have(), want)
			}
		}
	}()
	return func() { close(done); <-ended }
}

func (r *run) cpu() (u usage) {
	u.server, _ = cpuOf(r.house.cmd.Process.Pid)
	u.bench, _ = cpuOf(os.Getpid())
	if r.engine.own != nil {
		u.redis, _ = cpuOf(r.engine.own.Process.Pid)
	}
	return u
}
