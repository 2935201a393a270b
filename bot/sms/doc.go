// Package sms is the channel to residents by text message: the rules, and one file of
// a provider's (a Gateway) that knows none of them.
//
// The rules: number.go (numbers in one form; short codes, names, bulk senders and our own
// number are never answered), join.go (long messages that arrive in parts), plain.go and
// segments.go (the letters that cost least, and what a text costs), send.go (cutting,
// signature, quiet hours), budget.go (how much may be sent on one day), take.go. STOP,
// START and HELP reach the conversation as they were written, with what the provider
// made of them; the conversation also keeps machines from talking to it for ever.
//
// What may not go now is held back by a *bot.SendError with Until: it waits beside the
// others, its case says why, and nothing is dropped. Cards about danger pass both the
// quiet hours and the budget.
//
// Another provider, say a domestic gateway in China, is one more Gateway beside Twilio
// (twilio.go and the files called after it) and a line in cmd/frontdoor/texts.go;
// domestic_test.go has one of sixty lines.
//
// Twilio, in: POST /sms, signed. The signature is checked against the configured public
// URL, never against the Host header, which anybody can set. The answer is empty TwiML,
// and only after the Receiver stored the message.
//
// Twilio, out: CreateMessage. With a public URL each message asks for status callbacks
// at POST /sms/status, which become receipts. Our own message id travels in that
// URL (?m=), so a callback finds its message even when it overtakes the commit of
// the send. A callback about a message we do not know is answered 200 all the
// same: nothing would be better the second time. Where Twilio has opted a resident out
// it refuses with 21610: then they count as gone until they send START.
//
// Twilio, set up: twilio_hook.go reads and sets where Twilio posts to.
package sms
