package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// announcing are the parts of sentences that only say that something will be told.
// Longer ones stand before shorter ones.
var announcing = []string{
	"小同志", "小姑娘", "同志", "师傅", "姑娘", "大姐", "大哥", "老师", "领导", "代办员", "工作人员", "有没有人", "有人吗", "在不在", "麻烦", "请问", "您好", "你好", "你们", "咱们", "我们", "这里", "这边", "有人", "在吗", "在线", "反映", "反应", "反馈", "咨询",
	"投诉", "举报", "求助", "帮忙", "村里", "厂里", "小区里", "单位里", "家里", "镇上", "事情", "问题", "情况", "诉求", "东西", "需要", "可以", "能不能", "能否", "一下", "一件", "一个", "点儿", "有个", "有件", "想要", "什么的",
	"向", "跟", "和", "找", "问", "说", "报", "讲", "帮", "件", "个", "事", "点", "想", "要", "有", "我", "您", "你", "请", "能", "来", "在", "的", "了", "吗", "呢", "啊", "吧", "呀", "哦", "嗯", "喂", "下", "些", "就", "是", "这", "里", "么",
}

// announcingEn are the words of English sentences that do no more.
var announcingEn = strings.Fields("so thing hi hello hey good morning afternoon evening there is it's someone somebody anyone anybody here online i i'm we have got need want wanted would like to " +
	"a an the some something thing one my problem problems issue issues matter question questions complaint complain report ask tell say talk about help helping support please pls can could may you me us this your with know here's")

// announcingChars are the characters of announcing, and what is trimmed off its sentences.
var announcingChars = pattern.NewChars(strings.Join(announcing, "") + " ,，。.!?！？~…")

// tells says of a character that no announcement holds it.
func tells(r rune) bool { return !announcingChars.Has(r) }

// atLoss is all of a message whose writer does not know where to begin.
var atLoss = pattern.MustCompile(`^(?:我?(?:也|真|又)?不(?:知道|晓得|清楚)(?:该|要)?(?:找谁|怎么办|怎么弄|找哪个部门)|(?:我|这|那)?(?:该|要|可)?怎么办(?:啊|呢|才好)?|what (?:do|should|can|shall) i do(?: now)?|i (?:do not|don'?t) know (?:what to do|who to (?:ask|call|talk to|turn to)|where to (?:go|start))|who (?:do|can|should) i (?:ask|call|talk to|turn to|contact)|i need help|where do i start)$`)

// Announces says that words tell nothing yet ("我想反映个事情", "I have a problem", 在吗):
// they are no story and no part of one.
func Announces(text string) bool {
	text = pattern.Small(strings.Trim(text, " ,，。.!?！？~…"))
	if text == "" || strings.IndexFunc(text, func(r rune) bool { return r >= '0' && r <= '9' }) >= 0 {
		return false
	}
	if atLoss.MatchString(text) {
		return true
	}
	if !pattern.HasHan(text) {
		for w := range strings.FieldsSeq(text) {
			if !slices.Contains(announcingEn, strings.Trim(w, ".,!?'\"")) {
				return false
			}
		}
		return true
	}
	if strings.IndexFunc(text, tells) >= 0 {
		return false // nearly every story
	}
	for _, part := range announcing {
		text = strings.ReplaceAll(text, part, "")
	}
	return strings.Trim(text, " ,，。.!?！？~…") == ""
}

// wanting are the words of English sentences that only ask for somebody to talk to.
var wanting = strings.Fields("speak speaking talk talking chat person people human real live agent operator staff member representative being actual connect transfer put through let now right away directly instead of bot robot machine not no more to with him her them customer service clerk officer who understands and answer answers")

// OnlyWantsSomebody says that words ask for a person and tell nothing beside it.
func OnlyWantsSomebody(text string) bool {
	text = strings.ToLower(strings.Trim(text, " ,，。.!?！？~…"))
	if pattern.HasHan(text) {
		for _, part := range []string{"人工", "真人", "活人", "客服", "机器人", "机器", "工作人员", "代办员", "负责人", "领导", "接待", "转接", "转", "叫", "聊", "谈", "换", "跟", "人", "不", "别", "给", "快", "马上", "立刻", "直接"} {
			text = strings.ReplaceAll(text, part, "")
		}
		return strings.Trim(text, " ,，。.!?！？~…") == "" || Announces(text)
	}
	for w := range strings.FieldsSeq(text) {
		w = strings.Trim(w, ".,!?'\"")
		if !slices.Contains(announcingEn, w) && !slices.Contains(wanting, w) {
			return false
		}
	}
	return true
}

// whoOnly are the words that stand around a name where nothing else is told.
var whoOnly = pattern.MustCompile(`(?i)\b(?:i am|i'm|im|my name is|my name's|name is|this is|call me|you can|here)\b|我的名字|我是|我叫|我姓|叫我|本人|名叫|姓`)

// OnlyIntroduces says that words give the speaker's name and tell nothing: "Hi, I'm Oleg".
func OnlyIntroduces(text string) (understand.Finding, bool) {
	n, ok := understand.Name(text, false)
	if !ok {
		return n, false
	}
	rest := strings.Trim(whoOnly.ReplaceAllString(strings.Replace(text, n.Raw, " ", 1), " "), " ,，。.!?！？~…")
	return n, rest == "" || Announces(rest)
}

// describes says who speaks or how they may be reached, and tells no matter yet: 我聋人, "im
// deaf. text only pls".
var describes = pattern.MustCompile(`(?i)^(?:(?:hi|hello|你好|您好)[,，.! ]*)?(?:我(?:是|是个|是一个)?|本人|i'?m |i am )(?:a )?(?:(?:70|80|90|[6-9][0-9])(?:多)?岁的?)?(?:聋哑?人|聋哑|聋子|哑巴|盲人|残疾人|外地人|外国人|老人家?|deaf(?: and mute)?|mute|blind|disabled|foreigner|hard of hearing)(?:[,，.。;；! ]+(?:and )?(?:只能|只|不能|不会|听不见|听不到|请|text|sms|please|pls|no calls|can'?t|cannot|i can)[^,，.。]{0,24})*[,，.。! ]*$`)

// OnlyDescribes says that a first message tells who speaks and nothing else.
func OnlyDescribes(text string) bool {
	return len([]rune(text)) <= 60 && (describes.MatchString(text) || tellsOfSelf(text))
}

// doneThanks gives thanks for what was done and asks for nothing: "thank you for fixing the lamp".
var doneThanks = pattern.MustCompile(`(?i)^(?:(?:hi|hello|你好|您好)[,，.! ]*)?(?:(?:many )?thanks|thank you|thx)(?: so much| very much| a lot)? for [^.,;!?]{4,60}[.! ]*$|^(?:非常|真的?|太|特别)*(?:谢谢|感谢)(?:你们?|您|大家)*[^,，。;；!！?？]{0,4}(?:上次|之前|帮|修|处理|解决|送)[^,，。;；?？]{0,20}[了好][!！。~ ]*$`)

// OnlyPraises says that words give thanks for something done and tell nothing else.
func OnlyPraises(text string) bool { return doneThanks.MatchString(strings.TrimSpace(text)) }

// asksSecrecy asks whether what is told stays between us.
var asksSecrecy = pattern.MustCompile(`(?i)(?:能不能|可不可以|能否|可以|最好|我想)?(?:不|别)(?:要)?(?:说|写|留|报|透露|公开|讲)(?:出)?(?:我的?)?(?:名字|姓名|真名|是谁)(?:吗|么|吧)?[?？]*$|^(?:please )?(?:nobody|no one|noone) (?:can|must|should|may|is to) (?:know|find out|see|hear)(?: that)? (?:it'?s|it is|it was|its) me[.! ]*$|(?:能|会|可以|给不给|帮|要)?(?:不能|不会)?(?:帮我)?保密(?:吗|不|么|的吗|吧)?[?？]*$|\b(?:is (?:it|this)|will (?:it|this) be|can (?:it|this|you) (?:be |stay |keep (?:it|this) )?)(?:kept )?(?:confidential|private|secret)\b`)

// ofSecrets are words without which nobody asks to be kept from somebody.
var ofSecrets = pattern.NewWords("保密", "说出", "别说", "不要说", "不能说", "是我", "透露", "知道", "晓得", "告诉", "报复", "穿小鞋", "传出去", "confidential", "private", "secret", "my name", "tell", "mention", "know it", "say it", "say who", "retaliation", "revenge", "Confidential", "Private", "Don't tell", "Keep", "名字", "姓名", "真名", "nobody", "no one", "Nobody", "No one")

// inSecret joins the wish to be kept from somebody to the rest of a message.
var inSecret = pattern.MustCompile(`(?i)[,，。;；!！?？]| (?:but|and) |但是?|不过|可是`)

// AnnouncesInSecret says that words only announce something and ask to be kept from whom it is
// about: 我要反映村里的事 但是不要说是我说的.
func (t *Listener) AnnouncesInSecret(text string) bool {
	if len([]rune(text)) > 60 || !ofSecrets.In(text) {
		return false
	}
	clauses := strings.Split(inSecret.ReplaceAllString(text, "\n"), "\n")
	if pattern.HasHan(text) {
		clauses = strings.Fields(strings.Join(clauses, " "))
	}
	kept, told := false, false
	for _, clause := range clauses {
		switch clause = strings.TrimSpace(clause); {
		case clause == "":
		case asksSecrecy.MatchString(clause) || t.keepsFromSubject(clause):
			kept = true
		case !Announces(clause):
			told = true
		}
	}
	return kept && !told
}

// keepsFromSubject says that words ask to be kept from the one they are about.
func (t *Listener) keepsFromSubject(text string) bool {
	for _, c := range t.Catalog.Categories() {
		for _, s := range c.Slots {
			if value, _ := UnnamedAnswer(s, text); AsksUnnamed(&s) && s.Flagged(value.Key, string(dialog.FlagConfidential)) {
				return true
			}
		}
	}
	return false
}
