package telegram

import (
	"context"
	"time"

	"frontdoor/bot"

	telegram "github.com/go-telegram/bot"
)

// declined is what a group reads before the bot leaves it: what residents tell is
// private, and a group is not.
var declined = bot.InWords("这里人多，不方便说事。请点我的头像单独和我聊，您的事只有办事的人看得到。",
	"This is a group, and what you tell me should stay private. Please tap my picture and write to me alone.")

// declineGroup says one friendly line and leaves; a channel, where the whole town would
// read it, is left without a word. Nothing of the group is stored.
func (c *Channel) declineGroup(group chat) {
	if c.left.within(time.Minute, group.ID, c.cfg.Now()) {
		return
	}
	c.errands.run("leave a group", func(ctx context.Context) error {
		// Where the bot may not write, it still leaves.
		var said error
		if group.Type != "channel" {
			_, said = c.client.SendMessage(ctx, &telegram.SendMessageParams{ChatID: group.ID, Text: declined})
		}
		if _, err := c.client.LeaveChat(ctx, &telegram.LeaveChatParams{ChatID: group.ID}); err != nil {
			return err
		}
		return said
	})
}
