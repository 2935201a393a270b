package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

// plainSpeech writes words typed by their sound, and words of the speech of Jinhua and its neighbours as one writes them
// elsewhere. Only words that mean nothing else stand here.
var plainSpeech = strings.NewReplacer(spokenAs...)

var spokenAs = []string{
	"阿拉", "我们", "伊拉", "他们", "渠拉", "他们", "侬拉", "你们", "勿", "不", "覅", "不要", "嘸", "没", "呒没", "没有", "呒", "没",
	"爿", "家", "煞人", "死人", "窗门", "窗户", "辰光", "时候", "今朝", "今天", "昨夜头", "昨晚", "夜头", "晚上", "明朝", "明天", "早上头", "早上",
	"介许多", "这么多", "交关", "很", "蛮蛮", "很", "落雨", "下雨", "汏", "洗", "医报卡", "医保卡", "医报", "医保", "社报", "社保", "底保", "低保", "残急证", "残疾证", "困觉", "睡觉", "困勿着", "睡不着", "困不着", "睡不着",
}

// spokenSo are the words of spokenAs that are to be replaced: most texts have none.
var spokenSo = pattern.NewWords(everySecond(spokenAs)...)

func everySecond(words []string) []string {
	var first []string
	for i := 0; i < len(words); i += 2 {
		first = append(first, words[i])
	}
	return first
}

// PlainSpeech is a text with the dialect words of the region put as in the language of books,
// for whoever was taught by books: 阿拉楼下开了爿饭店; and without the greeting and the thanks around it.
func PlainSpeech(text string) string {
	text = unsung(toThePoint(text))
	if !spokenSo.In(text) {
		return text
	}
	return plainSpeech.Replace(text)
}
