package talk

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/understand"
)

// meta carries out a command that is about the conversation itself; true when it
// has answered.
func (t *Talk) meta(m *dialog.Matter, msg hear.Message, c hear.Command) bool {
	q := t.State.Asking
	switch c.Do {
	case hear.DoYes:
		t.agreed(m, q)
	case hear.DoNo:
		t.denied(m, q)
	case hear.DoRefuse:
		t.notAgreed(m)
	case hear.DoSkip, hear.DoUnknown:
		return t.skip(m, q, c.Do)
	case hear.DoBack:
		t.back(m)
	case hear.DoRepeat:
		t.again(m)
	case hear.DoRestart:
		if t.HasSubstance(c.Text) {
			t.retell(m, msg, c.Text)
			return true
		}
		t.restart(m, false)
	case hear.DoDrop:
		if m.Has("what") && msg.Command != understand.Drop && c.Note != dialog.Skipped {
			t.confirm(m, "drop_ask", dialog.AboutDrop, nil) // 算了 may be a sigh
			return true
		}
		t.drop(m, c.Note == dialog.Skipped)
	case hear.DoMistake:
		t.mistaken(m)
	case hear.DoWhy:
		t.why(m, q)
	case hear.DoWait:
		t.Tell(t.Phrase("wait", nil))
	case hear.DoHelp:
		t.help()
	case hear.DoStatus:
		t.status()
	case hear.DoSummary:
		t.soFar(m)
	case hear.DoMyData:
		t.SayMyData()
	case hear.DoLanguage:
		t.Before(t.Phrase("lang", nil))
		t.again(m)
	case hear.DoThanks:
		t.Tell(t.Phrase("thanks", nil))
	case hear.DoGreeting:
		t.greet(m)
	case hear.DoNewMatter:
		t.secondMatter(m, msg, c.Text)
	case hear.DoMore:
		t.menuPage(m, q)
	case hear.DoAll:
		t.menuAll(m)
	case hear.DoAsk:
		t.askedBack(m, q, msg)
	case hear.DoUnclear:
		t.unclear(m, q, msg)
	default:
		return false
	}
	return true
}

// accuses says that a message names somebody or a sum: then it tells something, even
// where the model sees no matter in it.
func accuses(cmds []hear.Command) bool {
	return slices.ContainsFunc(cmds, func(c hear.Command) bool { return c.Do == hear.DoSet && (c.Slot == "who" || c.Slot == "amount") })
}
