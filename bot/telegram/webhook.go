package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// secretHeader carries the webhook's secret.
const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// Routes mounts the webhook. When polling there is none.
func (c *Channel) Routes(mux *http.ServeMux) {
	if c.cfg.Mode == Webhook {
		bot.HandlePost(mux, Path, c.webhook)
	}
}

// webhook takes in one update. 200 is said only when the Receiver has stored it
// (or nothing of it is to be stored): Telegram sends anything else again.
func (c *Channel) webhook(w http.ResponseWriter, r *http.Request) {
	if !same(r.Header.Get(secretHeader), c.cfg.Secret) {
		http.Error(w, "the secret is wrong or missing", http.StatusUnauthorized)
		return
	}
	body, ok := bot.ReadPost(w, r)
	if !ok {
		return
	}
	u, err := parse(body)
	if err != nil {
		http.Error(w, "this is no update of the Bot API", http.StatusBadRequest)
		return
	}
	if err := c.receive(r.Context(), u); err != nil {
		c.cfg.Log.Error("an update was not stored; telegram will send it again", "update", *u.ID, "err", err)
		http.Error(w, "not stored, send it again", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// same compares without telling by time where the difference lies.
func same(given, want string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(want))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// receive stores what an update means, and then shows the courtesies that
// Telegram expects.
func (c *Channel) receive(ctx context.Context, u update) error {
	if group, ok := u.group(); ok {
		c.declineGroup(group)
	} else if in, ok := u.input(c.cfg.Now(), c.buttons); ok {
		if err := c.cfg.Receive(ctx, in); err != nil {
			return err
		}
		c.showTyping(in)
	}
	if u.Callback != nil && u.Callback.ID != "" {
		c.errands.queue("answer a tap", func(ctx context.Context) error { return c.answerTap(ctx, u.Callback.ID) })
	}
	return nil
}

// answerTap takes the waiting sign off a tapped button; while it is there, people tap
// again. So it is tried again while there is time.
func (c *Channel) answerTap(ctx context.Context, id string) error {
	for tries := 0; ; tries++ {
		ctx, heard := listen(ctx)
		_, err := c.client.AnswerCallbackQuery(ctx, &telegram.AnswerCallbackQueryParams{CallbackQueryID: id})
		if err == nil || heard.OK {
			return nil
		}
		failed := sendError(heard, c.api.hide(err))
		if !failed.Again || ctx.Err() != nil {
			return failed
		}
		pause(ctx, max(failed.After, bot.Backoff(tries, id)))
	}
}

// typingTime is how long "typing…" is shown, less the way there: Telegram takes it
// away after five seconds.
const typingTime = 4 * time.Second

// showTyping shows "typing…" while the conversation waits for the resident to
// finish a thought. While it is shown it need not be said again.
func (c *Channel) showTyping(in dialog.Input) {
	if c.cfg.Waiting == nil || in.Kind != dialog.Said || !c.cfg.Waiting(in.From) || c.typing.within(typingTime, in.From, c.cfg.Now()) {
		return
	}
	c.errands.run("show typing", func(ctx context.Context) error {
		var shown bool
		return c.api.call(ctx, "sendChatAction", &telegram.SendChatActionParams{ChatID: in.From.Local(), Action: models.ChatActionTyping}, &shown)
	})
}
