package main

import (
	"context"
	"errors"
	"log/slog"

	"frontdoor/dialog/catalog"
	"frontdoor/handoff"
	"frontdoor/handoff/hook"
	"frontdoor/handoff/inbox"
)

// hookPages lets admins keep the webhooks in the inbox, by what the command line calls.
type hookPages struct {
	sender *hook.Sender
	plain  bool // http is taken, where nets of the town's own are named
}

// hookPages are those of a server.
func (s hookSettings) hookPages(b book, cat *catalog.Catalog, log *slog.Logger) (hookPages, error) {
	nets, err := s.nets()
	if err != nil {
		return hookPages{}, err
	}
	sender, err := s.sender(b, cat, nil, log)
	return hookPages{sender, len(nets) > 0}, err
}

func (p hookPages) List(ctx context.Context) ([]inbox.Hook, error) {
	hooks, err := p.sender.Hooks.List(ctx)
	if err != nil {
		return nil, err
	}
	var all []inbox.Hook
	for _, h := range hooks {
		shown := inbox.Hook{Name: h.Name, URL: h.URL, Events: h.Events, Private: h.Private, CreatedAt: h.CreatedAt, Off: h.Off}
		if shown.Waiting, err = p.sender.Hooks.Waiting(ctx, h.Name); err != nil {
			return nil, err
		}
		dead, err := p.sender.Hooks.Dead(ctx, h.Name)
		if err != nil {
			return nil, err
		}
		for _, d := range dead {
			shown.Dead = append(shown.Dead, inbox.DeadLetter{ID: d.ID(), Case: d.Case, At: d.At, Why: d.Why})
		}
		all = append(all, shown)
	}
	return all, nil
}

func (p hookPages) Add(ctx context.Context, h inbox.Hook) (string, error) {
	secret := hook.NewSecret()
	err := p.sender.Hooks.Add(ctx, hook.Hook{Name: h.Name, URL: h.URL, Secret: secret, Events: h.Events, Private: h.Private}, p.plain)
	if errors.Is(err, hook.ErrTaken) {
		err = &handoff.Mistake{Code: "hook_taken", Field: "name", What: err.Error()}
	}
	return secret, err
}

func (p hookPages) Test(ctx context.Context, name string) (string, error) {
	h, err := p.sender.Hooks.Get(ctx, name)
	if err != nil {
		return "", err
	}
	if err := p.sender.Test(ctx, h); err != nil {
		return err.Error(), nil
	}
	return "", nil
}

func (p hookPages) Replay(ctx context.Context, name, id string) (int, error) {
	return p.sender.Hooks.Replay(ctx, name, id)
}
func (p hookPages) SwitchOn(ctx context.Context, name string) error {
	return p.sender.Hooks.SwitchOn(ctx, name)
}
func (p hookPages) Remove(ctx context.Context, name string) error {
	return p.sender.Hooks.Remove(ctx, name)
}
func (hookPages) Events() []string { return hook.Types() }
