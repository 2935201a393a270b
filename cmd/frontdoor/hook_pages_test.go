package main

import (
	"errors"
	"log/slog"
	"path/filepath"
	"testing"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
	"frontdoor/handoff/hook"
	"frontdoor/handoff/inbox"
)

// TestHookPages: what the pages of admins do is what the command line does, and stands in
// the record.
func TestHookPages(t *testing.T) {
	b, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	pages, err := hookSettings{}.hookPages(b, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx := handoff.ActingAs(t.Context(), "mo")
	platform := inbox.Hook{Name: "platform", URL: "https://127.0.0.1:1/in", Events: []string{"case.opened"}, Private: true}
	code := func(err error) string {
		var mistake *handoff.Mistake
		if errors.As(err, &mistake) {
			return mistake.Code
		}
		return ""
	}
	if _, err := pages.Add(ctx, inbox.Hook{Name: "inside", URL: "http://10.0.0.1"}); code(err) != "hook_url" {
		t.Errorf("plain http: %v", err)
	}
	secret, err := pages.Add(ctx, platform)
	if err != nil || secret == "" {
		t.Fatalf("added: %q %v", secret, err)
	}
	if _, err := pages.Add(ctx, platform); code(err) != "hook_taken" {
		t.Errorf("taken: %v", err)
	}
	if h, err := hook.NewHooks(b, b, nil).Get(ctx, "platform"); err != nil || h.Secret != secret || !h.Private {
		t.Errorf("stored: %+v %v", h, err)
	}
	if all, err := pages.List(ctx); err != nil || len(all) != 1 || all[0].URL != platform.URL || all[0].Off != "" {
		t.Errorf("listed: %+v %v", all, err)
	}
	if why, err := pages.Test(ctx, "platform"); why == "" || err != nil { // not public: it is not called
		t.Errorf("tried: %q %v", why, err)
	}
	if n, err := pages.Replay(ctx, "platform", ""); n != 0 || err != nil {
		t.Errorf("replayed %d, %v", n, err)
	}
	if err := errors.Join(pages.SwitchOn(ctx, "platform"), pages.Remove(ctx, "platform")); err != nil {
		t.Error(err)
	}
	if err := pages.Remove(ctx, "platform"); !errors.Is(err, casebook.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	entries, err := handoff.NewAudit(b, nil).List(ctx, handoff.AuditQuery{Who: "mo", About: "platform"})
	if err != nil || len(entries) != 4 {
		t.Errorf("noted %+v, %v", entries, err)
	}
}
