package say

import (
	"strings"

	"frontdoor/dialog"
)

// The notice about personal data stands in the first sentence anybody is told (greet,
// hello). Its wording has a version, which a town that words it anew counts up in its own
// file of phrases (notice_version, notice_new): who was told an earlier one is told the new
// one once, in front of the next thing the bot says. Which was told is kept with the talk,
// and is an event of the case where it was told, so that it can be shown.
const (
	firstNotice = "1" // what was told before versions were written down
	noNotice    = "-" // a card spoke first, or a command was answered: it is still to be told
)

// noticeDue gives the sentence that is still to be told; "" for none. Somebody in danger is
// told later.
func (t *Speaker) noticeDue(r dialog.Reply) string {
	version := t.Word("notice_version")
	if r.By != dialog.ByBot || r.Safety || !t.State.Greeted || t.Introduced || t.State.Notice == version || t.State.Notice == "" && version == firstNotice {
		return ""
	}
	m := t.State.Matter(r.Case)
	if m == nil || m.Alerted || m.Owner != "" {
		return ""
	}
	if t.State.Notice == noNotice && m.Status == dialog.Collecting {
		return "" // questions stay short: with the words that pass it on
	}
	if t.State.Notice == noNotice {
		return t.Word("notice")
	}
	return t.Word("notice_new")
}

// noticed keeps which notice was told, if the text holds it.
func (t *Speaker) noticed(r dialog.Reply, told, text string, greeted bool) {
	switch version := t.Word("notice_version"); {
	case told != "" && strings.Contains(text, told):
		t.State.Notice = version
		if r.Case != "" {
			t.Change(dialog.Change{Case: r.Case, Kind: dialog.ChangeNotice, By: dialog.ByBot, Value: version})
		}
	case !greeted && t.State.Notice == "":
		t.State.Notice = noNotice
	}
}
