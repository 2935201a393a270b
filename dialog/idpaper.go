package dialog

import "slices"

// askPaper gives the resident a link by which a number or a photo of it is given. Nobody
// who told without a name, or to whom nothing is sent, is asked.
func (t *scene) askPaper(m *Matter) {
	unnamed := t.in.From.Channel() == Unnamed || slices.Contains(m.Flags, FlagAnonymous)
	if unnamed || t.s.Stopped || t.quietBot() || t.LinkBase == "" || t.in.Token == "" {
		t.turn.Refused = ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	link := t.giveLink(LinkPaper, m.ID)
	t.act(Change{Case: m.ID, Kind: ChangePaper, Value: PaperAsked})
	t.apart(t.phrase("paper_ask", Vars{"case": string(m.ID), "url": link}), PaperWaits)
}

// paperArrived is the case learning that a paper was given.
func (t *scene) paperArrived(l *Letter) {
	if m := t.s.Matter(l.Case); m != nil {
		t.change(Change{Case: m.ID, Kind: ChangePaper, By: ByResident, Value: PaperGiven})
	}
}
