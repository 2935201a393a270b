// Package telegram is the channel to residents on Telegram, over the Bot API.
//
// It takes updates in by a webhook (POST /telegram) or by long polling, never
// both, and tells Telegram that one has arrived only after the Receiver stored
// it. It reads a narrow form of its own of each update: new kinds of Telegram's
// unions cannot make an update unreadable, and nothing that is not meant for the
// conversation is kept. The raw update is never stored or logged.
//
// What an update becomes (decode.go):
//
//	Input.ID    "u" + update_id + "." + message_id: a redelivery carries the same
//	Input.From  "telegram:" + the chat's id
//	Input.Seq   message_id, the order in which the resident wrote
//	Input.Ref   the message_id of the message that was edited or whose button was
//	            tapped; it ends the Input.ID of the edited one
//	Input.Asked of a tap: when the question was asked whose button it is, see
//	            buttonkey.go; Foreign for a button never offered to this chat
//	Input.Quote the message that this one answers
//	Media.Ref   "telegram:" + file_id, opened by OpenMedia
//
// A message of a kind that is not known is kept by its name, with its file if it has one
// (strange.go); what Telegram itself says in a chat is nothing.
//
// It talks to persons only: a group it is put into is declined and left, a channel is left
// without a word, and nothing said there is stored.
//
// The token is part of every URL of the Bot API. It never appears in an error or
// in a log: the transport (api.go) takes it out of what it returns.
package telegram
