package talk

import (
	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
)

// A one-time link leads to a page of ours and to nothing else: what it is for lies at an
// address of its own, which is made of the token in the link and from which the token
// cannot be read back. Whoever asked is told the link where they asked, in no case's
// thread, for those who read a case must not open it. It opens once, for the browser that
// pressed the button, and is forgotten when its time is over.

// GiveLink tells the address of a new link what it is for, and gives the link; "" where
// nobody could open it.
func (t *Talk) GiveLink(what string, id dialog.CaseID) string {
	if t.Settings.LinkBase == "" || t.In.Token == "" {
		return ""
	}
	to := dialog.LinkAddress(t.In.Token)
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: string(to), To: to, Kind: dialog.LetterLink, Text: what, Case: id, Lang: t.Lang(), At: t.In.At})
	t.Turn.Link = t.Settings.LinkBase + "/link/" + t.In.Token
	return t.Turn.Link
}

// LinkArrived is a link's address learning what the link is for.
func (t *Talk) LinkArrived(l *dialog.Letter) {
	life := dialog.LinkWaits
	if l.Text == dialog.LinkPaper {
		life = dialog.PaperWaits
	}
	t.State.Link = &dialog.Link{What: l.Text, For: l.From, Case: l.Case, Lang: l.Lang, Until: l.At.Add(life)}
	t.SetWake(dialog.WakeLink, t.State.Link.Until)
}

// LinkOpened lets one browser in, which has the key of which the text is the hash.
func (t *Talk) LinkOpened() {
	l := t.State.Link
	if l == nil || !t.In.At.Before(l.Until) || l.Claim != "" || t.In.Text == "" {
		t.Turn.Refused = dialog.ErrLinkGone
		return
	}
	if l.What == dialog.LinkPaper {
		t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "given:" + string(t.In.From), To: l.For, Kind: dialog.LetterPaper, Case: l.Case, At: t.In.At})
	}
	l.Opened, l.Claim, l.Until = t.In.At, t.In.Text, t.In.At.Add(dialog.LinkReads)
	t.SetWake(dialog.WakeLink, l.Until)
}

// SayMyData tells what is kept about the person, and gives the link to all of it.
func (t *Talk) SayMyData() {
	text, vars := t.myData()
	link := t.GiveLink(dialog.LinkData, "")
	if link == "" {
		t.Tell(text)
		return
	}
	vars["url"] = link
	text = t.Phrase("mydata_link", vars)
	if t.OnSMS() && !phrases.FitsSMS(t.Signed(text)) {
		text = t.Phrase("mydata_link_short", vars)
	}
	t.aside(text)
}
