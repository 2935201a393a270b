package bottest

import "frontdoor/dialog"

// Callback is a published example of what WeChat posts, and what the conversation must
// hear of it.
type Callback struct {
	Name string
	XML  string
	Want []dialog.Input // without At
}

// Callbacks are the examples of WeChat's pages about messages and events that are
// received. A location is in the Chinese grid: its Pin, called 位置信息, is left to whoever compares.
func Callbacks() []Callback {
	said := dialog.Input{ID: "m1234567890123456", Kind: dialog.Said, From: "wechat:fromUser", Lang: "zh"}
	at := func(seconds int64, in dialog.Input) []dialog.Input {
		in.Seq = seconds
		return []dialog.Input{in}
	}
	words := func(text string) dialog.Input { in := said; in.Text = text; return in }
	file := func(kind, mime, text string) dialog.Input {
		in := words(text)
		in.Media = []dialog.Media{{Kind: kind, Ref: "wechat:media_id", MIME: mime}}
		return in
	}
	event := func(id string, kind dialog.InputKind, text, start, choice string) dialog.Input {
		return dialog.Input{ID: id, Kind: kind, From: "wechat:FromUser", Seq: 123456789, Lang: "zh", Text: text, Start: start, Choice: choice}
	}
	list := []Callback{
		{Name: "text", Want: at(1348831860, words("this is a test"))},
		{Name: "image", Want: at(1348831860, file("photo", "", ""))},
		{Name: "voice", Want: at(1357290913, file("voice", "", ""))},
		{Name: "voice_recognised", Want: at(1357290913, file("voice", "", "腾讯微信团队"))},
		{Name: "video", Want: at(1357290913, file("video", "video/mp4", ""))},
		{Name: "shortvideo", Want: at(1357290913, file("video", "video/mp4", ""))},
		{Name: "location", Want: at(1351776360, words(""))},
		{Name: "link", Want: at(1351776360, words("公众平台官网链接\n公众平台官网链接\nurl"))},
		{Name: "msgmenu", Want: at(1500000000, words("满意"))},
		{Name: "subscribe", Want: []dialog.Input{
			event("e123456789:subscribe:back", dialog.Unblocked, "", "", ""), event("e123456789:subscribe", dialog.Said, "/start", "", "")}},
		{Name: "subscribe_scene", Want: []dialog.Input{
			event("e123456789:subscribe:qrscene_123123:back", dialog.Unblocked, "", "", ""),
			event("e123456789:subscribe:qrscene_123123", dialog.Said, "/start", "123123", "")}},
		{Name: "unsubscribe", Want: []dialog.Input{event("e123456789:unsubscribe", dialog.Blocked, "", "", "")}},
		{Name: "scan", Want: []dialog.Input{event("e123456789:SCAN:SCENE_VALUE", dialog.Said, "/start", "SCENE_VALUE", "")}},
		{Name: "click", Want: []dialog.Input{event("e123456789:CLICK:EVENTKEY", dialog.Said, "", "", "EVENTKEY")}},
		{Name: "view"},
		{Name: "location_event"},
	}
	for i := range list {
		list[i].XML = string(read("published/wechat/" + list[i].Name + ".xml"))
	}
	return list
}
