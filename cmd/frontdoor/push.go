package main

import (
	"context"
	"strings"
	"time"

	"frontdoor/bot/push"
	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/hook"
)

// pushSettings are about notifications in agents' browsers.
type pushSettings struct {
	PushKey string `name:"push-key" env:"FRONTDOOR_PUSH_KEY" placeholder:"KEY" help:"Private key (P-256, 32 bytes in base64url) that signs notifications to agents' browsers; made once and kept in the book when not set."`
}

// pushTrouble is what is wrong with these settings.
func (s pushSettings) pushTrouble() []string {
	if s.PushKey == "" {
		return nil
	}
	if _, err := handoff.ReadPushKey(s.PushKey); err != nil {
		return []string{"FRONTDOOR_PUSH_KEY: " + err.Error() + "."}
	}
	return nil
}

// push is the channel that tells agents in their browsers. Push services are called as
// webhooks are: where a browser says, but never inside.
func (s *serveSettings) push(lines *handoff.Lines, key *handoff.PushKey, now func() time.Time) (*push.Channel, error) {
	nets, err := s.nets()
	if err != nil {
		return nil, err
	}
	subject := "https://localhost" // a name for who looks after the town; push services want one
	if s.secure() {
		subject = strings.TrimRight(s.PublicURL, "/")
	}
	return push.New(push.Options{Subject: subject, Client: hook.NewClient(nets), Key: key.Pair, Drop: lines.Drop, Now: now,
		Find: func(ctx context.Context, a dialog.Address) (push.Device, bool, error) {
			d, ok, err := lines.Device(ctx, a)
			return push.Device{Endpoint: d.Endpoint, P256dh: d.P256dh, Auth: d.Auth}, ok, err
		}}), nil
}
