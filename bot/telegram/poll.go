package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"frontdoor/bot"
	"frontdoor/handoff/casebook"
)

// allowed are the kinds of updates asked for.
var allowed = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// The bounds of polling.
const (
	pollBatch = 100              // updates at once, the most there can be
	pollWait  = 25 * time.Second // how long Telegram holds an empty answer back
	pollSlack = 10 * time.Second // beyond that, the connection is taken for dead
	callTime  = 10 * time.Second
)

type getUpdates struct {
	Offset  int64    `json:"offset,omitempty"`
	Limit   int      `json:"limit"`
	Timeout int      `json:"timeout"`
	Allowed []string `json:"allowed_updates"`
}

// poll asks for updates until ctx ends. The offset, which makes Telegram forget
// what lies before it, moves only over updates that were stored. What it forgot
// to tell before the program ended comes again and is recognised by its ID.
func (c *Channel) poll(ctx context.Context) error {
	c.deleteWebhook(ctx)
	var offset int64
	var said string // the trouble last logged
	fails := 0
	for ctx.Err() == nil {
		updates, err := c.getUpdates(ctx, offset)
		if err == nil {
			offset, err = c.receiveAll(ctx, updates, offset)
		}
		switch {
		case ctx.Err() != nil:
			return nil
		case err == nil:
			if fails > 0 {
				c.cfg.Log.Info("telegram gives updates again")
			}
			fails, said = 0, ""
		default:
			if text := c.trouble(ctx, err); text != said {
				c.cfg.Log.Error(text, "err", err)
				said = text
			}
			pause(ctx, bot.Backoff(fails, "getUpdates"))
			fails++
		}
	}
	return nil
}

// trouble says in words what an error of getUpdates means, and mends it where
// that can be done.
func (c *Channel) trouble(ctx context.Context, err error) string {
	var refused *apiError
	if errors.As(err, &refused) {
		switch {
		case refused.code == http.StatusConflict && strings.Contains(refused.description, "webhook"):
			c.deleteWebhook(ctx)
			return "telegram: a webhook is set for this bot, so it cannot be polled; taking the webhook away"
		case refused.code == http.StatusConflict:
			return "telegram: another program polls with the same token; stop it, only one may run"
		case refused.code == http.StatusUnauthorized || refused.code == http.StatusNotFound:
			return "telegram: the bot token is not valid; check FRONTDOOR_TELEGRAM_TOKEN"
		}
	}
	return "telegram: updates are not coming in; trying on"
}

func (c *Channel) getUpdates(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, pollWait+pollSlack)
	defer cancel()
	var updates []json.RawMessage
	err := c.api.call(ctx, "getUpdates", getUpdates{
		Offset: offset, Limit: pollBatch, Timeout: int(pollWait.Seconds()), Allowed: allowed,
	}, &updates)
	return updates, err
}

// receiveAll stores a batch and gives the offset behind the last update before
// which all are stored. After one that could not be stored, later ones of the
// same chat wait for it; those of other chats do not.
func (c *Channel) receiveAll(ctx context.Context, updates []json.RawMessage, offset int64) (int64, error) {
	var failed error
	stuck := map[int64]bool{}
	for _, raw := range updates {
		u, err := parse(raw)
		if err != nil {
			// Telegram's own answer with an update we cannot read: to ask for
			// it for ever would stop everybody else.
			var id struct {
				ID int64 `json:"update_id"`
			}
			c.cfg.Log.Error("telegram: an update cannot be read and is passed over", "err", err)
			if json.Unmarshal(raw, &id) == nil && id.ID != 0 && failed == nil {
				offset = id.ID + 1
			}
			continue
		}
		if !stuck[u.chat()] {
			err := c.receive(ctx, u)
			switch {
			case errors.Is(err, casebook.ErrBrokenOff) && len(updates) >= pollBatch:
				// It will break off again, and behind a whole batch that waits for it
				// nobody would be heard any more.
				c.cfg.Log.Error("telegram: an update that cannot be taken in is passed over", "update", *u.ID, "err", err)
			case err != nil:
				failed = err
				stuck[u.chat()] = true
			}
		}
		if failed == nil {
			offset = *u.ID + 1
		}
	}
	return offset, failed
}

// chat is whose update it is.
func (u update) chat() int64 {
	switch {
	case u.Message != nil:
		return u.Message.Chat.ID
	case u.Edited != nil:
		return u.Edited.Chat.ID
	case u.Callback != nil && u.Callback.Message != nil:
		return u.Callback.Message.Chat.ID
	case u.Callback != nil:
		return u.Callback.From.ID
	case u.Member != nil:
		return u.Member.Chat.ID
	}
	return 0
}

// deleteWebhook makes polling possible. What waits at Telegram is kept.
func (c *Channel) deleteWebhook(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	if err := c.callDeleteWebhook(ctx); err != nil && ctx.Err() == nil {
		c.cfg.Log.Warn("telegram: the webhook could not be taken away", "err", err)
	}
}

// pause waits, or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
