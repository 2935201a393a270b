package dialog

import "frontdoor/dialog/understand"

// A one-time link leads to a page of ours and to nothing else: what it is for lies at an
// address of its own, which is made of the token in the link and from which the token
// cannot be read back. Whoever asked is told the link where they asked, in no case's
// thread, for those who read a case must not open it. It opens once, for the browser that
// pressed the button, and is forgotten when its time is over.

// NeedsToken says that the next step may give a link, or draw a code for a number, so that a token must be drawn for it.
func NeedsToken(before *State, in Input) bool {
	if in.Kind == AskPaper || needsProof(before, in) {
		return true
	}
	if in.Kind != Said || len(in.Text) > 120 {
		return false
	}
	text := understand.Clean(in.Text)
	for _, lang := range Languages() {
		if cmd, _ := understand.ReadCommand(text, lang, in.From.Channel()); cmd == understand.MyData {
			return true
		}
	}
	return false
}

// giveLink tells the address of a new link what it is for, and gives the link; "" where
// nobody could open it.
func (t *scene) giveLink(what string, id CaseID) string {
	if t.LinkBase == "" || t.in.Token == "" {
		return ""
	}
	to := LinkAddress(t.in.Token)
	t.turn.Letters = append(t.turn.Letters, Letter{ID: string(to), To: to, Kind: LetterLink, Text: what, Case: id, Lang: t.lang(), At: t.in.At})
	t.turn.Link = t.LinkBase + "/link/" + t.in.Token
	return t.turn.Link
}

// linkArrived is a link's address learning what the link is for.
func (t *scene) linkArrived(l *Letter) {
	life := LinkWaits
	if l.Text == LinkPaper {
		life = PaperWaits
	}
	t.s.Link = &Link{What: l.Text, For: l.From, Case: l.Case, Lang: l.Lang, Until: l.At.Add(life)}
	t.setWake(wakeLink, t.s.Link.Until)
}

// linkOpened lets one browser in, which has the key of which the text is the hash.
func (t *scene) linkOpened() {
	l := t.s.Link
	if l == nil || !t.in.At.Before(l.Until) || l.Claim != "" || t.in.Text == "" {
		t.turn.Refused = ErrLinkGone
		return
	}
	if l.What == LinkPaper {
		t.turn.Letters = append(t.turn.Letters, Letter{ID: "given:" + string(t.in.From), To: l.For, Kind: LetterPaper, Case: l.Case, At: t.in.At})
	}
	l.Opened, l.Claim, l.Until = t.in.At, t.in.Text, t.in.At.Add(LinkReads)
	t.setWake(wakeLink, l.Until)
}

// sayMyData tells what is kept about the person, and gives the link to all of it.
func (t *scene) sayMyData() {
	text, vars := t.myData()
	link := t.giveLink(LinkData, "")
	if link == "" {
		t.tell(text)
		return
	}
	vars["url"] = link
	text = t.phrase("mydata_link", vars)
	if t.onSMS() && !fitsSMS(t.signed(text)) {
		text = t.phrase("mydata_link_short", vars)
	}
	t.aside(text)
}
