package sms

import (
	"strconv"

	"frontdoor/bot"
)

// reasons are Twilio's error codes in words for the agent: what happened and,
// where there is something, what to do. Source: Twilio's error dictionary.
var reasons = map[int]string{
	20003: bot.InWords("Twilio账号或令牌不对，请管理员检查设置", "twilio does not accept our account or token; an admin should check the settings"),
	20404: bot.InWords("Twilio账号不对，请管理员检查设置", "twilio does not know our account; an admin should check the settings"),
	20429: bot.InWords("发得太快，Twilio要求等一等", "too many requests, twilio asks to wait"),
	21211: bot.InWords("手机号不对", "the phone number is not valid"),
	21212: bot.InWords("我们的发信号码不对，请管理员检查设置", "our own number is not valid; an admin should check the settings"),
	21217: bot.InWords("手机号不对", "the phone number is not valid"),
	21265: bot.InWords("这个号码收不了短信", "this number cannot receive text messages"),
	21408: bot.InWords("没有开通发往这个地区的短信，请管理员检查设置", "sending to this region is not enabled; an admin should check the settings"),
	21603: bot.InWords("没有设置发信号码，请管理员检查设置", "our own number is not set; an admin should check the settings"),
	21606: bot.InWords("我们的号码不能发短信，请管理员检查设置", "our own number cannot send text messages; an admin should check the settings"),
	21610: bot.InWords("对方已退订（回过STOP），短信发不过去", "the resident has opted out (STOP)"),
	21611: bot.InWords("排队的短信太多", "too many messages are queued for our number"),
	21612: bot.InWords("发不到这个号码", "this number cannot be reached from ours"),
	21614: bot.InWords("这个号码收不了短信（不是手机号）", "this number is not a mobile number"),
	21617: bot.InWords("短信太长", "the message is too long"),
	21659: bot.InWords("发信号码不属于这个账号，请管理员检查设置", "our own number does not belong to the account; an admin should check the settings"),
	21660: bot.InWords("发信号码不属于这个账号，请管理员检查设置", "our own number does not belong to the account; an admin should check the settings"),
	21703: bot.InWords("短信服务里没有号码，请管理员检查设置", "the messaging service has no number; an admin should check the settings"),

	30001: bot.InWords("排队太久，没发出去", "the queue overflowed"),
	30002: bot.InWords("Twilio账号被停用，请管理员处理", "our twilio account is suspended"),
	30003: bot.InWords("对方关机或不在服务区", "the phone is off or out of coverage"),
	30004: bot.InWords("对方或运营商屏蔽了短信", "the message was blocked by the phone or its carrier"),
	30005: bot.InWords("号码不存在或已停用", "the number does not exist or is out of service"),
	30006: bot.InWords("是座机或收不了短信的号码", "the number is a landline or cannot receive texts"),
	30007: bot.InWords("被运营商当作垃圾短信拦截", "the carrier filtered the message as spam"),
	30008: bot.InWords("没送到，运营商没说原因", "not delivered, the carrier does not say why"),
	30010: bot.InWords("价格超过设定上限", "the price is above our limit"),
	30017: bot.InWords("运营商网络拥堵", "the carrier's network is congested"),
	30022: bot.InWords("发得太快，被运营商拦下", "sent faster than the carrier allows"),
	30032: bot.InWords("免费电话号码还没通过审核", "our toll-free number is not verified"),
	30034: bot.InWords("我们的号码没有登记（A2P 10DLC），请管理员处理", "our number is not registered (A2P 10DLC); an admin should register it"),
	30036: bot.InWords("过了时效，没有再发", "its use-by passed before it could go out"),
	30450: bot.InWords("运营商不收这条短信", "the carrier refuses this message"),
	30454: bot.InWords("当天的额度用完了", "the daily limit is used up"),

	63001: bot.InWords("渠道登录失败，请管理员检查设置", "the channel does not accept our sign-in; an admin should check the settings"),
	63003: bot.InWords("收件地址不对", "the address is not valid"),
	63005: bot.InWords("渠道不收这样的内容", "the channel refuses this content"),
	63007: bot.InWords("发信地址没有设置好，请管理员检查设置", "our own address is not set up; an admin should check the settings"),
	63016: bot.InWords("超过24小时，渠道不让主动发", "more than 24 hours have passed, the channel lets nobody write first"),
	63018: bot.InWords("发得太快，渠道要求等一等", "sent faster than the channel allows"),
	63019: bot.InWords("附件没传过去", "the attachment could not be fetched"),
	63024: bot.InWords("收件人不对", "the recipient is not valid"),
	63038: bot.InWords("当天的额度用完了", "the daily limit is used up"),
}

// reasonFor is a code in words, with the code itself for whoever looks it up.
func reasonFor(code int) string {
	words, ok := reasons[code]
	if !ok {
		words = bot.InWords("短信没送到", "the message was not delivered")
	}
	if code == 0 {
		return words
	}
	return bot.With(words, " ("+strconv.Itoa(code)+")")
}
