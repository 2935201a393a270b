package bottest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/bot/sms"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// failure is what a provider does to an agent's words, and what the agent then reads in
// the case: the state, and the reason's two halves.
type failure struct {
	name    string
	trouble bottest.Trouble
	state   casebook.Receipt
	zh, en  string // how each half begins
}

// failures of each channel; queued says that it is tried on, and the agent sees why it
// has not gone out yet.
var failures = map[string][]failure{
	"telegram": {
		{"429", bottest.Trouble{Status: 429, Text: "Too Many Requests: retry after 30", After: 30}, casebook.Queued, "Telegram要求等一会儿再发", "telegram asks to wait"},
		{"5xx", bottest.Down, casebook.Queued, "Telegram暂时出错", "telegram has trouble of its own"},
		{"a proxy's page", bottest.DownPage, casebook.Queued, "Telegram暂时出错", "telegram has trouble of its own"},
		{"no answer", bottest.Broken, casebook.Queued, "连不上Telegram", "telegram cannot be reached"},
		{"the token", bottest.Trouble{Status: 401, Text: "Unauthorized"}, casebook.Queued, "机器人的令牌不对，请管理员检查设置", "the bot token is not valid"},
		{"a 400 of its own", bottest.Trouble{Status: 400, Text: "Bad Request: can't parse entities"}, casebook.Failed, "Telegram不收这条消息 (400 Bad Request: can't parse entities)", "telegram refuses this message (400"},
		{"too large", bottest.Trouble{Status: 413, Text: "Request Entity Too Large"}, casebook.Failed, "附件太大", "the attachment is too large"},
		{"no voices", bottest.Trouble{Status: 400, Text: "Bad Request: VOICE_MESSAGES_FORBIDDEN"}, casebook.Failed, "对方不收语音", "the resident takes no voice"},
		{"blocked", bottest.BlockedBot, casebook.Failed, "对方停用了机器人", "the resident blocked the bot"},
		{"never began", bottest.Trouble{Status: 403, Text: "Forbidden: bot can't initiate conversation with a user"}, casebook.Failed, "对方还没有和机器人说过话", "the resident has never written"},
		{"no chat", bottest.NoChat, casebook.Failed, "这个聊天已不存在", "this chat does not exist"},
	},
	"sms": {
		{"429", bottest.Trouble{Status: 429, Code: 20429, Text: "x", After: 30}, casebook.Queued, "发得太快，Twilio要求等一等 (20429)", "too many requests"},
		{"5xx", bottest.Down, casebook.Queued, "Twilio暂时出错", "twilio has trouble of its own"},
		{"a proxy's page", bottest.DownPage, casebook.Queued, "Twilio暂时出错", "twilio has trouble of its own"},
		{"no answer", bottest.Broken, casebook.Queued, "连不上Twilio", "twilio cannot be reached"},
		{"the account", bottest.WrongSignIn, casebook.Queued, "Twilio账号或令牌不对，请管理员检查设置", "twilio does not accept our account"},
		{"a wrong number", bottest.BadNumber, casebook.Failed, "手机号不对", "the phone number is not valid"},
		{"a landline", bottest.Trouble{Status: 400, Code: 21614, Text: "x"}, casebook.Failed, "这个号码收不了短信", "this number is not a mobile number"},
		{"a region", bottest.Trouble{Status: 400, Code: 21408, Text: "x"}, casebook.Failed, "没有开通发往这个地区的短信", "sending to this region"},
		{"a code nobody knows", bottest.Trouble{Status: 400, Code: 29999, Text: "x"}, casebook.Failed, "短信没送到 (29999)", "the message was not delivered (29999)"},
		{"opted out", bottest.OptedOut, casebook.Failed, "对方已退订", "the resident has opted out"},
	},
	"wechat": {
		{"busy", bottest.Trouble{Code: -1, Text: "system error"}, casebook.Queued, "微信忙", "WeChat is busy"},
		{"the quota", bottest.Trouble{Code: 45009, Text: "x"}, casebook.Queued, "公众号当天的调用额度用完了", "the account's quota"},
		{"5xx", bottest.Down, casebook.Queued, "微信暂时出错", "WeChat has trouble of its own"},
		{"no answer", bottest.Broken, casebook.Queued, "连不上微信", "WeChat cannot be reached"},
		{"the whitelist", bottest.Trouble{Code: 40164, Text: "x"}, casebook.Queued, "本服务器的IP不在公众号的白名单里", "this server's IP"},
		{"the permission", bottest.Trouble{Code: 48001, Text: "x"}, casebook.Queued, "公众号没有这项权限", "the account has no permission"},
		{"a code nobody knows", bottest.Trouble{Code: 99999, Text: "x"}, casebook.Failed, "微信不收这条消息 (99999)", "WeChat refuses this message (99999)"},
		{"the window", bottest.Trouble{Code: 45015, Text: "x"}, casebook.Failed, "对方超过48小时没有写过话", "the resident has not written for 48 hours"},
		{"five messages", bottest.Trouble{Code: 45047, Text: "x"}, casebook.Failed, "对方上次写话之后，已发满", "the five messages"},
		{"unfollowed", bottest.NoFollower, casebook.Failed, "对方没有关注公众号", "the resident does not follow"},
	},
}

func texts(t *testing.T) provider {
	api := bottest.NewMessagesAPI(account, key)
	t.Cleanup(api.Close)
	return provider{handler: api, open: func(s *street) (bot.Channel, error) {
		gateway, err := sms.NewTwilio(sms.TwilioSettings{AccountSID: account, AuthToken: key, From: own, PublicURL: public, HTTP: s})
		if err != nil {
			return nil, err
		}
		return sms.New(sms.Config{Gateway: gateway, Receive: func(context.Context, dialog.Input) error { return nil }, Receipts: s.clerk.LateReceipt,
			Talk: func(ctx context.Context, to dialog.Address) (dialog.State, error) {
				talk, err := s.book.Read(ctx, to)
				return talk.State, err
			}})
	}, heard: func(string) {}, mend: api.Mend, resident: func(i int) string { return fmt.Sprintf("+86139000001%02d", i) }}
}

// TestEveryFailureIsSeen: whatever a provider does to an agent's words, their line in the
// case says at once that they did not go out, and why, in both languages, without a word
// about who the resident is.
func TestEveryFailureIsSeen(t *testing.T) {
	weixin, api := wechats(t)
	trouble := func(h http.Handler, resident string, what bottest.Trouble) {
		switch double := h.(type) {
		case *bottest.BotAPI:
			var chat int64
			fmt.Sscan(resident, &chat) //nolint:errcheck // the test's own
			double.Trouble(-1, chat, what)
		case *bottest.MessagesAPI:
			double.Trouble(-1, resident, what)
		default:
			api.Trouble(-1, resident, what)
		}
	}
	for name, p := range map[string]provider{"telegram": telegrams(t), "sms": texts(t), "wechat": weixin} {
		t.Run(name, func(t *testing.T) {
			onStreet(t, p.handler, p.heard, p.open, func(s *street) {
				for i, f := range failures[name] {
					resident := p.resident(i)
					s.says(resident, "找人工")
					trouble(p.handler, resident, f.trouble)
					s.agent(dialog.AgentReply, resident, "明天来修")
					time.Sleep(8 * time.Second)
					l := s.lastOfAgent(resident)
					zh, en, both := strings.Cut(l.Why, " / ")
					if l.State != f.state || !both || !strings.HasPrefix(zh, f.zh) || !strings.HasPrefix(en, f.en) {
						t.Errorf("%s: the agent reads %s, %q", f.name, l.State, l.Why)
					}
					if strings.ContainsFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || strings.Contains(l.Why, resident) || strings.Contains(l.Why, key) {
						t.Errorf("%s: %q", f.name, l.Why)
					}
					p.mend()
					time.Sleep(2 * time.Minute)
					if l := s.lastOfAgent(resident); (l.State == casebook.Sent) != (f.state == casebook.Queued) || l.State == casebook.Sent && l.Why != "" {
						t.Errorf("%s: once mended it is %s, %q", f.name, l.State, l.Why)
					}
				}
			})
		})
	}
}

// lastOfAgent is the last line of an agent in a resident's case.
func (s *street) lastOfAgent(resident string) (last casebook.Line) {
	s.t.Helper()
	talk, err := s.book.Read(s.t.Context(), s.address(resident))
	if err != nil {
		s.t.Fatal(err)
	}
	events, err := s.book.Case(s.t.Context(), talk.State.Matters[0].ID)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, l := range casebook.Thread(events) {
		if l.By == dialog.ByAgent && l.Message != "" {
			last = l
		}
	}
	return last
}
