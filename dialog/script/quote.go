package script

import (
	"frontdoor/dialog"
	"frontdoor/dialog/hear"
)

// Quote is a sentence of the bot as it stands, for who must show it before or
// beside a talk: the first greeting of the chat page, what a hand-back will say, what
// Telegram shows of the bot.
func (sc *Script) Quote(lang, key string) string {
	t := &scene{Listener: hear.Listener{Known: &sc.Known, State: &dialog.State{Lang: lang}}, script: sc}
	return t.sayWithTown(key, 0, nil)
}
