package push

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/SherClockHolmes/webpush-go"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Name is the part before the colon of the addresses.
const Name = "push"

// Device is a browser that takes notifications.
type Device struct{ Endpoint, P256dh, Auth string }

// Options are what the channel needs. All are required but Now.
type Options struct {
	// Find gives the browser of an address, false for one that is nobody's any more; Drop
	// forgets one.
	Find func(ctx context.Context, a dialog.Address) (Device, bool, error)
	Drop func(ctx context.Context, a dialog.Address) error
	// Key gives the town's key and its public half, both in base64url.
	Key func(ctx context.Context) (private, public string, err error)
	// Subject is where the push service's people find the town: an https or mailto address.
	Subject string
	// Client calls push services. It must not reach nets inside.
	Client *http.Client
	Now    func() time.Time
}

// Channel sends notifications.
type Channel struct{ Options }

// New makes the channel.
func New(o Options) *Channel {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Channel{o}
}

// Name is part of bot.Channel, as are Routes, Limits and Run.
func (*Channel) Name() string { return Name }

// Routes mounts nothing: browsers are taken in by the inbox.
func (*Channel) Routes(*http.ServeMux) {}

// Limits are far above what agents want to read.
func (*Channel) Limits() bot.Limits { return bot.Limits{PerSecond: 20} }

// Run has nothing to do in the background.
func (*Channel) Run(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// notice is what the browser's service worker is told (handoff/inbox/static/worker.js).
type notice struct {
	Case   string `json:"case"`
	Text   string `json:"text"`
	Urgent bool   `json:"urgent,omitempty"`
}

// headEnd stands between the number of the case and what is to be said.
const headEnd = " · "

// timeToLive is how long a push service keeps a message that has no use-by.
const timeToLive = 4 * time.Hour

// Send hands one notification to the browser's push service.
func (c *Channel) Send(ctx context.Context, m casebook.Outgoing) (string, error) {
	device, ok, err := c.Find(ctx, m.To)
	if err != nil {
		return "", &bot.SendError{Again: true, Reason: bot.InWords("查不到这台设备", "the device cannot be looked up"), Err: err}
	}
	if !ok {
		return "", &bot.SendError{Reason: bot.InWords("这台设备已不再接收通知", "the device takes no notifications any more")}
	}
	private, public, err := c.Key(ctx)
	if err != nil {
		return "", &bot.SendError{Again: true, Reason: bot.InWords("读不到通知的密钥", "the key of notifications cannot be read"), Err: err}
	}
	n := notice{Text: m.Text, Urgent: m.Safety}
	if head, body, ok := strings.Cut(m.Text, headEnd); ok {
		n.Case, n.Text = head, body
	}
	payload, err := json.Marshal(n)
	if err != nil {
		return "", &bot.SendError{Reason: bot.InWords("通知写不出来", "the notification cannot be written"), Err: err}
	}
	ttl, urgency := timeToLive, webpush.UrgencyNormal
	if !m.UseBy.IsZero() {
		ttl = min(max(m.UseBy.Sub(c.Now()), time.Minute), 24*time.Hour)
	}
	if m.Safety {
		urgency = webpush.UrgencyHigh
	}
	r, err := webpush.SendNotificationWithContext(ctx, payload, &webpush.Subscription{Endpoint: device.Endpoint, Keys: webpush.Keys{Auth: device.Auth, P256dh: device.P256dh}},
		&webpush.Options{HTTPClient: c.Client, Subscriber: c.Subject, Topic: topic(private, n), TTL: int(ttl.Seconds()),
			Urgency: urgency, VAPIDPrivateKey: private, VAPIDPublicKey: public, RecordSize: recordSize})
	if err != nil {
		return "", &bot.SendError{Again: !errors.Is(err, webpush.ErrMaxPadExceeded), Reason: bot.InWords("连不上通知服务", "the push service cannot be reached"), Err: plain(err)}
	}
	defer r.Body.Close()
	return "", c.verdict(ctx, m.To, r)
}

// recordSize is how long every message is, whatever it says.
const recordSize = 1024

// topic names the case to the push service without telling which it is: of two messages of
// one case that were not fetched it keeps the later one.
func topic(private string, n notice) string {
	mac := hmac.New(sha256.New, []byte(private))
	about := n.Case
	if about == "" {
		about = n.Text
	}
	mac.Write([]byte(about)) //nolint:errcheck // a hash never fails
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:24])
}

// plain is an error without the address that was called: who knows it could use it.
func plain(err error) error {
	var told *url.Error
	if errors.As(err, &told) {
		return told.Err
	}
	return err
}

// verdict reads what the push service answered.
func (c *Channel) verdict(ctx context.Context, to dialog.Address, r *http.Response) error {
	said := func(zh, en string) *bot.SendError { return &bot.SendError{Reason: bot.InWords(zh, en)} }
	switch code := r.StatusCode; {
	case code >= 200 && code < 300:
		return nil
	case code == http.StatusNotFound, code == http.StatusGone:
		failed := said("这台设备不再接收通知，已移除", "the device takes no notifications any more and was removed")
		if err := c.Drop(ctx, to); err != nil { // tried again: it shall not be called for ever
			failed.Again, failed.Err = true, err
		}
		return failed
	case code == http.StatusTooManyRequests, code >= 500:
		failed := said("通知服务暂时不接收(HTTP "+strconv.Itoa(code)+")", "the push service takes nothing for now (HTTP "+strconv.Itoa(code)+")")
		failed.Again, failed.After = true, retryAfter(r.Header.Get("Retry-After"), c.Now())
		return failed
	default:
		return said("通知服务拒收(HTTP "+strconv.Itoa(code)+")", "the push service refused the notification (HTTP "+strconv.Itoa(code)+")")
	}
}

// retryMost is the longest wait a push service is believed.
const retryMost = time.Hour

// retryAfter reads seconds or a date; 0 where neither is said.
func retryAfter(said string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(said); err == nil {
		return time.Duration(min(max(seconds, 0), int(retryMost/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(said); err == nil {
		return min(max(at.Sub(now), 0), retryMost)
	}
	return 0
}
