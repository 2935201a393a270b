package main

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/bot"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// TestPushCallsNothingInside: where a browser says it takes notifications is called as any
// address that comes from outside.
func TestPushCallsNothingInside(t *testing.T) {
	b, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	roster := handoff.NewRoster(b, nil)
	if err := roster.Add(t.Context(), handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent}, ""); err != nil {
		t.Fatal(err)
	}
	inside := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was called") }))
	defer inside.Close()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	lines := handoff.NewLines(b, roster)
	d := handoff.Device{Endpoint: inside.URL, P256dh: base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), Auth: base64.RawURLEncoding.EncodeToString([]byte("sixteen bytes ok"))}
	if err := lines.AddDevice(t.Context(), "wu", d); err != nil {
		t.Fatal(err)
	}
	channel, err := (&serveSettings{}).push(lines, handoff.NewPushKey(b, ""), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = channel.Send(t.Context(), casebook.Outgoing{To: d.Address(), Text: "JH-1 · 居民有新话。"})
	var failed *bot.SendError
	if !errors.As(err, &failed) || !strings.Contains(err.Error(), "not public") {
		t.Errorf("%v", err)
	}
}

func TestPushKeySetting(t *testing.T) {
	if got := (pushSettings{PushKey: "AAAA"}).pushTrouble(); len(got) != 1 || !strings.Contains(got[0], "FRONTDOOR_PUSH_KEY") {
		t.Errorf("%q", got)
	}
}
