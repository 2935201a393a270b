package agents

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
)

// askPaper gives the resident a link by which a number or a photo of it is given. Nobody
// who told without a name, or to whom nothing is sent, is asked.
func (t *Acts) askPaper(m *dialog.Matter) {
	unnamed := t.In.From.Channel() == dialog.Unnamed || slices.Contains(m.Flags, dialog.FlagAnonymous)
	if unnamed || t.State.Stopped || t.QuietBot() || t.Settings.LinkBase == "" || t.In.Token == "" {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	link := t.GiveLink(dialog.LinkPaper, m.ID)
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangePaper, Value: dialog.PaperAsked})
	t.Apart(t.Phrase("paper_ask", phrases.Vars{"case": string(m.ID), "url": link}), dialog.PaperWaits)
}

// PaperArrived is the case learning that a paper was given.
func (t *Acts) PaperArrived(l *dialog.Letter) {
	if m := t.State.Matter(l.Case); m != nil {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangePaper, By: dialog.ByResident, Value: dialog.PaperGiven})
	}
}
