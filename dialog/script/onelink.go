package script

import (
	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// A one-time link leads to a page of ours and to nothing else: what it is for lies at an
// address of its own, which is made of the token in the link and from which the token
// cannot be read back. Whoever asked is told the link where they asked, in no case's
// thread, for those who read a case must not open it. It opens once, for the browser that
// pressed the button, and is forgotten when its time is over.

// NeedsToken says that the next step may give a link, or draw a code for a number, so that a token must be drawn for it.
func NeedsToken(before *dialog.State, in dialog.Input) bool {
	if in.Kind == dialog.AskPaper || needsProof(before, in) {
		return true
	}
	if in.Kind != dialog.Said || len(in.Text) > 120 {
		return false
	}
	text := understand.Clean(in.Text)
	for _, lang := range dialog.Languages() {
		if cmd, _ := understand.ReadCommand(text, lang, in.From.Channel()); cmd == understand.MyData {
			return true
		}
	}
	return false
}

// giveLink tells the address of a new link what it is for, and gives the link; "" where
// nobody could open it.
func (t *Talk) giveLink(what string, id dialog.CaseID) string {
	if t.settings.LinkBase == "" || t.in.Token == "" {
		return ""
	}
	to := dialog.LinkAddress(t.in.Token)
	t.turn.Letters = append(t.turn.Letters, dialog.Letter{ID: string(to), To: to, Kind: dialog.LetterLink, Text: what, Case: id, Lang: t.Lang(), At: t.in.At})
	t.turn.Link = t.settings.LinkBase + "/link/" + t.in.Token
	return t.turn.Link
}

// linkArrived is a link's address learning what the link is for.
func (t *Talk) linkArrived(l *dialog.Letter) {
	life := dialog.LinkWaits
	if l.Text == dialog.LinkPaper {
		life = dialog.PaperWaits
	}
	t.State.Link = &dialog.Link{What: l.Text, For: l.From, Case: l.Case, Lang: l.Lang, Until: l.At.Add(life)}
	t.setWake(dialog.WakeLink, t.State.Link.Until)
}

// linkOpened lets one browser in, which has the key of which the text is the hash.
func (t *Talk) linkOpened() {
	l := t.State.Link
	if l == nil || !t.in.At.Before(l.Until) || l.Claim != "" || t.in.Text == "" {
		t.turn.Refused = dialog.ErrLinkGone
		return
	}
	if l.What == dialog.LinkPaper {
		t.turn.Letters = append(t.turn.Letters, dialog.Letter{ID: "given:" + string(t.in.From), To: l.For, Kind: dialog.LetterPaper, Case: l.Case, At: t.in.At})
	}
	l.Opened, l.Claim, l.Until = t.in.At, t.in.Text, t.in.At.Add(dialog.LinkReads)
	t.setWake(dialog.WakeLink, l.Until)
}

// sayMyData tells what is kept about the person, and gives the link to all of it.
func (t *Talk) sayMyData() {
	text, vars := t.myData()
	link := t.giveLink(dialog.LinkData, "")
	if link == "" {
		t.tell(text)
		return
	}
	vars["url"] = link
	text = t.phrase("mydata_link", vars)
	if t.onSMS() && !phrases.FitsSMS(t.signed(text)) {
		text = t.phrase("mydata_link_short", vars)
	}
	t.aside(text)
}
