package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// demoCommand is the whole product on a temporary book, with a small sample town.
type demoCommand struct {
	townSettings
	Listen string `env:"FRONTDOOR_LISTEN" placeholder:"HOST:PORT" help:"Address to listen on; 127.0.0.1:8080, or a free port if that is taken."`
}

func (*demoCommand) Help() string {
	return "Everything is thrown away at the end: ctrl-C. For a town's own book use: frontdoor serve"
}

// sampleTalks are the talks the demo begins with, in the lines of chat -json.
//
//go:embed sample/talks.jsonl
var sampleTalks []byte

// sampleAge is how long ago the sample talks begin; their waits add up to less.
const sampleAge = 5 * time.Hour

func (c *demoCommand) Run(p *program) error {
	b, folder, closing, err := temporaryBook(p.ctx)
	if err != nil {
		return err
	}
	defer closing()
	if err := b.Close(); err != nil { // the server opens it by its own settings
		return err
	}
	set := &serveSettings{bookSettings: bookSettings{Book: "sqlite:" + filepath.Join(folder, "book.db")}, townSettings: c.townSettings,
		Listen: c.Listen, TwilioOptOut: "provider"}
	if set.Listen == "" {
		set.Listen = freeAddress("127.0.0.1:8080")
	}
	s, err := newServer(p.ctx, set, slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, "Setting up a small sample town …")
	password := strings.ToLower(rand.Text()[:8])
	if err := errors.Join(addSampleAgents(p.ctx, s.roster, password), tellSample(p.ctx, s, c.townSettings)); err != nil {
		return errors.Join(fmt.Errorf("setting up the sample town: %w", err), s.close())
	}
	if err := s.listen(); err != nil {
		return errors.Join(err, s.close())
	}
	at := s.address()
	fmt.Fprintf(p.stdout, `
Residents write here:   %s/
Agents answer here:     %s/inbox
  sign in as            wu        password %s
  or as a supervisor    lin       password %s

Write something on the first page, then answer it on the second.
ctrl-C ends the demo and throws everything away.
`, at, at, password, password)
	err = s.run(p.ctx)
	fmt.Fprintln(p.stdout, "\nThe demo has ended; its book is gone.")
	return err
}

func addSampleAgents(ctx context.Context, roster *handoff.Roster, password string) error {
	for _, a := range []handoff.Agent{
		{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent},
		{Login: "lin", Name: "林站长", Role: handoff.RoleSupervisor},
	} {
		if err := roster.Add(ctx, a, password); err != nil {
			return err
		}
	}
	return nil
}

// tellSample lets the sample talks happen, a few hours ago.
func tellSample(ctx context.Context, s *server, town townSettings) error {
	cat, place, err := town.load()
	if err != nil {
		return err
	}
	script, err := town.script(cat, place)
	if err != nil {
		return err
	}
	talk := newRehearsal(ctx, s.book, script, time.Now().Add(-sampleAge), standardAddress(dialog.Web))
	talk.agent, talk.agentName = "wu", "吴姐"
	lines := bufio.NewScanner(bytes.NewReader(sampleTalks))
	for n := 1; lines.Scan(); n++ {
		if line := bytes.TrimSpace(lines.Bytes()); len(line) > 0 {
			if _, err := talk.line(line); err != nil {
				return fmt.Errorf("sample/talks.jsonl:%d: %w", n, err)
			}
		}
	}
	if ahead := time.Until(talk.now); ahead > 0 {
		return fmt.Errorf("sample/talks.jsonl ends %v in the future", ahead)
	}
	return lines.Err()
}

// freeAddress is the wished address, or one the system chooses if it is taken.
func freeAddress(wish string) string {
	l, err := net.Listen("tcp", wish)
	if err != nil {
		return "127.0.0.1:0"
	}
	io.Closer(l).Close()
	return wish
}
