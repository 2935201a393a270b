package bottest

import (
	"embed"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"frontdoor/dialog"
)

// published holds what the providers publish: Telegram's example updates (core.
// telegram.org/bots/webhooks), and Twilio's request parameters with their example
// values, one name=value a line.
//
//go:embed published
var published embed.FS

// Update is a published update and what the conversation must hear of it.
type Update struct {
	Name string
	Body []byte
	// Stored is false for what means nothing to the conversation.
	Stored bool
	Want   dialog.Input // without At
}

// Updates are Telegram's published examples.
func Updates() []Update {
	const from = dialog.Address("telegram:1111111")
	start := dialog.Input{ID: "u10000.1365", Kind: dialog.Said, From: from, Seq: 1365, Text: "/start"}
	said := func(text string) dialog.Input {
		in := start
		in.Text = text
		return in
	}
	with := func(m dialog.Media) dialog.Input {
		in := said("")
		m.Ref = "telegram:AwADBAADbXXXXXXXXXXXGBdhD2l6_XX"
		in.Media = []dialog.Media{m}
		return in
	}
	answering := start
	answering.Quote, answering.Answers = "Original", "1334"
	edited := said("Edited text")
	edited.Kind, edited.Ref = dialog.Edited, "1365"
	list := []Update{
		{Name: "text", Want: start},
		{Name: "text_without_chat_type", Want: start},
		{Name: "forwarded", Want: start},
		{Name: "forwarded_from_channel", Want: start},
		{Name: "reply", Want: answering},
		{Name: "edited", Want: edited},
		{Name: "entities", Want: said("Bold and italics")},
		{Name: "audio", Want: with(dialog.Media{Kind: "file", MIME: "audio/mpeg", Size: 3897500})},
		{Name: "voice", Want: with(dialog.Media{Kind: "voice", MIME: "audio/ogg", Size: 23000})},
		{Name: "document", Want: with(dialog.Media{Kind: "file", Name: "Testfile.pdf", MIME: "application/pdf", Size: 536392})},
		{Name: "callback_query", Want: dialog.Input{ID: "u10000", Kind: dialog.Said, From: from, Foreign: true}},
		{Name: "inline_query"},
		{Name: "chosen_inline_result"},
	}
	for i := range list {
		list[i].Stored = list[i].Want.ID != ""
		list[i].Body = read("published/telegram/" + list[i].Name + ".json")
	}
	return list
}

// UpdateNumbered is a body with another update_id, for posting it more than once
// as something new.
func UpdateNumbered(body []byte, id int64) []byte {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		panic(fmt.Sprintf("bottest: not an update: %v", err)) // the caller's own words, in a test
	}
	fields["update_id"] = json.RawMessage(fmt.Sprint(id))
	out, err := json.Marshal(fields)
	if err != nil {
		panic(fmt.Sprintf("bottest: not an update: %v", err))
	}
	return out
}

// Form is a published form of Twilio's and what the conversation must hear of it.
type Form struct {
	Name string
	Form url.Values
	Want dialog.Input // without At
}

// Forms are inbound messages with Twilio's published parameters.
func Forms() []Form {
	const from = dialog.Address("sms:+14017122661")
	list := []Form{
		{Name: "text", Want: dialog.Input{ID: "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Kind: dialog.Said, From: from,
			Text: "Ahoy! We can't wait to see what you build."}},
		{Name: "picture", Want: dialog.Input{ID: "MMbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", Kind: dialog.Said, From: from,
			Media: []dialog.Media{{Kind: "photo", MIME: "image/jpeg",
				Ref: "sms:https://api.twilio.com/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Messages/MMbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb/Media/MEcccccccccccccccccccccccccccccccc"}}}},
		{Name: "opt_out", Want: dialog.Input{ID: "SMdddddddddddddddddddddddddddddddd", Kind: dialog.Said, From: from, Text: "STOP", Keyword: "stop"}},
	}
	for i := range list {
		list[i].Form = readForm("published/twilio/" + list[i].Name + ".txt")
	}
	return list
}

// StatusForm is a status callback with Twilio's published parameters.
func StatusForm() url.Values { return readForm("published/twilio/status_sent.txt") }

func readForm(name string) url.Values {
	form := url.Values{}
	for line := range strings.Lines(string(read(name))) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		form.Add(key, value)
	}
	return form
}

func read(name string) []byte {
	b, err := published.ReadFile(name)
	if err != nil {
		panic(err) // embedded: it is there or the program is not built
	}
	return b
}

// TextUpdate is an update with a text of a person's.
func TextUpdate(update, message, chat int64, text string) []byte {
	return encode(update, "message", messageOf(message, chat, map[string]any{"text": text}))
}

// MessageUpdate is an update with a message of a person's; fields are beside
// those every message has (photo, location, caption …).
func MessageUpdate(update, message, chat int64, fields map[string]any) []byte {
	return encode(update, "message", messageOf(message, chat, fields))
}

// EditUpdate is an update that changes an earlier text.
func EditUpdate(update, message, chat int64, text string) []byte {
	return encode(update, "edited_message", messageOf(message, chat, map[string]any{"text": text, "edit_date": 1441646600}))
}

// TapUpdate is an update with a tapped button under a message of the bot's.
func TapUpdate(update, chat int64, under Message, data string) []byte {
	m := messageOf(under.ID, chat, map[string]any{"text": under.Text})
	m["from"] = map[string]any{"id": 123456, "is_bot": true, "first_name": "Frontdoor"}
	return encode(update, "callback_query", map[string]any{
		"id": fmt.Sprint("tap", update), "from": personOf(chat), "message": m, "chat_instance": "1", "data": data,
	})
}

// MemberUpdate is an update by which a person blocks the bot ("kicked") or comes
// back ("member").
func MemberUpdate(update, chat int64, from, to string) []byte {
	bot := map[string]any{"id": 123456, "is_bot": true, "first_name": "Frontdoor"}
	return encode(update, "my_chat_member", map[string]any{
		"chat": map[string]any{"id": chat, "type": "private"}, "from": personOf(chat), "date": 1441645532,
		"old_chat_member": map[string]any{"user": bot, "status": from},
		"new_chat_member": map[string]any{"user": bot, "status": to},
	})
}

func personOf(chat int64) map[string]any {
	return map[string]any{"id": chat, "is_bot": false, "first_name": "Test", "language_code": "zh-hans"}
}

func messageOf(message, chat int64, fields map[string]any) map[string]any {
	m := map[string]any{
		"message_id": message, "date": time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).Unix(),
		"chat": map[string]any{"id": chat, "type": "private", "first_name": "Test"}, "from": personOf(chat),
	}
	for k, v := range fields {
		m[k] = v
	}
	return m
}

func encode(update int64, kind string, what any) []byte {
	b, err := json.Marshal(map[string]any{"update_id": update, kind: what})
	if err != nil {
		panic(err) // values of this file only
	}
	return b
}

// TextForm is an inbound text message.
func TextForm(sid, from, to, body string) url.Values {
	return url.Values{
		"MessageSid": {sid}, "SmsSid": {sid}, "SmsMessageSid": {sid}, "AccountSid": {"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
		"From": {from}, "To": {to}, "Body": {body}, "NumMedia": {"0"}, "NumSegments": {"1"}, "SmsStatus": {"received"},
		"ApiVersion": {"2010-04-01"},
	}
}
