// Package bottest holds strict doubles of the providers, on the loopback only:
// BotAPI for Telegram's Bot API, MessagesAPI for Twilio's Messages API,
// OfficialAccount for WeChat's interface. They
// refuse what the real ones refuse (a text too long, a button with too much data,
// a missing sender), record what they took, give trouble on demand (429, 5xx,
// blocked, opted out, a connection that hangs or breaks off) and play the
// provider's other half: they post updates, signed messages and status callbacks.
//
// published/ holds the bodies the providers publish as examples; Updates and
// Forms list them with what each must become.
//
// What the doubles believe is written down here, so it can be wrong: contract.sh (make
// contract) holds them, and all that the channels send, against descriptions that the
// providers' users and Twilio itself publish.
//
// It serves tests and demonstrations, never a real resident.
package bottest
