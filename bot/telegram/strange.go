package telegram

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"frontdoor/dialog"
)

// beside are the parts of a message that are no message by themselves: about it, or what
// Telegram itself says in a chat. Both are told apart from what a resident sends in a form
// that is not invented yet, which is nothing here.
var beside = []string{
	"from", "chat", "sender_chat", "sender_business_bot", "via_bot", "guest_bot_caller_user", "guest_bot_caller_chat", "direct_messages_topic",
	"forward_origin", "forward_from", "forward_from_chat", "reply_to_message", "external_reply", "quote", "reply_to_story", "reply_markup",
	"entities", "caption_entities", "link_preview_options", "suggested_post_info", "passport_data", "web_app_data", "connected_website",
	"location", "venue", "contact", "photo", "voice", "audio", "video", "video_note", "animation", "document", "sticker", "poll", "checklist",
	"successful_payment", "refunded_payment", "message_auto_delete_timer_changed", "proximity_alert_triggered", "write_access_allowed",
	"users_shared", "user_shared", "chat_shared", "pinned_message", "boost_added", "chat_background_set", "managed_bot_created",
	"new_chat_participant", "new_chat_member", "left_chat_participant", "left_chat_member",
}

// besideEnds end the names of what Telegram itself says.
var besideEnds = []string{"_added", "_created", "_changed", "_started", "_ended", "_scheduled", "_invited", "_closed", "_reopened", "_edited", "_hidden", "_unhidden",
	"_deleted", "_members", "_title", "_photo", "_done", "_completed", "_triggered", "_approved", "_declined", "_approval_failed", "_refunded", "_paid", "_winners", "_set", "_shared"}

// strange reads a message of a kind that is not known here: its kind in brackets, so that
// the agent sees that something came and the resident is asked for words, and its file
// where it has one. The update must hold a message of which said took nothing.
func strange(body []byte, in *dialog.Input) bool {
	var u struct {
		Message map[string]json.RawMessage `json:"message"`
	}
	if json.Unmarshal(body, &u) != nil {
		return false
	}
	for _, kind := range slices.Sorted(maps.Keys(u.Message)) {
		raw := bytes.TrimSpace(u.Message[kind])
		service := slices.Contains(beside, kind) || slices.ContainsFunc(besideEnds, func(end string) bool { return strings.HasSuffix(kind, end) })
		if service || len(raw) < 3 || raw[0] != '{' || len(kind) > 64 { // an object that holds something
			continue
		}
		in.Text = "[" + strings.ReplaceAll(kind, "_", " ") + "]"
		var f file
		if json.Unmarshal(raw, &f) == nil && f.ID != "" {
			in.Media = []dialog.Media{{Kind: "file", Ref: refPrefix + f.ID, Name: f.Name, MIME: f.MIME, Size: max(f.Size, 0)}}
		}
		return true
	}
	return false
}
