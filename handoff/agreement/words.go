package agreement

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
)

// Paper is where a paper is made: the town, its time, where papers are checked, the fonts.
type Paper struct {
	Town   string
	Zone   *time.Location
	Verify string // an address papers are checked at; the number and the hash follow
	Han    []byte
	Latin  []byte
}

// say is one of two languages.
func say(lang, zh, en string) string {
	if lang == "en" {
		return en
	}
	return zh
}

// words are what the closed lists of a mediation are called on paper.
var words = map[string][2]string{
	"side": {"当事一方", "side"}, "village": {"村里", "village"}, "insurer": {"保险公司", "insurer"}, "witness": {"证人", "witness"}, "other": {"其他", "other"},
	"listed": {"未邀请", "not invited"}, "invited": {"已邀请", "invited"}, "silent": {"没有回音", "no answer"}, "accepted": {"参加", "takes part"}, "declined": {"不参加", "declined"},
	"left": {"已退出", "left"}, "not_me": {"号码不是本人", "wrong number"}, "erased": {"已删除", "erased"},
	"grid": {"网格", "grid"}, "town": {"镇", "town"}, "county": {"县", "county"}, "court": {"法院", "court"},
	"agreed": {"达成协议", "agreed"}, "failed": {"没谈成", "failed"}, "refused": {"不愿调解", "refused"},
	"open": {"商谈中", "open"}, "proposed": {"方案待答复", "proposed"}, "signed": {"已签", "signed"}, "fulfilled": {"已履行", "fulfilled"}, "halted": {"已停下", "halted"}, "ended": {"已结束", "ended"},
	"no_agreement": {"没谈成", "no agreement"}, "broken": {"谈成但没履行", "not kept"}, "withdrawn": {"申请人撤回", "withdrawn"}, "up": {"移交上一级或法院", "handed up"},
	"owed": {"未到期", "not due yet"}, "asked": {"已问", "asked"}, "kept": {"已履行", "kept"}, "missed": {"没履行", "not kept"}, "unsure": {"没有回音", "no answer"},
}

// word is a word of those lists in a language; one that is not there stands as it is.
func word(lang, key string) string {
	w, ok := words[key]
	switch {
	case !ok:
		return key
	case lang == "en":
		return w[1]
	}
	return w[0]
}

// channels are what residents call them.
func channel(lang, name string) string {
	switch name {
	case "sms":
		return say(lang, "短信", "text message")
	case "web":
		return say(lang, "网页", "web page")
	case "wechat":
		return say(lang, "微信", "WeChat")
	case "telegram":
		return "Telegram"
	}
	return name
}

// Address is where a paper is checked.
func (p Paper) Address(a Agreement) string {
	return strings.TrimRight(p.Verify, "/") + "/verify/" + url.PathEscape(a.Number) + "?h=" + a.Hash
}

// Write writes the agreement as a PDF.
func (p Paper) Write(w io.Writer, a Agreement) error {
	lines := p.lines(a)
	return write(w, lines[0].words+" "+a.Number, lines, p.Address(a), p.Han, p.Latin, true)
}

// lines are what stands on an agreement, the title first.
func (p Paper) lines(a Agreement) []line {
	lang := a.Lang
	title := say(lang, "调解协议书", "Mediation agreement")
	at := func(t time.Time) string { return t.In(p.Zone).Format("2006-01-02 15:04") }
	lines := []line{
		{title, 20, false},
		{p.Town, bodySize, false},
		{say(lang, "编号：", "Number: ") + a.Number, bodySize, false},
		{say(lang, "日期：", "Date: ") + a.SignedAt.In(p.Zone).Format(time.DateOnly), bodySize, false},
		{say(lang, "事由：", "About: ") + a.Topic, bodySize, false},
		{say(lang, "调解员：", "Mediator: ") + a.Mediator, bodySize, false},
		{say(lang, "协议内容", "The agreement"), 13, true},
		{a.Words, bodySize, false},
		{say(lang, "各方确认", "Confirmations"), 13, true},
	}
	for _, s := range a.Signers {
		lines = append(lines, line{fmt.Sprintf(say(lang, "%s：%s 通过%s确认同意以上内容（第%d稿）", "%s: %s, agreed by %s to the words above (draft %d)"), s.Name, at(s.At), channel(lang, s.Channel), a.Version), bodySize, false})
	}
	return append(lines,
		line{say(lang, "说明", "Note"), 13, true},
		line{say(lang, "本协议由各方自愿达成。自协议生效之日起30日内，各方可以共同向有管辖权的人民法院申请司法确认。",
			"The sides agreed of their own will. Within 30 days of the day it took effect they may jointly ask the competent people's court to confirm it."), bodySize, false},
		line{say(lang, "内容校验（SHA-256）：", "Words (SHA-256): ") + a.Hash, 8, false},
		line{say(lang, "扫码核对编号、日期和内容校验：", "Scan to check number, day and words:"), 8, false})
}

// sum is an amount of yuan, "" for none.
func sum(lang, amount string) string {
	if amount == "" {
		return ""
	}
	return amount + say(lang, "元", " yuan")
}
