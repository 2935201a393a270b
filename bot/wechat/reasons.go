package wechat

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"frontdoor/bot"
)

// kind is what follows from a refusal.
type kind int

const (
	final   kind = iota // this message cannot go out
	busy                // again, soon
	slow                // again, after a while
	misset              // again: somebody must change what is set, and then it goes out
	gone                // this resident cannot be reached here any more
	refresh             // the access token; met only when a new one was refused too
	shut                // not before this resident writes again
)

// slowly is how long to wait where WeChat's quota is used up.
const slowly = time.Minute

// reasons are WeChat's return codes: what follows, and in words for the agent what
// happened and, where there is something, what to do. Source: 全局返回码说明, and the
// pages of the interfaces.
var reasons = map[int]struct {
	kind  kind
	words string
}{
	-1:    {busy, bot.InWords("微信忙", "WeChat is busy")},
	40001: {refresh, bot.InWords("微信不认我们的密钥或令牌，请管理员检查设置", "WeChat does not accept our secret or token; an admin should check the settings")},
	40003: {final, bot.InWords("收件人的OpenID不对", "the resident's OpenID is not valid")},
	40007: {final, bot.InWords("附件已过期或不对", "the attachment has expired or is not valid")},
	40008: {final, bot.InWords("微信不收这种消息", "WeChat refuses this kind of message")},
	40013: {misset, bot.InWords("微信不认我们的AppID，请管理员检查设置", "WeChat does not know our AppID; an admin should check the settings")},
	40014: {refresh, bot.InWords("微信不认我们的令牌，请管理员检查设置", "WeChat does not accept our token; an admin should check the settings")},
	40125: {misset, bot.InWords("AppSecret不对，请管理员检查设置", "the AppSecret is not valid; an admin should check the settings")},
	40164: {misset, bot.InWords("本服务器的IP不在公众号的白名单里，请管理员加上", "this server's IP is not on the account's whitelist; an admin should add it")},
	40200: {misset, bot.InWords("公众号类型不支持，要认证的服务号", "this type of account cannot do so; it must be a verified service account")},
	40243: {misset, bot.InWords("AppSecret已被冻结，请管理员处理", "the AppSecret is frozen; an admin should see to it")},
	41001: {refresh, bot.InWords("微信没收到令牌", "WeChat got no token")},
	42001: {refresh, bot.InWords("令牌过期，新的也不行，请管理员检查设置", "the token has run out, and so did a new one; an admin should check the settings")},
	43004: {gone, bot.InWords("对方没有关注公众号，或已取消关注", "the resident does not follow the account, or no longer")},
	45002: {final, bot.InWords("消息太长", "the message is too long")},
	45009: {slow, bot.InWords("公众号当天的调用额度用完了", "the account's quota of the day is used up")},
	45011: {slow, bot.InWords("发得太快，微信要求等一等", "too many requests, WeChat asks to wait")},
	45015: {shut, bot.InWords("对方超过48小时没有写过话，微信不让再发；请打电话，或等对方再写，那时会自动补发", "the resident has not written for 48 hours, and WeChat lets nobody write first; phone them, or wait: it goes out when they write again")},
	45047: {shut, bot.InWords("对方上次写话之后，已发满微信允许的5条；请打电话，或等对方再写，那时会自动补发", "the five messages that WeChat allows after a resident's word are used up; phone them, or wait: it goes out when they write again")},
	47001: {final, bot.InWords("微信读不了这条消息", "WeChat cannot read this message")},
	48001: {misset, bot.InWords("公众号没有这项权限（要认证的服务号），请管理员处理", "the account has no permission for this (it must be a verified service account); an admin should see to it")},
	48002: {final, bot.InWords("对方关掉了接收公众号消息", "the resident has switched the account's messages off")},
	48004: {misset, bot.InWords("公众号的接口被封禁，请管理员处理", "WeChat has banned the account's interface; an admin should see to it")},
	50002: {misset, bot.InWords("公众号受限，请管理员处理", "the account is restricted; an admin should see to it")},
	50005: {gone, bot.InWords("对方已取消关注", "the resident no longer follows the account")},
	89503: {misset, bot.InWords("本服务器的IP要公众号管理员在微信里确认", "the account's admin must confirm this server's IP in WeChat")},
	89506: {misset, bot.InWords("公众号管理员在微信里拒绝了本服务器的IP", "the account's admin has refused this server's IP in WeChat")},
	89507: {misset, bot.InWords("公众号管理员在微信里拒绝了本服务器的IP", "the account's admin has refused this server's IP in WeChat")},
}

// reasonFor is a code in words, with the code itself for whoever looks it up.
func reasonFor(code int) string {
	words := reasons[code].words
	if words == "" {
		words = bot.InWords("微信不收这条消息", "WeChat refuses this message")
	}
	return bot.With(words, " ("+strconv.Itoa(code)+")")
}

// sendError says what a failed call means; nil where WeChat said yes.
func (c *Channel) sendError(heard *answer, err error) *bot.SendError {
	var noToken *tokenError
	switch {
	case errors.As(err, &noToken):
		heard = &noToken.heard
	case errors.Is(err, errForced):
		heard = &answer{Code: new(int)}
		*heard.Code = 42001
	case err != nil:
		return &bot.SendError{Again: true, Reason: bot.InWords("连不上微信", "WeChat cannot be reached"), Err: err}
	}
	if heard.took() {
		c.misset.Store(false)
		return nil
	}
	code := heard.refused()
	r, known := reasons[code]
	if code == 0 || !known && heard.Status != http.StatusOK {
		return &bot.SendError{Again: true, Reason: bot.InWords("微信暂时出错", "WeChat has trouble of its own"), Err: fmt.Errorf("answered %d", heard.Status)}
	}
	e := &bot.SendError{Reason: reasonFor(code), Err: &refusal{code: code}}
	switch r.kind {
	case busy:
		e.Again = true
	case slow:
		e.Again, e.After = true, slowly
	case misset, refresh:
		e.Again = true
		if !c.misset.Swap(true) {
			c.cfg.Log.Error("wechat: WeChat refuses our settings; messages wait until they are right", "code", code)
		}
	case gone:
		e.Gone = true
	case shut:
		e.Shut = true
	}
	return e
}
