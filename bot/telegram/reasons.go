package telegram

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"frontdoor/bot"
)

// afterMost is the longest quiet that is kept because Telegram asks for it.
const afterMost = time.Hour

// sendError says what a failed call means.
func sendError(heard *answer, err error) *bot.SendError {
	e := &bot.SendError{Err: err}
	if heard.Envelope {
		e.Err = fmt.Errorf("answered %d %s", heard.code(), heard.Description)
	}
	after := time.Duration(min(max(heard.Parameters.RetryAfter, 0), int(afterMost.Seconds()))) * time.Second
	switch code := heard.code(); {
	case heard.Status == 0:
		e.Again = true
		e.Reason = bot.InWords("连不上Telegram", "telegram cannot be reached")
	case code == http.StatusTooManyRequests:
		e.Again, e.After = true, max(after, time.Second)
		e.Reason = bot.InWords("Telegram要求等一会儿再发", "telegram asks to wait")
	case code >= 500 || !heard.Envelope && code != http.StatusRequestEntityTooLarge:
		e.Again, e.After = true, after
		e.Reason = bot.InWords("Telegram暂时出错", "telegram has trouble of its own")
	case code == http.StatusForbidden && says(heard, "initiate conversation"):
		e.Gone = true
		e.Reason = bot.InWords("对方还没有和机器人说过话，Telegram不让先发", "the resident has never written to the bot, and telegram lets nobody write first")
	case code == http.StatusForbidden:
		e.Gone = true
		e.Reason = bot.InWords("对方停用了机器人，或注销了账号", "the resident blocked the bot or closed the account")
	case code == http.StatusBadRequest && says(heard, "chat not found", "user not found", "USER_DEACTIVATED", "PEER_ID_INVALID", "user is deactivated", "group chat was upgraded"):
		e.Gone = true
		e.Reason = bot.InWords("这个聊天已不存在", "this chat does not exist any more")
	case code == http.StatusUnauthorized || code == http.StatusNotFound:
		e.Again = true // the same for every message: it is the settings
		e.Reason = bot.InWords("机器人的令牌不对，请管理员检查设置", "the bot token is not valid; an admin should check the settings")
	default:
		e.Reason = refusal(heard)
	}
	return e
}

// refusals are why Telegram takes no message of this kind, by what its description holds:
// what happened and what an agent may do.
var refusals = []struct {
	says  []string
	words string
}{
	{[]string{"VOICE_MESSAGES_FORBIDDEN"}, bot.InWords("对方不收语音和圆形视频，请写成文字", "the resident takes no voice or round video messages; write it instead")},
	{[]string{"message is too long", "MESSAGE_TOO_LONG", "caption is too long"}, bot.InWords("消息太长", "the message is too long")},
	{[]string{"text is empty", "text must be non-empty"}, bot.InWords("消息是空的", "the message is empty")},
	{[]string{"Too Large", "file is too big", "FILE_PARTS_INVALID"}, bot.InWords("附件太大，Telegram不收", "the attachment is too large for telegram")},
	{[]string{"wrong file", "FILE_REFERENCE", "file identifier", "HTTP URL", "WEBPAGE_", "IMAGE_PROCESS_FAILED", "PHOTO_INVALID", "PHOTO_", "wrong type of the web page"},
		bot.InWords("附件打不开或Telegram不收这种文件", "telegram cannot open the attachment or takes no such file")},
	{[]string{"CHAT_RESTRICTED", "PRIVACY", "not enough rights", "have no rights"}, bot.InWords("对方的设置不让发这样的消息", "the resident's settings refuse such a message")},
}

// refusal is a no to this one message, with Telegram's own words for whoever looks them up.
func refusal(heard *answer) string {
	words := bot.InWords("Telegram不收这条消息", "telegram refuses this message")
	for _, r := range refusals {
		if says(heard, r.says...) {
			words = r.words
			break
		}
	}
	return bot.With(words, " ("+strings.TrimSpace(strconv.Itoa(heard.code())+" "+strings.ReplaceAll(heard.Description, "/", "|"))+")")
}

// says tells whether the description holds one of these.
func says(heard *answer, any ...string) bool {
	description := strings.ToLower(heard.Description)
	for _, s := range any {
		if strings.Contains(description, strings.ToLower(s)) {
			return true
		}
	}
	return false
}
