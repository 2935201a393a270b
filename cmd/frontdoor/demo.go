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
	"os"
	"path/filepath"
	"strings"
	"time"

	"frontdoor/cmd/frontdoor/rehearsal"
	"frontdoor/dialog"
	"frontdoor/dialog/town"
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
	if c.Places == "" {
		if c.Places, err = writeSampleTown(folder); err != nil {
			return err
		}
	}
	cat, place, err := c.load()
	if err != nil {
		return err
	}
	if _, err := handoff.NewRules(place, cat).Since(p.ctx, b, time.Now().Add(-2*sampleAge)); err != nil { // the sample talks are no backlog
		return err
	}
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
  or at two stations    chen (七星), fang (兴学, 罗江, 湖滨), the same password

Write something on the first page, then answer it on the second: what lies in 七星村 is proposed to chen first.
ctrl-C ends the demo and throws everything away.
`, at, at, password, password)
	err = s.run(p.ctx)
	fmt.Fprintln(p.stdout, "\nThe demo has ended; its book is gone.")
	return err
}

func addSampleAgents(ctx context.Context, roster *handoff.Roster, password string) error {
	const always handoff.Rota = "mon-sun 00:00-24:00" // whenever somebody tries it
	for _, a := range []handoff.Agent{
		{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent, Service: handoff.Service{Duty: always, Entrusted: []string{"counselling", "village"}}},
		{Login: "chen", Name: "陈姐", Role: handoff.RoleAgent, Service: handoff.Service{Duty: always, Areas: []string{"QX01"}}},
		{Login: "fang", Name: "老方", Role: handoff.RoleAgent, Service: handoff.Service{Duty: always, Areas: []string{"LB01"}}},
		{Login: "lin", Name: "林站长", Role: handoff.RoleSupervisor, Service: handoff.Service{Duty: always}},
	} {
		if err := roster.Add(ctx, a, password); err != nil {
			return err
		}
	}
	return nil
}

// writeSampleTown writes the built-in town with its sample stations and grids, and gives
// the name of the file.
func writeSampleTown(folder string) (string, error) {
	file := filepath.Join(folder, "town.yaml")
	err := errors.Join(os.WriteFile(file, []byte(town.Standard()+sampleAreas), 0o600),
		os.WriteFile(filepath.Join(folder, "grids.geojson"), []byte(sampleShapes), 0o600))
	if err != nil {
		return "", fmt.Errorf("writing the sample town: %w", err)
	}
	return file, nil
}

// tellSample lets the sample talks happen, a few hours ago.
func tellSample(ctx context.Context, s *server, set townSettings) error {
	cat, place, err := set.load()
	if err != nil {
		return err
	}
	script, err := set.script(cat, place)
	if err != nil {
		return err
	}
	talk := rehearsal.New(ctx, s.book, script, time.Now().Add(-sampleAge), rehearsal.StandardAddress(dialog.Web))
	talk.Agent, talk.AgentName = "wu", "吴姐"
	lines := bufio.NewScanner(bytes.NewReader(sampleTalks))
	for n := 1; lines.Scan(); n++ {
		if line := bytes.TrimSpace(lines.Bytes()); len(line) > 0 {
			if _, err := talk.Line(line); err != nil {
				return fmt.Errorf("sample/talks.jsonl:%d: %w", n, err)
			}
		}
	}
	if ahead := time.Until(talk.Now); ahead > 0 {
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
