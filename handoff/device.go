package handoff

import (
	"context"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
)

// Push is the channel of notifications to agents' browsers: push:NAME is one device.
const Push = "push"

// Device is a browser of an agent's that takes notifications by web push (RFC 8030).
type Device struct {
	// Endpoint is where its push service takes messages for it; whoever knows it may
	// send there what is signed with our key, so it is shown to nobody.
	Endpoint string `json:"endpoint"`
	// P256dh and Auth are the keys that only this browser can open messages with.
	P256dh string `json:"p256dh"`
	Auth   string `json:"auth"`
	// Name is what kind of browser it is, for the agent's own page.
	Name  string    `json:"name,omitempty"`
	Since time.Time `json:"since"`
	// Stamp is of the agent when the device was taken in: see Line.Stamp.
	Stamp string `json:"stamp"`
}

// Address is the device's own in the book: made of the endpoint, which it does not tell.
func (d Device) Address() dialog.Address { return deviceAt(d.Endpoint) }

func deviceAt(endpoint string) dialog.Address {
	sum := sha256.Sum256([]byte(endpoint))
	return dialog.Address(Push + ":" + base64.RawURLEncoding.EncodeToString(sum[:18]))
}

const (
	// devicesMost is how many browsers of one agent are told; the oldest goes first.
	devicesMost    = 8
	endpointMost   = 1024 // bytes
	deviceNameMost = 40   // bytes
)

// AddDevice takes in a browser of an agent's; who had it before has it no more. The
// error is a *Mistake where it is none that can be told anything.
func (l *Lines) AddDevice(ctx context.Context, login string, d Device) error {
	if !goodDevice(d) {
		return &Mistake{Code: "device_form", Field: "endpoint", What: "this browser cannot be told anything",
			Why: "a push service has an https address, and the browser two keys", Do: "switch notifications off and on again in the browser"}
	}
	rec, err := l.roster.get(ctx, login)
	if err != nil {
		return err
	}
	if len(d.Name) > deviceNameMost {
		d.Name = strings.ToValidUTF8(d.Name[:deviceNameMost], "")
	}
	d.Since, d.Stamp = l.roster.now().UTC().Truncate(time.Second), rec.stamp()
	err = l.Change(ctx, login, func(line *Line) {
		line.Devices = slices.DeleteFunc(slices.Clone(line.Devices), func(old Device) bool {
			return old.Endpoint == d.Endpoint || old.Stamp != d.Stamp
		})
		if n := len(line.Devices) - devicesMost + 1; n > 0 {
			line.Devices = line.Devices[n:]
		}
		line.Devices = append(line.Devices, d)
	})
	if err != nil {
		return err
	}
	return l.point(ctx, d.Address(), login)
}

// DropDevice forgets a browser by its endpoint, whoever's it is; one that is nobody's is
// fine.
func (l *Lines) DropDevice(ctx context.Context, endpoint string) error {
	return l.Drop(ctx, deviceAt(endpoint))
}

// Drop forgets an address of an agent's.
func (l *Lines) Drop(ctx context.Context, a dialog.Address) error {
	w, ok, err := l.Find(ctx, a)
	if err != nil || !ok {
		return err
	}
	return l.Change(ctx, w.Login, func(line *Line) {
		line.Devices = slices.Clone(line.Devices)
		line.drop(a)
	})
}

// Device gives the browser of an address; false when it is nobody's any more.
func (l *Lines) Device(ctx context.Context, a dialog.Address) (Device, bool, error) {
	w, ok, err := l.Find(ctx, a)
	if err != nil || !ok {
		return Device{}, false, err
	}
	i := slices.IndexFunc(w.Line.Devices, func(d Device) bool { return d.Address() == a })
	if i < 0 {
		return Device{}, false, nil
	}
	return w.Line.Devices[i], true, nil
}

func goodDevice(d Device) bool {
	u, err := url.Parse(d.Endpoint)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.Fragment != "" || len(d.Endpoint) > endpointMost {
		return false
	}
	point, err := keyBytes(d.P256dh)
	if err != nil {
		return false
	}
	if _, err := ecdh.P256().NewPublicKey(point); err != nil {
		return false
	}
	auth, err := keyBytes(d.Auth)
	return err == nil && len(auth) == 16
}

// keyBytes reads a key as browsers write it, with or without its padding.
func keyBytes(s string) ([]byte, error) {
	if len(s) > 128 {
		return nil, base64.CorruptInputError(128)
	}
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "="))
}
