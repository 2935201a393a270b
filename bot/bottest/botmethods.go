package bottest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"frontdoor/bot"
)

// The Bot API's limits.
const (
	textMost    = 4096 // UTF-16 units
	captionMost = 1024
	dataMost    = 64 // bytes
)

// bad makes a 400.
func bad(format string, args ...any) *Trouble {
	return &Trouble{Status: http.StatusBadRequest, Text: "Bad Request: " + fmt.Sprintf(format, args...)}
}

// known are the parameters of the methods served here; another one is a mistake
// of the caller's that the real Bot API would pass over in silence.
var known = map[string]string{
	"getMe":                 "",
	"setWebhook":            "url secret_token allowed_updates max_connections drop_pending_updates",
	"deleteWebhook":         "drop_pending_updates",
	"getWebhookInfo":        "",
	"getUpdates":            "offset limit timeout allowed_updates",
	"getFile":               "file_id",
	"setMyCommands":         "commands language_code",
	"deleteMyCommands":      "language_code",
	"setMyDescription":      "description language_code",
	"setMyShortDescription": "short_description language_code",
	"answerCallbackQuery":   "callback_query_id text show_alert",
	"sendChatAction":        "chat_id action",
	"leaveChat":             "chat_id",
	"sendMessage":           "chat_id text reply_markup link_preview_options",
	"sendPhoto":             "chat_id photo caption reply_markup",
	"sendVoice":             "chat_id voice caption reply_markup",
	"sendVideo":             "chat_id video caption reply_markup",
	"sendSticker":           "chat_id sticker reply_markup",
	"sendDocument":          "chat_id document caption reply_markup",
}

// answer does what a method does.
func (b *BotAPI) answer(ctx context.Context, c *Call) (any, *Trouble) {
	names, ok := known[c.Method]
	if !ok {
		return nil, &Trouble{Status: http.StatusNotFound, Text: "Not Found"}
	}
	for name := range c.Params {
		if !strings.Contains(" "+names+" ", " "+name+" ") {
			return nil, bad("%s has no parameter %q", c.Method, name)
		}
	}
	switch c.Method {
	case "getMe":
		return map[string]any{"id": 123456, "is_bot": true, "first_name": "Frontdoor", "username": "frontdoor_bot"}, nil
	case "setWebhook":
		return b.setWebhook(c)
	case "deleteWebhook":
		b.mu.Lock()
		b.webhook, b.secret = "", ""
		b.mu.Unlock()
		return true, nil
	case "getWebhookInfo":
		u, _ := b.Webhook()
		return map[string]any{"url": u, "pending_update_count": b.Pending()}, nil
	case "getUpdates":
		return b.getUpdates(ctx, c)
	case "getFile":
		return b.getFile(c)
	case "setMyCommands", "deleteMyCommands", "setMyDescription", "setMyShortDescription":
		return b.setProfile(c)
	case "answerCallbackQuery":
		if c.Params["callback_query_id"] == "" {
			return nil, bad("query is too old and response timeout expired or query ID is invalid")
		}
		return true, nil
	case "sendChatAction", "leaveChat":
		if _, err := chatID(c); err != nil {
			return nil, err
		}
		return true, nil
	}
	return b.take(c)
}

func chatID(c *Call) (int64, *Trouble) {
	if c.Params["chat_id"] == "" {
		return 0, bad("chat_id is empty")
	}
	id, err := strconv.ParseInt(c.Params["chat_id"], 10, 64)
	if err != nil || id == 0 {
		return 0, bad("chat not found")
	}
	return id, nil
}

// take takes a message that keeps all limits.
func (b *BotAPI) take(c *Call) (any, *Trouble) {
	chat, trouble := chatID(c)
	if trouble != nil {
		return nil, trouble
	}
	m := Message{Method: c.Method, ChatID: chat, Text: c.Params["text"] + c.Params["caption"], At: c.At}
	if c.Method == "sendMessage" {
		if strings.TrimSpace(m.Text) == "" {
			return nil, bad("message text is empty")
		}
		if bot.UTF16Len(m.Text) > textMost {
			return nil, bad("message is too long")
		}
	} else {
		if m.File = c.Params[strings.ToLower(strings.TrimPrefix(c.Method, "send"))]; m.File == "" {
			return nil, bad("there is no %s in the request", strings.ToLower(strings.TrimPrefix(c.Method, "send")))
		}
		if bot.UTF16Len(m.Text) > captionMost {
			return nil, bad("message caption is too long")
		}
	}
	if m.Rows, trouble = readKeyboard(c.Params["reply_markup"]); trouble != nil {
		return nil, trouble
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	m.ID = int64(len(b.sent)) + 5001
	b.sent = append(b.sent, m)
	return map[string]any{
		"message_id": m.ID, "date": c.At.Unix(), "text": m.Text,
		"from": map[string]any{"id": 123456, "is_bot": true, "first_name": "Frontdoor"},
		"chat": map[string]any{"id": chat, "type": "private", "first_name": "Test"},
	}, nil
}

// readKeyboard reads an inline keyboard and nothing else: a button has its text
// and exactly one thing it does.
func readKeyboard(raw string) ([][]Button, *Trouble) {
	if raw == "" {
		return nil, nil
	}
	var k struct {
		Rows [][]map[string]json.RawMessage `json:"inline_keyboard"`
	}
	d := json.NewDecoder(strings.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&k); err != nil || len(k.Rows) == 0 {
		return nil, bad("object expected as reply markup")
	}
	var rows [][]Button
	for _, row := range k.Rows {
		var buttons []Button
		for _, fields := range row {
			var one Button
			if len(fields) != 2 || json.Unmarshal(fields["text"], &one.Text) != nil || json.Unmarshal(fields["callback_data"], &one.Data) != nil {
				return nil, bad("inline keyboard button must have a text and exactly one other field")
			}
			if one.Text == "" {
				return nil, bad("inline keyboard button text must be non-empty")
			}
			if one.Data == "" || len(one.Data) > dataMost {
				return nil, bad("BUTTON_DATA_INVALID")
			}
			buttons = append(buttons, one)
		}
		if len(buttons) == 0 || len(buttons) > 8 {
			return nil, bad("BUTTON_ROW_INVALID")
		}
		rows = append(rows, buttons)
	}
	return rows, nil
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (b *BotAPI) setWebhook(c *Call) (any, *Trouble) {
	u, err := url.Parse(c.Params["url"])
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Hostname() != "127.0.0.1" { // the loopback stands for the town's own server
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if s := c.Params["secret_token"]; s != "" && !secretForm.MatchString(s) {
		return nil, bad("secret token contains unallowed characters")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.webhook, b.secret = c.Params["url"], c.Params["secret_token"]
	return true, nil
}

// getUpdates gives what waits behind the offset, and forgets what lies before it.
func (b *BotAPI) getUpdates(ctx context.Context, c *Call) (any, *Trouble) {
	offset, _ := strconv.ParseInt(c.Params["offset"], 10, 64) //nolint:errcheck // none is 0
	wait, _ := strconv.Atoi(c.Params["timeout"])              //nolint:errcheck // none is 0
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.webhook != "" {
		return nil, &Trouble{Status: 409, Text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	b.polls++
	mine := b.polls
	b.stir()
	end := time.After(time.Duration(wait) * time.Second)
	for {
		if b.polls != mine {
			return nil, &Trouble{Status: 409, Text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
		}
		b.confirm(offset)
		if len(b.updates) > 0 || wait == 0 {
			return append([]json.RawMessage{}, b.updates[:min(len(b.updates), 100)]...), nil
		}
		more := b.more
		b.mu.Unlock()
		select {
		case <-more:
		case <-end:
			wait = 0
		case <-ctx.Done():
			wait = 0
		case <-b.troubles.closing:
			wait = 0
		}
		b.mu.Lock()
	}
}

// confirm forgets the updates before the offset.
func (b *BotAPI) confirm(offset int64) {
	for len(b.updates) > 0 {
		var u struct {
			ID int64 `json:"update_id"`
		}
		if json.Unmarshal(b.updates[0], &u) != nil || u.ID >= offset {
			return
		}
		b.updates = b.updates[1:]
	}
}

func (b *BotAPI) getFile(c *Call) (any, *Trouble) {
	b.mu.Lock()
	defer b.mu.Unlock()
	content, ok := b.files[c.Params["file_id"]]
	switch {
	case !ok:
		return nil, bad("wrong file_id or the file is temporarily unavailable")
	case len(content) > 20<<20:
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": c.Params["file_id"], "file_unique_id": "u", "file_size": len(content), "file_path": "files/" + c.Params["file_id"]}, nil
}

func (b *BotAPI) serveFile(w http.ResponseWriter, name string) {
	b.mu.Lock()
	content, ok := b.files[strings.TrimPrefix(name, "files/")]
	b.mu.Unlock()
	if !ok {
		http.Error(w, "Not Found", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	bytes.NewReader(content).WriteTo(w) //nolint:errcheck // nobody to tell
}
