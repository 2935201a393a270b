package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
)

// byNumber is a case number, whoever's, and the words that ask about it.
var (
	byNumber    = pattern.MustCompile(`(?i)\b[a-z]{1,4}-?\d[\d-]{2,14}\b`)
	aboutNumber = strings.Fields("where is how what what's about status of case number no news any on the my for please it's going with and is there update progress done yet ready this i have check")
)

// NamesCase says that words name one of the resident's cases: they belong to it.
func (t *Listener) NamesCase(text string) bool {
	_, ok := t.Named(text)
	return ok
}

// AsksByNumber says that words are a case number and nothing but a question about it: one
// of the resident's own, or one that looks like the town's. B302 alone is a room.
func (t *Listener) AsksByNumber(text string) bool {
	if len(text) > 80 || !byNumber.MatchString(text) {
		return false
	}
	if _, own := t.Named(text); !own && !strings.HasPrefix(strings.ToUpper(byNumber.FindString(text)), t.Town.Prefix+"-") {
		return false
	}
	rest := strings.ToLower(byNumber.ReplaceAllString(text, " "))
	if pattern.HasHan(rest) {
		return strings.Trim(rest, " ,，。.?!？！:的呢吗了怎么样进度到哪里办得如何查一下询看编号是案件这个那现在什情况") == ""
	}
	for w := range strings.FieldsSeq(rest) {
		if w = strings.Trim(w, ".,!?:'\""); w != "" && !slices.Contains(aboutNumber, w) {
			return false
		}
	}
	return true
}

// Named finds one of the resident's own case numbers in the words.
func (t *Listener) Named(text string) (dialog.CaseID, bool) {
	upper := strings.ToUpper(text)
	for i := range t.State.Matters {
		if strings.Contains(upper, strings.ToUpper(string(t.State.Matters[i].ID))) {
			return t.State.Matters[i].ID, true
		}
	}
	if id, ok := dialog.ParseCaseID(t.Town.Prefix, text); ok && t.State.Matter(id) != nil {
		return id, true
	}
	return "", false
}
