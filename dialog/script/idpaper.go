package script

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
)

// askPaper gives the resident a link by which a number or a photo of it is given. Nobody
// who told without a name, or to whom nothing is sent, is asked.
func (t *Acts) askPaper(m *dialog.Matter) {
	unnamed := t.in.From.Channel() == dialog.Unnamed || slices.Contains(m.Flags, dialog.FlagAnonymous)
	if unnamed || t.State.Stopped || t.quietBot() || t.settings.LinkBase == "" || t.in.Token == "" {
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	link := t.giveLink(dialog.LinkPaper, m.ID)
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangePaper, Value: dialog.PaperAsked})
	t.apart(t.phrase("paper_ask", phrases.Vars{"case": string(m.ID), "url": link}), dialog.PaperWaits)
}

// paperArrived is the case learning that a paper was given.
func (t *Acts) paperArrived(l *dialog.Letter) {
	if m := t.State.Matter(l.Case); m != nil {
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangePaper, By: dialog.ByResident, Value: dialog.PaperGiven})
	}
}
