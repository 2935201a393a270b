// Package wechat is the channel to residents by a WeChat official account (服务号).
//
// In: WeChat posts XML to POST /wechat. signature.go checks who calls: plain mode
// signs timestamp and nonce only, safe mode (FRONTDOOR_WECHAT_AES_KEY) the encrypted
// message with them, and the app's id stands at its end. With a key set, plain
// messages are refused: they would let anybody go round it. fresh.go refuses what is
// older than a few minutes, and a nonce that comes back with another message; the
// same message under it is WeChat's own second try. The answer is "success", at once
// after the commit; what is to be said goes out by the customer-service interface.
// Where nothing could be stored the answer is 503, and WeChat tells the resident that
// the account is out of order, if it does not try again.
//
// What a callback becomes (decode.go):
//
//	Input.ID    "m" + MsgId; an event has none and gets "e" + CreateTime, Event and
//	            EventKey: the redelivery of either carries the same
//	Input.From  "wechat:" + the OpenID
//	Input.Seq   CreateTime, in seconds
//	Input.Start the scene of the QR code that was scanned: the station
//	Media.Ref   "wechat:" + MediaId, opened by OpenMedia for three days
//
// A voice message that WeChat recognised carries its words as text beside the sound.
// A location is in the Chinese grid (GCJ-02) and is brought to WGS 84 (place.go); what the
// map calls it is the Pin's Label and no word of the resident's.
//
// Out: message/custom/send, 2,048 bytes of text each. What a resident did opens a
// window: five messages in 48 hours after a written word, three in one minute after a
// scan, a subscription, a tap in the menu. Beyond it WeChat refuses (45015, 45047), and
// the agent reads so in words; dialog.WindowOf lets the inbox say it before. An agent's
// words that were refused so (bot.SendError.Shut) wait in the talk's state and go out when
// the resident writes again (dialog/talk/reach_unheard.go). Choices
// are the numbers in the text, and not WeChat's menu message (msgmenu): whoever taps
// one opens the one-minute window only, and the agent who answers an hour later would
// stand before a closed door. Subscription accounts cannot send menu messages at all.
//
// The access token (token.go) is asked for by stable_token, which gives every process
// the same, and lies on the Shelf, so that it is renewed once for all of them.
//
// No library: silenceper/wechat v2.1.10 brings a Redis client of its own (v8) and
// memcached, takes ten seconds more to build, keeps the HTTP client in a global
// variable, and sends and decrypts without a context; what is needed of it is a
// signature, one AES call and four requests. PowerWeChat could not be had.
package wechat
