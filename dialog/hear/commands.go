package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// plain are the commands of the resident's that need no more than their name.
var plain = map[understand.Command]Do{
	understand.Skip: DoSkip, understand.Back: DoBack, understand.Repeat: DoRepeat,
	understand.Restart: DoRestart, understand.Drop: DoDrop, understand.Why: DoWhy,
	understand.Wait: DoWait, understand.Help: DoHelp, understand.Status: DoStatus,
	understand.Summary: DoSummary, understand.MyData: DoMyData,
	understand.SayChinese: DoLanguage, understand.SayEnglish: DoLanguage,
	understand.Thanks: DoThanks, understand.Greeting: DoGreeting,
}

// Read turns a message into commands, by rules. It changes nothing.
func (t *Listener) Read(m *dialog.Matter, msg Message) []Command {
	q := t.State.Asking
	if msg.Choice != "" {
		if cmds := t.ReadChoice(m, q, msg.Choice); cmds != nil {
			return cmds
		}
		return []Command{{Do: DoRepeat}} // a button of an earlier question
	}
	if cameByMistake(m, msg.Text) {
		return []Command{{Do: DoMistake}}
	}
	if q != nil && q.Asks != dialog.AskConfirm && onlySorry.MatchString(msg.Text) {
		return []Command{{Do: DoUnclear, Text: msg.Text}}
	}
	if wantsItSent(m, q, msg.Text) {
		return []Command{{Do: DoSkip}}
	}
	if q != nil {
		if cmds := t.ReadAnswer(m, q, msg); cmds != nil {
			return cmds
		}
	}
	if words, ok := insteadOf(msg.Text); ok && m.Has("what") && t.HasSubstance(words) {
		return []Command{{Do: DoRestart, Text: words}}
	}
	if msg.Command == understand.NewMatter {
		return []Command{{Do: DoNewMatter, Text: msg.Rest}}
	}
	if q != nil && q.Asks != dialog.AskMenu && !m.Settled("phone") && (q.Asks != "phone" && KeepsContact(msg.Text) || m.Has("what") && wantsWriting(msg.Text)) {
		kept := Command{Do: DoSet, Slot: "phone", Note: dialog.Skipped} // told before it was asked
		if name, ok := t.nameWithoutNumber(msg.Text); ok && !m.Has("name") {
			return []Command{name, kept}
		}
		return []Command{kept}
	}
	if do, ok := plain[msg.Command]; ok && !(do == DoSkip && q != nil && q.Asks == "phone" && len(understand.Phones(msg.Text)) > 0) {
		return []Command{{Do: do, Text: msg.Rest}}
	}
	if asksWho(msg.Text) {
		return []Command{{Do: DoHelp}}
	}
	if asksBack(msg.Text) {
		return []Command{{Do: DoSummary}}
	}
	if m.Has("what") && backsOut(msg.Text) {
		if q != nil && q.Asks == dialog.AskConfirm && q.About != dialog.AboutSummary && q.About != dialog.AboutDrop {
			return []Command{{Do: DoNo}}
		}
		return []Command{{Do: DoDrop}}
	}
	if q != nil && q.Asks != dialog.AskConfirm && m.Has("what") && goesOnAfterAll(msg.Text) {
		return []Command{{Do: DoRepeat}}
	}
	if q != nil && asksWhy(msg.Text) {
		return []Command{{Do: DoWhy}}
	}
	if cmds := t.ReadCorrection(m, msg); cmds != nil && !(q != nil && (q.Asks == "phone" || len(t.Phones(msg.Text)) > 0) && onlyNames(m, cmds)) {
		return cmds
	}
	if t.isSecondMatter(m, q, msg.Text) {
		return []Command{{Do: DoNewMatter, Text: msg.Text}}
	}
	if t.onlyAsksBack(m, q, msg) {
		return []Command{{Do: DoAsk}}
	}
	return t.ReadFacts(m, q, msg)
}

// onlyNames says that a "correction" is nothing but the name that was just asked for; the
// number may stand behind it.
func onlyNames(m *dialog.Matter, cmds []Command) bool {
	return !m.Has("name") && !slices.ContainsFunc(cmds, func(c Command) bool { return c.Do != DoCorrect || c.Slot != "name" })
}

// asksWho sees the question who is speaking here.
func asksWho(text string) bool {
	text = strings.ToLower(strings.Trim(text, " ?。.!"))
	return len([]rune(text)) <= 40 && orMachine.MatchString(text) || len([]rune(text)) <= 28 && slices.ContainsFunc([]string{
		"你是谁", "您是谁", "你是机器人", "你是机器吧", "是不是机器人", "是不是真人", "是机器人吗", "你是真人", "是真人吗", "你会干嘛", "你能干嘛", "你能做什么", "你会什么", "你是干什么的", "这是什么平台", "怎么用",
		"who are you", "are you a bot", "are you human", "are you a robot", "what can you do", "how does this work", "is this a bot",
	}, func(w string) bool { return strings.Contains(text, w) && len(text)-len(w) <= 8 })
}

// orMachine asks whether a person or a machine answers, or what may be brought here: 你是真人
// 还是机器, 那你能管啥, "am I talking to a real person".
var orMachine = pattern.MustCompile(`(?:真人|活人|人)还是(?:个)?(?:机器|电脑|程序|ai)|(?:机器人?|电脑|程序|ai)还是(?:个)?(?:真人|活人|人)|^(?:那|那么|请问)?[,， ]*(?:你们?|您|这里|这儿)?(?:这里|这儿|都|到底|究竟)*(?:能|可以|会|是)?(?:管|帮忙?|干|办)(?:些|点)?(?:啥|什么|哪些)(?:事情?|忙|的|呀|啊)*$|\b(?:talking|speaking|chatting|writing) (?:to|with) (?:a|an) (?:real |actual )?(?:human|person|robot|bot|machine)\b|^are you (?:a )?(?:real|actual)(?: person| human)?(?: or .*)?$|^is (?:this|it) (?:a )?(?:real|actual) (?:person|human)(?: or .*)?$|\b(?:human|person) or (?:a )?(?:ro)?bot\b|^(?:so )?what (?:can|do) you (?:help|deal) with$`)

// asksBack sees the question what was told so far.
func asksBack(text string) bool {
	return len([]rune(text)) <= 40 && pattern.HoldsAny(text, []string{"what did i tell", "what have i told", "what did i say", "what have i said", "what do you have so far", "我刚才说了什么", "我刚才说到", "我前面说了什么", "我都说了什么", "我说到哪"})
}
