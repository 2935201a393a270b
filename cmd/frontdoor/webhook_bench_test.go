package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"frontdoor/bot/bottest"
	"frontdoor/bot/telegram"
	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// BenchmarkWebhookToCommit is one Telegram update from its HTTP request to the
// commit on disk and the answer 200, one resident after another and 64 at a time.
func BenchmarkWebhookToCommit(b *testing.B) {
	for _, at := range []int{1, 64} {
		b.Run(fmt.Sprintf("residents=%d", at), func(b *testing.B) {
			book, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "book.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer book.Close()
			sc, err := script.New(nil, nil, nil, nil)
			if err != nil {
				b.Fatal(err)
			}
			clerk := casebook.NewClerk(book, sc, "JH", casebook.Options{})
			channel, err := telegram.New(telegram.Config{Token: telegramToken, Secret: telegramSecret, Mode: "webhook",
				Receive: func(ctx context.Context, in dialog.Input) error { _, err := clerk.Handle(ctx, in); return err }, Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				b.Fatal(err)
			}
			mux := http.NewServeMux()
			channel.Routes(mux)
			var n atomic.Int64
			b.SetParallelism(max(1, at/2))
			post := func() {
				i := n.Add(1)
				r := httptest.NewRequest("POST", "/telegram", strings.NewReader(string(bottest.TextUpdate(i, 1, 5000+i, "七星村村口的路灯坏了"))))
				r.Header.Set("X-Telegram-Bot-Api-Secret-Token", telegramSecret)
				w := httptest.NewRecorder()
				mux.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Errorf("answered with %d: %s", w.Code, w.Body)
				}
			}
			if at == 1 {
				for b.Loop() {
					post()
				}
				return
			}
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					post()
				}
			})
		})
	}
}
