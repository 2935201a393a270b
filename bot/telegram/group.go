package telegram

import (
	"context"
	"sync"
	"time"

	"frontdoor/bot"

	telegram "github.com/go-telegram/bot"
)

// declined is what a group reads before the bot leaves it: what residents tell is
// private, and a group is not.
var declined = bot.InWords("这里人多,不方便说事。请点我的头像单独和我聊,您的事只有办事的人看得到。",
	"This is a group, and what you tell me should stay private. Please tap my picture and write to me alone.")

// leftGroups are the groups left lately, so that a burst of updates from one is
// declined once.
type leftGroups struct {
	mu sync.Mutex
	at map[int64]time.Time
}

// lately notes a group; true if it was noted within the last minute.
func (l *leftGroups) lately(group int64, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.at == nil || len(l.at) > 1000 {
		l.at = map[int64]time.Time{}
	}
	before, ok := l.at[group]
	if ok && now.Sub(before) < time.Minute {
		return true
	}
	l.at[group] = now
	return false
}

// declineGroup says one friendly line and leaves. Nothing of the group is stored.
func (c *Channel) declineGroup(group int64) {
	if c.left.lately(group, c.cfg.Now()) {
		return
	}
	c.errands.run("leave a group", func(ctx context.Context) error {
		// Where the bot may not write, it still leaves.
		_, said := c.client.SendMessage(ctx, &telegram.SendMessageParams{ChatID: group, Text: declined})
		if _, err := c.client.LeaveChat(ctx, &telegram.LeaveChatParams{ChatID: group}); err != nil {
			return err
		}
		return said
	})
}
