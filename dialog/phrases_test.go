package dialog

import (
	"strings"
	"testing"
)

// longest are the longest realistic values of every placeholder.
var longest = map[string]Vars{
	"zh": {
		"taken": "昨天下午、兴学社区6幢2单元301、隔壁的老王一家、19000元", "n": "2", "total": "4",
		"title": "七星村村口塘边的路灯…", "options": "1办事代办 2邻里纠纷 3法律咨询 4心理咨询 5更多",
		"slot": "想要的结果", "new": "兴学社区6幢2单元301室门口", "old": "七星村村口塘边第三根杆", "category": "路灯垃圾等",
		"why": "要知道对方是谁,才好去联系、去调解。", "name": "欧阳小红", "phone": "13900000122", "count": "12",
		"case": "JH-07-00421-3", "promise": "现在下班,代办员12月31日17:30前回您", "hour": "17:30", "day": "12月31日",
		"state": "等部门答复,电工周三下午来…", "words": "电工周三下午来修路灯…", "missing": "想要的结果",
		"text": "路灯已经换了新的灯泡,线路也查过了", "where": "兴学社区6幢2单元301室", "code": "7XKQ2MHTRA", "amount": "19000", "lines": "",
	},
	"en": {
		"taken": "yesterday afternoon, Xingxue community building 6, my neighbour Mr Wang, 19000 yuan", "n": "2", "total": "4",
		"title": "streetlight by the brid..", "options": "1 an errand 2 a dispute 3 legal advice 4 counselling 5 more",
		"slot": "other side", "new": "Xingxue building 6 unit 2", "old": "Qixing by the pond", "category": "village matter",
		"why": "The number is only for the staff on your case. You need not give it.", "name": "Christopher", "phone": "13900000122", "count": "12",
		"case": "JH-07-00421-3", "promise": "We're closed now; a person replies by 17:30 on 31 Dec", "hour": "17:30", "day": "31 Dec",
		"state": "waiting for the office, electrician coming Wed", "words": "electrician coming Wed", "missing": "other side",
		"text": "the lamp was replaced and the line checked", "where": "Xingxue community building 6", "code": "7XKQ2MHTRA", "amount": "19000", "lines": "",
	},
}

// smsLines are the lists that stand in a text, at their longest on SMS.
var smsLines = map[string]map[string]string{
	"status.many": {
		"zh": "1 JH-07-00421-3七星村路灯…:等部门答复\n2 JH-07-00398-5医保补办…:正在办\n3 JH-07-00397-1漏水:等您回复",
		"en": "1 JH-07-00421-3 streetlight by the brid..: waiting for you\n2 JH-07-00398-5 insurance card for my..: being worked on\n3 JH-07-00397-1 leak: done",
	},
	"pick": {
		"zh": "1 JH-07-00421-3七星村路灯…:等部门答复\n2 JH-07-00398-5医保补办…:正在办\n3 JH-07-00397-1漏水:等您回复",
		"en": "1 JH-07-00421-3 streetlight by the brid..: waiting for you\n2 JH-07-00398-5 insurance card for my..: being worked on\n3 JH-07-00397-1 leak: done",
	},
	"summary": {"zh": "事:老板拖欠工资\n地:兴学社区6幢\n对方:金锦服装厂\n钱:19000元\n电话:13900000122", "en": "What: boss owes wages\nWhere: Xingxue building 6\nOther side: Golden Star\nMoney: 19000 yuan\nPhone: 13900000122"},
	"so_far":  {"zh": "事:老板拖欠工资\n地:兴学社区6幢\n对方:金锦服装厂", "en": "What: boss owes wages\nWhere: Xingxue building 6"},
}

// chatOnly are phrases that never stand in an SMS.
var chatOnly = map[string]bool{"ask.contact": true}

// TestEveryPhraseFitsAnSMS measures every way of saying every phrase, signed, with
// the longest values: at most two segments, in Chinese and in English.
func TestEveryPhraseFitsAnSMS(t *testing.T) {
	sc := script(t)
	one, all := map[string]int{}, map[string]int{}
	for _, lang := range []string{"zh", "en"} {
		k := &scene{Script: sc, s: &State{Lang: lang}, in: Input{From: "sms:+8613900000102"}}
		for _, key := range sc.Phrases.Keys() {
			for n := range sc.Phrases.Ways(lang, key) {
				vars := Vars{}
				for name, v := range longest[lang] {
					vars[name] = v
				}
				if l := smsLines[key][lang]; l != "" {
					vars["lines"] = l
				}
				text := k.signed(sc.Phrases.Say(lang, key, n, k.withTown(vars)))
				if !fitsSMS(text) {
					t.Errorf("%s %s is too long for two segments: %d characters\n%s", lang, key, len([]rune(text)), text)
				}
				if lang == "en" && strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune(gsm7+gsm7Twice, r) }) >= 0 {
					t.Errorf("en %s holds a letter SMS cannot write plainly: %s", key, text)
				}
				all[lang]++
				if lang == "zh" && len([]rune(text)) <= 70 || lang == "en" && len(text) <= 160 {
					one[lang]++
				}
			}
		}
		if one[lang]*10 < all[lang]*8 {
			t.Errorf("%s: only %d of %d phrases fit one segment", lang, one[lang], all[lang])
		}
	}
	// A catalogue's own questions with their options and progress must fit too.
	for _, c := range sc.Catalog.Categories() {
		for _, s := range c.Slots {
			for _, lang := range []string{"zh", "en"} {
				k := &scene{Script: sc, s: &State{Lang: lang}, in: Input{From: "sms:+8613900000102"}}
				var choices []Choice
				for _, o := range s.Options {
					choices = append(choices, Choice{Key: o.Key, Label: o.Label(lang)})
				}
				if text := k.signed("(2/4)" + s.Ask(lang) + k.listed(choices)); !fitsSMS(text) {
					t.Errorf("%s %s.%s: the question is too long for an SMS: %s", lang, c.Key, s.Key, text)
				}
			}
		}
	}
}

// TestPhrasesKeepTheTone: 您 and not 亲, and calm but for danger.
func TestPhrasesKeepTheTone(t *testing.T) {
	sc := script(t)
	for _, key := range sc.Phrases.Keys() {
		for _, lang := range []string{"zh", "en"} {
			for n := range sc.Phrases.Ways(lang, key) {
				text := sc.Phrases.Say(lang, key, n, nil)
				if !strings.HasPrefix(key, "card.") && strings.ContainsAny(text, "!!") {
					t.Errorf("%s %s shouts: %s", lang, key, text)
				}
				if strings.Contains(text, "亲,") || strings.Contains(text, "马上回") || strings.Contains(text, "STOPALL") {
					t.Errorf("%s %s: %s", lang, key, text)
				}
				alerted := strings.Contains(text, "已通知") || strings.Contains(text, "alerted")
				if alerted && !strings.HasPrefix(key, "card.") {
					t.Errorf("%s %s claims an alert outside a card: %s", lang, key, text)
				}
			}
		}
	}
}

func TestPhraseMistakesAreTold(t *testing.T) {
	for _, c := range []struct{ zh, en, want string }{
		{"a = 好", "", `en.txt: "a" is missing`},
		{"a = 好{case}", "a = good", "fills in"},
		{"a 好", "a = good", "zh.txt:1: want"},
		{"a = 好\na = 好", "a = good", "twice"},
	} {
		if _, err := ParsePhrases(c.zh, c.en); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q / %q: %v, want %q", c.zh, c.en, err, c.want)
		}
	}
	if _, err := ParsePhrases("# 说明\n\na = 好{case}⏎走", "a = {case} fine"); err != nil {
		t.Error(err)
	}
}
