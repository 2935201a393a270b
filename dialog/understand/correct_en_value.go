package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

// The old value stands first and is called wrong, or what should have been said.
var (
	valueWrong  = pattern.MustCompile(`^(?:no[,.]? |sorry[,.]? |oops[,.]? |wait[,.]? )*(?:the )?(.{1,40}?) (?:is|was|are) (?:wrong|incorrect|not right|not correct|a mistake|a typo)[,.;]? +(?:it is|it's|it was|it should be|should be|the right one is|the correct one is|correct is|right is|i meant|i mean|make it) (?:at |in )?(.{1,60})$`)
	valueSaid   = pattern.MustCompile(`^(?:no[,.]? |sorry[,.]? |oops[,.]? |wait[,.]? )*i (?:said|wrote|typed|put|gave(?: you)?|told you) (.{1,40}?)[,.;]? +(?:(?:but|and) )?(?:it |that |this )?(?:should be|should have been|should say|i meant|meant|i mean|is really|is actually) (.{1,60})$`)
	valueShould = pattern.MustCompile(`^(?:no[,.]? |sorry[,.]? |oops[,.]? |wait[,.]? )*(?:the )?(.{1,40}?) should (?:be|say|read|have been) (.{1,60})$`)
)

// enValueWrong reads "Jinxing Court is wrong, it's Luobu Garden", "I said 2400, it should
// be 4200", "2400 should be 4200". "The street should be cleaned" corrects nothing.
func enValueWrong(t, s string) (Correct, bool) {
	if !strings.Contains(s, "should") && !strings.Contains(s, "wrong") && !strings.Contains(s, "meant") && !strings.Contains(s, "mean ") && !strings.Contains(s, "not ") && !strings.Contains(s, "incorrect") && !strings.Contains(s, "typo") && !strings.Contains(s, "mistake") && !strings.Contains(s, "really") && !strings.Contains(s, "actually") {
		return Correct{}, false
	}
	for _, form := range []*pattern.Pattern{valueWrong, valueSaid, valueShould} {
		at := form.FindStringSubmatchIndex(s)
		if at == nil {
			continue
		}
		old, newer := tidy(t[at[2]:at[3]]), tidy(t[at[4]:at[5]])
		if words(old) > 5 || words(newer) > 6 || verbIn(newer) || verbIn(old) {
			return Correct{}, false
		}
		if e, ok := enSlots.at(fold(old), 0); ok && len(e.word) == len(old) {
			return Correct{}, false // named by its slot: read elsewhere
		}
		alike := isNumeric(old) && isNumeric(newer) || lookOf(old) != "" && lookOf(old) == lookOf(newer)
		if form == valueShould && !alike && !(capital(old) && capital(newer)) {
			return Correct{}, false
		}
		return Correct{New: newer, Old: old}, true
	}
	return Correct{}, false
}

func capital(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }
