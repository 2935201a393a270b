package script

import "frontdoor/dialog"

// Quote is a sentence of the bot as it stands, for who must show it before or
// beside a talk: the first greeting of the chat page, what a hand-back will say, what
// Telegram shows of the bot.
func (sc *Script) Quote(lang, key string) string {
	t := sc.scene(dialog.State{Lang: lang}, dialog.Input{})
	return t.SayWithTown(key, 0, nil)
}
