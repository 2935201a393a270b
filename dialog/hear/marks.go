package hear

import (
	"strings"

	"frontdoor/dialog/pattern"
)

var (
	keyboardMarks = pattern.NewChars("，；！？：（）")
	toHalf        = strings.NewReplacer("，", ",", "；", ";", "！", "!", "？", "?", "：", ":", "（", "(", "）", ")")
)

// halfMarks is a text with the marks of a Chinese keyboard as the half-width ones, for rules
// that cut or count at marks: what they read must not depend on the keyboard. Words that are
// kept stay as they were typed.
func halfMarks(text string) string {
	if strings.IndexFunc(text, keyboardMarks.Has) < 0 {
		return text
	}
	return toHalf.Replace(text)
}
