package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"runtime/pprof"
	"time"

	"frontdoor/bot"
	"frontdoor/cmd/frontdoor/bench"
)

// benchCommand loads a server of its own and counts.
type benchCommand struct {
	Book        string `default:"sqlite" placeholder:"sqlite|redis|URL" help:"sqlite: a file that is thrown away (${default}). redis: a redis-server started for this, with appendfsync always. Or the URL of a running server with an empty book."`
	Residents   int    `default:"1000" placeholder:"N" help:"How many residents talk in each step; ${default} when not set."`
	Connections int    `default:"32" placeholder:"N" help:"Over how many connections the providers deliver; ${default} when not set."`
	Again       int    `default:"10" placeholder:"PERCENT" help:"How many of a hundred messages are delivered twice at the same moment; ${default} when not set."`
	Channel     string `enum:"both,telegram,sms" default:"both" placeholder:"both|telegram|sms" help:"As which provider; ${default} when not set."`
	Steps       string `enum:"all,raw,in,send,talks" default:"all" placeholder:"all|raw|in|send|talks" help:"All steps; raw and in; only in; in and out; or all without raw. ${default} when not set."`
	Profile     string `placeholder:"FILE" help:"Write the server's CPU profile there; read it with: go tool pprof FILE"`

	Soak time.Duration `placeholder:"TIME" help:"Instead of the steps hold half of the most the server takes for so long, e.g. 1h, and kill it meanwhile."`
	Kill time.Duration `name:"kill-every" default:"1m" placeholder:"TIME" help:"How often it is killed (kill -9) meanwhile; ${default} when not set."`
}

func (*benchCommand) Help() string {
	return `Starts a front door with a book that is thrown away, plays Telegram and Twilio on the
loopback, and lets residents write whole conversations. The steps, one after the other:

    raw     what the book's engine commits a second, against bare commits of the same rows
    in      messages are taken in as fast as can be; nothing is sent yet
    steady  the same at 70 % of that rate: how long a provider waits for its 200
    out     what is owed goes out, without the providers' limits, in order for each resident
    both    whole conversations at a third of the rate: how long a resident waits for the reply

With -soak 1h these residents go on in their cases at half of the most that the server takes while it
answers, it is killed every minute and started again, and every tenth of the time is told by itself: how
long a provider waits for its 200, the server's memory. Only a reply that went out just before a kill may
go out twice. ctrl-C ends it and tells what was held so far.

A message counts when it was answered with 200, which the server says after it is on disk.
At the end the book is read through the API and held against what was answered and sent: any
loss, double or disorder is told and ends with code 1. Providers and server share this
machine, so the CPU of each is told apart; compare figures by ratio, not across machines.`
}

func (c *benchCommand) Run(p *program) error {
	if c.Residents < 1 || c.Connections < 1 || c.Again < 0 || c.Again > 100 {
		fmt.Fprintln(p.stderr, "frontdoor: -residents and -connections must be 1 or more, -again 0 to 100.")
		return errTold
	}
	if c.Soak < 0 || c.Soak > 0 && c.Kill < 2*time.Second {
		fmt.Fprintln(p.stderr, "frontdoor: -soak is a time like 10m or 1h, and -kill-every 2s or more: a server must get ready in between.")
		return errTold
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	steps := map[string][]string{"all": {"raw", "in", "steady", "out", "both"}, "raw": {"raw", "in"}, "talks": {"in", "steady", "out", "both"}, "in": {"in"}, "send": {"in", "out"}}
	return bench.Run(p.ctx, bench.Options{Program: self, Book: c.Book, Residents: c.Residents, Connections: c.Connections,
		Again: c.Again, Channel: c.Channel, Steps: steps[c.Steps], Profile: c.Profile, Soak: c.Soak, Kill: c.Kill, Out: p.stdout, Err: p.stderr})
}

// benchServeCommand is the server that the bench starts: serve, without the
// providers' rate limits, and sending only when a line on standard input says so.
type benchServeCommand struct {
	serveSettings
	Profile string `placeholder:"FILE"`
}

func (c *benchServeCommand) Run(p *program) (err error) {
	for _, at := range []string{c.TelegramAPI, c.TwilioAPI} {
		if u, err := url.Parse(at); err != nil || u.Hostname() != "127.0.0.1" {
			return fmt.Errorf("bench-serve keeps no rate limits and speaks to providers at 127.0.0.1 only, not to %s: use serve", at)
		}
	}
	if c.Profile != "" {
		f, err := os.Create(c.Profile)
		if err != nil {
			return fmt.Errorf("writing the profile: %w", err)
		}
		defer f.Close() //nolint:errcheck // StopCPUProfile has written it
		if err := pprof.StartCPUProfile(f); err != nil {
			return fmt.Errorf("writing the profile: %w", err)
		}
		defer pprof.StopCPUProfile()
	}
	c.unlimited = true
	if os.Getenv("GOGC") == "" { // as serve does
		go tidyMemory(p.ctx)
	}
	s, err := newServer(p.ctx, &c.serveSettings, slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return err
	}
	for i, d := range s.duties {
		if d.name == theDeliverer {
			s.duties[i].run = afterLine(bufio.NewReader(p.stdin), d.run)
		}
	}
	if err := s.listen(); err != nil {
		return errors.Join(err, s.close())
	}
	s.announce(p)
	return s.run(p.ctx)
}

// afterLine does something once a line was read.
func afterLine(in *bufio.Reader, do func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		line := make(chan error, 1)
		go func() {
			_, err := in.ReadString('\n')
			line <- err
		}()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-line:
			if err != nil {
				return fmt.Errorf("waiting for the line that lets it send: %w", err)
			}
			return do(ctx)
		}
	}
}

// unlimited is a channel without its provider's limits.
type unlimited struct{ bot.Channel }

func (unlimited) Limits() bot.Limits { return bot.Limits{} }

// paced are the channels as the deliverer gets them.
func (s *serveSettings) paced(channels []bot.Channel) []bot.Channel {
	if !s.unlimited {
		return channels
	}
	var free []bot.Channel
	for _, c := range channels {
		free = append(free, unlimited{c})
	}
	return free
}
