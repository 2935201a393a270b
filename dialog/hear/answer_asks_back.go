package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// asksWhy sees a short "what do you need my number for", also about somebody else's:
// 你们要他身份证干啥, "why you need to know his name".
func asksWhy(text string) bool {
	text = pattern.Small(text)
	if len([]rune(text)) <= 12 || strings.HasPrefix(text, "why do you") {
		for _, w := range []string{"为啥", "为什么", "干嘛", "凭什么", "why "} {
			if strings.HasPrefix(text, w) {
				return true
			}
		}
	}
	return len([]rune(text)) <= 70 && whatFor.MatchString(text)
}

// onlyAsksBack says that a message in the middle of the questions is a question itself and
// brings nothing that was not told yet: 你们能管物业?
func (t *Listener) onlyAsksBack(m *dialog.Matter, q *dialog.Question, msg Message) bool {
	if q == nil || q.Asks == "what" || q.Asks == dialog.AskMenu || q.Asks == dialog.AskConfirm || !m.Has("what") || !AsksBackAt(msg.Text) {
		return false
	}
	return !slices.ContainsFunc(t.FactsIn(m, msg, q.Asks), func(c Command) bool {
		return c.Slot != "what" && (c.Slot == q.Asks || !m.Has(c.Slot))
	})
}

// whatFor is the question what something is needed for, at the head of a message.
var whatFor = pattern.MustCompile(`^(?:可是|但是|那|诶|哎|不是)?[,， ]*(?:你们?|您|还)*(?:要|问|打听|晓得|知道)(?:我|他|她|人家|我们|老板|对方|这个|这些|这么多|这么细|那么多|\p{Han}{1,4}的)?(?:[家的]?(?:身份证|电话|手机号?|号码|名字|姓名|地址|住址|年纪|年龄|信息|门牌))?号?(?:干啥|干嘛|干吗|干什么|做什么|做啥|作什么|有什么用|有啥用|什么意思)|^(?:你们?|您)?(?:为什么|为啥|干嘛|干吗|怎么)(?:还|就|非|一定)*(?:要|得)(?:问|知道|晓得|写|填|留|给)|^(?:这个|名字|电话|地址|手机号?)?(?:一定|必须|非)(?:要|得)(?:说|留|写|填|给)(?:出来|\p{Han}{0,4}(?:吗|么|嘛|不可)|\?|$)|` +
	`^(?:but |and |so |ok(?:ay)? |sorry |hey )*(?:why (?:do |are |would |should |must )?(?:you|u|i) (?:need|want|ask|have|tell|give|asking)|what (?:do|would|will) (?:you|u) (?:need|want|do with) [^?.,]{2,40} for|what(?:'s| is) (?:that|this|it) for|why does (?:it|that) matter|do i (?:really )?(?:have|need) to (?:say|tell|give|leave|answer)|is (?:that|this|it) (?:really )?(?:necessary|needed|required))\b`)

// seesToIt is a resident who takes a matter back because they see to it themselves, or
// because it is done: 不用了,我自己去问 · 已经修好了,不用来了 · "never mind, it works again".
var seesToIt = pattern.MustCompile(`^(?:那|哦|嗯|好吧?|行吧?|唉|哎)?[,， ]*(?:算了|不用了|不必了|不麻烦了|不用麻烦了?|不用(?:你们?|您)(?:管|来|去|弄)?了|不麻烦(?:你们?|您)了)(?:吧)?[,，。 ]*(?:我|我们)?(?:还是|再|就)*(?:自己|自个|他们|人家|已经|刚刚?|物业|家里|事情)*(?:去|来|问|想|找|弄|办|修|解决|看看|好了|没事|谈)|` +
	`^(?:\p{Han}{0,6})?(?:已经|刚刚?|都|自己)+(?:修|弄|搞|解决|处理|谈|说)?好?了[,，。 ]*(?:就)?(?:不用|不必|不麻烦|别)(?:再)?(?:你们?|您)?(?:报|来|管|去|弄|麻烦)?了?[。吧啊 谢您你们]*$|` +
	`^(?:no |ok(?:ay)? |oh |actually |well )*,? ?(?:never ?mind|no need|forget it|don'?t bother|leave it|no thanks?(?: you)?)[,.! -]+(?:(?:i|we)(?:'ll| will|'m going to| can| already| just)?|it'?s|it is|it|they|he|she|the \w+)(?: just| already| now| has| have| is| are)* (?:ask|go|do|do it|handle|sort|sorted|fix|fixed|solved?|settled?|paid|works?|working|came|come|back|think|okay|ok|fine|done|myself|ourselves|try|find|look|move|manage|wait|leave)\b`)

// settledItself tells that the matter is settled, and takes it back in the same breath: 老板刚把
// 钱给了 不用报了, "he paid today. forget it".
var settledItself = pattern.MustCompile(`(?:给|发|付|赔|退|还|修|弄|搞|解决|处理|找到|通|来)(?:我们?|到|钱)?(?:好|完|到)?了[,，。;； ]*(?:那|所以|就)?(?:算了|不用(?:再)?(?:报|管|麻烦|来|你们|弄)?(?:了|们了)|不报了|不麻烦(?:你们?|您)?了|取消(?:吧|掉|了)?|撤了吧)[吧啊谢您你们。! ]*$|\b(?:paid|pays?|fixed|repaired|solved|sorted|settled|found|works?|working|came|back|returned|gave)\b[^.!?\n]{0,30}[.,;!-] ?(?:so |please |ok |you can )?(?:forget (?:it|about it)|never ?mind|no need(?: any ?more)?|cancel (?:it|this|please)|drop it|not needed(?: any ?more)?)[.!  ]*(?:thanks?|thank you)?[.! ]*$`)

// backsOut says that the words take the matter back.
func backsOut(text string) bool {
	small := pattern.Small(text)
	return len([]rune(text)) <= 80 && (seesToIt.MatchString(small) || settledItself.MatchString(small) || givesUp(text))
}

// notMeantForUs is a message that says the one before came here by mistake; saysSorry says
// only that, and may as well begin a correction where a matter was told.
var (
	notMeantForUs = pattern.MustCompile(`(?i)^(?:哦|啊|噢|哎呀?|哈|不好意思|对不起|抱歉|我|是我|sorry|oh|oops|ah|my bad|i|think|have|got|the|a|this|was|it|is| |,|，|。|!|\.)*(?:打错(?:了?电话|号码?|人)|(?:发|找|加|问|聊)错(?:了?人|了?地方|群|窗口|号)|wrong (?:number|person|chat|place|app|window|group|one)|(?:sent|texted|messaged|typed|wrote)(?: this| it| that| you)? (?:by|in) (?:mistake|error)|(?:sent|texted|messaged) (?:the )?wrong (?:person|number|chat))了?[ ,，。.!！~了啊哈呀吧对不起起好意思抱歉sorry]*$`)
	saysSorry     = pattern.MustCompile(`(?i)^(?:哦|啊|噢|哎呀?|不好意思|对不起|抱歉|我|是我|oh|oops|ah|ok|okay|my bad|i'?m|so| |,|，|。|!|\.)*(?:打错了?|发错了?|点错了?|按错了?|搞错了|弄错了|没事了?|没什么事?|没啥事?|sorry|my mistake|never ?mind|nothing)[ ,，。.!！~了啊哈呀吧]*$`)
)

// cameByMistake says that who wrote meant somebody else: 哦打错了 after 是顺丰吗.
func cameByMistake(m *dialog.Matter, text string) bool {
	if len([]rune(text)) > 60 {
		return false
	}
	return notMeantForUs.MatchString(text) || (m == nil || m.Category == "") && saysSorry.MatchString(text)
}

// onlySorry is an apology, and no answer to anything.
var onlySorry = pattern.MustCompile(`(?i)^(?:oh |so |i'?m |really |very |ok |哦|啊|噢|真的?|很|,|，| )*(?:sorry|pardon me|excuse me|apologies|不好意思|对不起|抱歉)(?: about that| for that| again)?[ ,，。.!！~了啊哈呀]*$`)

// nameUnknown says that a name of somebody else's is all there is of it: "Mr Wang, I don't
// know the full name", 只知道姓王.
var nameUnknown = pattern.MustCompile(`(?i)\b(?:full|first|real|other|his|her) name\b|\b(?:only|just) (?:know|mr|mrs|ms|miss)\b|只知道|全名|大名|名字(?:不|没|我不)|不(?:知道|晓得|清楚)(?:他|她)?(?:的)?(?:全名|名字|叫)|[他她]姓`)

// knownByTitle is the other side by the little of a name that is known, where only what
// they are was told before: landlord, and then Mr Wang.
func knownByTitle(m *dialog.Matter, p understand.Person, text string) (string, bool) {
	who := m.Slots["who"]
	if !m.Has("who") || !understand.OnlyRelation(who.Value) || p.Relation != "" || understand.OnlyRelation(p.Value) || !nameUnknown.MatchString(text) {
		return "", false
	}
	between := ""
	if !pattern.HasHan(p.Value) {
		between = " "
	}
	return who.Value + between + p.Value, true
}

// beforeChild is what a resident opens with before they come to the point: 老师您好, 我想说说,
// "hi, can i ask".
var beforeChild = pattern.MustCompile(`^(?i:(?:[^,，。！!\s]{0,6}(?:[您你]好|早上好|晚上好)|(?:我)?(?:就是)?(?:想|要|来)?(?:请问|问|说|讲|聊|咨询|请教|求助|反映)(?:一下|下|问|说|聊|讲|个事|点事|件事)*|是这样的?|事情是这样的?|在吗|(?:hello|hi|hey|um+|well|so|sorry|please|good (?:morning|afternoon|evening))(?: there)?|(?:i want to|can i|could i|may i) (?:ask|talk)(?: something| about it)?)[,，。！!：:.\s]+)+`)

// childFirst is a story that begins with the teller's child.
var childFirst = pattern.MustCompile(`^(?i:(?:我|我们|我家|俺|咱家?)?(?:的|家)?(?:大|小|二)?(?:儿子|女儿|闺女|孩子|小孩|娃|孙子|孙女|外孙女?|弟弟|妹妹|侄[子女]|外甥女?)|(?:(?:hello|hi|sorry|please|well),? )?(?:my|our) (?:\w+ )?(?:son|daughter|child|kid|boy|girl|grandson|granddaughter|nephew|niece)\b)`)

// grownUp tells of somebody that they are no child any more: 我妹妹生完二胎.
var grownUp = pattern.MustCompile(`(?i)生(?:完|了|下)|怀孕|怀上|二胎|月子|结婚|嫁|离婚|老公|丈夫|老婆|媳妇|上班|工作|下岗|失业|\b(?:married|marriage|husband|wife|pregnant|gave birth|(?:had|has) a baby|divorc\w*|works?|job)\b`)

// OfAChild says that it is a child of the teller's that a story is about, and not the
// teller's own heart.
func OfAChild(m *dialog.Matter) bool {
	story := understand.Plain(m.Slots["what"].Value)
	story = story[len(beforeChild.FindString(story)):]
	return childFirst.MatchString(story) && !grownUp.MatchString(story) && !ownTrouble.MatchString(story)
}
