package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/hook"
)

// hookSettings say where endpoints of the town may lie.
type hookSettings struct {
	HookAllow string `name:"hook-allow" env:"FRONTDOOR_HOOK_ALLOW" placeholder:"NET,…" help:"Nets of the town's own in which webhooks may be called, e.g. 10.1.0.0/16; only the public net when not set."`
}

func (s hookSettings) nets() ([]netip.Prefix, error) { return hook.ReadNets(entries(s.HookAllow)) }

// hookTrouble is what is wrong with these settings.
func (s hookSettings) hookTrouble() []string {
	if _, err := s.nets(); err != nil {
		return []string{fmt.Sprintf("FRONTDOOR_HOOK_ALLOW: %v.", err)}
	}
	return nil
}

// sender is what calls endpoints.
func (s hookSettings) sender(b book, cat *catalog.Catalog, place *town.Town, log *slog.Logger) (*hook.Sender, error) {
	nets, err := s.nets()
	if err != nil {
		return nil, err
	}
	now := clockOf(b)
	return &hook.Sender{Hooks: hook.NewHooks(b, b, now), Book: b, Catalog: cat, Town: place, Client: hook.NewClient(nets), Log: log, Now: now}, nil
}

// hookDuty tells other systems, in one process of several on a book.
func (s *serveSettings) hookDuty(b book, cat *catalog.Catalog, place *town.Town, log *slog.Logger) (duty, error) {
	sender, err := s.sender(b, cat, place, log)
	if err != nil {
		return duty{}, err
	}
	run := sender.Run
	if lead := alone(b, "hooks"); lead != nil {
		run = func(ctx context.Context) error { return lead(ctx, sender.Run) }
	}
	return duty{"webhooks", run}, nil
}

// checkHooks says which systems are told, and what could not be told.
func (c *checkCommand) checkHooks(ctx context.Context, b book) []finding {
	hooks := hook.NewHooks(b, b, nil)
	all, err := hooks.List(ctx)
	if err != nil {
		return []finding{bad("The webhooks cannot be read: %v", err)}
	}
	if len(all) == 0 {
		return []finding{fine("No webhook is set: frontdoor hook add tells another system what happens to cases.")}
	}
	var found []finding
	for _, h := range all {
		waiting, err := hooks.Waiting(ctx, h.Name)
		dead, deadErr := hooks.Dead(ctx, h.Name)
		switch {
		case err != nil || deadErr != nil:
			found = append(found, bad("What waits for webhook %s cannot be read: %v", h.Name, errors.Join(err, deadErr)))
		case h.Off != "":
			found = append(found, bad("Webhook %s is switched off: %s. Once that is mended: frontdoor hook on %s", h.Name, h.Off, h.Name))
		case len(dead) > 0:
			found = append(found, bad("Webhook %s: %d messages were given up; frontdoor hook dead %s says why, hook replay %s tries them again.", h.Name, len(dead), h.Name, h.Name))
		default:
			found = append(found, fine("Webhook %s is on; %d messages wait to be tried again.", h.Name, waiting))
		}
	}
	return found
}

// hookCommand keeps the webhooks.
type hookCommand struct {
	Add    hookAddCommand    `cmd:"" help:"Tell an address what happens to cases from now on; prints the secret unless it comes from a file."`
	List   hookListCommand   `cmd:"" help:"List the webhooks, and how many messages wait or were given up."`
	Test   hookTestCommand   `cmd:"" help:"Call a webhook with a message of type test and say what came back."`
	Dead   hookDeadCommand   `cmd:"" help:"List the messages that were given up, and why."`
	Replay hookReplayCommand `cmd:"" help:"Let messages that were given up be tried again."`
	On     hookOnCommand     `cmd:"" help:"Switch a webhook on that said it was gone; it gets what it missed."`
	Remove hookRemoveCommand `cmd:"" help:"Forget a webhook and all that waits for it."`
}

type hookAddCommand struct {
	bookSettings
	hookSettings
	URL        string   `arg:"" placeholder:"URL" help:"The https address that is called."`
	Name       string   `default:"platform" placeholder:"NAME" help:"What it is called here; ${default} when not set."`
	SecretFile string   `placeholder:"FILE" help:"File with the secret (whsec_…) that signs; one is drawn and printed when not set."`
	Events     []string `placeholder:"EVENT,…" help:"Only these, e.g. case.opened,case.closed; all when not set."`
	Private    bool     `help:"It may be told words, names and restricted categories, too."`
}

func (c *hookAddCommand) Run(p *program) error {
	secret := ""
	if c.SecretFile != "" {
		text, err := os.ReadFile(c.SecretFile)
		if err != nil {
			return fmt.Errorf("reading the secret: %w", err)
		}
		secret = strings.TrimSpace(string(text))
	} else {
		secret = hook.NewSecret()
	}
	nets, err := c.nets()
	if err != nil {
		return fmt.Errorf("FRONTDOOR_HOOK_ALLOW: %w", err)
	}
	return c.withBook(p, func(b book) error {
		h := hook.Hook{Name: c.Name, URL: c.URL, Secret: secret, Events: c.Events, Private: c.Private}
		if err := hook.NewHooks(b, b, clockOf(b)).Add(p.ctx, h, len(nets) > 0); err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "%s is told from now on. Try it: frontdoor hook test %s\n", c.Name, c.Name)
		if c.SecretFile == "" {
			fmt.Fprintf(p.stdout, "Secret, shown only now: %s\n", secret)
		}
		return nil
	})
}

type hookListCommand struct{ bookSettings }

func (c *hookListCommand) Run(p *program) error {
	return c.withBook(p, func(b book) error {
		hooks := hook.NewHooks(b, b, nil)
		all, err := hooks.List(p.ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			fmt.Fprintln(p.stderr, "There is no webhook: frontdoor hook add https://platform.example.org/frontdoor")
			return nil
		}
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		for _, h := range all {
			waiting, err := hooks.Waiting(p.ctx, h.Name)
			dead, deadErr := hooks.Dead(p.ctx, h.Name)
			if err := errors.Join(err, deadErr); err != nil {
				return err
			}
			state, events, private := "on", "all events", ""
			if h.Off != "" {
				state = "off (" + h.Off + ")"
			}
			if len(h.Events) > 0 {
				events = strings.Join(h.Events, ",")
			}
			if h.Private {
				private = "private"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%d wait\t%d given up\t%s\t%s\n", h.Name, h.URL, state, waiting, len(dead), events, private)
		}
		return w.Flush()
	})
}

// hookNamed is the webhook a command is about.
type hookNamed struct {
	bookSettings
	Name string `arg:"" placeholder:"NAME" help:"The webhook; frontdoor hook list names them."`
}

// on does something to the webhook, and says so when there is none.
func (c *hookNamed) on(p *program, do func(book, *hook.Hooks) error) error {
	return c.withBook(p, func(b book) error {
		hooks := hook.NewHooks(b, b, clockOf(b))
		_, err := hooks.Get(p.ctx, c.Name)
		if errors.Is(err, casebook.ErrNotFound) {
			return fmt.Errorf("there is no webhook %q: frontdoor hook list names them", c.Name)
		}
		if err == nil {
			err = do(b, hooks)
		}
		return err
	})
}

type hookTestCommand struct {
	hookNamed
	hookSettings
}

func (c *hookTestCommand) Run(p *program) error {
	return c.on(p, func(b book, hooks *hook.Hooks) error {
		h, err := hooks.Get(p.ctx, c.Name)
		if err != nil {
			return err
		}
		sender, err := c.sender(b, nil, nil, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		if err := sender.Test(p.ctx, h); err != nil {
			return fmt.Errorf("calling %s: %w", h.URL, err)
		}
		fmt.Fprintf(p.stdout, "%s took the message.\n", h.URL)
		return nil
	})
}

type hookDeadCommand struct{ hookNamed }

func (c *hookDeadCommand) Run(p *program) error {
	return c.on(p, func(_ book, hooks *hook.Hooks) error {
		dead, err := hooks.Dead(p.ctx, c.Name)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		for _, d := range dead {
			fmt.Fprintf(w, "%s\t%s\t%s\n", d.ID(), d.At.Format(time.RFC3339), d.Why)
		}
		return w.Flush()
	})
}

type hookReplayCommand struct {
	hookNamed
	Message string `placeholder:"ID" help:"Only this one (msg_…); all when not set."`
}

func (c *hookReplayCommand) Run(p *program) error {
	return c.on(p, func(_ book, hooks *hook.Hooks) error {
		n, err := hooks.Replay(p.ctx, c.Name, c.Message)
		if err == nil && n == 0 && c.Message != "" {
			err = fmt.Errorf("%q was not given up: frontdoor hook dead %s lists what was", c.Message, c.Name)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "%d messages are tried again by the running server.\n", n)
		return nil
	})
}

type hookOnCommand struct{ hookNamed }

func (c *hookOnCommand) Run(p *program) error {
	return c.on(p, func(_ book, hooks *hook.Hooks) error { return hooks.SwitchOn(p.ctx, c.Name) })
}

type hookRemoveCommand struct{ hookNamed }

func (c *hookRemoveCommand) Run(p *program) error {
	return c.on(p, func(_ book, hooks *hook.Hooks) error { return hooks.Remove(p.ctx, c.Name) })
}
