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
	lang := a.Lang
	title := say(lang, "调解协议书", "Mediation agreement")
	at := func(t time.Time) string { return t.In(p.Zone).Format("2006-01-02 15:04") }
	lines := []line{
		{title, 20, false},
		{p.Town, bodySize, false},
		{say(lang, "编号:", "Number: ") + a.Number, bodySize, false},
		{say(lang, "日期:", "Date: ") + a.SignedAt.In(p.Zone).Format(time.DateOnly), bodySize, false},
		{say(lang, "事由:", "About: ") + a.Topic, bodySize, false},
		{say(lang, "调解员:", "Mediator: ") + a.Mediator, bodySize, false},
		{say(lang, "协议内容", "The agreement"), 13, true},
		{a.Words, bodySize, false},
		{say(lang, "各方确认", "Confirmations"), 13, true},
	}
	for _, s := range a.Signers {
		lines = append(lines, line{fmt.Sprintf(say(lang, "%s:%s 通过%s确认同意以上内容(第%d稿)", "%s: %s, agreed by %s to the words above (draft %d)"), s.Name, at(s.At), channel(lang, s.Channel), a.Version), bodySize, false})
	}
	lines = append(lines,
		line{say(lang, "说明", "Note"), 13, true},
		line{say(lang, "本协议由各方自愿达成。自协议生效之日起30日内,各方可以共同向有管辖权的人民法院申请司法确认。",
			"The sides agreed of their own will. Within 30 days of the day it took effect they may jointly ask the competent people's court to confirm it."), bodySize, false},
		line{say(lang, "内容校验(SHA-256):", "Words (SHA-256): ") + a.Hash, 8, false},
		line{say(lang, "扫码核对编号、日期和内容校验:", "Scan to check number, day and words:"), 8, false})
	return write(w, title+" "+a.Number, lines, p.Address(a), p.Han, p.Latin, true)
}
