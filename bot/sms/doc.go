// Package sms is the channel to residents by text message, over Twilio's
// Messages API.
//
// In: POST /sms, signed by Twilio. The signature is checked against the
// configured public URL, never against the Host header, which anybody can set.
// The answer is empty TwiML, and only after the Receiver stored the message.
// Machines are not answered: short codes, alphanumeric senders, our own number
// are taken off Twilio with a 200 and go no further.
//
// Out: CreateMessage. With a public URL each message asks for status callbacks
// at POST /sms/status, which become receipts. Our own message id travels in that
// URL (?m=), so a callback finds its message even when it overtakes the commit of
// the send. A callback about a message we do not know is answered 200 all the
// same: nothing would be better the second time.
//
// STOP, START and HELP reach the conversation as they were written. Where Twilio
// answers them (FRONTDOOR_TWILIO_OPTOUT=provider) it says so in OptOutType, and a
// later send is refused with 21610: then the resident counts as gone.
//
// segments.go counts what a text costs, for everybody who writes texts.
package sms
