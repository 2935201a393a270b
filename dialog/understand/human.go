package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

var (
	// asking for a human, wherever it stands in a message
	humanInside = wordSet(`转人工 转接人工 人工客服 人工服务 找人工 要人工 转一下人工 转下人工 有没有人工 没有人工吗 有人工吗 叫人工 接人工 换人工 找真人 找个真人 叫个真人 来个真人 换个真人 转真人 要真人 真人客服 真人服务 跟真人 和真人 转到人工 让人工 人工处理 人工坐席 找活人 找个管事 找管事 叫管事 找负责人 找个负责人 叫负责人 叫你们负责 找你们负责 找你们领导 叫你们领导 跟你们领导 和你们领导 要见领导 找你们主任 找客服 转客服 叫客服 接客服 找代办员 叫代办员 让代办员 转代办员 联系代办员
		跟人说 和人说 跟人聊 和人聊 跟人讲 和人讲 找人说 找人聊 找人谈 找人讲 找个人说 找个人聊 找个人谈 找个人讲 找个人问 找个人来跟我 找个人跟我 找个人和我 找个人给我 找个人回我 找个人接 找个工作人员 找工作人员 叫个人来跟我 不要机器人 不想跟机器人 不想和机器人 不跟机器人 不跟机器讲 不跟机器说 不想跟机器 不和机器讲 不和机器说 叫个活人 来个活人 找个活人 喊个活人 别用机器人 让人给我打电话 叫人给我打电话 让工作人员 叫工作人员`)
	humanEnding = []string{"找个人", "找人", "找个真人", "叫个人", "要个人工", "要人工", "转人工", "要真人"}
	humanVerbs  = []string{"speak to ", "talk to ", "talk with ", "speak with ", "chat with ", "connect me to ", "connect me with ", "put me through to ", "transfer me to ", "get me ", "need ", "want ", "give me ", "reach ", "contact ", "is there "}
	humanNouns  = []string{"a person", "a human", "a real person", "a real human", "an agent", "a live agent", "a human being", "real person", "a live person", "an operator", "an actual person", "an actual human", "someone real", "a member of staff", "a staff member", "the agent", "your agent", "a human agent", "a representative", "somebody real", "a person please", "human please", "agent please", "a human operator", "someone there", "someone in charge", "somebody in charge", "someone human"}
	humanDenied = []string{"不要", "不用", "不", "不想", "别", "不需要", "无需", "没", "don't ", "dont ", "do not ", "no need to ", "not ", "already ", "i was told to ", "没有"}
)

// asksHuman sees the wish for a human anywhere in a message: 转人工, 找个人说,
// "speak to a person", AGENT in capitals; not "找个人来修" or "不用转人工".
func asksHuman(text string) bool {
	s := fold(text)
	heart := opensHeart(s) || heartEnglish(s)
	if !heart && wantsSomebody(s) {
		return true
	}
	for i := 0; i < len(s); i += width(s, i) {
		if e, ok := humanInside.at(s, i); ok && heart && talks(e.word) {
			continue
		} else if ok && !denied(s, i) && !strings.HasPrefix(s[i+len(e.word):], "费") {
			return true
		}
	}
	for start := 0; start < len(s); {
		end := start
		for end < len(s) && !isStop(runeAt(s, end)) {
			end += width(s, end)
		}
		clause := strings.TrimRight(strings.TrimSpace(s[start:end]), "吧啊呀行吗可以好不嘛呢")
		for _, w := range humanEnding {
			if strings.HasSuffix(clause, w) && !denied(clause, len(clause)-len(w)) && !strings.HasSuffix(clause, "到处找人") && len([]rune(clause)) <= 10 {
				return true
			}
		}
		start = end + 1
		if end < len(s) {
			start = end + width(s, end)
		}
	}
	if !hasLatin(s) {
		return false
	}
	for _, v := range humanVerbs {
		for from := 0; ; {
			i := strings.Index(s[from:], v)
			if i < 0 {
				break
			}
			i += from
			from = i + len(v)
			for _, n := range humanNouns {
				end := from + len(n)
				if strings.HasPrefix(s[from:], n) && wordEnds(s, from, end) && !denied(s, i) && !whoFollows(s, end) {
					return true
				}
			}
		}
	}
	// AGENT or HUMAN shouted inside a text that is not all capitals
	for _, w := range []string{"AGENT", "HUMAN", "OPERATOR"} {
		if i := strings.Index(text, w); i >= 0 && wordEnds(text, i, i+len(w)) && strings.ToUpper(text) != text {
			return true
		}
	}
	return false
}

// opensHeart: who cannot sleep and wants somebody to talk to asks for counselling, not for a clerk.
func opensHeart(s string) bool {
	return heartWords.In(s)
}

var heartWords = pattern.NewWords("心里", "心情", "心事", "难过", "难受", "睡不着", "失眠", "压力", "发闷", "闷得", "抑郁", "焦虑", "孤独", "孤单", "寂寞", "想哭", "伤心", "倾诉", "心理", "崩溃", "情绪", "解闷", "说说话", "谈心")

// talks: the wish is for somebody to talk with, and names no clerk.
func talks(word string) bool {
	for _, end := range []string{"人说", "人聊", "人讲", "人谈"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// whoFollows: "I need a person who can fix it", "a human right".
func whoFollows(s string, i int) bool {
	w, _ := wordFrom(s, skipSpace(s, i))
	switch w {
	case "who", "that", "fix", "repair", "clean", "right", "rights", "of", "for", "office":
		return true
	}
	return false
}

func denied(s string, i int) bool {
	before := s[:i]
	for _, d := range humanDenied {
		if strings.HasSuffix(before, d) {
			return true
		}
	}
	return false
}
