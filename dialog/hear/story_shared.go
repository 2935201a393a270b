package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// MeantBy finds the cases the words speak of, by words they share with what was told. Where
// they are written in another script than the case, the kind of matter decides. All that
// share most are given; none where nothing is shared.
func (t *Listener) MeantBy(words string, cases []*dialog.Matter) []*dialog.Matter {
	var best []*dialog.Matter
	most := 0
	for _, m := range cases {
		told := m.Title + "\n" + m.Slots["what"].Value
		n := shares(words, told, m.Slots["where"].Raw)
		if pattern.HasHan(words) != pattern.HasHan(told) && t.Rank(words).Best().Category == m.Category && t.Rank(words).Substance() {
			n = 1
		}
		switch {
		case n > most:
			best, most = []*dialog.Matter{m}, n
		case n == most && n > 0:
			best = append(best, m)
		}
	}
	return best
}

// commonWords are words of many matters, which tell none from the other.
var commonWords = pattern.MustCompile(`没有?修好?|没弄好|没办好|没解决|没处理好?|没好|还是|还没|还在|仍然|依然|又坏了?|坏了|不亮了?|我们|我家|你们|他们|门口|村里?|小区|社区|昨天|今天|上次|那[个件]|这[个件]|的|了|是|我|你|说|要|有|在|不`)

// shares counts what two texts share beside the place: pairs of Chinese characters, or
// the beginnings of longer Latin words.
func shares(words, told, place string) int {
	n := 0
	for part := range marks(words, place) {
		if marks(told, place)[part] {
			n++
		}
	}
	return n
}

// settled is the part of a place that says where, without the thing there: 罗埠花园3幢 of
// 罗埠花园3幢电梯.
var settled = pattern.MustCompile(`^.*(?:[村区园苑庄镇乡路街弄巷幢栋号室]|公寓|单元|village|road|street|community|estate)`)

// marks are the pairs of characters or the beginnings of words in a text.
func marks(text, place string) map[string]bool {
	text = strings.ToLower(understand.Simplify(text))
	if where := settled.FindString(strings.ToLower(understand.Simplify(place))); where != "" {
		text = strings.ReplaceAll(text, where, " ")
	}
	found := map[string]bool{}
	for piece := range strings.FieldsSeq(commonWords.ReplaceAllString(text, " ")) {
		piece = strings.Trim(piece, ".,;:!?()\"'")
		r := []rune(piece)
		switch {
		case pattern.HasHan(piece):
			for i := range len(r) - 1 {
				found[string(r[i:i+2])] = true
			}
		case len(r) >= 4 && !slices.Contains(commonEnglish, piece):
			found[string(r[:min(len(r), 6)])] = true
		}
	}
	return found
}

// commonEnglish are long English words of many matters.
var commonEnglish = []string{"still", "fixed", "broken", "again", "village", "since", "there", "that", "this", "with", "have", "hasn't", "isn't", "wasn't", "doesn't", "been", "working", "work", "problem", "from", "about", "they", "your", "please", "after", "never", "what", "when", "nobody", "came", "said", "road", "street", "community", "estate"}
