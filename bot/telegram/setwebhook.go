package telegram

import (
	"context"
	"net/http"
	"strings"

	"frontdoor/bot"

	telegram "github.com/go-telegram/bot"
)

// setWebhook tells Telegram where to post, again and again until it has heard,
// and then waits for ctx to end. Serving never depends on it: a webhook set
// before stays set.
func (c *Channel) setWebhook(ctx context.Context) error {
	if c.cfg.PublicURL == "" {
		c.cfg.Log.Warn("telegram: no public URL is set, so the webhook is not set; set FRONTDOOR_PUBLIC_URL, or use mode poll")
		<-ctx.Done()
		return nil
	}
	for fails := 0; ctx.Err() == nil; fails++ {
		heard, err := c.trySetWebhook(ctx)
		if err == nil {
			c.cfg.Log.Info("telegram: webhook is set")
			break
		}
		if fails == 0 && ctx.Err() == nil {
			c.cfg.Log.Error("telegram: webhook was not set; what was set before still holds", "err", err)
		}
		if code := heard.code(); heard.Envelope && (code == http.StatusBadRequest || code == http.StatusUnauthorized || code == http.StatusNotFound) {
			break // refused for what we said: saying it again changes nothing
		}
		pause(ctx, bot.Backoff(fails, "setWebhook"))
	}
	<-ctx.Done()
	return nil
}

func (c *Channel) trySetWebhook(ctx context.Context) (*answer, error) {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	ctx, heard := listen(ctx)
	return heard, c.callSetWebhook(ctx)
}

func (c *Channel) callSetWebhook(ctx context.Context) error {
	_, err := c.client.SetWebhook(ctx, &telegram.SetWebhookParams{
		URL: c.webhookURL(), SecretToken: c.cfg.Secret, AllowedUpdates: allowed,
	})
	return err
}

func (c *Channel) callDeleteWebhook(ctx context.Context) error {
	_, err := c.client.DeleteWebhook(ctx, &telegram.DeleteWebhookParams{})
	return err
}

// webhookURL is where Telegram posts updates to.
func (c *Channel) webhookURL() string { return strings.TrimRight(c.cfg.PublicURL, "/") + Path }
