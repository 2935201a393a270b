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
	notWell = pattern.MustCompile(`(?i)没(?:有)?(?:找到|找着|回来|灭|救|醒)|还没|不是(?:没事|误会)|又(?:着|烧|走|打|来)|但|可是|不过|吗|[?？]|\b(?:not|isn'?t|hasn'?t|haven'?t|didn'?t|but|still|again|never)\b`)
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

var (
	// noDanger says outright that the words told before were no danger: 没有危险, 不是急事, 弄错了,
	// "it's not an emergency".
	noDanger = pattern.MustCompile(`(?:(?:我|我们|我家|这里|现在|其实|根本|真的|都|也|这|人)*(?:没有?|不是|并不是|不算|谈不上)(?:什么|啥|人|在|是|要|想|有)*(?:危险|紧急|急事|急救|着火|起火|火灾|失火|打架|动手|打人|出事|受伤|伤人|救命|自杀|轻生|想不开|不想活|寻短见|想死)(?:的事情?|的意思|情况|的情况)?[了的呀啊哦呢嘛]*|(?:你们?|您)?(?:弄|搞|听|看|想|理解|会|领会)错(?:了|意思了|我的意思了)|(?:你们?|您)?误会(?:我)?了|(?:是|个)误会)|\b(?:it'?s|this is|it is|thats|that'?s|its|was|im|i'?m|i am|there'?s|there is)? ?(?:not|no|isn'?t|nothing)(?: really| actually| even)*(?: an?| any| in| that)*(?: real)? ?(?:emergenc(?:y|ies)|danger(?:ous)?|urgent|fire|suicid(?:e|al))\b|\b(?:nobody|no one|noone)(?:'s| is| was| got)* (?:hurt|injured|in danger)\b|\b(?:misunderst(?:ood|anding|and)|you (?:got|have) (?:it|me|that) wrong|wrong idea)\b`)
	// onlyAbout says what it is about instead: 只是路灯的事, 我就是想问低保, "it's just about the lamp".
	onlyAbout = pattern.MustCompile(`(?:^|[,，。;；!！ ])(?:我|其实|这|不是,?)*(?:只是|就是|不过是|就只是|我是|只不过)(?:来|想|要|想要|跟你们?)*(?:(?:问问?|说说?|反映|咨询|报|报修|办|打听|投诉|讨|补办|申请)(?:一下|下)?[^,，。;；!！\n]|[^,，。;；!！\n]{1,16}(?:的事情?|的问题|这件事|这事)(?:[,，。;；!！\n]|$))|\b(?:i(?:'m| am| was)? ?(?:just|only) (?:want(?:ed)?|need(?:ed)?|mean[t]?|ask(?:ing)?|report(?:ing|ed)?|wondering|calling|writing|texting|trying)|(?:it'?s|it is|its|this is|that'?s) (?:just|only) (?:about|the|my|a|an|our))\b`)
	// isFine says of the teller alone that nothing is wrong with them, or that all is calm.
	isFine = pattern.MustCompile(`^(?:放心,?)?(?:我们?|我人|我现在|人|我这边|这边|这里|现在|我都|都)*(?:没事|没啥事|没什么事|很好|好好的|好着呢|挺好的?|好得很|没问题|安全的?|很安全)[了的呀啊哦呢嘛啦 ]*(?:[,，。!！ ]|$)|^(?:no,? )?(?:i|we)(?:'m| am|'re| are|m)? (?:all |totally |really |perfectly |quite )?(?:fine|ok|okay|alright|good|safe|well)\b`)
)

// DeniesDanger says outright that there is no danger, or that the words are about something
// of every day, and gives what is told besides.
func DeniesDanger(text string) (rest string, ok bool) {
	small := pattern.Small(text)
	if len([]rune(text)) > 200 || turnsToHarm.MatchString(small) {
		return "", false
	}
	at := noDanger.FindStringIndex(small)
	if at == nil {
		return text, onlyAbout.MatchString(small)
	}
	if len(small) != len(text) {
		return text, true
	}
	return strings.Trim(text[:at[0]]+" "+text[at[1]:], " ,，。;；!！.?？"), true
}

// IsFine says of the teller that nothing is wrong with them, and no more.
func IsFine(text string) bool {
	return len([]rune(text)) <= 30 && isFine.MatchString(strings.TrimSpace(pattern.Small(text))) && !notWell.MatchString(text)
}

// turnsToHarm takes a denial back in the same breath: 没有危险但是他还在门口, "not a fire but smoke".
var turnsToHarm = pattern.MustCompile(`(?:但|可是|不过(?:[^是])|只是(?:流|擦|划|受|他|她|怕|有人)|不是(?:误会|没事|没有?危险|弄错)|吗[?？]?$|[?？]$|是不是)|\bbut\b|\?$|\bnot (?:a )?(?:misunderstanding|safe)\b`)
