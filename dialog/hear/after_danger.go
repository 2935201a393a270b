package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
)

// AsksOfHarm: some answers to a slot are danger.
func AsksOfHarm(s catalog.Slot) bool {
	return s.Level == catalog.Must && slices.ContainsFunc(s.Options, func(o catalog.Option) bool { return setsDanger(s, o.Key) })
}

var (
	// well is what is said when danger is past: 找到了, "the fire is out".
	well    = pattern.MustCompile(`(?i)找到了|找着了|自己?回来了|回家了|人回来|没事了|(?:火|已经|都)灭了|扑灭了|救(?:出|上)来了|(?:人|已经|现在|都|我们?)(?:已经|很|都|也)?安全了|出来了|醒过?来了|虚惊|误会|已经到医院|送到医院了|\bfalse alarm\b|\b(?:found|we have|we've got) (?:him|her|them|it)\b|\b(?:he|she|they|it)(?:'s| is| are| has| have|'ve| just)? (?:come |came |been )?(?:back|home|found|ok|okay|fine|safe|out)\b(?: now)?|\bfire(?:'s| is) out\b|\b(?:we|i)(?:'re|'m| are| am)? (?:all )?safe now\b|\b(?:everyone|everybody)(?:'s| is) (?:safe|fine|ok|okay|out)\b`)
	notWell = pattern.MustCompile(`(?i)没(?:有)?(?:找到|找着|回来|灭|救|醒)|还没|不是没事|又(?:着|烧|走|打|来)|但|可是|不过|吗|[?？]|\b(?:not|isn'?t|hasn'?t|haven'?t|didn'?t|but|still|again|never)\b`)
)

// IsWell says that the danger told before is past. Nobody takes that for an end: people go
// on reading. Who was beaten at home or spoke of death may be made to say so, and is not
// told that it is good.
func IsWell(m *dialog.Matter, text string) bool {
	return !slices.Contains(m.Flags, dialog.FlagDomesticViolence) && !slices.Contains(m.Flags, dialog.FlagSuicideRisk) && len([]rune(text)) <= 80 && well.MatchString(text) && !notWell.MatchString(text)
}

// AsksForHelp is true for a plea or a question, which in danger is never left
// without an answer.
func AsksForHelp(text string) bool {
	return AsksBackAt(text) || pleads.MatchString(pattern.Small(text)) || pattern.HoldsAny(strings.ToLower(text), []string{"怎么办", "救", "快来", "help", "what should i do", "what do i do", "please"})
}

// pleads begs that something be not done, or tells of a need: 不要报警, 没有吃的, "don't call".
var pleads = pattern.MustCompile(`(?:别|不要|不能|不许|不敢|不想)(?:你们?|您)?(?:再)?(?:让|叫|给|跟|和|告诉|打|报|联系|通知|说|来|去|找|走|上门)|没有?(?:吃|饭|药|力气|电了)|(?:很|好|真)?(?:害怕|怕|疼|痛|饿|冷)(?:死|得很|极)?了?$|流血|出血|\b(?:do not|don'?t|dont) (?:call|tell|come|send|phone|ring|let|contact|leave|go)\b|\b(?:scared|afraid|bleeding|hurts?|hungry|cold|nothing to eat|no food)\b`)
