package dialog

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"frontdoor/dialog/understand"
)

// A one-time link leads to a page of ours and to nothing else: what it is for lies at an
// address of its own, which is made of the token in the link and from which the token
// cannot be read back. Whoever asked is told the link where they asked, in no case's
// thread, for those who read a case must not open it. It opens once, for the browser that
// pressed the button, and is forgotten when its time is over.

// linkChannel is the channel of addresses that only a link leads to.
const linkChannel = "link"

// LinkAddress is where that lies what a link is for.
func LinkAddress(token string) Address {
	sum := sha256.Sum256([]byte("frontdoor link:" + token))
	return Address(linkChannel + ":" + hex.EncodeToString(sum[:16]))
}

// What a link is for.
const LinkData = "data" // all that is kept of a resident

// How long a link may wait to be opened, and how long what it opened may be read.
const (
	LinkWaits = 30 * time.Minute
	LinkReads = 15 * time.Minute
	wakeLink  = "link"
)

// Link says, at the address of a link, what it is for.
type Link struct {
	What string  `json:"what"`
	For  Address `json:"for"`
	Case CaseID  `json:"case,omitempty"` // of LinkPaper
	Lang string  `json:"lang,omitempty"`
	// Until is when it is forgotten, Opened when it was opened, by whoever has the key of
	// which Claim is the hash.
	Until  time.Time `json:"until"`
	Opened time.Time `json:"opened,omitzero"`
	Claim  string    `json:"claim,omitempty"`
}

// ErrLinkGone: a link that was opened, is too old or never was.
var ErrLinkGone = errors.New("this link opens nothing any more")

// NeedsToken says that the next step may give a link, or draw a code for a number, so that a token must be drawn for it.
func (s *State) NeedsToken(in Input) bool {
	if in.Kind == AskPaper || s.needsProof(in) {
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
