package telegram

import (
	"encoding/json"
	"strings"
	"testing"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"

	"github.com/google/go-cmp/cmp"
)

func TestPublishedUpdates(t *testing.T) {
	for _, c := range bottest.Updates() {
		t.Run(c.Name, func(t *testing.T) {
			u, err := parse(c.Body)
			if err != nil {
				t.Fatal(err)
			}
			in, ok := u.input(arrival, newButtonKeys(token))
			if ok != c.Stored {
				t.Fatalf("stored: %v, want %v", ok, c.Stored)
			}
			if !ok {
				return
			}
			c.Want.At = arrival
			if diff := cmp.Diff(c.Want, in); diff != "" {
				t.Errorf("what the conversation hears (-want +got):\n%s", diff)
			}
		})
	}
}

// fields of a message by a person, chat 7, message 5, in update 9.
type fields = map[string]any

func TestDecode(t *testing.T) {
	said := func(change func(*dialog.Input)) *dialog.Input {
		in := &dialog.Input{ID: "u9.5", Kind: dialog.Said, From: "telegram:7", Seq: 5, Lang: "zh-hans", At: arrival}
		change(in)
		return in
	}
	text := func(s string) *dialog.Input { return said(func(in *dialog.Input) { in.Text = s }) }
	media := func(kind, ref, name, mime string, size int64) []dialog.Media {
		return []dialog.Media{{Kind: kind, Ref: "telegram:" + ref, Name: name, MIME: mime, Size: size}}
	}
	message := func(f fields) []byte { return bottest.MessageUpdate(9, 5, 7, f) }
	tap := func(chat int64, value string) []byte {
		data := newButtonKeys(token).write(chat, arrival, dialog.Choice{Key: "3", Value: value})
		if data == "" || len(data) > dataMost {
			t.Fatalf("a button cannot carry %q", data)
		}
		return bottest.TapUpdate(9, 7, bottest.Message{ID: 44}, data)
	}
	tapped := func(choice string) *dialog.Input {
		return said(func(in *dialog.Input) {
			in.ID, in.Seq, in.Ref, in.Choice, in.Asked = "u9", 44, "44", choice, arrival
		})
	}
	foreign := said(func(in *dialog.Input) { in.ID, in.Seq, in.Ref, in.Foreign = "u9", 44, "44", true })
	quoting := func(s string) *dialog.Input {
		return said(func(in *dialog.Input) { in.Text, in.Quote = "这个", s })
	}
	answering := func(id string, in *dialog.Input) *dialog.Input {
		in.Answers = id
		return in
	}
	group := fields{"chat": fields{"id": -100123, "type": "supergroup", "title": "我们村"}, "text": "大家好"}
	for _, c := range []struct {
		name string
		body []byte
		want *dialog.Input // nil: nothing is stored
	}{
		{"words", message(fields{"text": "路灯坏了"}), text("路灯坏了")},
		{"a photo, the largest size", message(fields{"caption": "看这里", "photo": []fields{
			{"file_id": "small", "width": 90, "height": 51, "file_size": 900}, {"file_id": "large", "width": 1280, "height": 720, "file_size": 90000}, {"file_id": "middle", "width": 320, "height": 180}}}),
			said(func(in *dialog.Input) {
				in.Text, in.Media = "看这里", media("photo", "large", "", "image/jpeg", 90000)
			})},
		{"one of an album", message(fields{"media_group_id": "1", "photo": []fields{{"file_id": "a", "width": 1, "height": 1}}}),
			said(func(in *dialog.Input) { in.Media = media("photo", "a", "", "image/jpeg", 0) })},
		{"voice", message(fields{"voice": fields{"file_id": "v", "mime_type": "audio/ogg", "file_size": 3}}), said(func(in *dialog.Input) { in.Media = media("voice", "v", "", "audio/ogg", 3) })},
		{"round video", message(fields{"video_note": fields{"file_id": "v", "length": 240}}), said(func(in *dialog.Input) { in.Media = media("video", "v", "", "", 0) })},
		{"an animation is kept once", message(fields{"animation": fields{"file_id": "g"}, "document": fields{"file_id": "g"}}), said(func(in *dialog.Input) { in.Media = media("video", "g", "", "", 0) })},
		{"a sticker keeps its meaning", message(fields{"sticker": fields{"file_id": "s", "emoji": "👍"}}), said(func(in *dialog.Input) { in.Media = media("sticker", "s", "👍", "", 0) })},
		{"place", message(fields{"location": fields{"latitude": 29.1, "longitude": 119.6}}), said(func(in *dialog.Input) { in.Pin = &dialog.Pin{Lat: 29.1, Lon: 119.6} })},
		{"an impossible place", message(fields{"location": fields{"latitude": 291.0, "longitude": 119.6}}), nil},
		{"venue", message(fields{"location": fields{"latitude": 29.1, "longitude": 119.6}, "venue": fields{"title": "七星村小学", "address": "村口", "location": fields{"latitude": 29.1, "longitude": 119.6}}}),
			said(func(in *dialog.Input) {
				in.Pin = &dialog.Pin{Lat: 29.1, Lon: 119.6, Label: "七星村小学 村口"}
			})},
		{"own contact", message(fields{"contact": fields{"phone_number": "8613900000122", "first_name": "王", "user_id": 7}}), said(func(in *dialog.Input) { in.Contact = "+8613900000122" })},
		{"own contact abroad", message(fields{"contact": fields{"phone_number": "14155552671", "first_name": "W", "user_id": 7}}), said(func(in *dialog.Input) { in.Contact = "+14155552671" })},
		{"own contact without its country", message(fields{"contact": fields{"phone_number": "139 0000 0122", "first_name": "王", "user_id": 7}}), said(func(in *dialog.Input) { in.Contact = "+8613900000122" })},
		{"somebody else's contact", message(fields{"contact": fields{"phone_number": "13900000122", "first_name": "张", "last_name": "三"}}), text("张 三 +8613900000122")},
		{"edited", bottest.EditUpdate(9, 5, 7, "是七星村"), said(func(in *dialog.Input) { in.Kind, in.Text, in.Ref = dialog.Edited, "是七星村", "5" })},
		{"a moving place", []byte(`{"update_id":9,"edited_message":{"message_id":5,"chat":{"id":7,"type":"private"},"location":{"latitude":1,"longitude":1,"live_period":60}}}`), nil},
		{"tap", tap(7, "yes"), tapped("yes")},
		{"tap on a value that was too long", tap(7, strings.Repeat("村", 22)), tapped("3")},
		{"tap on what was offered in another chat", tap(8, "yes"), foreign},
		{"tap on what nobody offered", bottest.TapUpdate(9, 7, bottest.Message{ID: 44}, "yes"), foreign},
		{"tap on another bot's button", bottest.TapUpdate(9, 7, bottest.Message{ID: 44}, newButtonKeys("2:other").write(7, arrival, dialog.Choice{Value: "yes"})), foreign},
		{"tap on a button of a game", []byte(`{"update_id":9,"callback_query":{"id":"1","from":{"id":7},"game_short_name":"chess"}}`), nil},
		{"a deep link", message(fields{"text": "/start station-7"}), said(func(in *dialog.Input) { in.Text, in.Start = "/start", "station-7" })},
		{"/start", message(fields{"text": "/start"}), text("/start")},
		{"/help with the bot's name", message(fields{"text": "/help@Frontdoor_bot"}), text("/help")},
		{"/status and a number", message(fields{"text": "/status@Frontdoor_bot JH-07-00421-3"}), text("/status JH-07-00421-3")},
		{"an address with a sign in it", message(fields{"text": "mail me at a@b.example /start"}), text("mail me at a@b.example /start")},
		{"English", []byte(`{"update_id":9,"message":{"message_id":5,"from":{"id":7,"language_code":"en"},"chat":{"id":7,"type":"private"},"text":"/status"}}`),
			said(func(in *dialog.Input) { in.Text, in.Lang = "/status", "en" })},
		{"a command of nobody's", message(fields{"text": "/dance"}), text("/dance")},
		{"blocked", bottest.MemberUpdate(9, 7, "member", "kicked"), said(func(in *dialog.Input) { in.ID, in.Kind, in.Seq = "u9", dialog.Blocked, 0 })},
		{"came back", bottest.MemberUpdate(9, 7, "kicked", "member"), said(func(in *dialog.Input) { in.ID, in.Kind, in.Seq = "u9", dialog.Unblocked, 0 })},
		{"joined for the first time", bottest.MemberUpdate(9, 7, "left", "member"), nil},
		{"a group", message(group), nil},
		{"another bot", message(fields{"text": "hi", "from": fields{"id": 7, "is_bot": true}}), nil},
		{"a dice", message(fields{"dice": fields{"emoji": "🎲", "value": 3}}), text("🎲")},
		{"a poll of the resident's", message(fields{"poll": fields{"id": "1", "question": "要不要装路灯?", "options": []fields{{"text": "要"}, {"text": "不要"}}}}), text("要不要装路灯?\n- 要\n- 不要")},
		{"a checklist", message(fields{"checklist": fields{"title": "要办的", "tasks": []fields{{"id": 1, "text": "医保"}}}}), text("要办的\n- 医保")},
		{"a formatted message", message(fields{"rich_message": fields{"blocks": []fields{
			{"type": "paragraph", "text": []any{"七星村", fields{"type": "bold", "text": "路灯"}, "坏了"}},
			{"type": "list", "items": []fields{{"blocks": []fields{{"type": "paragraph", "text": "三天"}}}}}, {"type": "divider"}}}}), text("七星村路灯坏了\n三天")},
		{"a story", message(fields{"story": fields{"id": 1, "chat": fields{"id": 3}}}), text("[story]")},
		{"a game", message(fields{"game": fields{"title": "x"}}), text("[game]")},
		{"an answer to a certain message", message(fields{"text": "这个", "reply_to_message": fields{"message_id": 3, "text": "在哪里?"}}), answering("3", quoting("在哪里?"))},
		{"an answer to one's own message", message(fields{"text": "这个", "reply_to_message": fields{"message_id": 3, "text": "在哪里?", "from": fields{"id": 4711}}}), quoting("在哪里?")},
		{"an answer to a part of it", message(fields{"text": "这个", "reply_to_message": fields{"text": "哪天、在哪里?"}, "quote": fields{"text": "在哪里?"}}), quoting("在哪里?")},
		{"an answer to a photo", message(fields{"text": "这个", "reply_to_message": fields{"photo": []fields{{"file_id": "a"}}}}), quoting("📷")},
		{"an answer to a place", message(fields{"text": "这个", "reply_to_message": fields{"location": fields{"latitude": 1, "longitude": 1}}}), quoting("📍")},
		{"an answer to nothing that can be told", message(fields{"text": "这个", "reply_to_message": fields{"forum_topic_created": fields{}}}), text("这个")},
		{"a kind not invented yet", message(fields{"hologram": fields{"length": 3}}), text("[hologram]")},
		{"a kind not invented yet, with a file", message(fields{"odour_note": fields{"file_id": "o", "file_size": 3, "mime_type": "x/y"}}),
			said(func(in *dialog.Input) { in.Text, in.Media = "[odour note]", media("file", "o", "", "x/y", 3) })},
		{"what Telegram says in a chat", message(fields{"write_access_allowed": fields{"web_app_name": "x"}, "entities": []fields{{"type": "bold"}}}), nil},
		{"what Telegram may once say", message(fields{"hat_changed": fields{"hat": "red"}, "effect_id": "5", "reply_markup": fields{"inline_keyboard": []any{}}}), nil},
		{"in a group, a kind not invented yet", message(fields{"chat": fields{"id": -1, "type": "group"}, "hologram": fields{"length": 3}}), nil},
		{"a pinned message", message(fields{"pinned_message": fields{"message_id": 1}}), nil},
		{"a poll", []byte(`{"update_id":9,"poll":{"id":"1"}}`), nil},
		{"of a kind not invented yet", []byte(`{"update_id":9,"telepathy":{"thought":[1,{}]}}`), nil},
		{"a union with a type not invented yet", message(fields{"text": "你好", "forward_origin": fields{"type": "from_mars", "x": []int{1}}, "reply_markup": 3}), text("你好")},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, err := parse(c.body)
			if err != nil {
				t.Fatal(err)
			}
			in, ok := u.input(arrival, newButtonKeys(token))
			if ok != (c.want != nil) {
				t.Fatalf("stored: %v, want %v (%+v)", ok, c.want != nil, in)
			}
			if !ok {
				return
			}
			if diff := cmp.Diff(*c.want, in); diff != "" {
				t.Errorf("what the conversation hears (-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzWebhook: no body makes the webhook panic or answer 5xx; with a wrong secret
// nothing is ever stored; what is stored has a sender and a name.
func FuzzWebhook(f *testing.F) {
	for _, c := range bottest.Updates() {
		f.Add(c.Body, secret)
	}
	f.Add([]byte(`{"update_id":1e3,"message":{"chat":{"id":7},"photo":[{}],"venue":{}}}`), secret)
	f.Add([]byte(`{"update_id":1,"callback_query":{"from":{"id":7},"data":"#"}}`), secret)
	f.Add([]byte(`[]`), "wrong")
	f.Fuzz(func(t *testing.T, body []byte, with string) {
		c, err := New(Config{Token: token, Secret: secret, API: "http://127.0.0.1:1", Receive: (&inbox{}).take})
		if err != nil {
			t.Fatal(err)
		}
		box := &inbox{}
		c.cfg.Receive = box.take
		w := &town{Channel: c, inbox: box, mux: newMux(c)}
		code := w.post("POST", with, string(body)).Code
		c.errands.wait()
		switch code {
		case 200, 400, 413:
		case 401:
			if with == secret {
				t.Fatal("the right secret was refused")
			}
		default:
			t.Fatalf("answered %d to %q", code, body)
		}
		if with != secret && (code != 401 || len(box.got()) > 0) {
			t.Fatalf("with a wrong secret: %d, stored %d", code, len(box.got()))
		}
		for _, in := range box.got() {
			if in.From == "telegram:0" || in.From.Channel() != "telegram" || len(in.ID) < 2 || in.Kind == "" || !json.Valid(body) {
				t.Fatalf("stored %+v", in)
			}
		}
	})
}
