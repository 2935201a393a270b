package hear

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// SaysYes is true for a one and for a yes as the whole message.
func SaysYes(text string) bool {
	return strings.TrimSpace(text) == "1" || understand.YesNo(text) == understand.Yes
}

// refusesConsent is a no to what the summary asks to agree to, and not to what it says.
var refusesConsent = pattern.MustCompile(`(?i)^[,。.!！ ]*(?:我|我们)?(?:不同意|不愿意|不授权|不许(?:看|用))[^?]{0,12}$|^(?:no,? )?(?:i )?(?:do not|don'?t|disagree|no consent|refuse)(?: (?:agree|consent|want (?:that|this)))?[.! ]*$`)

// refusesAt says that words refuse the consent a summary asked for.
func (t *Listener) refusesAt(m *dialog.Matter, q *dialog.Question, text string) bool {
	return q.AtSummary() && m.Wording != "" && refusesConsent.MatchString(text)
}

var notTheSame = pattern.MustCompile(`(?i)不是(?:那|同|一)|不同|不一样|另一|别的|not the same|different|another`)

// readAlike reads longer words than a yes or no: 是的,就是那盏灯.
func readAlike(text string) []Command {
	small := pattern.Small(text)
	if len([]rune(small)) > 30 {
		return nil
	}
	head := strings.FieldsFunc(small, func(r rune) bool { return strings.ContainsRune(",，。. !！", r) })
	switch {
	case notTheSame.MatchString(small), len(head) > 0 && understand.YesNo(head[0]) == understand.No:
		return []Command{{Do: DoNo}}
	case len(head) > 0 && understand.YesNo(head[0]) == understand.Yes,
		pattern.HoldsAny(small, []string{"同一", "一样的", "就是那", "就是它", "same one", "the same", "follow it", "一起跟进"}):
		return []Command{{Do: DoYes}}
	}
	return nil
}
