package script

import "frontdoor/dialog"

// delivered is a letter that arrived.
func (t *scene) delivered() {
	l := t.In.Letter
	if l == nil {
		return
	}
	switch l.Kind {
	case dialog.LetterErase: // the clerk has done it
	case dialog.LetterAlert:
		t.Alerted(l)
	case dialog.LetterFile:
		t.Filed(l)
	case dialog.LetterAsk:
		t.AskedByCode(l)
	case dialog.LetterNews:
		t.NewsByCode(l)
	case dialog.LetterOffer:
		t.OfferArrived(l)
	case dialog.LetterTake:
		t.DraftTaken(l)
	case dialog.LetterDraft:
		t.DraftArrived(l)
	case dialog.LetterLink:
		t.LinkArrived(l)
	case dialog.LetterProof:
		t.ProofArrived(l)
	case dialog.LetterReplaced:
		t.ReplacedArrived(l)
	case dialog.LetterNoProof:
		t.NoProofArrived(l)
	case dialog.LetterPaper:
		t.PaperArrived(l)
	case dialog.LetterJoin:
		t.JoinArrived(l)
	case dialog.LetterInto:
		t.IntoArrived(l)
	case dialog.LetterPart:
		t.PartArrived(l)
	case dialog.LetterAlone:
		t.AloneArrived(l)
	case dialog.LetterBeside:
		t.BesideArrived(l)
	case dialog.LetterOutcome:
		t.OutcomeArrived(l)
	case dialog.LetterToSide:
		t.TableArrived(l)
	case dialog.LetterFromSide:
		t.SideArrived(l)
	}
}
