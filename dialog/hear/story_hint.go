package hear

import (
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
)

// What the words hint at and leave open, and what only sounds like it.

// isOver says that what is told happened on an earlier day, or in a time that has ended, and
// is not going on: then nothing is open about danger now.
func (t *Listener) isOver(m *dialog.Matter) bool {
	when, today := m.Slots["when"], t.Now.Format(time.DateOnly)
	if len(when.Value) < 10 || strings.HasPrefix(when.Value, "R:") {
		return false
	}
	if _, last, ok := strings.Cut(when.Value, "/20"); ok { // 2026-10-01/2026-10-31
		return "20"+last < today && !lasts.MatchString(m.Slots["what"].Value)
	}
	return !strings.Contains(when.Value[10:], "-") && when.Value[:10] < today
}

// lasts tells that what began in an earlier month goes on.
var lasts = pattern.MustCompile(`(?i)起|开始|以来|到现在|至今|一直|还在|越来越|老是|经常|天天|每天|又|\b(?:since|still|ever|keeps?|every|always|again|worse)\b`)

// HintsAtHarm says that the words hint at harm and leave it open.
func (t *Listener) HintsAtHarm(m *dialog.Matter, text string) bool {
	if !t.Look(text).Hint || t.isOver(m) {
		return false
	}
	onlyFor := func(of *pattern.Pattern) bool { // no hint is left without these words
		return of.MatchString(text) && !t.Look(of.ReplaceAllString(text, " ")).Hint
	}
	return !(onlyKeepsAwake(text) && onlyFor(sleepless) || m.Category == table && onlyFor(cracks) || onlyFor(touches) || paysBack.MatchString(text) && onlyFor(treatment))
}

// treatment is what a bill is of, and no hint at harm where the bill is to be paid back.
var (
	treatment = pattern.MustCompile(`住院|骨折|摔伤|摔倒|受伤|烫伤|撞伤|头晕|胸闷`)
	paysBack  = pattern.MustCompile(`报销|医保|农保|理赔|大病保险|惠民保|发票|结算|零星报|退费`)
)

// sleepless is what noise does to people, and no harm; noisy are words for noise.
var (
	sleepless = pattern.MustCompile(`(?i)(?:根本|都|也|又|整夜|整晚|晚上|觉)*(?:睡不着|睡不好|没法睡|不能睡|睡不成)觉?|\b(?:i |we |and |cannot |can'?t |could ?n'?t |can not |no ){1,3}(?:get any |even )?sleep\b`)
	noisy     = pattern.MustCompile(`(?i)吵|闹|狗叫|鸡叫|叫得|敲|拖|响|噪音|音乐|唱歌|打牌|麻将|装修|施工|广场舞|\b(?:bark\w*|nois[ey]\w*|loud|music|part(?:y|ies)|karaoke|drill\w*|hammer\w*|footsteps|mahjong)\b`)
)

// cracks is what a wall does, and nobody is hurt by it where two sides dispute; table is the
// kind of such matters.
var cracks = pattern.MustCompile(`裂缝|裂开|开裂|裂了|顶裂|震裂|倾斜|歪了`)

const table = "mediation"

// touches is harassment, after which nobody is asked for wounds.
var touches = pattern.MustCompile(`(?i)动手动脚|毛手毛脚|咸猪手|性骚扰|骚扰|\b(?:harass(?:es|ed|ing|ment)?|grop(?:es|ed|ing))\b`)

// onlyKeepsAwake says that words speak of noise and of sleep: the dog barks all night, I can't sleep.
func onlyKeepsAwake(text string) bool { return sleepless.MatchString(text) && noisy.MatchString(text) }
