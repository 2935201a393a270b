package script

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"frontdoor/dialog"
	yf "frontdoor/dialog/catalog/yamlfile"
	"frontdoor/dialog/phrases"
)

// longest are the longest realistic values of every placeholder.
var longest = map[string]phrases.Vars{
	"zh": {
		"taken": "昨天下午、兴学社区6幢2单元301、隔壁的老王一家、19000元", "n": "2", "total": "4",
		"title": "七星村村口塘边的路灯…", "options": "1办事代办 2邻里纠纷 3法律咨询 4心理咨询 5更多",
		"slot": "想要的结果", "new": "兴学社区6幢2单元301室门口", "old": "七星村村口塘边第三根杆", "category": "路灯垃圾等",
		"why": "要知道对方是谁，才好去联系、去调解。", "name": "欧阳小红", "phone": "13900000122", "count": "12",
		"promise": "现在下班，代办员12月31日17:30前回您", "hour": "17:30", "day": "12月31日",
		"state": "等部门答复，电工周三下午来…", "words": "电工周三下午来修路灯…", "missing": "想要的结果",
		"text": "路灯已经换了新的灯泡，线路也查过了", "where": "兴学社区6幢2单元301室", "url": longestURL, "code": "7XKQ2MHTRA", "amount": "19000", "tail": "0122", "lines": "", "elsewhere": "我们的Telegram机器人或网页聊天里",
		"mediator": "欧阳志远", "asker": "张三丰一家", "topic": "楼上楼下漏水的事",
	},
	"en": {
		"taken": "yesterday afternoon, Xingxue community building 6, my neighbour Mr Wang, 19000 yuan", "n": "2", "total": "4",
		"title": "streetlight by the brid..", "options": "1 an errand 2 a dispute 3 legal advice 4 counselling 5 more",
		"slot": "other side", "new": "Xingxue building 6 unit 2", "old": "Qixing by the pond", "category": "village matter",
		"why": "The number is only for the staff on your case. You need not give it.", "name": "Christopher", "phone": "13900000122", "count": "12",
		"promise": "We're closed now; a person replies by 17:30 on 31 Dec", "hour": "17:30", "day": "31 Dec",
		"state": "waiting for the office, electrician coming Wed", "words": "electrician coming Wed", "missing": "other side",
		"text": "the lamp was replaced and the line checked", "where": "Xingxue community building 6", "url": longestURL, "code": "7XKQ2MHTRA", "amount": "19000", "tail": "0122", "lines": "", "elsewhere": "on our Telegram bot or web chat",
		"mediator": "Christopher", "asker": "a neighbour", "topic": "a leak between two flats",
	},
}

// longestURL is a link of a server with a name of ordinary length.
const longestURL = "https://door.example.org/link/7XKQ2MHTRA7XKQ2MHTRA7XKQ2M"

// smsLines are the lists that stand in a text, at their longest on SMS.
var smsLines = map[string]map[string]string{
	"status.many": {
		"zh": "1 JH-07-00421-3七星村路灯…：等部门答复\n2 JH-07-00398-5医保补办…：正在办\n3 JH-07-00397-1漏水：等您回复",
		"en": "1 JH-07-00421-3 streetlight by the brid..: waiting for you\n2 JH-07-00398-5 insurance card for my..: being worked on\n3 JH-07-00397-1 leak: done",
	},
	"pick": {
		"zh": "1 JH-07-00421-3七星村路灯…：等部门答复\n2 JH-07-00398-5医保补办…：正在办\n3 JH-07-00397-1漏水：等您回复",
		"en": "1 JH-07-00421-3 streetlight by the brid..: waiting for you\n2 JH-07-00398-5 insurance card for my..: being worked on\n3 JH-07-00397-1 leak: done",
	},
	"summary": {"zh": "事：老板拖欠工资\n地：兴学社区6幢\n对方：金锦服装厂\n钱：19000元\n电话：13900000122", "en": "What: boss owes wages\nWhere: Xingxue building 6\nOther side: Golden Star\nMoney: 19000 yuan\nPhone: 13900000122"},
	"so_far":  {"zh": "事：老板拖欠工资\n地：兴学社区6幢\n对方：金锦服装厂", "en": "What: boss owes wages\nWhere: Xingxue building 6"},
}

// Fit measures every sentence as it would go out by SMS, with the town's names, numbers
// and signature in it and the rest at its longest: two segments must do, and English
// must keep to letters an SMS can carry. Every one that does not is told with its line.
func (sc *Script) Fit() error {
	wrong := &yf.Mistakes{}
	for _, lang := range dialog.Languages() {
		texts := sc.atLongest(lang)
		for _, key := range slices.Sorted(maps.Keys(texts)) {
			for n, text := range texts[key] {
				file, line := sc.Phrases.Stands(lang, key, n)
				wrong.File = file
				if used, most := phrases.RoomSMS(text); used > most {
					wrong.Add(line, "", "%q is too long for two SMS: %d of %d characters as in %q", key, used, most, phrases.Short(text, 60))
				}
				if i := strings.IndexFunc(text, phrases.NotGSM); lang == "en" && i >= 0 {
					wrong.Add(line, "", "%q holds %q, which an English SMS cannot carry", key, firstRune(text[i:]))
				}
			}
		}
	}
	return errors.Join(wrong.Err(), sc.fitAnswers())
}

// fitAnswers measures what the town has written down for common questions, and looks
// whether the catalogue has their categories.
func (sc *Script) fitAnswers() error {
	if sc.Answers == nil {
		return nil
	}
	wrong := &yf.Mistakes{File: sc.Answers.File}
	for _, a := range sc.Answers.List {
		if _, known := sc.Catalog.Category(a.Category); !known {
			wrong.Add(a.Line, "", "answer %q belongs to category %q, which the catalogue does not have", a.Key, a.Category)
		}
	}
	for _, lang := range dialog.Languages() {
		k := sc.scene(dialog.State{Lang: lang}, dialog.Input{From: "sms:+8613900000102"})
		for _, a := range sc.Answers.List {
			if a.Text[lang] == "" {
				continue
			}
			text := k.Signed(k.AnswerText(a))
			if used, most := phrases.RoomSMS(text); used > most {
				wrong.Add(a.Line, "", "answer %q is too long in %s for two SMS: %d of %d characters", a.Key, lang, used, most)
			}
			if i := strings.IndexFunc(text, phrases.NotGSM); lang == "en" && i >= 0 {
				wrong.Add(a.Line, "", "answer %q holds %q, which an English SMS cannot carry", a.Key, firstRune(text[i:]))
			}
		}
	}
	return wrong.Err()
}

// atLongest is every way of saying every phrase in a language, by key, as the longest
// SMS it can become.
func (sc *Script) atLongest(lang string) map[string][]string {
	k := sc.scene(dialog.State{Lang: lang}, dialog.Input{From: "sms:+8613900000102"})
	all := map[string][]string{}
	for _, key := range sc.Phrases.Keys() {
		vars := maps.Clone(longest[lang])
		vars["case"] = string(dialog.FormatCaseID(sc.Town.Prefix, 7, 99999))
		if l := smsLines[key][lang]; l != "" {
			vars["lines"] = l
		}
		for n := range sc.Phrases.Ways(lang, key) {
			all[key] = append(all[key], k.Signed(k.SayWithTown(key, n, vars)))
		}
	}
	return all
}

func firstRune(text string) string { return string([]rune(text)[:1]) }
